"""No look-up by an identifier reads the whole table of records."""

import pytest
from django.db import connection

from portal.catalogue import selectors
from portal.catalogue.models import Facility, Record
from portal.catalogue.models.records import RecordQuerySet

pytestmark = pytest.mark.django_db


def plans() -> dict[str, RecordQuerySet]:
    facility = Facility.objects.create(slug="here", name="Here", short_name="Here")
    record = Record(pk=1, kind="document", facility=facility, pid="p", doi="10.5072/p")
    many = [f"10.5072/{n}" for n in range(500)]
    return {
        "one DOI": Record.objects.with_doi(["10.5072/p"]),
        "many DOIs": Record.objects.with_doi(many),
        "one PID": Record.objects.with_pid(facility, ["p"]),
        "many PIDs": Record.objects.with_pid(facility, many),
        "a document's datasets": selectors.datasets_of(record),
        "a dataset's documents": selectors.documents_of(record),
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans")
def test_identifiers_are_found_by_their_index():
    for name, query in plans().items():
        plan = query.explain()
        assert "SCAN catalogue_record" not in plan, f"{name}: {plan}"
        assert "SEARCH" in plan
