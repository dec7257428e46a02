"""SciCat, versions 3 and 4."""

from harvest.connectors.scicat.connector import Scicat4Connector, ScicatConnector

__all__ = ["Scicat4Connector", "ScicatConnector"]
