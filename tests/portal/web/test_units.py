"""Units are chosen by a form, remembered in a cookie, and said in addresses."""

from urllib.parse import quote, unquote

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from portal import units
from portal.web import preferred

CELSIUS = "temperature:°C"
UNITS = [unit for name in units.dimensions() for unit in units.units_of(name)]


def test_it_works(client: Client) -> None:
    """Without the database: nothing is kept but in the cookie."""
    answer = client.post("/units", {"units": CELSIUS, "next": "/search?q=ice"})
    assert answer.status_code == 303
    assert unquote(answer["Location"]) == f"/search?q=ice&units={CELSIUS}"
    cookie = answer.cookies["units"]
    assert unquote(cookie.value) == CELSIUS
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) > 10**7


def test_the_last_choice_counts(client: Client) -> None:
    client.post("/units", {"units": [CELSIUS, "energy:eV"], "next": "/"})
    back = f"/records/1?units={CELSIUS}&units=energy:eV#parameters"
    answer = client.post("/units", {"units": ["temperature:K", "energy:"], "next": back})
    assert unquote(answer["Location"]) == "/records/1?units=temperature:K#parameters"
    assert unquote(answer.cookies["units"].value) == "temperature:K"
    answer = client.post("/units", {"units": "temperature:", "next": "/"})
    assert answer.cookies["units"].value == ""
    assert answer.cookies["units"]["max-age"] == 0


ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "x", "", "/" * 9_000]
DROPPED = [
    "/\t///evil.example/x",
    "/\t//evil.example",
    "/\t/\\evil.example/",
    "/\n/\r/evil.example",
    "/\t//\t/evil.example/x",
]
CONTROLS = ["/\x00/evil.example", "/a\tb", "////evil.example", "\t//evil.example"]


@pytest.mark.parametrize("back", [*ELSEWHERE, *DROPPED, *CONTROLS])
def test_it_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post("/units", {"units": CELSIUS, "next": back})["Location"] == "/"


@given(st.text("/\\\t\n\r.?#@:;%x \x00", max_size=12).map("/".__add__))
def test_nobody_leaves(back: str) -> None:
    """By what browsers make of it: they drop tabs and ends of lines, and take \\ for /."""
    there = Client().post("/units", {"units": CELSIUS, "next": f"{back}evil.example"})["Location"]
    seen = "".join(letter for letter in there if letter not in "\t\n\r").replace("\\", "/")
    assert seen.startswith("/")
    assert not seen.startswith("//")


@pytest.mark.parametrize("text", ["temperature", "temperature:mm", "nonsense:K", ":K", "\x00:\x00"])
def test_what_is_no_unit_is_refused(client: Client, text: str) -> None:
    answer = client.post("/units", {"units": text, "next": "/"})
    assert answer.status_code == 400
    assert not answer.cookies


def test_it_only_takes_forms_of_its_own(client: Client) -> None:
    answer = client.get(f"/units?units={CELSIUS}")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert not answer.cookies
    foreign = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post("/units", {"units": CELSIUS, "next": "/"}, headers=foreign)
    assert answer.status_code == 403
    assert not answer.cookies


def kept(cookie: str) -> list[str]:
    request = RequestFactory().get("/")
    request.COOKIES["units"] = cookie
    return preferred.said(preferred.remembered(request))


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(UNITS), max_size=5).map(str).map(lambda one: one[:300])
)
def test_rubbish_in_the_cookie_is_ignored(text: str) -> None:
    assert kept(text) == []
    assert kept(f"{quote(text)}|{quote(CELSIUS)}|{quote(text)}") == [CELSIUS]


@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=preferred.MOST))
def test_what_is_remembered_comes_back(chosen: list[units.Unit]) -> None:
    wanted = {unit.dimension: unit for unit in chosen}
    response = HttpResponse()
    preferred.remember(response, wanted)
    request = RequestFactory().get("/")
    request.COOKIES["units"] = response.cookies["units"].value
    assert preferred.remembered(request) == wanted


def test_the_address_wins() -> None:
    request = RequestFactory().get("/search", {"q": "ice", "units": "temperature:K"})
    request.COOKIES["units"] = quote(f"{CELSIUS}|energy:eV")
    assert preferred.query(request).getlist("units") == ["temperature:K", "energy:eV"]
