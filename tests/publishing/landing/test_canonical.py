"""Which page stands for a record."""

import pytest
from django.test import Client

from portal.web import links
from tests.factories import SourceFactory, dataset, document, make_record

pytestmark = pytest.mark.django_db
OURS = "http://127.0.0.1:8000/records"


def said(client: Client, address: str) -> tuple[str, str]:
    answer = client.get(address)
    text = answer.content.decode()
    tag = text.partition('<link rel="canonical" href="')[2].partition('"')[0]
    return tag, answer["Link"]


def test_it_is_the_facilitys_own(client: Client) -> None:
    made = make_record(dataset())
    theirs = "https://scicat.example.org/datasets/0a269002"
    tag, header = said(client, f"/records/{made.pk}")
    assert tag == theirs
    assert f'<{theirs}>; rel="canonical"' in header
    text = client.get(f"/records/{made.pk}").content.decode()
    assert "The facility’s own page" in text
    assert f'href="{OURS}/{made.pk}"' in text


def test_what_was_published_here_stands_for_itself(client: Client) -> None:
    own = SourceFactory(name="own", kind="own", precedence=0)
    made = make_record(document(landing_page="https://elsewhere.example.org/x"), own)
    tag, header = said(client, f"/records/{made.pk}")
    assert tag == f"{OURS}/{made.pk}"
    assert f'<{OURS}/{made.pk}>; rel="canonical"' in header
    assert (
        'href="https://elsewhere.example.org'
        not in client.get(f"/records/{made.pk}").content.decode()
    )


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "ftp://x.example.org/", "not an address", "https://a@b/"]
)
def test_what_is_no_web_address_stands_for_nothing(client: Client, address: str) -> None:
    made = make_record(dataset(landing_page=address))
    tag, header = said(client, f"/records/{made.pk}")
    assert tag == f"{OURS}/{made.pk}"
    assert f'<{OURS}/{made.pk}>; rel="canonical"' in header


def test_nothing_gets_out_of_the_header(client: Client) -> None:
    made = make_record(dataset(landing_page='https://x.example.org/a>; rel="next"\n, <b'))
    _, header = said(client, f"/records/{made.pk}")
    assert "\n" not in header
    assert 'rel="next"' not in header


def test_a_doi_that_was_only_tried_out_stays_here(client: Client) -> None:
    made = make_record(document(pid="", doi="10.5072/try-1", landing_page=""))
    text = client.get(f"/records/{made.pk}").content.decode()
    assert "doi.org/10.5072" not in text
    assert 'href="http://127.0.0.1:8000/doi/10.5072/try-1"' in text
    assert links.doi("10.17199/x") == "https://doi.org/10.17199/x"
