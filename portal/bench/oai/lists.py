"""Lists as a harvester reads them: over the real view, and from any page of theirs on."""

import html
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.test import Client

from publishing.oai import models, tokens
from publishing.oai.tokens import Place

_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>\s*</List")
_ID = re.compile(rb"<identifier>oai:[^:<]+:(\d+)</identifier>")


@dataclass(frozen=True)
class Page:
    """The ids in an answer, the token of the next page, and what time the answer took."""

    ids: list[int]
    token: str
    seconds: float
    cpu: float  # seconds of the processor


@dataclass(frozen=True)
class Listing:
    """A list of one verb, format and set ("" for everything)."""

    verb: str
    prefix: str
    spec: str = ""

    def __len__(self) -> int:
        return self._members().count()

    @property
    def beginning(self) -> str:
        """The address of its first page."""
        chosen = f"&set={self.spec}" if self.spec else ""
        return f"/oai?verb={self.verb}&metadataPrefix={self.prefix}{chosen}"

    def from_on(self, passed: int) -> str:
        """The address of the page that follows so many items."""
        if not passed:
            return self.beginning
        stamp, record = self._members()[passed - 1]
        place = Place(
            self.verb,
            self.prefix,
            spec=self.spec,
            after=stamp,
            record=record,
            cursor=passed,
            size=len(self),
        )
        return self.following(tokens.sign(place))

    def following(self, token: str) -> str:
        """The address of the page that a token leads to."""
        return f"/oai?verb={self.verb}&resumptionToken={quote(token)}"

    def places(self) -> dict[str, int]:
        """The pages that are timed: how many items lie before them; the last one is full."""
        size, last = settings.OAI_PAGE_SIZE, max(0, len(self) - settings.OAI_PAGE_SIZE)
        wanted = {"first": 0, "second": size, "thousandth": 999 * size, "last": last}
        return {name: passed for name, passed in wanted.items() if passed <= last}

    def _members(self) -> "QuerySet[Any, tuple[int, int]]":
        if not self.spec:
            return models.Item.objects.order_by("stamp").values_list("stamp", "record_id")
        members = models.Membership.objects.filter(set__spec=self.spec).order_by("stamp")
        return members.values_list("stamp", "item_id")


def page(client: Client, address: str) -> Page:
    """Ask for a page; raises RuntimeError when it is none."""
    started, worked = time.perf_counter(), time.process_time()
    response = client.get(address)
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    body = response.content
    ids = [int(number) for number in _ID.findall(body)]
    if response.status_code != 200 or not ids:
        raise RuntimeError(f"{address} answered {response.status_code}: {body[-300:]!r}")
    token = _TOKEN.search(body, max(0, len(body) - 4_000))
    return Page(ids, html.unescape(token[1].decode()) if token else "", seconds, cpu)
