"""Nobody sees or changes another's cart; public pages know of none."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django.urls import reverse

from portal.catalogue.models import Record
from publishing.carts import services
from publishing.carts.models import Cart
from tests.factories import dataset, make_record
from tests.publishing.carts.conftest import Browser, text

pytestmark = pytest.mark.django_db


def made(pid: str = "1", **changes: object) -> Record:
    return make_record(dataset(pid=pid, **changes))


def person(name: str = "ana") -> User:
    return User.objects.create_user(name, f"{name}@example.org", "right horse battery")


class TestCookies:
    def test_they_are_signed_and_unread_by_scripts(self, browser: Browser) -> None:
        answer = browser.put(made())
        cookie = answer.cookies["cart"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert Cart.objects.get().key.hex in cookie.value
        assert answer.cookies["cart_count"].value == "1"
        assert not answer.cookies["cart_count"]["httponly"]

    @pytest.mark.parametrize(
        "change",
        [
            lambda value: value[:-2] + "xx",
            lambda value: value.replace(value[:4], "0000", 1),
            lambda value: value.partition(":")[0],
            lambda value: "",
            lambda value: "é\x00" * 500,
            lambda value: signing.get_cookie_signer(salt="cartpublishing.carts").sign("nonsense"),
        ],
    )
    def test_a_changed_one_opens_nothing(self, browser: Browser, change: Any) -> None:
        browser.put(made())
        browser.cookies["cart"] = change(browser.cookies["cart"].value)
        assert browser.items == []
        assert browser.put(made("2")).status_code == 303
        assert Cart.objects.count() == 2

    def test_the_key_of_an_accounts_cart_opens_nothing(self, browser: Browser) -> None:
        browser.put(made())
        stolen = browser.cookies["cart"].value
        user = person()
        cart = Cart.objects.get()
        Cart.objects.update(user=user)
        thief = Browser()
        thief.cookies["cart"] = stolen
        assert thief.items == []
        thief.send("empty")
        thief.put(made("2"))
        assert cart.items.count() == 1

    def test_the_number_is_only_shown(self, browser: Browser) -> None:
        record = made()
        browser.put(record)
        browser.cookies["cart_count"] = "<script>"
        assert browser.items == [record.pk]
        assert browser.count == "1"


class TestForms:
    @pytest.mark.parametrize("what", ["add", "remove", "move", "empty"])
    def test_only_from_here(self, browser: Browser, what: str) -> None:
        browser.put(made())
        for headers in (
            {},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Referer": "https://evil.example/http://testserver/"},
            {"Referer": "http://[bad"},
        ):
            answer = browser.post(f"/cart/{what}", {"only": 1}, headers=headers)
            assert answer.status_code == 403, headers
        assert len(browser.items) == 1

    def test_a_browser_says_so_in_three_ways(self, browser: Browser) -> None:
        for number, headers in enumerate(
            (
                {"Sec-Fetch-Site": "same-origin"},
                {"Origin": "http://testserver"},
                {"Referer": "http://testserver/search?q=a"},
            )
        ):
            form = {"only": made(str(number)).pk}
            assert browser.post("/cart/add", form, headers=headers).status_code == 303

    @pytest.mark.parametrize("what", ["add", "remove", "move", "empty"])
    def test_it_rejects_get(self, browser: Browser, what: str) -> None:
        answer = browser.get(f"/cart/{what}")
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"

    def test_looking_writes_nothing(self, browser: Browser) -> None:
        browser.put(made())
        before = Cart.objects.get().touched_at
        for name in ("/cart", "/cart.json", "/cart/get", "/cart/files.csv"):
            answer = browser.get(name)
            assert answer.status_code == 200
            assert "private" in answer["Cache-Control"]
            assert "no-store" in answer["Cache-Control"]
        assert Cart.objects.get().touched_at == before


class TestPublicPages:
    def test_they_are_the_same_with_and_without_a_cart(self, browser: Browser) -> None:
        record = made()
        address = record.get_absolute_url()
        stranger = Client().get(address)
        browser.put(record)
        own = browser.get(address)
        assert own.content == stranger.content
        assert own["ETag"] == stranger["ETag"]
        assert not own.cookies
        assert 'form class="put-record"' in text(own)
        assert "csrf" not in text(own)


class TestLogins:
    def log_in(self, browser: Browser, user: User) -> None:
        page = reverse("account_login")
        answer = browser.post(page, {"login": user.email, "password": "right horse battery"})
        assert answer.status_code == 302, text(answer)

    @pytest.fixture
    def user(self) -> User:
        from allauth.account.models import EmailAddress

        user = person()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def test_the_cart_comes_along(self, browser: Browser, user: User) -> None:
        record = made()
        browser.put(record)
        self.log_in(browser, user)
        assert browser.items == [record.pk]
        assert browser.cookies["cart"].value == ""
        elsewhere = Browser()
        self.log_in(elsewhere, user)
        assert elsewhere.count == "1"
        assert elsewhere.items == [record.pk]

    def test_both_become_one(self, browser: Browser, user: User) -> None:
        a, b, c = (made(str(number)) for number in range(3))
        self.log_in(browser, user)
        browser.put(a, b)
        other = Browser()
        other.put(c, b)
        self.log_in(other, user)
        assert other.items == browser.items == [a.pk, b.pk, c.pk]
        assert Cart.objects.count() == 1
        assert other.count == "3"

    def test_a_full_cart_says_what_found_no_room(
        self, browser: Browser, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(services, "MOST", 2)
        services.add(services.begin(user), [made("1").pk])
        browser.put(made("2"), made("3"))
        self.log_in(browser, user)
        assert len(browser.items) == 2
        assert "1 of those chosen before" in text(browser.get("/cart"))

    def test_logging_out_leaves_nothing(self, browser: Browser, user: User) -> None:
        self.log_in(browser, user)
        browser.put(made())
        browser.logout()
        assert browser.items == []
        self.log_in(browser, user)
        browser.post(reverse("account_logout"))
        assert browser.count == ""
        assert browser.items == []

    def test_an_account_goes_with_its_cart(self, user: User) -> None:
        services.add(services.begin(user), [made().pk])
        user.delete()
        assert not Cart.objects.exists()
