"""What is left of what was published here and taken back."""

import pytest
from django.test import Client

from publishing.publications.models import Publication, Series
from tests.factories import SourceFactory, document, make_record, withdraw

pytestmark = pytest.mark.django_db
REASON = "The wrong sample: ask <b>jo@example.org</b>"


def test_it_says_why_and_how_it_was_cited(client: Client) -> None:
    own = SourceFactory(name="ess-own", kind="own", url="own:ess", precedence=0)
    made = make_record(document(), own)
    Publication.objects.create(
        series=Series.objects.create(facility=made.facility),
        state=Publication.State.WITHDRAWN,
        reason=REASON,
        record=made,
    )
    withdraw(made)
    page = client.get("/doi/10.17199/03dd9804")
    assert page.status_code == 410
    text = page.content.decode()
    assert "The reason: The wrong sample" in text
    assert "has been taken back" in text
    assert 'href="https://doi.org/10.17199/03dd9804"' in text
    assert "How it was cited" in text
    assert "jo@example.org" not in text
    assert "<b>" not in text
    body = client.get("/doi/10.17199/03dd9804?format=datacite").json()
    assert body["reason"].startswith("The wrong sample")
    assert "jo@" not in str(body)
    assert body["doi"] == "10.17199/03dd9804"
    assert body["title"] == "Wavelength frame multiplication at V20"


def test_a_harvested_record_has_no_reason(client: Client) -> None:
    made = make_record(document())
    withdraw(made)
    assert client.get(f"/records/{made.pk}.json").json()["reason"] == ""
    assert (
        "The ESS facility no longer offers it" in client.get(f"/records/{made.pk}").content.decode()
    )
