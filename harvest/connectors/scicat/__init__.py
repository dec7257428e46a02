"""SciCat, versions 3 and 4."""

from harvest.connectors.scicat.connector import SciCat, SciCat4

__all__ = ["SciCat", "SciCat4"]
