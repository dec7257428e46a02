"""The page of the queue: who sees which DOIs, with every attempt, and tries again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from publishing.doi import views
from publishing.doi.models import Attempt, Doi
from tests.publishing.doi.world import State, World, enrolled
from tests.publishing.people import person

QUEUE = "/publishing/queue"


@pytest.fixture
def cora(world: World) -> User:
    """A curator of the world's facility."""
    made = person("cora")
    enrolled().curators.add(made)
    return made


@pytest.fixture
def mine(client: Client, cora: User) -> Client:
    client.force_login(cora)
    return client


def text(client: Client, address: str = QUEUE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-cache" in answer["Cache-Control"]
    return answer.content.decode()


def test_it_works(world: World, mine: Client) -> None:
    doi, done = world.doi(creators=[]), world.doi()
    world.mint()
    waiting, lately = text(mine), text(mine, f"{QUEUE}?show=done")
    assert doi.name.replace("/", "/<wbr>").replace(".", ".<wbr>") in waiting
    assert "Name at least one creator." in waiting
    assert "422" in waiting
    assert "Tried 6 times in vain" in waiting
    assert f'Try now <span class="unseen">{doi.name}' in waiting
    assert done.name not in waiting
    assert done.name in lately
    assert doi.name not in lately
    assert "Try now" not in lately
    assert "register" in lately


def test_an_empty_queue_says_so(mine: Client) -> None:
    assert "Nothing waits" in text(mine)
    assert "within the last week" in text(mine, f"{QUEUE}?show=done")


def test_what_was_done_long_ago_is_left_out(world: World, mine: Client) -> None:
    world.doi()
    world.mint()
    world.later(days=8)
    assert mine.get(f"{QUEUE}.json").json()["done"] == 0


def test_as_json(world: World, mine: Client) -> None:
    doi = world.doi(creators=[])
    world.mint()
    for address in (f"{QUEUE}.json", f"{QUEUE}?format=json"):
        answer = mine.get(address)
        assert "Access-Control-Allow-Origin" not in answer
        told = answer.json()
        assert (told["waiting"], told["done"], told["show"]) == (1, 0, "waiting")
        [item] = told["items"]
        assert (item["doi"], item["wanted"], item["seen"]) == (doi.name, "registered", "")
        assert item["attempts"][0]["status"] == 422
        assert "body" not in item
    assert mine.get(f"{QUEUE}/{doi.pk}.json").json()["doi"] == doi.name


def test_one_doi_with_all_its_attempts(world: World, mine: Client) -> None:
    doi = world.doi()
    world.fail("status", status=503, times=5)
    for _ in range(5):
        world.mint()
        world.later(hours=1)
    assert text(mine).count("<td>503") == 3
    assert text(mine, f"{QUEUE}/{doi.pk}").count("<td>503") == 5


def test_pages(world: World, mine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SIZE", 2)
    names = [world.doi().name for _ in range(5)]
    found = []
    for page in (1, 2, 3):
        told = mine.get(f"{QUEUE}.json?page={page}").json()
        found += [one["doi"] for one in told["items"]]
    assert found == names
    assert 'rel="next"' in text(mine)
    assert 'rel="prev"' in text(mine, f"{QUEUE}?page=3")
    assert text(mine, f"{QUEUE}?page=nonsense&show=%00")


def test_its_queries_don_t_grow(world: World, mine: Client, django_assert_max_num_queries) -> None:
    for _ in range(12):
        world.doi(creators=[])
    world.mint()
    with django_assert_max_num_queries(12):
        text(mine)


def test_what_a_registrar_answers_is_shown_as_text(world: World, mine: Client) -> None:
    doi = world.doi()
    world.fail("rubbish")
    world.mint()
    Doi.objects.update(problem="<script>alert(1)</script>")
    shown = text(mine) + text(mine, f"{QUEUE}/{doi.pk}")
    assert "<script>alert" not in shown
    assert "&lt;html&gt;" in shown
    assert "hotel" in shown


def test_strangers_log_in_first(world: World, client: Client) -> None:
    doi = world.doi()
    for address in (QUEUE, f"{QUEUE}/{doi.pk}"):
        assert client.get(address)["Location"] == f"/account/login?next={address}"
        assert client.get(f"{address}.json").status_code == 401
    answer = client.post(f"{QUEUE}/{doi.pk}/retry")
    assert answer["Location"].startswith("/account/login")


def test_others_see_nothing(world: World, client: Client) -> None:
    doi = world.doi()
    client.force_login(person("ana"))
    for address in (QUEUE, f"{QUEUE}.json", f"{QUEUE}/{doi.pk}"):
        assert client.get(address).status_code == 404
    assert client.post(f"{QUEUE}/{doi.pk}/retry").status_code == 404


def test_curators_of_another_facility_see_only_theirs(world: World, client: Client) -> None:
    doi = world.doi()
    other = person("otto")
    enrolled("maxiv").curators.add(other)
    client.force_login(other)
    assert client.get(f"{QUEUE}.json").json()["items"] == []
    assert client.get(f"{QUEUE}/{doi.pk}").status_code == 404
    assert client.post(f"{QUEUE}/{doi.pk}/retry").status_code == 404


def test_administrators_see_all(world: World, client: Client) -> None:
    doi = world.doi()
    client.force_login(person("root", is_superuser=True))
    assert doi.name in text(client)


def test_who_is_locked_out_sees_nothing(world: World, mine: Client, cora: User) -> None:
    User.objects.update(is_active=False)
    assert mine.get(f"{QUEUE}.json").status_code == 401


def test_a_retry_comes_at_once(world: World, mine: Client) -> None:
    doi = world.doi()
    world.fail("status")
    world.mint()
    doi.refresh_from_db()
    assert doi.next_at == world.now + timedelta(seconds=30)
    address = f"{QUEUE}/{doi.pk}/retry"
    answer = mine.post(address, follow=True)
    assert answer.redirect_chain == [(f"{QUEUE}/{doi.pk}", 302)]
    assert "will be tried in a moment" in answer.content.decode()
    assert world.mint() == 1
    assert "is as it should be already" in mine.post(address, follow=True).content.decode()
    assert world.mint() == 0


def test_a_retry_is_a_form_only(world: World, mine: Client, cora: User) -> None:
    doi = world.doi()
    address = f"{QUEUE}/{doi.pk}/retry"
    assert mine.get(address).status_code == 405
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(cora)
    assert careful.post(address).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_pages_are_read_only(world: World, mine: Client, method: str) -> None:
    assert getattr(mine, method)(QUEUE).status_code == 405


def test_one_that_never_was_is_not_found(mine: Client) -> None:
    assert mine.get(f"{QUEUE}/999999").status_code == 404
    assert mine.get(f"{QUEUE}/{10**30}").status_code == 404


def test_a_taken_back_draft_is_no_longer_there(world: World, mine: Client) -> None:
    doi = world.doi(State.DRAFT)
    world.mint()
    world.want(doi, State.NONE)
    world.mint()
    assert "Seen: not there" in text(mine, f"{QUEUE}/{doi.pk}")
    assert Attempt.objects.count() == 2
