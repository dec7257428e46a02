"""What search engines read in a record's page."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.records import Related
from tests.factories import dataset, document, make_record

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
EVIL = "</script><script>alert(1)</script><!-- ]]> &amp; \u2028"


def block(client: Client, address: str) -> dict[str, Any]:
    [found] = BLOCK.findall(client.get(address).content.decode())
    told: dict[str, Any] = json.loads(found)
    return told


def test_it_works(client: Client) -> None:
    paper, made = make_record(document()), make_record(dataset())
    told = block(client, f"/records/{paper.pk}")
    assert told["@type"] == "Dataset"
    assert told["@id"] == "https://doi.org/10.17199/03dd9804"
    assert told["name"] == "Wavelength frame multiplication at V20"
    assert len(told["hasPart"]) == 1
    told = block(client, f"/records/{made.pk}")
    assert told["url"] == "https://scicat.example.org/datasets/0a269002"
    assert [one["contentSize"] for one in told["distribution"]] == ["55000000 B", "475106 B"]
    assert "https://doi.org/10.17199/03dd9804" in json.dumps(told["isPartOf"])


def test_nothing_gets_out_of_it(client: Client) -> None:
    made = make_record(dataset(title=EVIL, summary=EVIL, keywords=(EVIL,), publisher=EVIL))
    told = block(client, f"/records/{made.pk}")
    assert told["name"].startswith("</script><script>alert(1)")
    assert "<script>alert" not in client.get(f"/records/{made.pk}").content.decode()


def test_in_production_a_doi_that_was_a_try_stays_at_home(client: Client, settings: Any) -> None:
    made = make_record(document(pid="", doi="10.5072/try"))
    address = f"/records/{made.pk}"
    assert block(client, address)["@id"].endswith("/doi/10.5072/try")
    settings.PRODUCTION = True
    text = client.get(address).content.decode()
    assert "ld+json" not in text
    for name in ("schema-org", "dcat", "dcat-json", "ro-crate", "croissant"):
        assert client.get(f"{address}?format={name}").status_code == 406
    linked = client.get(address, headers={"accept": "application/ld+json"})
    assert linked.status_code == 406
    assert client.get(f"{address}?format=bibtex").status_code == 200


FORMS = ["datacite", "datacite-json", "schema-org", "dcat", "dcat-json", "ro-crate", "croissant"]


def test_in_production_nothing_real_tells_of_a_try(client: Client, settings: Any) -> None:
    try_of_it = Related(relation="IsSupplementTo", doi="10.5072/other")
    real = Related(relation="References", doi="10.1107/real")
    made = make_record(dataset(related=(try_of_it, real)))
    make_record(document(pid="", doi="10.5072/try", landing_page=""))
    address = f"/records/{made.pk}"
    pages = [address, f"{address}/linkset", f"{address}/linkset.json"]
    pages += [f"{address}?format={name}" for name in FORMS]
    assert b"/doi/10.5072/try" in client.get(f"{address}?format=schema-org").content
    assert b"10.5072/other" in client.get(f"{address}?format=dcat").content
    settings.PRODUCTION = True
    for page in pages[1:]:
        assert b"10.5072" not in client.get(page).content, page
    told = block(client, address)
    assert "10.5072" not in json.dumps(told)
    assert "10.1107/real" in json.dumps(told)
    assert "collection" not in client.get(address)["Link"]


def test_in_production_a_try_still_tells_of_itself(client: Client, settings: Any) -> None:
    settings.PRODUCTION = True
    old = Related(relation="IsNewVersionOf", doi="10.5072/try.v1")
    made = make_record(document(pid="", doi="10.5072/try.v2", related=(old,)))
    address = f"/records/{made.pk}"
    assert b"10.5072/try.v1" in client.get(f"{address}?format=datacite").content
    links = re.findall(r'<([^>]*)>; rel="describedby"', client.get(address)["Link"])
    assert f"http://127.0.0.1:8000{address}?format=bibtex" in links
    assert not [one for one in links if one.endswith(("schema-org", "dcat", "ro-crate"))]
