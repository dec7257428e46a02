"""Which sets an item is in: its facility, its year, and the branches of its techniques.

All items are in ``openaire_data``, which therefore needs no rows.  The branches are the
techniques right below PaNET's headings ("defined by …"): a record is in a branch by each
technique that is the branch or below it.
"""

from functools import cache

from portal.catalogue.models import Facility, Record
from portal.catalogue.records import AnyRecord
from portal.techniques.tree import Technique, tree
from publishing.exports.access import publication_year

EVERYTHING = "openaire_data"
EVERYTHING_NAME = "OpenAIRE"


def names(record: Record, facility: Facility, metadata: AnyRecord) -> dict[str, str]:
    """The item's sets beside ``openaire_data``: setSpec to name."""
    found = {facility_spec(facility): facility.name}
    for branch in _branches_of(metadata):
        found[f"technique_{branch.id}"] = f"Technique: {branch.label}"
    year = publication_year(record, metadata)
    found[f"year_{year}"] = f"Published in {year}"
    return found


def facility_spec(facility: Facility) -> str:
    return f"facility_{facility.slug}"


def _branches_of(metadata: AnyRecord) -> list[Technique]:
    known = tree().techniques
    keys = {one.panet for one in metadata.techniques if one.panet in known}
    above = keys.union(*(known[key].ancestors for key in keys))
    return [known[key] for key in sorted(above & branches())]


@cache
def branches() -> frozenset[str]:
    """The identifiers of the branches."""
    known = tree()
    roots = [one.id for one in known.techniques.values() if not one.parents]
    headings = {child for root in roots for child in known.children[root]}
    return frozenset(child for heading in headings for child in known.children[heading])
