"""Made-up people: names from many languages and ORCID identifiers nobody has."""

from random import Random

from .model import Person
from .vocabulary.names import NAMES, WORKPLACES, Names

POOL = 150  # people of one facility's user community


def orcid_checksum(digits: str) -> str:
    """The last character of an ORCID iD with these 15 digits (ISO 7064 MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


def orcid(random: Random) -> str:
    """An identifier with a right checksum that ORCID never hands out.

    ORCID assigns 0000-0001-5000-0007 to 0000-0003-5000-0001 and from 0009-0000-0000-0000
    on; those here begin with 0000-0003-9.
    """
    digits = f"000000039{random.randrange(10**6):06d}"
    text = digits + orcid_checksum(digits)
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def community(random: Random) -> tuple[Person, ...]:
    """The people who use a facility, all with different names."""
    people: dict[str, Person] = {}
    while len(people) < POOL:
        made = person(random, random.choice(NAMES), len(people))
        people.setdefault(made.full, made)
    return tuple(people.values())


def person(random: Random, names: Names, number: int) -> Person:
    given = random.choice(names.given).replace("_", " ")
    family = random.choice(names.family).replace("_", " ")
    has_middle = names.language in ("English", "German", "Swedish") and random.random() < 0.4
    if has_middle:
        given = f"{given} {random.choice('ABCDEFGHJKLMRST')}."
    return Person(
        given,
        family,
        _full(given, family, names),
        orcid(random) if random.random() < 0.7 else "",
        f"user{number:04d}",
        random.choice(WORKPLACES),
    )


def _full(given: str, family: str, names: Names) -> str:
    if not names.family_first:
        return f"{given} {family}"
    return f"{family}{'' if names.language in ('Chinese', 'Japanese', 'Korean') else ' '}{given}"


def team(random: Random, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Two to seven people; the first one leads."""
    return tuple(random.sample(people, random.randint(2, 7)))
