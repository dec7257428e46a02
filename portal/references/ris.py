"""RIS: one DATA reference a record, a tag a line, in UTF-8.

https://refdb.sourceforge.net/manual-0.9.6/sect1-ris-format.html
"""

import re

from portal.references.work import Work

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
END = "\r\n"


def written(one: Work) -> str:
    """All texts are of one line, so that none can bring a tag along."""
    pairs = [
        ("TY", "DATA"),
        ("ID", one.key),
        ("TI", one.title),
        *(("AU", name) for name in one.authors),
        ("PY", one.year),
        ("DA", _date(one.date)),
        ("PB", one.publisher),
        ("M3", one.kind),
        ("DO", one.doi),
        ("UR", one.url),
        ("ET", one.version),
        ("LA", one.language),
        *(("KW", word) for word in one.keywords),
        ("AB", one.summary),
    ]
    lines = [f"{tag}  - {text}{END}" for tag, text in pairs if text]
    return f"{''.join(lines)}ER  - {END}{END}"


def _date(date: str) -> str:
    """YYYY/MM/DD/ with what is known of it."""
    match = _DAY.match(date)
    return "/".join(part or "" for part in match.groups()) + "/" if match else ""
