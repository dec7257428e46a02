"""The demo's own catalogues: four facilities that don't exist, made from a seed.

``docs/sample-catalogues.md`` tells what is in them.
"""

from .catalogue import FacilityData, Instrument, SampleCatalogue
from .chance import SEED
from .experiments import reference_date
from .facilities import CATALOGUES
from .generate import changes, payloads, write
from .rejects import REJECTED
from .rounds import Changes

__all__ = [
    "CATALOGUES",
    "REJECTED",
    "SEED",
    "Changes",
    "FacilityData",
    "Instrument",
    "SampleCatalogue",
    "changes",
    "payloads",
    "reference_date",
    "write",
]
