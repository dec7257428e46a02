"""The kinds of catalogue that can be harvested: one folder and one line each."""

from harvest.connectors.base import Connector
from harvest.connectors.panosc import PanoscConnector

CONNECTORS: dict[str, type[Connector]] = {
    "panosc": PanoscConnector,
}
