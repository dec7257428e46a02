"""No log has the keys of links that let somebody in."""

import logging
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from portal.web.keys import WithoutKeys, without


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("/account/confirm/Mg:1abc:sig", "/account/confirm/*"),
        ("Not Found: /account/password/reset/1/a-b", "Not Found: /account/password/reset/*"),
        (
            '"GET /account/searches/unsubscribe/1:x" 200',
            '"GET /account/searches/unsubscribe/*" 200',
        ),
        ("/review/a-b", "/review/*"),
        ("/publications/invitations/a-b", "/publications/invitations/*"),
        ("/account/confirm", "/account/confirm"),
        ("/account/searches/12/delete", "/account/searches/12/delete"),
        ("/search", "/search"),
    ],
)
def test_it_works(text: str, written: str) -> None:
    assert without(text) == written


def test_what_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("beamfinder.test")
    caplog.handler.addFilter(only := WithoutKeys())
    try:
        log.warning("Not Found: %s", "/account/confirm/KEY")
        log.warning("%(U)s took %(L)s", {"U": "/account/confirm/KEY", "L": 1})
        log.warning("100% of /account/confirm/KEY")
        log.warning("%s is 100%%", "/search")
    finally:
        caplog.handler.removeFilter(only)
    assert caplog.messages == [
        "Not Found: /account/confirm/*",
        "/account/confirm/* took 1",
        "100% of /account/confirm/*",
        "/search is 100%",
    ]


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from addresses(each, here)


def test_every_address_of_accounts_with_a_key_is_meant() -> None:
    """Also those that are added later."""
    keys = [
        one for one in addresses(get_resolver()) if one.startswith("/account") and "<str" in one
    ]
    assert len(keys) >= 3
    for address in keys:
        assert "KEY" not in without(address.partition("<str")[0] + "KEY")
