"""The kinds of catalogue that can be harvested: one folder and one line each."""

from harvest.connectors.base import Connector
from harvest.connectors.panosc import PaNOSC
from harvest.connectors.scicat import SciCat, SciCat4

CONNECTORS: dict[str, type[Connector]] = {
    "scicat": SciCat,
    "scicat4": SciCat4,
    "panosc": PaNOSC,
}
