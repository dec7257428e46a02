"""Whose Documents are offered, and what of a facility shows in them.

Facilities are edited by staff, who know nothing of harvesters: each time items are stamped,
what facilities say now is compared with what they said when it was done last, and all
Documents of those that changed are looked at anew.
"""

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

from portal.catalogue.models import ChangedDocument, Facility, Mark, Record

# Raise it when the formats say something else of the same record: all items are new then.
VERSION = 1
MARK = "oai-facility-{}"


@dataclass(frozen=True)
class Offered:
    """A facility, and the hash of what its items are made from beside their records."""

    facility: Facility
    state: str

    @property
    def offered(self) -> bool:
        return self.facility.offers_harvested


@dataclass(frozen=True)
class Offering:
    """All facilities by id."""

    facilities: dict[int, Offered]

    @classmethod
    def read(cls) -> "Offering":
        """What the facilities say at present."""
        return cls({one.pk: Offered(one, _state(one)) for one in Facility.objects.all()})

    def announce_changes(self) -> None:
        """Have all Documents looked at of each facility that changed since the last time."""
        names = {MARK.format(pk): one for pk, one in self.facilities.items()}
        said = Mark.objects.filter(name__in=names).values_list("name", "value")
        before = dict(said)
        for name, one in names.items():
            # What was never offered needs no telling that it isn't.
            if before.get(name, "" if one.offered else one.state) != one.state:
                _announce(name, one)
            elif name not in before:
                Mark.objects.create(name=name, value=one.state)


@transaction.atomic
def _announce(name: str, one: Offered) -> None:
    quote = connection.ops.quote_name
    record, changed = quote(Record._meta.db_table), quote(ChangedDocument._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {changed} (record_id) SELECT id FROM {record} "  # noqa: S608 - our names
            "WHERE facility_id = %s AND kind = %s ORDER BY id",
            [one.facility.pk, Record.Kind.DOCUMENT],
        )
    Mark.objects.update_or_create(name=name, defaults={"value": one.state})


def _state(facility: Facility) -> str:
    parts = [str(VERSION), str(facility.offers_harvested)]
    parts += [facility.slug, facility.name, facility.short_name, facility.ror]
    parts += [facility.website, facility.country, facility.default_licence]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
