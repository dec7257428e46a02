"""The PaNOSC Search API."""

from harvest.connectors.panosc.connector import PaNOSC

__all__ = ["PaNOSC"]
