"""Who asks, as far as an address tells."""

from typing import Any

import pytest
from django.test import RequestFactory

from portal.web.client import address

BEHIND = "HTTP_X_FORWARDED_FOR"


@pytest.mark.parametrize(
    ("remote", "told"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_it_is_the_connections(rf: RequestFactory, remote: str, told: str) -> None:
    assert address(rf.get("/", REMOTE_ADDR=remote)) == told


def test_what_a_client_says_of_itself_is_not_believed(rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "198.51.100.1"})
    assert address(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("10.0.0.1, 198.51.100.1", "198.51.100.1"),
        ("made up,198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, made up", ""),
        ("", "192.0.2.7"),
    ],
)
def test_a_proxy_is_believed(rf: RequestFactory, settings: Any, header: str, told: str) -> None:
    settings.CLIENT_ADDRESS_HEADER = BEHIND
    request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": header})
    assert address(request) == told
