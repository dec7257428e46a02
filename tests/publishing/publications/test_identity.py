"""What a login elsewhere says of somebody counts; nothing else does."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from publishing.publications.identity import (
    GROUPS_LAST,
    MOST_GROUPS,
    groups,
    orcid,
    proposals,
)
from tests.publishing.people import LOGIN, ORCID, enrolled, logins, person, with_groups, with_orcid

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=20,
)


@pytest.fixture(autouse=True)
def facility_login(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = logins()


@pytest.mark.django_db
def test_an_orcid_that_somebody_logged_in_with() -> None:
    ana, other = with_orcid(person()), person("other")
    assert orcid(ana) == ORCID
    assert orcid(other) == ""
    assert orcid(AnonymousUser()) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("provider", "uid"),
    [(LOGIN, ORCID), ("orcid-sandbox", ORCID), ("orcid", "0000-0002-1825-0098"), ("orcid", "")],
)
def test_no_other_login_names_an_orcid(provider: str, uid: str) -> None:
    user = person()
    told = {"userinfo": {"orcid": ORCID}, "orcid-identifier": {"path": ORCID}}
    SocialAccount.objects.create(user=user, provider=provider, uid=uid, extra_data=told)
    assert orcid(user) == ""


@pytest.mark.django_db
def test_the_sandbox_knows_only_its_own(settings: Settings) -> None:
    user = with_orcid(person())
    settings.ORCID_SANDBOX = True
    assert orcid(user) == ""
    SocialAccount.objects.create(user=user, provider="orcid-sandbox", uid=ORCID)
    assert orcid(user) == ORCID


@pytest.mark.django_db
def test_groups_name_proposals() -> None:
    user = with_groups(person(), "proposal-20240017", "proposal-20240018", "staff", "proposal-")
    assert proposals(user, enrolled()) == {"20240017", "20240018"}
    assert proposals(person("other"), enrolled()) == frozenset()
    assert proposals(AnonymousUser(), enrolled()) == frozenset()


@pytest.mark.django_db
def test_only_the_facilitys_own_login_counts(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = logins(LOGIN, "maxiv-login")
    user = with_groups(person(), "proposal-1", provider="maxiv-login")
    assert proposals(user, enrolled()) == frozenset()
    assert proposals(user, enrolled("maxiv", login_provider="maxiv-login")) == {"1"}
    assert proposals(user, enrolled("maxiv", login_provider="")) == frozenset()


@pytest.mark.django_db
def test_a_login_that_was_taken_away_counts_no_more(settings: Settings) -> None:
    user = with_groups(person(), "proposal-1")
    settings.SOCIALACCOUNT_PROVIDERS = logins("another")
    assert proposals(user, enrolled()) == frozenset()


@pytest.mark.django_db
def test_groups_of_long_ago_count_no_more_until_the_next_login() -> None:
    user, minute = with_groups(person(), "proposal-1"), timedelta(minutes=1)
    now = timezone.now()
    SocialAccount.objects.update(last_login=now - GROUPS_LAST + minute)
    assert proposals(user, enrolled()) == {"1"}
    SocialAccount.objects.update(last_login=now - GROUPS_LAST - minute)
    assert proposals(user, enrolled()) == frozenset()
    SocialAccount.objects.get().save()  # as allauth does whenever somebody logs in there
    assert proposals(user, enrolled()) == {"1"}


@pytest.mark.django_db
def test_an_orcid_stays_theirs() -> None:
    user = with_orcid(person())
    SocialAccount.objects.update(last_login=timezone.now() - 100 * GROUPS_LAST)
    assert orcid(user) == ORCID


@pytest.mark.django_db
def test_orcid_has_no_groups() -> None:
    user = with_groups(person(), "proposal-1", provider="orcid")
    assert proposals(user, enrolled(login_provider="orcid")) == frozenset()


@pytest.mark.parametrize(
    ("told", "claim", "found"),
    [
        ({"userinfo": {"groups": ["a", "b"]}}, "groups", {"a", "b"}),
        ({"userinfo": {"groups": "a b"}}, "groups", {"a b"}),
        ({"id_token": {"groups": ["a"]}}, "groups", {"a"}),
        ({"userinfo": {"groups": ["a"]}, "id_token": {"groups": ["b"]}}, "groups", {"a"}),
        ({"userinfo": {"realm": {"roles": ["a"]}}}, "realm.roles", {"a"}),
        ({"userinfo": {"https://x.y/g": ["a"]}}, "https://x.y/g", {"a"}),
        ({"userinfo": {"groups": ["a", ["b"], {"c": "d"}, None, 5, "", "e\n"]}}, "groups", {"a"}),
        ({"userinfo": {"groups": {"a": True}}}, "groups", set()),
        ({"userinfo": {"groups": ["x" * 201]}}, "groups", set()),
        ({"userinfo": ["groups"]}, "groups", set()),
        ({"userinfo": {"groups": ["a"]}}, "", set()),
        ({"groups": ["a"]}, "groups", set()),
        (["groups"], "groups", set()),
        (None, "groups", set()),
    ],
)
def test_claims_of_every_shape(told: Any, claim: str, found: set[str]) -> None:
    assert groups(told, claim) == found


def test_a_claim_without_end() -> None:
    told = {"userinfo": {"groups": [str(number) for number in range(10**6)]}}
    assert len(groups(told, "groups")) == MOST_GROUPS
    assert groups({"userinfo": {}}, "a." * 10**5) == frozenset()


@given(JSON, st.sampled_from(["groups", "a.b", "", "."]))
def test_rubbish_is_no_group(told: Any, claim: str) -> None:
    for answer in (told, {"userinfo": told}, {"userinfo": {"groups": told, "a": {"b": told}}}):
        assert all(isinstance(group, str) and group for group in groups(answer, claim))
