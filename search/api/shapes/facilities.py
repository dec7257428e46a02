"""The facilities."""

from search.api.shapes.base import Shape


class Facility(Shape, frozen=True, kw_only=True):
    """A facility. "url" is its page for people; "probe" is what it measures with; texts that
    aren't known are empty."""

    slug: str
    self: str
    name: str
    short_name: str
    country: str
    website: str
    ror: str
    probe: str
    default_licence: str
    url: str
    records_url: str
    records: int | None


class FacilityList(Shape, frozen=True, kw_only=True):
    """The facilities."""

    total: int
    items: tuple[Facility, ...]


class FacilityDetail(Facility, frozen=True, kw_only=True):
    """A facility with its counts; "embargo_hides_metadata" says whether its records can't even
    be found before the end of their embargo."""

    documents: int | None
    datasets: int | None
    instruments: dict[str, int] | None
    embargo_hides_metadata: bool
