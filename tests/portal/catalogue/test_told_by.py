"""Which sources a record's page names."""

import pytest
from django.test import Client

from portal.catalogue.selectors import told_by
from tests.factories import SourceFactory, document, make_record

pytestmark = pytest.mark.django_db


def test_what_only_a_login_sees_is_not_named(client: Client) -> None:
    """A source with a token is named only where it gives what is shown."""
    first = SourceFactory(name="ess-first", precedence=1)
    secret = SourceFactory(name="ess-secret", precedence=2, token_file="/run/tokens/ess")
    third = SourceFactory(name="ess-third", precedence=3)
    for source in (first, secret, third):
        record = make_record(document(), source, native_id=f"in {source.name}")
    assert [row.source.name for row in told_by(record)] == ["ess-first", "ess-third"]
    for address in (f"/records/{record.pk}", f"/records/{record.pk}.json"):
        text = client.get(address).content.decode()
        assert "ess-third" in text
        assert "ess-secret" not in text
    first.delete()
    assert [row.source.name for row in told_by(record)] == ["ess-secret", "ess-third"]


def test_a_record_that_nobody_tells_of_has_no_sources() -> None:
    record = make_record(document())
    record.told_by.all().delete()
    assert told_by(record) == []
