"""The kinds of catalogue that can be harvested: one folder and one line each."""

from harvest.connectors.base import Connector
from harvest.connectors.panosc import PanoscConnector
from harvest.connectors.scicat import Scicat4Connector, ScicatConnector

CONNECTORS: dict[str, type[Connector]] = {
    "scicat": ScicatConnector,
    "scicat4": Scicat4Connector,
    "panosc": PanoscConnector,
}
