"""A harvester that keeps a copy: one full pull, then only what changed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from tests.publishing.oai.schemas import OAI

Ask = Callable[[dict[str, str]], bytes]
TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True)
class Held:
    """A record as it was delivered last."""

    datestamp: str
    deleted: bool
    sets: tuple[str, ...]
    metadata: str  # as canonical XML, "" without any
    title: str


@dataclass
class Copy:
    """What a harvester has by identifier, and where it is in its present pull.

    ``ask`` sends arguments and gives the answer's XML. After a pull the next one starts from
    the responseDate of that pull's first answer, as the protocol advises.
    """

    ask: Ask
    prefix: str = "oai_dc"
    spec: str = ""
    held: dict[str, Held] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)  # those that were there, not deleted, once
    pulls: int = 0  # that are complete
    begun: str = ""
    token: str = ""

    @property
    def between(self) -> bool:
        """Whether no pull is under way."""
        return not self.token

    def pull(self) -> None:
        """To the end of the pull that is under way, or of a new one."""
        self.page()
        while not self.between:
            self.page()

    def page(self) -> None:
        """The next page, of a new pull when the last one is complete."""
        fresh = self.between
        root = etree.fromstring(self.ask(self._arguments()))
        errors = [error.get("code") for error in root.iterfind(f"{OAI}error")]
        assert errors in ([], ["noRecordsMatch"]), (errors, self._arguments())
        assert fresh or not errors, "a list broke off"
        if fresh:
            self.begun = root.findtext(f"{OAI}responseDate") or ""
        for record in root.iterfind(f".//{OAI}record"):
            self._keep(record)
        self.token = root.findtext(f".//{OAI}resumptionToken") or ""
        self.pulls += self.between

    def _arguments(self) -> dict[str, str]:
        if self.token:
            return {"verb": "ListRecords", "resumptionToken": self.token}
        made = {"metadataPrefix": self.prefix, "set": self.spec, "from": self.begun}
        return {"verb": "ListRecords", **{name: value for name, value in made.items() if value}}

    def _keep(self, record: etree._Element) -> None:
        header, found = record[0], record.find(f"{OAI}metadata")
        root = found[0] if found is not None else None
        identifier = header.findtext(f"{OAI}identifier") or ""
        self.held[identifier] = made = Held(
            datestamp=header.findtext(f"{OAI}datestamp") or "",
            deleted=header.get("status") == "deleted",
            sets=tuple(one.text or "" for one in header.iterfind(f"{OAI}setSpec")),
            metadata="" if root is None else etree.tostring(root, method="c14n2").decode(),
            title="" if root is None else root.findtext(f".//{TITLE}") or "",
        )
        assert made.deleted == (root is None), identifier
        if not made.deleted:
            self.ever.add(identifier)

    @property
    def present(self) -> dict[str, str]:
        """The titles of what isn't deleted (in oai_dc), by identifier."""
        return {name: one.title for name, one in self.held.items() if not one.deleted}
