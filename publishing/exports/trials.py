"""What a record tells of DOIs that were only tried out: nothing, on a portal in production.

Nobody could resolve them, and linked data, once taken up by others, don't come back.  A record
that has such a DOI itself tells all of it: it is a try as well.  What people wrote (titles,
summaries) stays as it is.  Pure.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, Funding, Instrument, Parameter, Related
from portal.web import links


def fit(record: Record, text: str) -> str:
    """The identifier or address as the record may tell it; "" where it mayn't."""
    return "" if links.stays_at_home(text) and not links.is_sandbox(record.doi) else text


def told(record: Record, metadata: AnyRecord) -> AnyRecord:
    """The metadata of the record without such DOIs, wherever they identify something."""
    if not links.tries_stay_at_home() or links.is_sandbox(record.doi):
        return metadata
    return replace(
        metadata,
        keywords=tuple(filter(_real, metadata.keywords)),
        licence=_or_nothing(metadata.licence),
        publisher=_or_nothing(metadata.publisher),
        techniques=tuple(one for one in metadata.techniques if _real(one.name)),
        parameters=tuple(filter(_real_parameter, metadata.parameters)),
        version=_or_nothing(metadata.version),
        landing_page=_or_nothing(metadata.landing_page),
        download_url=_or_nothing(metadata.download_url),
        instruments=_instruments(metadata.instruments),
        related=tuple(filter(_real_work, metadata.related)),
        funding=_funding(metadata.funding),
    )


def _instruments(given: Iterable[Instrument]) -> tuple[Instrument, ...]:
    return tuple(replace(one, pid=_or_nothing(one.pid)) for one in given)


def _funding(given: Iterable[Funding]) -> tuple[Funding, ...]:
    return tuple(
        replace(
            one,
            funder_id=_or_nothing(one.funder_id),
            award_number=_or_nothing(one.award_number),
            award_title=_or_nothing(one.award_title),
            url=_or_nothing(one.url),
        )
        for one in given
    )


def _real_work(work: Related) -> bool:
    return all(map(_real, (work.doi, work.url, work.text)))


def _real_parameter(parameter: Parameter) -> bool:
    return all(_real(one) for one in parameter.values if isinstance(one, str))


def _real(text: str) -> bool:
    return not links.is_sandbox(text)


def _or_nothing(text: str) -> str:
    return "" if links.is_sandbox(text) else text
