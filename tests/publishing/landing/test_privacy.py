"""Records that aren't public, and what of a public one isn't."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from portal.catalogue.models import Record
from portal.catalogue.records import Parameter, Technique
from tests.factories import dataset, document, make_record, member, withdraw

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "/records/{}",
    "/records/{}.json",
    "/doi/10.17199/03dd9804",
    "/pid/ess/10.17199/03dd9804",
)


def statuses(client: Client, record: Record) -> set[int]:
    return {client.get(address.format(record.pk)).status_code for address in ADDRESSES}


@pytest.mark.parametrize("public_from", ["", "2999-01-01"])
def test_a_private_record_looks_like_none(client: Client, public_from: str) -> None:
    made = make_record(document(public_from=public_from))
    for address in ADDRESSES:
        there, nowhere = client.get(address.format(made.pk)), client.get(address.format(7777))
        if "{}" not in address:
            nowhere = client.get(address.replace("03dd9804", "none"))
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content
        assert set(there.headers) == set(nowhere.headers)


def test_a_withdrawn_record_leaves_a_tombstone(client: Client) -> None:
    made = make_record(document())
    withdraw(made)
    assert statuses(client, made) == {410}
    text = client.get(f"/records/{made.pk}").content.decode()
    assert "has been withdrawn" in text
    assert "10.17199/03dd9804" in text
    assert "Data behind the test" not in text
    body = client.get(f"/records/{made.pk}.json").json()
    assert body["error"]["status"] == 410
    assert body["doi"] == "10.17199/03dd9804"
    assert body["citation"].endswith("https://doi.org/10.17199/03dd9804")
    assert "summary" not in body


def test_a_private_record_that_was_withdrawn_leaves_none(client: Client) -> None:
    made = make_record(document(public_from=""))
    withdraw(made)
    assert statuses(client, made) == {404}


def test_a_record_withdrawn_before_it_was_public_leaves_none(client: Client) -> None:
    made = make_record(document(public_from=datetime.now(UTC).date().isoformat()))
    withdraw(made, datetime.now(UTC) - timedelta(days=3))
    assert statuses(client, made) == {404}


def test_old_versions_arent_shown(client: Client) -> None:
    made = make_record(dataset(title="The old title"))
    make_record(dataset(title="The new title"))
    for address in (f"/records/{made.pk}", f"/records/{made.pk}.json"):
        assert b"The old title" not in client.get(address).content


def test_nothing_personal_is_shown(client: Client) -> None:
    mail = "jane.doe@example.org"
    made = make_record(
        dataset(
            title=f"By {mail}",
            summary=f"Write to {mail}.",
            keywords=(mail,),
            techniques=(
                Technique(name=f"SAXS ask {mail}"),
                Technique(name=f"My {mail}", panet="PaNET01188"),
            ),
            members=(member(mail),),
            parameters=(Parameter(name="contact", values=(mail,)),),
            landing_page=f"mailto:{mail}",
            download_url=f"https://{mail}/x",
        )
    )
    for address in (f"/records/{made.pk}", f"/records/{made.pk}.json"):
        content = client.get(address).content
        assert b"jane" not in content
        assert b"secret" not in content
        assert b"payload" not in content
