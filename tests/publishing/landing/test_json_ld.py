"""What search engines read in a record's page."""

import json
import re
from typing import Any

import pytest
from django.test import Client

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
