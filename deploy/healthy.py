"""The container's health check: exits with 0 when /healthz answers 200, asked as nginx asks."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main() -> None:
    host = urlsplit(os.environ.get("SITE_URL", "")).hostname or "localhost"
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=8)
    connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    print(answer.read(2000).decode(errors="replace"))
    sys.exit(answer.status != 200)


if __name__ == "__main__":
    main()
