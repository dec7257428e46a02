"""Checksums by the names that programs know.  Pure."""

import re
from dataclasses import dataclass

from portal.catalogue.records import File

# https://www.iana.org/assignments/hash-function-text-names, with their hexadecimal digits
DIGITS = {"md5": 32, "sha-1": 40, "sha-224": 56, "sha-256": 64, "sha-384": 96, "sha-512": 128}
_HEXADECIMAL = re.compile(r"[0-9a-f]+")
_BETWEEN = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Checksum:
    """``algorithm`` is one of DIGITS, ``digest`` its digits in lower case."""

    algorithm: str
    digest: str


def checksum(file: File) -> Checksum | None:
    """What the file can be checked by; None where its catalogue tells nothing usable.

    Catalogues write SHA256 or sha2; whatever doesn't have its algorithm's length is no checksum
    of it.
    """
    digest = file.checksum.strip().lower()
    if not _HEXADECIMAL.fullmatch(digest):
        return None
    said = _BETWEEN.sub("", file.algorithm.lower())
    for name, digits in DIGITS.items():
        plain = name.replace("-", "")
        family = said == "sha2" and digits > DIGITS["sha-1"]
        if (said == plain or family or (said == "sha" and name == "sha-1")) and (
            len(digest) == digits
        ):
            return Checksum(name, digest)
    return None
