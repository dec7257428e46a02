"""The one HTTP client that all connectors share.

    with Client.from_settings() as client:
        page = client.get_json(url, {"limit": 100})

What can go wrong is in ``harvest.client.errors``; all of it is a ``FetchError``.
"""

from harvest.client.client import Client
from harvest.client.errors import FetchError
from harvest.client.exchange import Numbers

__all__ = ["Client", "FetchError", "Numbers"]
