"""Asking a provider as a harvester does, and reading its answers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from lxml import etree

from tests.publishing.oai import schemas
from tests.publishing.oai.schemas import OAI

FORM = "application/x-www-form-urlencoded"
Pairs = dict[str, str] | list[tuple[str, str]] | str


@dataclass
class Answer:
    """An answer whose every part is valid."""

    http: HttpResponse
    root: etree._Element
    body: bytes = field(repr=False)

    @property
    def errors(self) -> list[str]:
        """The codes, in their order."""
        return [str(error.get("code")) for error in self.root.iterfind(f"{OAI}error")]

    @property
    def messages(self) -> list[str]:
        return [error.text or "" for error in self.root.iterfind(f"{OAI}error")]

    @property
    def request(self) -> dict[str, str]:
        """The attributes of the request element."""
        found = self.root.find(f"{OAI}request")
        assert found is not None
        return {str(name): str(value) for name, value in found.attrib.items()}

    @property
    def token(self) -> str:
        """What is in the resumptionToken; "" in an empty one, or without one."""
        return self.root.findtext(f".//{OAI}resumptionToken") or ""

    def texts(self, name: str) -> list[str]:
        """The text of each element of the protocol's namespace with this name."""
        return [one.text or "" for one in self.root.iter(f"{OAI}{name}")]

    def text(self, name: str) -> str:
        (only,) = self.texts(name)
        return only

    def all(self, name: str) -> list[etree._Element]:
        return list(self.root.iter(f"{OAI}{name}"))

    @property
    def identifiers(self) -> list[str]:
        return [header.findtext(f"{OAI}identifier") or "" for header in self.all("header")]

    @property
    def deleted(self) -> list[str]:
        """The identifiers of deleted records."""
        found = [one for one in self.all("header") if one.get("status") == "deleted"]
        return [one.findtext(f"{OAI}identifier") or "" for one in found]


class Asking:
    """Asks with GET unless it is told otherwise."""

    def __init__(self, client: Client, data: Path) -> None:
        self.client, self.data = client, data

    def __call__(self, query: Pairs = "", /, **arguments: str) -> Answer:
        """``from`` is written ``since``, as Python keeps the word for itself."""
        return self.read(self.get(query, **arguments))

    def get(self, query: Pairs = "", /, headers: Any = None, **arguments: str) -> HttpResponse:
        words = encoded(query, arguments)
        return self.client.get(f"/oai?{words}", headers=headers)

    def post(self, query: Pairs = "", /, content_type: str = FORM, **arguments: str) -> Answer:
        body = encoded(query, arguments)
        return self.read(self.client.post("/oai", body, content_type=content_type))

    def read(self, response: HttpResponse) -> Answer:
        """The answer in a response of status 200; raises when it isn't valid."""
        assert response.status_code == 200, response.content[:500]
        assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
        body = response.content
        return Answer(response, schemas.checked(body, self.data), body)


def encoded(query: Pairs, arguments: dict[str, str]) -> str:
    if isinstance(query, str) and not arguments:
        return query
    pairs = list(query.items()) if isinstance(query, dict) else list(query or [])
    named = [("from" if name == "since" else name, value) for name, value in arguments.items()]
    return urlencode([*pairs, *named])  # type: ignore[arg-type]
