"""Words by their beginning: which tokens of the index ``polyme*`` stands for.

The index holds stems: "polymers" is "polym" there, which doesn't begin with "polyme".  So
a token counts when it begins with what was typed, and also when it is the stem of what was
typed, or of that with the rest of an English ending behind it ("polyme" + "rs").
"""

from functools import lru_cache

from search.analysis import LONGEST_TOKEN, split, tokens
from search.errors import BadQuery

LEAST = 3  # letters before the star; fewer would be half of all words
# Endings that stemming takes off or shortens
_ENDINGS = (
    *("s", "es", "ies", "ied", "ed", "edly", "ing", "ingly", "ings", "er", "ers", "or", "ors"),
    *("ly", "li", "y", "e", "al", "als", "ally", "ical", "ically", "icate", "icated", "icity"),
    *("ic", "ics", "ation", "ations", "ational", "ationally", "ator", "ators", "ate", "ates"),
    *("ated", "ating", "ative", "atively", "ition", "itions", "ion", "ions", "tional"),
    *("ization", "izations", "isation", "isations", "ize", "izes", "ized", "izing", "izer"),
    *("izers", "ise", "ises", "ised", "ising", "alize", "alized", "alization", "ality", "alism"),
    *("ism", "ist", "ists", "istic", "ity", "ities", "ivity", "ivities", "ive", "ives", "ively"),
    *("iveness", "ible", "able", "ability", "abilities", "ibility", "ably", "ibly", "ment"),
    *("ments", "ement", "ements", "ent", "ents", "ently", "ant", "ants", "ance", "ances", "ence"),
    *("ences", "ancy", "ency", "enci", "anci", "ful", "fully", "fulness", "less", "lessly"),
    *("ness", "nesses", "ous", "ously", "ousness", "entli", "ology", "ological", "ologist"),
)
RESTS = ("", *dict.fromkeys(one[start:] for one in _ENDINGS for start in range(len(one))))


def check(text: str) -> None:
    """Raises BadQuery when this is no beginning of one word, folded and long enough."""
    if split(text) != [text] or len(text) < LEAST:
        raise BadQuery(
            f"“{text[:40]}*” can't be looked for: write at least {LEAST} letters or digits "
            "of one word before the star."
        )


def beginning_of(text: str) -> str:
    """What tokens are compared with: no token is longer."""
    return text[:LONGEST_TOKEN]


@lru_cache(maxsize=1_024)
def stems(text: str) -> tuple[str, ...]:
    """The stems, not beginning with ``text``, of words that do; in order."""
    found = {token for rest in RESTS for token in tokens(text + rest)}
    return tuple(sorted(one for one in found if not one.startswith(beginning_of(text))))


def matches(text: str, token: str) -> bool:
    """Whether a token of the index is among what ``text`` begins."""
    return token.startswith(beginning_of(text)) or token in stems(text)
