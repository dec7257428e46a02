"""Whatever stands in a draft: it is told beside its field, and every page of it is there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publishing.publications import content as written
from publishing.publications import days, sharing
from publishing.publications.content import Content, decode, encode
from publishing.publications.forms import fields
from publishing.publications.forms.texts import line
from publishing.publications.models import Publication
from tests.publishing.publications.cast import Cast, draft
from tests.publishing.publications.test_days import ODD

Browser = Callable[[User | None], Client]
few = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
dated = st.one_of(
    st.sampled_from(ODD),
    st.from_regex(r"[0-9٠-٩]{4}-?W?[0-9]{2}-?[0-9]{1,2}(T[0-9:]{1,5})?", fullmatch=True),
    st.text(max_size=12),
)
TEXTS = (
    *("", " ", "\x00", "]]>", "&amp;<script>", "\u202eevil", "\u2028", "1e999", "a" * 3_000),
    *("https://[::1", "http://a:99999999/", "https://x/%zz", "10.5072/x", "10.1/<>", "a@b.c"),
    *("PaNET99999", "zz-ZZ-x", "https://ror.org/xx", "0000-0000-0000-0000", "HasPart"),
)  # fmt: skip
storable = st.characters(exclude_categories=("Cs",))
texts = st.one_of(st.sampled_from(TEXTS), st.text(storable, max_size=20))


def some(kind: type, **more: Any) -> st.SearchStrategy[Any]:
    """Up to two of a list's entries, with any texts in them."""
    names = [name for name, hint in kind.__annotations__.items() if hint is str]
    names += ["family_name", "name", "orcid"] if kind is written.Contributor else []
    one = st.builds(kind, **dict.fromkeys(names, texts), **more)
    return st.lists(one, max_size=2).map(tuple)


people = {
    "name_type": st.sampled_from(("Personal", "Organizational")),
    "affiliations": some(written.Affiliation),
}
contents = st.builds(
    Content,
    **dict.fromkeys(("title", "abstract", "licence", "resource_type", "language"), texts),
    embargo_until=dated,
    creators=some(written.Creator, **people),
    contributors=some(written.Contributor, **people),
    related=some(written.Related),
    funding=some(written.Funding),
    subjects=some(written.Subject),
    contacts=some(written.Contact),
)


def every_page(client: Client, publication: Publication, token: str) -> str:
    """All that is made of a draft; the page on which it is written."""
    path = f"/publications/{publication.pk}"
    for one in (path, f"{path}.json", f"{path}/preview", f"/review/{token}", "/publications/mine"):
        assert client.get(one).status_code == 200
    assert client.post(f"{path}/reserve").status_code == 302
    return client.get(f"{path}/edit").content.decode()


@pytest.mark.parametrize("text", ["2030-W01-1", "20300101", "0001-01-01", "9999-12-31", "abc"])
def test_a_day_that_cannot_be_is_told_beside_its_field(those: Cast, at: Browser, text: str) -> None:
    publication, client = draft(those, those.private), at(those.owner)
    token = sharing.share(publication.pk, those.owner)
    sent = {**fields(decode(publication.content)), "embargo_until": text}
    path = f"/publications/{publication.pk}"
    sent |= {"revision": str(publication.revision), "do": "save"}
    assert client.post(f"{path}/edit", sent).status_code == 302
    page = every_page(client, publication, token)
    assert '<p class="problem" id="embargo_until-problem"></p>' not in page
    assert 'id="embargo_until-problem"' in page


@given(contents)
@example(Content(embargo_until="2030-W01-1"))
@example(Content(embargo_until="2030-01-01\n"))
@few
def test_nothing_written_breaks_a_page(those: Cast, at: Browser, content: Content) -> None:
    publication = draft(those, those.private)
    token = sharing.share(publication.pk, those.owner)
    Publication.objects.filter(pk=publication.pk).update(content=encode(content))
    page = every_page(at(those.owner), publication, token)
    beside = page.partition('id="embargo_until-problem">')[2].partition("<")[0]
    typed = line(content.embargo_until)  # as the form reads it
    assert beside or not typed or days.is_day(typed)
