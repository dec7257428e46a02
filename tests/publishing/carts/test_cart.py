"""The cart without an account: what is in it, and what changes it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.catalogue.models import Record
from portal.forgetting import forget
from publishing.carts import limits, services
from publishing.carts.models import Cart, CartItem
from publishing.enrolment.models import Enrolment
from publishing.publications.models import Publication
from tests.factories import FacilityFactory, SourceFactory, dataset, document, make_record, withdraw
from tests.publishing.carts.conftest import HERE, Browser, text

pytestmark = pytest.mark.django_db


def made(pid: str = "1", **changes: object) -> Record:
    return make_record(dataset(pid=pid, **changes))


class TestAdding:
    def test_it_works(self, browser: Browser) -> None:
        first, second = made("1"), made("2")
        answer = browser.put(first)
        assert answer.status_code == 303
        assert answer["Location"] == "/cart"
        assert "1 dataset was added to the cart." in text(browser.get("/cart"))
        browser.put(second)
        assert browser.items == [first.pk, second.pk]
        assert browser.count == "2"

    def test_several_at_once(self, browser: Browser) -> None:
        records = [made(str(number)) for number in range(3)]
        browser.send("add", several=",".join(str(one.pk) for one in records))
        assert browser.items == [one.pk for one in records]

    def test_one_button_adds_one_whatever_is_ticked(self, browser: Browser) -> None:
        first, second = made("1"), made("2")
        browser.put(first, only=second.pk)
        assert browser.items == [second.pk]

    def test_twice_is_once(self, browser: Browser) -> None:
        record = made()
        browser.put(record, record)
        browser.put(record)
        assert browser.items == [record.pk]
        assert "1 dataset was in it already." in text(browser.get("/cart"))

    def test_a_document_adds_its_public_datasets(self, browser: Browser) -> None:
        paper = make_record(document(dataset_pids=("1", "2", "3")))
        public = [made("1"), made("3")]
        made("2", public_from="")
        browser.put(paper)
        assert browser.items == [one.pk for one in public]

    def test_what_isnt_public_isnt_added(self, browser: Browser) -> None:
        hidden, gone = made("1", public_from=""), made("2")
        withdraw(gone)
        browser.put(hidden, gone, 10**17)
        assert browser.items == []
        assert "3 datasets aren&#x27;t public." in text(browser.get("/cart"))

    def test_nothing_ticked_says_so(self, browser: Browser) -> None:
        browser.send("add", ticked="yes")
        assert "tick datasets first" in text(browser.get("/cart"))

    def test_it_says_the_way_back(self, browser: Browser) -> None:
        answer = browser.put(made(), next="/search?q=beam&page=2")
        assert answer["Location"] == "/cart?back=%2Fsearch%3Fq%3Dbeam%26page%3D2"
        page = text(browser.get(answer["Location"]))
        assert 'href="/search?q=beam&amp;page=2"' in page
        for evil in ("https://evil.example", "//evil.example", "javascript:alert(1)", "/\\evil"):
            assert browser.put(made(), next=evil)["Location"] == "/cart"
            assert f'href="{evil}' not in text(browser.get("/cart", {"back": evil}))

    def test_a_script_gets_json(self, browser: Browser) -> None:
        answer = browser.post(
            "/cart/add", {"only": made().pk}, headers={**HERE, "Accept": "application/json"}
        )
        expected = {"count": 1, "message": "1 dataset was added to the cart.", "wrong": False}
        assert answer.json() == expected

    @pytest.mark.parametrize(
        "form",
        [
            {"only": "x"},
            {"only": "1\x00"},
            {"only": "²"},
            {"only": "9" * 40},
            {"record": ["1", "-1"]},
            {"several": "1,2,1e3"},
            {"several": ",".join("1" * 1001)},
        ],
    )
    @pytest.mark.parametrize("what", ["add", "remove"])
    def test_what_cant_be_read_is_refused(
        self, browser: Browser, what: str, form: dict[str, object]
    ) -> None:
        assert browser.send(what, **form).status_code == 400


class TestLimits:
    def test_a_full_cart_says_so(self, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(services, "MOST", 3)
        records = [made(str(number)) for number in range(5)]
        browser.put(*records[:2])
        browser.put(*records[2:])
        assert browser.items == [one.pk for one in records[:3]]
        page = text(browser.get("/cart"))
        assert "1 dataset was added to the cart; 2 datasets found no room" in page
        assert "remove some, or empty it" in page

    def test_an_address_begins_so_many_carts(
        self, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "MOST", 2)
        record = made()
        headers = {"REMOTE_ADDR": "192.0.2.77"}
        answers = [Browser(**headers).put(record).status_code for _ in range(3)]
        assert answers == [303, 303, 429]
        assert Cart.objects.count() == 2

    def test_the_page_has_a_fixed_number_of_queries(self, browser: Browser) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as counted:
                assert browser.get("/cart").status_code == 200
            return len(counted)

        browser.put(made("1"))
        browser.get("/cart")
        few = queries()
        browser.put(*(made(str(number)) for number in range(2, 30)))
        browser.get("/cart")
        assert queries() == few


class TestChanging:
    @pytest.fixture
    def three(self, browser: Browser) -> list[int]:
        records = [made(str(number)) for number in range(3)]
        browser.put(*records)
        return [one.pk for one in records]

    def test_removing(self, browser: Browser, three: list[int]) -> None:
        browser.send("remove", record=three[1:])
        assert browser.items == three[:1]
        assert browser.count == "1"

    def test_emptying(self, browser: Browser, three: list[int]) -> None:
        browser.send("empty")
        assert browser.items == []
        assert browser.count == ""
        assert "Nothing is in it" in text(browser.get("/cart"))

    def test_the_order(self, browser: Browser, three: list[int]) -> None:
        a, b, c = three
        for way, record, expected in (
            ("up", c, [a, c, b]),
            ("top", b, [b, a, c]),
            ("down", b, [a, b, c]),
            ("down", c, [a, b, c]),
            ("up", a, [a, b, c]),
            ("up", 999, [a, b, c]),
        ):
            browser.send("move", **{way: record})
            assert browser.items == expected

    def test_one_stays_on_the_page_of_the_cart(self, browser: Browser, three: list[int]) -> None:
        answer = browser.send("move", up=three[1], next="/cart?page=2")
        assert answer["Location"] == "/cart?page=2"

    def test_without_a_cart_nothing_breaks(self, browser: Browser) -> None:
        for what in ("remove", "move", "empty"):
            assert browser.send(what, only=1, up=1).status_code == 303
        assert not Cart.objects.exists()


class TestWhatIsGone:
    def test_nothing_of_it_is_told(self, browser: Browser) -> None:
        stays, hidden, gone = made("1"), made("2", title="Secret hidden"), made("3", title="Gone")
        browser.put(stays, hidden, gone)
        Record.objects.filter(pk=hidden.pk).update(public_from=None)
        withdraw(gone)
        told = browser.cart
        assert told["total"] == 3
        assert told["gone"] == 2
        assert told["items"][1:] == [
            {"id": hidden.pk, "gone": True},
            {"id": gone.pk, "gone": True},
        ]
        assert told["facilities"][0]["datasets"] == 1
        page = text(browser.get("/cart"))
        assert "2 records aren’t public any more" in page
        assert "Secret" not in page
        for name in ("files.csv", "get", "get.json"):
            answer = browser.get(f"/cart/{name}")
            assert b"Secret" not in answer.content
        browser.send("remove", record=[hidden.pk, gone.pk])
        assert browser.items == [stays.pk]


class TestTogether:
    def test_what_they_are_by_facility(self, browser: Browser) -> None:
        maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
        other = make_record(dataset(pid="m", size=5, file_count=1, access="closed"), maxiv)
        browser.put(made("1", size=10), other, made("2", size=20))
        assert browser.cart["facilities"] == [
            {
                "facility": "ess",
                "datasets": 2,
                "files": 4,
                "size": 30,
                "access": {"open": 2},
                "can_be_published_here": False,
                "can_be_published_by_you": 0,
            },
            {
                "facility": "maxiv",
                "datasets": 1,
                "files": 1,
                "size": 5,
                "access": {"closed": 1},
                "can_be_published_here": False,
                "can_be_published_by_you": 0,
            },
        ]

    def test_who_may_publish(self, browser: Browser) -> None:
        record = made()
        browser.put(record)
        assert "None of these can be published here" in text(browser.get("/cart"))
        enrolment = Enrolment.objects.create(facility=record.facility)
        page = text(browser.get("/cart"))
        assert "1 dataset of ESS can be published here" in page
        assert "You may publish" not in page
        told = browser.cart["facilities"][0]
        assert told["can_be_published_here"]
        assert told["can_be_published_by_you"] == 0
        user = User.objects.create_user("curator")
        browser.force_login(user)
        browser.put(record)
        assert "You may publish none of them." in text(browser.get("/cart"))
        enrolment.curators.add(user)
        assert "You may publish it." in text(browser.get("/cart"))
        assert browser.cart["facilities"][0]["can_be_published_by_you"] == 1

    def test_a_publication_is_started_where_one_can_be(self, browser: Browser) -> None:
        curator = User.objects.create_superuser("curator")
        maxiv = SourceFactory(facility=FacilityFactory(slug="maxiv", short_name="MAX IV"))
        first, other = made(), make_record(dataset(pid="m"), maxiv)
        Enrolment.objects.create(facility=first.facility)
        browser.put(first, other)
        page = text(browser.get("/cart"))
        assert "Log in to start a publication" in page
        assert 'name="facility"' not in page
        browser.force_login(curator)
        browser.put(first, other)
        page = text(browser.get("/cart"))
        assert f'name="records" value="{first.pk},{other.pk}"' in page
        assert 'name="facility" value="ess"' in page
        assert 'value="maxiv"' not in page
        form = {"records": f"{first.pk},{other.pk}", "facility": "ess"}
        answer = browser.post(reverse("publication_start"), form)
        publication = Publication.objects.get()
        assert answer["Location"] == reverse("publication_edit", args=[publication.pk])
        chosen = publication.chosen.order_by("position").values_list("record_id", flat=True)
        assert list(chosen) == [first.pk, other.pk]

    def test_its_files(self, browser: Browser) -> None:
        first = made("1", download_url="https://data.ess.eu/1/")
        browser.put(made("2", access="embargoed", open_from="2999-05-01"), first)
        script = text(browser.get("/cart/get.sh"))
        assert f"get 'https://data.ess.eu/1/raw/run_001.nxs' './ess-{first.pk}/" in script
        assert "The data open on 1 May 2999" in script
        page = text(browser.get("/cart/get?matching=*001*"))
        assert "1 file, 55 MB." in page
        assert "/cart/files.csv?matching=%2A001%2A" in page
        assert Client().get("/cart/get.sh").status_code == 404


class TestForgetting:
    def test_old_ones_go(self, browser: Browser) -> None:
        browser.put(made())
        now = timezone.now()
        Cart.objects.update(touched_at=now - timedelta(days=89))
        forget()
        assert len(browser.items) == 1
        Cart.objects.update(touched_at=now - timedelta(days=91))
        forget()
        assert browser.items == []
        assert not CartItem.objects.exists()

    def test_a_cart_that_has_gone_begins_anew(self, browser: Browser) -> None:
        first, second = made("1"), made("2")
        browser.put(first)
        Cart.objects.all().delete()
        browser.put(second)
        assert browser.items == [second.pk]
