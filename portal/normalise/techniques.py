"""A technique as a catalogue names it, with its place in PaNET where that is known."""

from portal import techniques
from portal.catalogue.records import Technique

from .text import clean

LONGEST = 300


def technique(name: object, pid: object = "", hint: object = "") -> Technique | None:
    """The technique of this name and identifier; None when nothing names one.

    ``hint`` is a further identifier (the PaNOSC ``panetId``).  Where the name and the
    identifier stand for different techniques of PaNET, neither above the other, the
    name is believed: people read names, and mistyped numbers go unnoticed (seen:
    reflectivity data under the number of fluorescence).
    """
    given_name, given_pid = clean(name, LONGEST), clean(pid, LONGEST)
    by_name = techniques.find(given_name) if given_name else None
    by_pid = None
    for text in (clean(hint, LONGEST), given_pid):
        by_pid = by_pid or (techniques.find(text) if text else None)
    found = by_pid or by_name
    if by_pid and by_name and by_name.id not in (by_pid.id, *by_pid.ancestors):
        found = by_name
    if not given_name and found is None:
        return None
    label = found.label if found else ""
    return Technique(name=given_name or label, pid=given_pid, panet=found.id if found else "")
