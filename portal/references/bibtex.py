"""BibTeX: one @misc a record, as DataCite gives data, in UTF-8.

Braces are counted by every reader of BibTeX, escaped or not, so those of texts are
written as commands; addresses and DOIs are read verbatim and only have theirs encoded.
"""

import re

from portal.references.work import Work

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"})
_AND = re.compile(r"\b(?:and|others)\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def written(one: Work) -> str:
    organisations = set(one.organisations)
    fields = {
        "title": f"{{{escaped(one.title)}}}",  # braced once more, so that no style changes case
        "author": " and ".join(_name(name, name in organisations) for name in one.authors),
        "year": one.year,
        "publisher": escaped(one.publisher),
        "howpublished": one.kind,
        "doi": one.doi.translate(_VERBATIM),
        "url": one.url.translate(_VERBATIM),
        "version": escaped(one.version),
        "language": escaped(one.language),
        "keywords": ", ".join(escaped(word.replace(",", " ")) for word in one.keywords),
        "abstract": escaped(one.summary),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text.strip("{}")]
    month = _MONTH.match(one.date) if one.date[:4] == one.year else None
    if month:
        lines.append(f"  month = {MONTHS[int(month[1]) - 1]},\n")
    return f"@misc{{{one.key},\n{''.join(lines)}}}\n\n"


def escaped(text: str) -> str:
    """The text as LaTeX prints it."""
    return text.translate(_SPECIAL)


def _name(name: str, whole: bool) -> str:
    """A name as BibTeX takes it apart; what it would take apart wrongly stays whole."""
    whole = whole or bool(_AND.search(name)) or name.count(",") > 1 or name.strip().endswith(",")
    return f"{{{escaped(name)}}}" if whole else escaped(name)
