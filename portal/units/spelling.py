"""Folds the many ways to write a unit into words and powers, without evaluating anything."""

import re
import unicodedata

LONGEST = 64  # characters of a unit's spelling; real ones stay under 30

Factors = tuple[tuple[str, int], ...]  # (word, power), in the order written

# NFKC would turn these degree signs into letters or combining marks.
_BEFORE = str.maketrans({"º": "°", "˚": "°", "∘": "°", "\N{SUPERSCRIPT MINUS}": "-"})
_AFTER = str.maketrans(
    {
        "⋅": "*",
        "·": "*",
        "×": "*",
        "•": "*",
        "∙": "*",
        "−": "-",
        "–": "-",
        "‐": "-",
        "÷": "/",
        "∕": "/",
        "⁄": "/",
        "_": " ",
        "$": None,
        "{": None,
        "}": None,
        "\\": None,
    }
)
_SPACES = re.compile(r"\s+")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_POWER_IN_BRACKETS = re.compile(r"\^ ?\( ?([+-]?\d{1,2}) ?\)")
_AROUND_POWER = re.compile(r" ?\^ ?")
_DEGREES = re.compile(r"(?:\b(?:deg|degs|degree|degrees)\.?|°) ?(C|F|Celsius|celsius|Fahrenheit)\b")
_ELECTRON = re.compile(r"\be- ?(?=/|\*|per\b)")
_TOKEN = re.compile(
    r" ?(?:(?P<operator>[*/().])|(?P<one>1)(?![\d.])"
    r"|(?P<word>[^\W\d_]+|°[CF]?|[%‰'\"′]+)(?:\^?(?P<power>[+-]?\d{1,2}))?(?![\d]))"
)


def fold(text: str) -> str:
    """One spelling for what differs only in code points, white space or signs.

    "Å" in its three codings, superscripts and "**", "·" and "*", "deg C" and "°C",
    enclosing brackets.  "" when the text is too long to be a unit.
    """
    if len(text) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE)).translate(_AFTER)
    text = _SPACES.sub(" ", text).strip()
    enclosed = _BRACKETED.fullmatch(text)
    if enclosed:
        text = (enclosed[1] or enclosed[2] or "").strip()
    text = _AROUND_POWER.sub("^", text.replace("* *", "**").replace("**", "^"))
    text = _POWER_IN_BRACKETS.sub(r"^\1", text)
    return _ELECTRON.sub("electron", _DEGREES.sub(_degrees, text))


def _degrees(match: re.Match[str]) -> str:
    return "°" + match[1][0].upper()


def factors(folded: str, *, sticky: bool = False) -> Factors | None:
    """The words and powers of a product or quotient: "kg / (m s^2)" is kg¹ m⁻¹ s⁻².

    A stroke divides by the next factor or bracket; with ``sticky`` by everything
    that follows it, as many people mean "J/kg K".  None when the text is anything
    but words, powers, strokes, points and one level of brackets.
    """
    found: list[tuple[str, int]] = []
    sign, group, position = 1, 0, 0
    while position < len(folded):
        token = _TOKEN.match(folded, position)
        if token is None:
            return None
        position = token.end()
        operator = "/" if token["word"] == "per" else token["operator"]
        if operator == "/":
            sign = -1
        elif operator == "(":
            if group:
                return None
            group, sign = sign, 1
        elif operator == ")":
            if not group:
                return None
            group, sign = 0, 1
        elif token["word"]:
            power = int(token["power"] or 1)
            found.append((token["word"], power * sign * (group or 1)))
            sign = sign if sticky else 1
        elif token["one"] and not sticky:
            sign = 1
    return tuple(found) if found and not group else None
