"""The PaNOSC Search API, the federation's common one."""

from harvest.connectors.panosc.connector import PanoscConnector

__all__ = ["PanoscConnector"]
