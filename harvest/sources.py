"""Adding, listing and releasing the catalogues that are harvested."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from harvest.connectors import CONNECTORS
from harvest.presets import FACILITIES
from portal.catalogue.models import Facility, Source


class BadSource(ValueError):
    """A source that can't be added; the message says what to write instead."""


def add(
    kind: str, url: str, facility: Facility, name: str = "", token_file: str = "", rank: int = 100
) -> Source:
    """Add a catalogue of a facility, or renew what is known of it by its name.

    Raises BadSource when the kind is unknown or the address can't be one.
    """
    if kind not in CONNECTORS:
        raise BadSource(f"{kind!r} isn't a kind of catalogue: use one of {', '.join(CONNECTORS)}")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise BadSource(f"{url!r} isn't an address: write it like https://catalogue.example.org")
    source, _ = Source.objects.update_or_create(
        name=name or free_name(facility, kind),
        defaults={
            "facility": facility,
            "kind": kind,
            "url": url.rstrip("/"),
            "token_file": token_file,
            "precedence": rank,
        },
    )
    return source


def facility(slug: str, details: Mapping[str, object] | None = None) -> Facility:
    """The facility of that name, made from ``details`` or from the ones we know of.

    Raises BadSource when it is unknown and nothing tells about it.
    """
    found = Facility.objects.filter(slug=slug).first()
    if found is not None:
        return found
    details = details or FACILITIES.get(slug)
    if details is None:
        raise BadSource(
            f"there is no facility {slug!r}: add --name to make it, or use one of "
            + ", ".join(sorted({*FACILITIES, *Facility.objects.values_list("slug", flat=True)}))
        )
    made = Facility(**{**details, "slug": slug})
    try:
        made.full_clean()
    except ValidationError as error:
        raise BadSource("; ".join(error.messages)) from error
    made.save()
    return made


def free_name(facility: Facility, kind: str) -> str:
    """A name for a source: the facility's and the kind's, numbered if there is one already."""
    name = stem = slugify(f"{facility.slug}-{kind}")
    taken = set(Source.objects.filter(name__startswith=stem).values_list("name", flat=True))
    number = 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
