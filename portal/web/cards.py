"""What lists and the API show of facilities."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from portal.catalogue import selectors
from portal.catalogue.models import Facility
from portal.web import links
from portal.web.figures import Figures


@dataclass(frozen=True)
class Card:
    """A facility with how many public records it has."""

    facility: Facility
    records: int

    @property
    def search(self) -> str:
        return links.search(facility=self.facility.slug)


def cards(counts: Figures) -> list[Card]:
    """Every facility that has a source, those with most records first."""
    found = selectors.facilities().annotate(asked=Count("sources")).filter(asked__gt=0)
    made = [Card(facility, counts.of("facility", facility.slug)) for facility in found]
    return sorted(made, key=lambda card: -card.records)


def summary(facility: Facility) -> dict[str, Any]:
    """What anybody may know of a facility."""
    return {
        "slug": facility.slug,
        "name": facility.name,
        "short_name": facility.short_name,
        "country": facility.country,
        "website": facility.website,
        "ror": facility.ror,
        "probe": facility.probe,
        "default_licence": facility.default_licence,
        "url": links.absolute(f"/facilities/{facility.slug}"),
        "records_url": links.absolute(f"/search.json?facility={facility.slug}"),
    }
