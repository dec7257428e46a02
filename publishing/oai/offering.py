"""Whose Documents are offered, and what of a facility shows in them.

Facilities are edited by staff, who know nothing of harvesters: each time items are stamped,
what facilities say now is compared with what they said when it was done last, and all
Documents of those that changed are looked at anew.
"""

import hashlib
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import connection, transaction

from portal.catalogue import own
from portal.catalogue.models import ChangedDocument, Facility, Mark, Record, Source
from portal.web import links

# Raise it when the formats say something else of the same record: all items are new then.
VERSION = 2
MARK = "oai-facility-{}"


@dataclass(frozen=True)
class Offered:
    """A facility, and what its items are made from beside their records: the hash of what it
    says, and how often that has changed (harvesters may have seen what it said between)."""

    facility: Facility
    said: str
    times: int

    @property
    def offered(self) -> bool:
        return self.facility.offers_harvested

    @property
    def state(self) -> str:
        return f"{self.said} {self.times}"


@dataclass(frozen=True)
class Offering:
    """All facilities by id, and the ids of the sources that tell what was published here."""

    facilities: dict[int, Offered]
    own: frozenset[int]

    @classmethod
    def announced(cls) -> "Offering":
        """What the facilities say at present.

        All Documents are looked at of those that say something else than the last time.
        """
        marks = Mark.objects.filter(name__startswith=MARK.format(""))
        before = dict(marks.values_list("name", "value"))
        every = Facility.objects.all()
        own_sources = Source.objects.filter(kind=own.KIND).values_list("pk", flat=True)
        return cls(
            {one.pk: _announced(one, before.get(MARK.format(one.pk), "")) for one in every},
            frozenset(own_sources),
        )

    def offers(self, record: Record) -> bool:
        """Whether harvesters are given this Document at present.

        What was published here always is; in production none whose DOI was only a try, of
        whatever facility.
        """
        if not record.is_public() or links.stays_at_home(record.doi):
            return False
        if record.source_id in self.own:
            return True
        return self.facilities[record.facility_id].offered


def _announced(facility: Facility, before: str) -> Offered:
    said, _, times = before.partition(" ")
    made = Offered(facility, _said(facility), int(times or 0))
    if said == made.said:
        return made
    if not said and not made.offered:  # what was never offered needs no telling that it isn't
        Mark.objects.create(name=MARK.format(facility.pk), value=made.state)
        return made
    made = replace(made, times=made.times + 1)
    _announce(made)
    return made


@transaction.atomic
def _announce(one: Offered) -> None:
    quote = connection.ops.quote_name
    record, changed = quote(Record._meta.db_table), quote(ChangedDocument._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {changed} (record_id) SELECT id FROM {record} "  # noqa: S608 - our names
            "WHERE facility_id = %s AND kind = %s ORDER BY id",
            [one.facility.pk, Record.Kind.DOCUMENT],
        )
    name = MARK.format(one.facility.pk)
    Mark.objects.update_or_create(name=name, defaults={"value": one.state})


def _said(facility: Facility) -> str:
    parts = [str(VERSION), str(facility.offers_harvested)]
    parts += [facility.slug, facility.name, facility.short_name, facility.ror]
    parts += [facility.website, settings.SITE_URL, settings.SITE_NAME]
    parts.append(str(settings.PRODUCTION))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
