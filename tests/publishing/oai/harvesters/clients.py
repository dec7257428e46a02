"""Two harvesters that others wrote, asked in one way: sickle and oaipmh-scythe."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import NoRecordsMatch as ScytheNoRecordsMatch
from oaipmh_scythe.iterator import OAIResponseIterator as ScytheResponses
from sickle import Sickle
from sickle.iterator import OAIResponseIterator as SickleResponses
from sickle.oaiexceptions import NoRecordsMatch as SickleNoRecordsMatch

from tests.publishing.oai.schemas import OAI


@dataclass(frozen=True)
class Header:
    identifier: str
    datestamp: str
    deleted: bool
    sets: frozenset[str]


@dataclass(frozen=True)
class Pull:
    """All of a list; of ``ListRecords`` also the metadata's root, None of deleted records."""

    headers: list[Header]
    metadata: list[etree._Element | None] = field(default_factory=list)

    @property
    def identifiers(self) -> list[str]:
        return [header.identifier for header in self.headers]


class Client(Protocol):
    """``since`` is the protocol's from; what is empty isn't sent."""

    def identifiers(
        self, prefix: str, spec: str = "", since: str = "", until: str = ""
    ) -> Pull: ...

    def records(self, prefix: str, spec: str = "", since: str = "", until: str = "") -> Pull: ...

    def pages(self, prefix: str, spec: str = "") -> list[etree._Element]:
        """The answers to ListRecords, as they came."""


class BySickle:
    def __init__(self, url: str) -> None:
        self.client = Sickle(url)
        self.raw = Sickle(url, iterator=SickleResponses)

    def identifiers(self, prefix: str, spec: str = "", since: str = "", until: str = "") -> Pull:
        try:
            found = list(self.client.ListIdentifiers(**_named(prefix, spec, since, until)))
        except SickleNoRecordsMatch:
            return Pull([])
        return Pull([_header(one) for one in found])

    def records(self, prefix: str, spec: str = "", since: str = "", until: str = "") -> Pull:
        try:
            found = list(self.client.ListRecords(**_named(prefix, spec, since, until)))
        except SickleNoRecordsMatch:
            return Pull([])
        return _pulled(found)

    def pages(self, prefix: str, spec: str = "") -> list[etree._Element]:
        return [one.xml for one in self.raw.ListRecords(**_named(prefix, spec))]


class ByScythe:
    def __init__(self, url: str) -> None:
        self.url = url

    def identifiers(self, prefix: str, spec: str = "", since: str = "", until: str = "") -> Pull:
        with Scythe(self.url) as client:
            try:
                found = list(client.list_identifiers(**_spelt(prefix, spec, since, until)))
            except ScytheNoRecordsMatch:
                return Pull([])
        return Pull([_header(one) for one in found])

    def records(self, prefix: str, spec: str = "", since: str = "", until: str = "") -> Pull:
        with Scythe(self.url) as client:
            try:
                found = list(client.list_records(**_spelt(prefix, spec, since, until)))
            except ScytheNoRecordsMatch:
                return Pull([])
        return _pulled(found)

    def pages(self, prefix: str, spec: str = "") -> list[etree._Element]:
        with Scythe(self.url, iterator=ScytheResponses) as client:
            return [one.xml for one in client.list_records(**_spelt(prefix, spec))]


CLIENTS = {"sickle": BySickle, "oaipmh-scythe": ByScythe}


def _named(prefix: str, spec: str, since: str = "", until: str = "") -> dict[str, str]:
    """The protocol's arguments, as sickle takes them."""
    given = {"metadataPrefix": prefix, "set": spec, "from": since, "until": until}
    return {name: value for name, value in given.items() if value}


def _spelt(prefix: str, spec: str, since: str = "", until: str = "") -> dict[str, Any]:
    """The same as oaipmh-scythe takes them."""
    given = {"metadata_prefix": prefix, "set_": spec, "from_": since, "until": until}
    return {name: value for name, value in given.items() if value}


def _pulled(found: Iterable[Any]) -> Pull:
    """Records of either client: their classes are alike."""
    found = list(found)
    return Pull([_header(one.header) for one in found], [_metadata(one) for one in found])


def _header(told: Any) -> Header:
    return Header(told.identifier, told.datestamp, told.deleted, frozenset(told.setSpecs))


def _metadata(record: Any) -> etree._Element | None:
    found = record.xml.find(f"{OAI}metadata")
    return None if found is None else found[0]
