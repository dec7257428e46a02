"""A filled portal in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from harvest.models import Run
from portal.catalogue.models import Source
from portal.catalogue.records import File, Instrument, Parameter, Related, Sample
from portal.dictionary.census.counting import count
from tests.factories import (
    FacilityFactory,
    SourceFactory,
    dataset,
    document,
    make_record,
    member,
    withdraw,
)
from tests.indexed import Told, indexed, own_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["indexed", "own_index"]

PHONE, DESKTOP = (375, 812), (1280, 900)


@dataclass
class Site:
    """The portal's address, its records' addresses, and how to open pages of it."""

    url: str
    browser: "Browser"
    pages: dict[str, str]
    problems: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # hosts that a page may lead to

    @contextmanager
    def open(
        self, address: str = "/", size: tuple[int, int] = DESKTOP, **options: Any
    ) -> "Iterator[Page]":
        """A page; whatever it logs or asks other hosts for becomes a problem."""
        viewport = {"width": size[0], "height": size[1]}
        context = self.browser.new_context(viewport=viewport, base_url=self.url, **options)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self._own(request.url))
        try:
            page.goto(address)
            yield page
        finally:
            context.close()

    def _note(self, text: str) -> None:
        if "Failed to load resource" not in text:
            self.problems.append(text)

    def _own(self, address: str) -> None:
        if not address.startswith((self.url, "data:", *self.others)):
            self.problems.append(f"asked another host: {address}")


@pytest.fixture
def site(chromium: "Browser", live_server: Any, indexed: Told, settings: Any) -> Iterator[Site]:
    """The portal with some records; fails the test for anything a page complained of."""
    pages = _fill(indexed)
    made = Site(live_server.url, chromium, pages)
    yield made
    assert not made.problems


def _fill(tell: Told) -> dict[str, str]:
    files = tuple(File(path=f"raw/scan_{number:04}.h5", size=10**6) for number in range(120))
    related = (Related(relation="IsSupplementTo", doi="10.1107/s1600577513026192"),)
    whole = make_record(dataset(files=files, related=related, file_count=120))
    paper = make_record(document())
    odd = make_record(_odd())
    maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
    for number in range(24):
        make_record(_numbered(number), maxiv)
    gone = make_record(dataset(pid="gone"))
    withdraw(gone)
    now = gone.changed_at
    for source in Source.objects.all():
        Run.objects.create(source=source, state="complete", started_at=now, finished_at=now)
    Run.objects.create(source=maxiv, state="failed", started_at=now, error="503: try later")
    published = _publish()
    tell()
    count(None)
    return {
        "home": "/",
        "search": "/search?q=beam&facility=ess&not-type=derived",
        "browse": "/search",
        "table": "/search?view=table&columns=title,facility,availability,date,people,size,"
        "sample_temperature[°C],incident_wavelength[Å],doi,summary",
        "why": "/search/why?q=beam+temperature:..300K+-nothing&facility=ess&sort=relevance"
        f"&id={whole.pk}",
        "nothing": "/search?q=nowhere+beam+never&type=raw&match=all",
        "bad": "/search?q=%22open&facility=ess",
        "dataset": whole.get_absolute_url(),
        "document": paper.get_absolute_url(),
        "odd names": "/search?q=keyword:odd",
        "odd names as a table": "/search?q=keyword:odd&view=table&columns=samples,people,keywords",
        "odd record": odd.get_absolute_url(),
        "similar": f"{whole.get_absolute_url()}/similar",
        "files to get": f"{whole.get_absolute_url()}/get",
        "empty cart": "/cart",
        "withdrawn": gone.get_absolute_url(),
        "publication": published.get_absolute_url(),
        "publications": "/publications?q=wavelength",
        "no publications": "/publications?q=nosuchword",
        "history": f"{published.get_absolute_url()}/history",
        "missing": "/records/999999",
        "parameters": "/parameters",
        "no parameters": "/parameters?q=nosuchname",
        "facilities": "/facilities",
        "facility": "/facilities/ess",
        "sources": "/sources",
        "api": "/api/v1/",
        "login": "/account/login?next=/search",
        "signup": "/account/signup",
        "forgotten": "/account/password/reset",
    }


def _publish() -> Any:
    """A Document that was published here, in its second version, with Datasets that differ."""
    own = SourceFactory(name="ess-own", kind="own", url="own:ess", precedence=0)
    for number in range(3):
        kelvin = tuple(80.0 + 20 * number + step % 7 for step in range(40))
        several = Parameter(
            name="sample_temperature", values=kelvin, unit="K", si=kelvin, dimension="temperature"
        )
        there = {"instruments": (Instrument(name="V21"),), "files": ()}
        make_record(dataset(pid=f"own/{number}", parameters=(several,), **there), own)
    pids = tuple(f"own/{number}" for number in range(3))
    newer = (Related(relation="IsPreviousVersionOf", doi="10.5072/newer"),)
    for title in ("First title", "Wavelength and temperature, published here"):
        changes = {"title": title, "related": newer, "dataset_pids": pids}
        made = make_record(document(pid="10.5072/own", doi="10.5072/own", **changes), own)
    return made


def _odd() -> Any:
    """Names and texts as long as they come, and some that are written from right to left."""
    word, hebrew = "x" * 600, "פיזור ניטרונים של (Si wafer) ב 300 K"
    return dataset(
        pid="odd",
        title=hebrew + " long" * 120,
        summary=hebrew + word,
        keywords=("odd", word[:250]),
        samples=(Sample(name=word), Sample(name=hebrew)),
        members=(member("איתן לוי"), member("שרה כרמל"), member("Ana" + "a" * 200)),
        instruments=(Instrument(name="V" * 120),),
        files=(File(path="raw/" + "folder/" * 30 + word, size=1),),
        parameters=(Parameter(name="very_long_name_" * 12, values=(word,)),),
    )


def _numbered(number: int) -> Any:
    access: dict[str, str] = {"access": ("open", "embargoed", "restricted", "closed")[number % 4]}
    if number % 8 == 1:
        access["open_from"] = "2999-05-01"
    return dataset(
        pid=f"maxiv/{number}",
        title=f"Lysozyme crystals, run {number}",
        type="derived" if number % 2 else "raw",
        keywords=(f"keyword {number}",),
        start_date=f"20{10 + number % 12}-05-03",
        **access,
    )
