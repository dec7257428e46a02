"""What exports say in sentences."""

from portal.web import show
from publishing.exports.kernel import Rights
from publishing.exports.view import View

SHORTEST = 50  # characters that Google wants of a description
_ACCESS = {
    "open": "The data are open.",
    "embargoed": "The data are under embargo until {day}.",
    "restricted": "The data are given on request.",
    "closed": "The data can't be had; their metadata are public.",
}


def description(view: View, longest: int) -> str:
    """The abstract; one that tells hardly anything is followed by what is known beside it."""
    resource = view.resource
    told = "\n\n".join(one.description for one in resource.descriptions)
    if len(told) >= SHORTEST:
        return told[:longest]
    return " ".join(part for part in (told, known(view)) if part)[:longest]


def known(view: View) -> str:
    """What the record is, in a sentence or two."""
    resource = view.resource
    kind = view.record.get_kind_display()
    tools = [one.title for one in resource.related_items if one.related_item_type == "Instrument"]
    techniques = [one.subject for one in resource.subjects if one.value_uri]
    start, _, end = resource.day("Collected").partition("/")
    measured = show.span(start, end)
    parts = [f"{kind} “{resource.titles[0]}” of {view.resource.publisher.name}."]
    if tools:
        parts.append(f"Instruments: {show.listing(tools[:5])}.")
    if techniques:
        parts.append(f"Techniques: {show.listing(techniques[:5])}.")
    if measured:
        parts.append(f"Measured: {measured}.")
    return " ".join(parts)


def access(view: View) -> str:
    """Whether the data may be had, and from when."""
    day = view.resource.day("Available")
    return _ACCESS[view.resource.access].format(day=day)


def licence(view: View) -> Rights | None:
    """The licence, None where none is told."""
    first = view.resource.rights_list[0]
    return None if first.rights_uri.startswith("info:eu-repo/") else first
