"""The headers that tell browsers what pages may load and do."""

import pytest
from django.test import Client
from pytest_django import Settings

from portal.web import security


@pytest.mark.parametrize(
    ("directives", "header"),
    [
        ({}, ""),
        ({"default-src": ["'self'"]}, "default-src 'self'"),
        (
            {"img-src": ["'self'", "data:"], "object-src": "'none'"},
            "img-src 'self' data:; object-src 'none'",
        ),
        ({"script-src": None, "style-src": False}, ""),
        ({"upgrade-insecure-requests": True}, "upgrade-insecure-requests"),
    ],
)
def test_the_policy_is_written_as_django_6_does(directives: dict, header: str) -> None:
    assert security.content(directives) == header


def test_permissions_name_who_may() -> None:
    header = security.permissions({"camera": [], "fullscreen": ["self", '"https://example.org"']})
    assert header == 'camera=(), fullscreen=(self "https://example.org")'


@pytest.mark.parametrize("address", ["/", "/no/such/page", "/static/css/base.css", "/admin/login/"])
@pytest.mark.django_db
def test_every_answer_has_the_policies(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


@pytest.mark.django_db
def test_a_view_may_have_a_policy_of_its_own(settings: Settings, client: Client) -> None:
    settings.SECURE_CSP = {"default-src": "'none'"}
    assert client.get("/no/such/page")["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db
def test_djangos_own_error_pages_keep_their_styles(settings: Settings, client: Client) -> None:
    settings.DEBUG = True
    assert "Content-Security-Policy" not in client.get("/no/such/page")
