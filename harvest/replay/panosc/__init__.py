"""The PaNOSC Search API as the reference server answers it, from its db.json."""

from harvest.replay.panosc.catalogue import PaNOSC
from harvest.replay.panosc.database import Database, read

__all__ = ["Database", "PaNOSC", "read"]
