"""The indices behind the alias: made, swapped in, and cleared away."""

import re
import secrets
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.engines.elasticsearch.failures import asking
from search.errors import EngineUnavailable, IndexMissing

Json = dict[str, Any]
_STAMP = r"-\d{8}t\d{6}-[0-9a-f]{6}"


class Indices:
    """An alias and the indices named after it."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self.alias = alias

    def current(self) -> str:
        """The index that the alias names.  Raises IndexMissing when there is none."""
        found = self.named()
        if not found:
            raise IndexMissing(f"the cluster has no alias {self.alias!r}")
        return found[0]

    def named(self) -> list[str]:
        """The indices that the alias names: one, or none yet."""
        with asking():
            try:
                return list(self._client.indices.get_alias(name=self.alias).body)
            except NotFoundError:
                return []

    def create(self, settings: Json, mappings: Json) -> str:
        """A new index that nothing points to yet."""
        stamp = datetime.now(UTC).strftime("%Y%m%dt%H%M%S")
        name = f"{self.alias}-{stamp}-{secrets.token_hex(3)}"
        with asking():
            # Until it is swapped in, nobody looks: making it found can wait
            unseen = settings | {"refresh_interval": "-1"}
            self._client.indices.create(index=name, settings=unseen, mappings=mappings)
        return name

    def point_to(self, name: str) -> None:
        """Make the alias name this index alone, in one step."""
        with asking():
            self._client.indices.put_settings(index=name, settings={"refresh_interval": "5s"})
            self._check_name()
            actions = [{"remove": {"index": other, "alias": self.alias}} for other in self.named()]
            actions.append({"add": {"index": name, "alias": self.alias}})
            self._client.indices.update_aliases(actions=actions)

    def sweep(self, keep: str | None) -> None:
        """Drop every index of ours but one: replaced ones and those left half-built."""
        with asking():
            for name in self._client.indices.get(index=f"{self.alias}-*", features=["aliases"]):
                if name != keep and re.fullmatch(re.escape(self.alias) + _STAMP, name):
                    self.drop(name)

    def drop(self, name: str) -> None:
        with asking():
            self._client.indices.delete(index=name, ignore_unavailable=True)

    def made_by(self) -> str:
        """The fingerprint of the version that made the index in use."""
        with asking():
            only = "*.mappings._meta.fingerprint"
            found = self._client.indices.get_mapping(index=self.alias, filter_path=only).body
        bodies = [body["mappings"]["_meta"] for body in found.values()]
        return str(bodies[0]["fingerprint"]) if bodies else ""

    def _check_name(self) -> None:
        """An index of the alias's own name can't be replaced in one step."""
        exists = self._client.indices.exists(index=self.alias)
        if exists and not self._client.indices.exists_alias(name=self.alias):
            raise EngineUnavailable(
                f"The cluster has an index named {self.alias!r}, where the alias should be: "
                "delete it, or set SEARCH_INDEX to another name."
            )
