"""The files of each Dataset on the cart's page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.catalogue.models import Record
from portal.catalogue.records import File
from publishing.carts import files
from tests.factories import dataset, make_record
from tests.publishing.carts.conftest import Browser, text

pytestmark = pytest.mark.django_db
DATA = "https://data.example.org/1/"
DETAILS = re.compile(r'<details class="cart-files">(.*?)</details>', re.DOTALL)
RUN = File(path="raw/run.nxs", size=2_000, checksum="ab" * 16, algorithm="MD5")


def made(pid: str, **changes: object) -> Record:
    return make_record(dataset(pid=pid, **changes))


def details(browser: Browser, *records: Record) -> list[str]:
    browser.put(*records)
    return DETAILS.findall(text(browser.get("/cart")).replace("<wbr>", ""))


def test_it_works(browser: Browser) -> None:
    [told] = details(browser, made("1", download_url=DATA, files=(RUN,), file_count=1, size=2_000))
    summary = told.partition("</summary>")[0]
    assert "1 file, 2 kB" in summary.replace("\u202f", " ").replace("\xa0", " ")
    assert f'href="{DATA}raw/run.nxs"' in told
    assert f"md5 {'ab' * 16}" in told
    assert "#files" not in told


def test_of_many_files_the_first_are_told_and_where_the_others_are(browser: Browser) -> None:
    many = tuple(File(path=f"{number:02}.h5") for number in range(files.SHOWN + 5))
    record = made("1", files=many, file_count=None, size=None)
    [told] = details(browser, record)
    assert "15 files" in told.partition("</summary>")[0]
    assert told.count(".h5") == files.SHOWN
    assert f'<a href="/records/{record.pk}#files">5 more files' in told


@pytest.mark.parametrize("access", ["embargoed", "restricted", "closed"])
def test_no_address_of_what_cant_be_had(browser: Browser, access: str) -> None:
    listed = (RUN, File(path=f"{DATA}secret/x.nxs?token=1"))
    [told] = details(browser, made("1", download_url=DATA, files=listed, access=access))
    assert DATA not in told
    assert "token" not in told
    assert "x.nxs" in told
    assert "Ask " in told


def test_what_the_facility_doesnt_list(browser: Browser) -> None:
    [told] = details(browser, made("1", files=(), file_count=7))
    assert "7 files" in told
    assert "doesn’t list their names" in told


def test_what_is_read_for_a_page_is_bounded(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_TOGETHER", 3)
    monkeypatch.setattr(files, "MOST_READ", 2)
    long = (File(path="1"), File(path="2"), File(path="3"))
    records = [made("long", files=long), made("first"), made("last")]
    told = details(browser, *records)
    assert ["run_001.nxs" in one for one in told] == [False, True, False]
    assert f'<a href="/records/{records[0].pk}#files">See 3 files' in told[0]
    with CaptureQueriesContext(connection) as few:
        browser.get("/cart")
    browser.put(*(made(str(number)) for number in range(20)))
    with CaptureQueriesContext(connection) as many:
        browser.get("/cart")
    assert len(few) == len(many)
