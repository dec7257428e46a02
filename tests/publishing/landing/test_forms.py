"""The forms in which a record answers, by ``?format=`` and by Accept."""

import pytest
from django.test import Client

from publishing.landing.forms import FORMS
from tests.factories import document, make_record, withdraw

pytestmark = pytest.mark.django_db
ADDRESSES = ("/doi/10.17199/03dd9804", "/pid/ess/10.17199/03dd9804")


@pytest.mark.parametrize("name", FORMS)
def test_it_works(client: Client, name: str) -> None:
    made = make_record(document())
    media_type = FORMS[name].media_types[0]
    by_name = client.get(f"/records/{made.pk}?format={name}")
    assert by_name.status_code == 200
    assert by_name["Content-Type"] == media_type
    assert by_name["Vary"].startswith("Accept")
    assert by_name["Access-Control-Allow-Origin"] == "*"
    assert f'filename="10.17199_03dd9804{FORMS[name].suffix}"' in by_name["Content-Disposition"]
    for address in (f"/records/{made.pk}", *ADDRESSES):
        by_accept = client.get(address, headers={"accept": f"{media_type}, text/html;q=0.5"})
        assert by_accept.content == by_name.content
        assert by_accept["Content-Type"] == media_type


def test_the_page_lists_them_all(client: Client) -> None:
    made = make_record(document())
    text = client.get(f"/records/{made.pk}").content.decode()
    assert "Metadata as" in text
    for form in FORMS.values():
        assert form.label in text


@pytest.mark.parametrize("query", ["", "?format=nonsense"])
def test_what_there_isnt_is_refused_with_what_there_is(client: Client, query: str) -> None:
    made = make_record(document())
    answer = client.get(f"/records/{made.pk}{query}", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "Accept" in answer["Vary"]
    offered = {one["format"]: one for one in answer.json()["alternatives"]}
    assert {"html", "json", *FORMS} == set(offered)
    for one in offered.values():
        assert client.get(one["url"]).status_code == 200


def test_people_get_the_refusal_as_a_page(client: Client) -> None:
    made = make_record(document())
    accept = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    answer = client.get(f"/records/{made.pk}?format=nonsense", headers=accept)
    assert answer.status_code == 406
    assert answer["Content-Type"].startswith("text/html")
    text = answer.content.decode()
    assert "There is no format “nonsense”" in text
    rather = client.get(
        f"/records/{made.pk}?format=nonsense",
        headers={"accept": "application/json, text/html;q=0.1"},
    )
    assert rather.json()["error"]["status"] == 406
    for name in FORMS:
        assert f'href="/records/{made.pk}?format={name}"' in text


def test_withdrawn_records_answer_alike_in_all(client: Client) -> None:
    made = make_record(document())
    withdraw(made)
    for name in FORMS:
        answer = client.get(f"/records/{made.pk}?format={name}")
        assert answer.status_code == 410
        assert answer.json()["error"]["status"] == 410


def test_a_record_without_a_doi_has_a_file_name_too(client: Client) -> None:
    made = make_record(document(pid="a/b c", doi=""))
    answer = client.get(f"/records/{made.pk}?format=oai_dc")
    assert f'filename="ess-{made.pk}.' in answer["Content-Disposition"]
