"""``polym*``: words by their beginning."""

from search.analysis import split
from search.query.beginnings import LEAST
from search.query.box.parts import Clause
from search.query.tree import And, Prefix, Words

STAR = "*"


def read(text: str) -> tuple[Clause | None, str]:
    """What a word that ends with a star means, and a note; None where it is just a word.

    Of ``x-ray*`` the last part is the beginning of a word, and the others are words.
    """
    typed = text.rstrip(STAR)
    if STAR in typed and any(sign.isalnum() for sign in typed):
        return None, _within(text)
    if typed == text or not typed or not typed[-1].isalnum():
        return None, ""
    *others, last = split(typed)
    if len(last) < LEAST:
        return None, (
            f"“{text}” was read as a word: before the star stand at least {LEAST} letters "
            "or digits."
        )
    says = f"words that begin with “{last}”"
    if not others:
        return Clause(text, Prefix(last), says), ""
    before = " ".join(others)
    return Clause(text, And((Words(before), Prefix(last))), f"“{before}” and {says}"), ""


def _within(text: str) -> str:
    """What to write for a star elsewhere: words are looked for by their beginnings alone."""
    return (
        f"The star in “{text[:40]}” was read as a plain sign: among words it stands at the end, as "
        f"in polym*. In a title it may stand anywhere: title:*{text.strip(STAR)[:40]}*."
    )
