"""How fast other harvesters read the portal's Documents over OAI-PMH.

Records are read through all middleware, page after page; beside them the same records are
serialised in a bare loop.  The goals: the last page within 1.3 times the first, no more
memory at the end than at the start, and 5,000 records a second in oai_dc and 3,000 in
oai_datacite, or within three times of the bare loop.
"""

from pathlib import Path
from typing import Any

from portal.bench.house import house
from portal.bench.oai.filling import fill
from portal.bench.oai.measuring import measure

__all__ = ["bench", "fill", "measure"]


def bench(
    records: int, data: Path, keep: Path | None = None, walk: int | None = None
) -> dict[str, Any]:
    """Fill a house with ``records`` Documents (or use the one in ``keep``) and measure it.

    ``walk`` bounds how many pages are read from the start, the middle and the end.
    """
    figures: dict[str, Any] = {"records": records}
    with house(keep=keep) as home:
        if not (home.home / "beamfinder.sqlite3").exists():
            home.run("migrate", "--verbosity=0")
            counted = ("--records", str(records), "--data", str(data))
            figures["stamping"] = home.figures("bench", "oai-fill", *counted)
        bounds = ("--walk", str(walk)) if walk else ()
        return figures | home.figures("bench", "oai-here", *bounds)
