"""Say what a DOI is to be at its registrar; the worker brings it about.

Called in the transaction that decides: nothing is sent from here.
"""

import json
from datetime import datetime
from typing import Any

from portal.catalogue.records import digest
from publishing.doi.models import Doi

_OURS = (
    *("wanted", "body", "body_hash", "revision", "publication", "series"),
    *("seen_hash", "tries", "next_at", "problem", "alerted_at", "changed_at"),
)


def want(doi: Doi, state: Doi.State, attributes: dict[str, Any], now: datetime) -> None:
    """Have ``doi`` brought to this state with these metadata; nothing happens if that is wanted.

    ``attributes`` are DataCite's JSON, with the url and without the event; for the state
    NONE, which takes a draft back, they don't matter.
    """
    body = json.dumps(attributes, ensure_ascii=False, sort_keys=True)
    body_hash = digest(body.encode())
    if (doi.wanted, doi.body_hash) == (state, body_hash):
        return
    doi.wanted, doi.body, doi.body_hash = state, body, body_hash
    doi.revision += 1
    doi.seen_hash = ""  # what was sent meanwhile may be there without our having seen it
    doi.tries, doi.next_at, doi.problem, doi.alerted_at = 0, now, "", None
    doi.changed_at = now
    # What the worker writes meanwhile, its claim and what it saw, stays.
    doi.save(update_fields=None if doi.pk is None else _OURS)


def has(doi: Doi | None, *states: Doi.State) -> bool:
    """Whether the registrar was seen to have it, as it is wanted, in one of these states."""
    return doi is not None and doi.seen in states and doi.agrees
