"""However much there is to look through, so much is read and no more; the rest is said."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from portal.catalogue.models import Record
from portal.catalogue.records import File
from search.files import names
from search.query.box import read_box
from search.query.tree import And, Not, Or, Words
from search.why.budget import FILES_LEFT, TEXT_LEFT, Budget
from search.why.finding import Finding, look
from search.why.subject import Subject
from tests.factories import dataset, make_record
from tests.indexed import Told
from tests.search.indexing.test_projection import row

FILES = 10
Limited = Callable[[Budget], None]


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Limited:
    return lambda budget: monkeypatch.setattr("search.why.explaining.Budget", lambda: budget)


@pytest.fixture
def filled(indexed: Told) -> list[Record]:
    files = tuple(File(path=f"raw/scan_{number}.h5") for number in range(FILES))
    found = [make_record(dataset(pid=f"f/{number}", files=files)) for number in range(3)]
    indexed()
    return found


def why(client: Client, typed: str) -> list[dict[str, Any]]:
    body = client.get("/search.json", {"q": typed, "why": "true"}).json()
    return [body["why"][str(item["id"])] for item in body["items"]]


def typed_in(subject: Subject, typed: str) -> Finding:
    return look(subject, read_box(typed).tree(), typed)


@pytest.mark.parametrize(
    ("typed", "budget"),
    [
        ("file:scan_", Budget(files=2 * FILES + 1)),
        ("file:/scan_.*[79].h5/", Budget(files=2 * FILES)),
        ("file:/scan_9.*/", Budget(compared=2 * FILES)),
    ],
)
def test_one_page_has_one_budget_of_files(
    client: Client, filled: list[Record], limited: Limited, typed: str, budget: Budget
) -> None:
    limited(budget)
    told = why(client, typed)
    assert [one["found"] for one in told] == [True, True, None]
    (left,) = told[2]["evidence"]
    assert (left["holds"], left["places"], left["note"]) == (None, [], FILES_LEFT)


def test_the_page_says_what_was_not_looked_at(
    client: Client, filled: list[Record], limited: Limited
) -> None:
    limited(Budget(files=FILES))
    page = client.get("/search", {"q": "file:scan_", "why": "true"}).content.decode()
    assert page.count(FILES_LEFT) == 2
    assert "not there" not in page
    assert "doesn’t find the record" not in page


def test_a_part_of_a_list_finds_but_keeps_nothing_out(
    client: Client, filled: list[Record], limited: Limited
) -> None:
    limited(Budget(compared=FILES // 2))
    first = why(client, "file:/scan_2.*/")[0]
    assert first["found"]
    assert [place["text"] for place in first["evidence"][0]["places"]] == ["raw/scan_2.h5"]


def test_no_more_paths_are_marked_than_shown(
    client: Client, filled: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And each record is walked through once."""
    marked: list[str] = []

    def mark(path: str, wanted: str) -> names.Parts:
        marked.append(path)
        return [(path, True)]

    monkeypatch.setattr("search.why.values.names_of_files.marked", mark)
    assert all(one["found"] for one in why(client, "file:scan_"))
    assert len(marked) == 3 * len(filled)


@pytest.mark.django_db
def test_what_was_not_looked_at_decides_only_where_it_must() -> None:
    record = make_record(dataset(title="Silicon", files=(File(path="raw/scan_1.h5"),)))
    subject = Subject(record, Budget(files=0))
    file = read_box("file:scan_1").tree()
    silicon, unheard = Words("silicon"), Words("unheard")
    nodes = (Not(file), And((file, silicon)), Or((file, unheard)))
    assert [look(subject, node, "").holds for node in nodes] == [None, None, None]
    assert look(subject, And((file, unheard)), "").holds is False
    assert look(subject, Or((file, silicon)), "").holds is True


def test_words_are_known_where_their_places_are_not() -> None:
    metadata = dataset(title="Silicon wafers", summary="a word " * 1_000)
    subject = Subject(row(metadata), Budget(signs=100))
    for typed in ("wafer", '"silicon wafers"'):
        found = typed_in(subject, typed)
        assert [(one.holds, one.places, one.note) for one in found.evidence] == [
            (True, (), TEXT_LEFT)
        ]
    for typed in ("unheard", '"wafers silicon"'):
        assert typed_in(subject, typed).holds is False


def test_a_long_text_is_read_once_for_many_words() -> None:
    """Once more than there are words would be 8 million signs."""
    words = [f"w{number}x" for number in range(165)]
    summary = " ".join((words * 100)[:9_000])
    budget = Budget(signs=3 * len(summary))
    found = typed_in(Subject(row(dataset(summary=summary)), budget), " ".join(words))
    assert len(found.evidence) == len(words)
    assert all(one.places for one in found.evidence)


def test_what_is_too_much_is_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[int] = []
    texts = Subject._texts

    def counted(subject: Subject) -> Iterator[tuple[str, str]]:
        gathered.append(1)
        return texts(subject)

    monkeypatch.setattr(Subject, "_texts", counted)
    subject = Subject(row(dataset(title="One two three")), Budget(signs=1))
    assert [one.note for one in typed_in(subject, "one two three").evidence] == [TEXT_LEFT] * 3
    assert len(gathered) == 1
