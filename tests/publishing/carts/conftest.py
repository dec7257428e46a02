"""A browser with a cart."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

HERE = {"Origin": "http://testserver"}


class Browser(Client):
    """Says where its forms are sent from, as browsers do; tells cookies and cart."""

    def put(self, *records: Any, **more: Any) -> Any:
        """Add these to the cart."""
        return self.send("add", record=[getattr(one, "pk", one) for one in records], **more)

    def send(self, what: str, **form: Any) -> Any:
        return self.post(f"/cart/{what}", form, headers=HERE)

    @property
    def cart(self) -> dict[str, Any]:
        told: dict[str, Any] = self.get("/cart.json").json()
        return told

    @property
    def items(self) -> list[int]:
        return [item["id"] for item in self.cart["items"]]

    @property
    def count(self) -> str:
        """What the header says."""
        kept = self.cookies.get("cart_count")
        return kept.value if kept else ""


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def browser() -> Browser:
    return Browser()
