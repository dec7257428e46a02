"""The manifests of records, and the page that leads to them."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from portal.catalogue.models import Record
from portal.catalogue.records import File
from publishing.getting.choosing import key
from tests.factories import dataset, document, make_record, withdraw
from tests.publishing.getting.test_pure import HOSTILE

pytestmark = pytest.mark.django_db
FOLDER = "https://data.ess.eu/v20/"
FORMS = ("files.csv", "files.meta4", "get.sh")
NAMESPACE = {"m": "urn:ietf:params:xml:ns:metalink"}


def made(**changes: Any) -> Record:
    return make_record(dataset(**({"download_url": FOLDER} | changes)))


def text(client: Client, record: Record, name: str, query: str = "") -> str:
    answer = client.get(f"/records/{record.pk}/{name}{query}")
    assert answer.status_code == 200, answer.content
    return answer.getvalue().decode()


def table(client: Client, record: Record, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, record, "files.csv", query))))


class TestTable:
    def test_it_works(self, client: Client) -> None:
        files = (File(path="raw/run.nxs", size=5, checksum="ab", algorithm="md5"),)
        record = made(files=files)
        (line,) = table(client, record)
        assert line == {
            "dataset": f"http://127.0.0.1:8000/records/{record.pk}",
            "dataset_pid": "20.500.12269/0a269002",
            "facility": "ess",
            "path": "raw/run.nxs",
            "size": "5",
            "algorithm": "md5",
            "checksum": "ab",
            "address": f"{FOLDER}raw/run.nxs",
            "saved_as": f"ess-{record.pk}/raw/run.nxs",
            "page": FOLDER,
            "note": "",
        }

    def test_a_spreadsheet_runs_nothing(self, client: Client) -> None:
        (line,) = table(client, made(files=(File(path="=cmd()"),)))
        assert line["path"] == "'=cmd()"

    def test_only_the_chosen_ones(self, client: Client) -> None:
        record = made()
        assert len(table(client, record)) == 2
        found = table(client, record, f"?file={key('raw/run_002.nxs')}")
        assert [line["path"] for line in found] == ["raw/run_002.nxs"]
        assert table(client, record, "?matching=*.h5") == []


class TestMetalink:
    def test_it_works(self, client: Client) -> None:
        digest = "a" * 64
        file = File(path="raw/run.nxs", size=5, checksum=digest, algorithm="SHA256")
        record = made(files=(file, File(path="../x")))
        root = etree.fromstring(text(client, record, "files.meta4").encode())
        (found,) = root.iterfind("m:file", NAMESPACE)
        assert found.get("name") == f"ess-{record.pk}/raw/run.nxs"
        assert found.findtext("m:size", namespaces=NAMESPACE) == "5"
        assert found.findtext("m:url", namespaces=NAMESPACE) == f"{FOLDER}raw/run.nxs"
        (check,) = found.iterfind("m:hash", NAMESPACE)
        assert (check.get("type"), check.text) == ("sha-256", digest)
        (left,) = root.iter(etree.Comment)
        assert "address of 1 file isn't known" in str(left.text)

    def test_it_is_what_the_rfc_says(self, client: Client) -> None:
        files = tuple(File(path=path, size=1) for path in HOSTILE if "\ud800" not in path)
        root = etree.fromstring(text(client, made(files=files), "files.meta4").encode())
        schema = etree.RelaxNG(etree.fromstring(SCHEMA))
        assert schema.validate(root), schema.error_log


class TestWhatIsOffered:
    @pytest.mark.parametrize("name", FORMS)
    def test_only_open_data(self, client: Client, name: str) -> None:
        record = made(access="embargoed", open_from="2999-05-01")
        answer = client.get(f"/records/{record.pk}/{name}")
        assert answer.status_code == 403
        message = "The data open on 1 May 2999. Ask ESS: http://127.0.0.1:8000/facilities/ess"
        assert message in answer.content.decode()
        page = client.get(f"/records/{record.pk}/get").content.decode()
        assert "The data open on 1 May 2999" in page
        assert name not in page

    @pytest.mark.parametrize("name", [*FORMS, "get", "get.json"])
    def test_nothing_of_what_isnt_public(self, client: Client, name: str) -> None:
        hidden, gone = made(public_from=""), made(pid="gone")
        withdraw(gone)
        for record in (hidden, gone):
            assert client.get(f"/records/{record.pk}/{name}").status_code == 404

    def test_without_addresses_only_the_table(self, client: Client) -> None:
        record = made(download_url="https://zenodo.org/record/1")
        for name in ("get.sh", "files.meta4"):
            answer = client.get(f"/records/{record.pk}/{name}")
            assert answer.status_code == 404
            assert "no program can fetch them" in answer.content.decode()
        told = client.get(f"/records/{record.pk}/get.json").json()
        assert list(told["manifests"]) == ["csv"]
        assert table(client, record)[0]["address"] == ""

    def test_a_list_without_addresses_isnt_read_for_them(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from portal.catalogue.models import FileList

        paper = make_record(document(dataset_pids=("d/1", "d/2")))
        made(pid="d/1", download_url="")
        mixed = (File(path="https://x.org/a.h5"), File(path="b.h5"))
        made(pid="d/2", download_url="", files=mixed)
        read: list[int] = []
        files = FileList.files.fget
        monkeypatch.setattr(
            FileList, "files", property(lambda one: read.append(one.pk) or files(one))
        )
        script = text(client, paper, "get.sh")
        assert script.count("\nget '") == 1
        assert "addresses of its files aren'\\''t known" in script
        assert len(read) == 1

    def test_the_page_says_what_there_is(self, client: Client) -> None:
        record = made(files=(File(path="a.h5", size=10), File(path="b.txt", size=5)))
        told = client.get(f"/records/{record.pk}/get.json?matching=*.h5").json()
        assert told["total"] == {
            "files": 1, "size": 10, "sized": 1, "addressed": 1, "checked": 0
        }  # fmt: skip
        expected = f"http://127.0.0.1:8000/records/{record.pk}/get.sh?matching=%2A.h5"
        assert told["manifests"]["sh"] == expected
        page = client.get(f"/records/{record.pk}/get?matching=*.h5").content.decode()
        assert "1 file, 10 B." in page
        assert "get.sh?matching=%2A.h5" in page

    def test_a_bad_choice_is_refused_in_words(self, client: Client) -> None:
        record = made()
        for name in (*FORMS, "get", "get.json"):
            answer = client.get(f"/records/{record.pk}/{name}?file=x")
            assert answer.status_code == 400
            assert "tick them again" in answer.content.decode()

    def test_the_file_table_has_links_and_boxes(self, client: Client) -> None:
        page = client.get(f"/records/{made().pk}").content.decode()
        assert f'href="{FOLDER}raw/run_001.nxs"' in page
        assert f'value="{key("raw/run_001.nxs")}" form="get-files"' in page
        closed = client.get(f"/records/{made(pid='2', access='closed').pk}").content.decode()
        assert FOLDER not in closed
        assert 'type="checkbox"' not in closed

    @pytest.mark.parametrize("name", [*FORMS, "get"])
    def test_it_only_reads(self, client: Client, name: str) -> None:
        record = made()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/records/{record.pk}/{name}")
        assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
        assert client.post(f"/records/{record.pk}/{name}").status_code == 405
        assert client.head(f"/records/{record.pk}/{name}").status_code == 200


class TestDocuments:
    def test_it_has_the_files_of_its_public_datasets(self, client: Client) -> None:
        pids = ("d/1", "d/2", "d/3", "d/4")
        paper = make_record(document(dataset_pids=pids))
        first = made(pid="d/1", title="It's\n$(first)")
        made(pid="d/2", access="restricted")
        made(pid="d/3", public_from="")
        bare = made(pid="d/4", files=(), file_count=7)
        lines = table(client, paper)
        assert [line["dataset_pid"] for line in lines] == ["d/1", "d/1", "d/2", "d/4"]
        assert lines[2]["note"].startswith("The data are given on request. Ask ESS")
        script = text(client, paper, "get.sh")
        assert f"'./ess-{first.pk}/raw/run_001.nxs'" in script
        assert f"(ess-{bare.pk}): The facility lists no files." in script

    def test_queries_dont_grow_with_the_datasets(self, client: Client) -> None:
        pids = tuple(f"d/{number}" for number in range(30))
        few = make_record(document(pid="few", doi="10.1/few", dataset_pids=pids[:2]))
        many = make_record(document(pid="many", doi="10.1/many", dataset_pids=pids))
        for pid in pids:
            made(pid=pid)

        def queries(record: Record) -> int:
            with CaptureQueriesContext(connection) as counted:
                assert len(table(client, record)) in (4, 60)
            return len(counted)

        assert queries(few) == queries(many)

    def test_many_files_are_sent_while_they_are_read(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from publishing.getting import answers, listing

        monkeypatch.setattr(answers, "SMALL", 3)
        monkeypatch.setattr(listing, "FILES_AT_ONCE", 3)
        paper = make_record(document(dataset_pids=("d/1", "d/2", "d/3")))
        for number in (1, 2, 3):
            made(pid=f"d/{number}")
        answer = client.get(f"/records/{paper.pk}/get.sh")
        assert answer.streaming
        for _ in range(3):  # whoever gets nothing takes nobody's place
            assert client.get(f"/records/{paper.pk}/get.sh?matching=*.none").status_code == 404
        assert answer.getvalue().count(b"\nget '") == 6


# What RFC 5854, section 4 and appendix B, ask of the elements we write.
SCHEMA = b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:ietf:params:xml:ns:metalink"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="metalink">
      <interleave>
        <optional>
          <element name="origin"><optional><attribute name="dynamic">
            <choice><value>true</value><value>false</value></choice>
          </attribute></optional><data type="anyURI"/></element>
        </optional>
        <oneOrMore><ref name="file"/></oneOrMore>
      </interleave>
    </element>
  </start>
  <define name="file">
    <element name="file">
      <attribute name="name"><data type="string"><param name="pattern">[^/].*</param></data>
      </attribute>
      <interleave>
        <optional><element name="size"><data type="nonNegativeInteger"/></element></optional>
        <zeroOrMore><element name="hash"><attribute name="type"/>
          <data type="string"><param name="pattern">[0-9a-f]+</param></data></element></zeroOrMore>
        <oneOrMore><element name="url"><data type="anyURI"/></element></oneOrMore>
      </interleave>
    </element>
  </define>
</grammar>
"""
