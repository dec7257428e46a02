"""Who may see a record, and from when its data may be had: one rule for all connectors.

Metadata that a catalogue shows to strangers is public.  Data under an embargo are
closed until a day; their metadata stay visible, unless the facility's policy hides
them as well.
"""

from typing import Any, NamedTuple

from harvest.connectors.base import Context
from portal.catalogue.records import Access

ALWAYS = "1970-01-01"  # public, and nothing says since when


class Visibility(NamedTuple):
    """The three fields of a record that say so."""

    public_from: str
    access: Access
    open_from: str

    def fields(self) -> dict[str, Any]:
        return self._asdict()


def said(value: Any) -> bool | None:
    """What a flag says, however it is written; None where it says nothing."""
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower())
    if isinstance(value, bool | int | float) and value in (0, 1):
        return bool(value)
    return None


PRIVATE = Visibility("", "closed", "")  # shown to a login only; a planned date opens nothing


def public(context: Context, since: str = "", embargo: str = "") -> Visibility:
    """A record that anybody may see.

    ``since`` is the date from which its metadata is public ("" for one that isn't
    known), ``embargo`` the date on which its data open, "" when they are.  An embargo
    that ended before the metadata came out is none.
    """
    since = since or ALWAYS
    if not embargo or (since != ALWAYS and embargo <= since):
        return Visibility(since, "open", "")
    hidden = context.embargo_hides_metadata
    return Visibility(embargo if hidden else since, "embargoed", embargo)
