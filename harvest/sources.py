"""Adding, listing and releasing the catalogues that are harvested."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from harvest.connectors import CONNECTORS
from harvest.models import Run
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
    url = _checked(url)
    known = Source.objects.filter(name=name) if name else Source.objects.filter(kind=kind, url=url)
    source = known.first() or Source(name=name or free_name(facility, kind))
    if source.pk and (source.kind, source.url) != (kind, url):
        _begin_anew(source)
    source.facility, source.kind, source.url = facility, kind, url
    source.token_file, source.precedence = token_file, rank
    if Source.objects.filter(kind=kind, url=url).exclude(pk=source.pk).exists():
        raise BadSource(f"{url} is a source already, by another name: `manage.py source list`")
    source.save()
    return source


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        fits = False
    if not fits:
        raise BadSource(f"{url!r} isn't an address: write it like https://catalogue.example.org")
    return url.rstrip("/")


def _begin_anew(source: Source) -> None:
    """Another catalogue by the same name: where the old one was left says nothing of it."""
    source.cursor, source.swept_at, source.held = None, None, ""
    source.runs.filter(state__in=(Run.State.RUNNING, Run.State.FAILED)).update(
        state=Run.State.FAILED, checkpoint=None, error="the source has another address now"
    )


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
