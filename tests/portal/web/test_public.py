"""What of a record anybody may read."""

import pytest

from portal.catalogue.records import Parameter, Technique
from portal.web import public
from tests.factories import dataset, document, make_record, member

MAIL = "jane.doe@example.org"


def test_private_fields_are_left_out() -> None:
    told = public.metadata(dataset(document_pids=("secret",), access="embargoed"))
    assert not set(public.LEFT_OUT) & told.keys()
    assert "dataset_pids" not in public.metadata(document())


def test_no_mail_addresses_and_no_strange_links() -> None:
    told = public.metadata(
        dataset(
            summary=f"Write to {MAIL}.",
            members=(member(MAIL),),
            parameters=(Parameter(name="contact", values=(MAIL, 3)),),
            landing_page="javascript:alert(1)",
        )
    )
    assert MAIL not in str(told)
    assert told["landing_page"] == ""
    assert told["parameters"][0]["values"][1] == 3


def test_techniques_have_their_way_from_the_root() -> None:
    known = Technique(name="SANS", panet="PaNET01189")
    told = public.metadata(dataset(techniques=(known, Technique(name="magic"))))
    assert told["techniques"][0]["path"][-1] == "small angle neutron scattering"
    assert told["techniques"][1]["path"] == []


@pytest.mark.django_db
def test_head_and_provenance() -> None:
    record = make_record(dataset())
    assert public.head(record)["facility"] == {"slug": "ess", "name": "The ESS facility"}
    told = public.provenance(record, record.told_by.all())
    assert (told["version"], told["sources"][0]["source"]) == (1, "ess-scicat")
