"""How the checks read XML, and the forms that both guidelines ask for."""

import re
from collections.abc import Iterable

from lxml import etree

KERNEL = "{http://datacite.org/schema/kernel-4}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"

EU_REPO = "info:eu-repo/semantics/"
COAR = "http://purl.org/coar/access_right/"
ACCESS = {  # info:eu-repo's word and COAR's that mean the same
    "openAccess": "c_abf2",
    "embargoedAccess": "c_f1cf",
    "restrictedAccess": "c_16ec",
    "closedAccess": "c_14cb",
}

YEAR = re.compile(r"[12]\d{3}|9999", re.ASCII)
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
WEB = re.compile(r"https?://[^\s/]+(/\S*)?")
DOI = re.compile(r"10\.\d{4,9}[0-9.]*/\S+")
GRANT = re.compile(r"info:eu-repo/grantAgreement(/[^\s/]+){3,6}")


def all_of(element: etree._Element, *path: str) -> list[etree._Element]:
    """The elements of the kernel at the path: ``all_of(resource, "dates", "date")``."""
    return element.findall("/".join(KERNEL + name for name in path))


def text_of(element: etree._Element) -> str:
    return (element.text or "").strip()


def texts(element: etree._Element, *path: str) -> list[str]:
    return [text_of(one) for one in all_of(element, *path)]


def core(element: etree._Element, name: str) -> list[str]:
    """The texts of Dublin Core's elements of this name."""
    return [text_of(one) for one in element.findall(DUBLIN_CORE + name)]


def at_least_one(found: list[str], what: str) -> list[str]:
    """Wants the list to have something, and nothing empty."""
    if not found:
        return [f"there is no {what}"]
    return [f"a {what} is empty"] if not all(found) else []


def all_match(pattern: re.Pattern[str], found: Iterable[str], what: str) -> list[str]:
    """Wants each text to be of the form."""
    return [f"{what} {one[:80]!r}" for one in found if not pattern.fullmatch(one)]


def one_access_right(found: Iterable[str]) -> list[str]:
    """Wants, among addresses of rights, one of each vocabulary, and both to say the same."""
    found = list(found)
    words = [one.removeprefix(EU_REPO) for one in found if one.startswith(EU_REPO)]
    coar = [one.removeprefix(COAR) for one in found if one.startswith(COAR)]
    problems = []
    if len(words) != 1 or words[0] not in ACCESS:
        problems.append(f"the access rights of info:eu-repo are {words}, and should be one")
    if len(coar) != 1 or coar[0] not in ACCESS.values():
        problems.append(f"the access rights of COAR are {coar}, and should be one")
    if not problems and ACCESS[words[0]] != coar[0]:
        problems.append(f"{words[0]} isn't what {coar[0]} says")
    return problems
