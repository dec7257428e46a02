"""One facility with everything that somebody might want to see or do, and the people."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from msgspec.structs import replace

from portal.catalogue.records import File
from portal.mail.models import OutgoingMail
from publishing.carts.models import CartItem
from publishing.carts.services import begin
from publishing.doi.models import ANOTHERS, Doi
from publishing.enrolment.models import Enrolment
from publishing.publications import drafting, sharing, stepping
from publishing.publications.content import decode
from publishing.publications.forms import fields
from publishing.publications.models import (
    Author,
    Chosen,
    Invitation,
    Publication,
    ReviewLink,
    Step,
)
from tests.factories import FacilityFactory, dataset, make_record
from tests.publishing.publications.cast import Cast, cast, draft, harvested, payload, settle

PEOPLE = ("stranger", "nobody", "staff", "owner", "coauthor", "curator", "elsewhere", "admin")
# What only those may read who may know of the draft, or of the dataset that isn't public.
SECRETS = (b"Unheard-of superconductor", b"Reflectivity of film two")
# The tables that people change; what a request leaves in them is what it did.
TRACES = {
    Publication: ("state", "pending_state", "pending", "content", "revision", "publish_at"),
    Step: ("what",),
    Author: ("user", "role"),
    Chosen: ("record", "position"),
    ReviewLink: ("revoked_at",),
    Invitation: ("used_at",),
    Doi: ("wanted", "next_at", "revision"),
    CartItem: ("record", "position"),
    Enrolment: ("enabled", "licence", "review"),
}


ADMIN = "admin/publishing/"


@dataclass
class World:
    """The people of a Cast, with a draft, a publication that is being changed, and one that was
    withdrawn; each has a link for reviewers and an invitation."""

    those: Cast = field(default_factory=lambda: cast(review=True))
    staff: User = field(
        default_factory=lambda: User.objects.create_user("login-of-staff", is_staff=True)
    )
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[tuple[str, int], str] = field(default_factory=dict)
    browser: Client = field(
        default_factory=lambda: Client(headers={"sec-fetch-site": "same-origin"})
    )

    def __post_init__(self) -> None:
        self.open = make_record(dataset(pid="open", files=(File(path="a.h5", size=1),)))
        self.draft = self._draft(self.those.public, self.those.private)
        self._secretly(self.draft)
        stepping.reserve(self.draft.pk, self.those.owner)
        self.findable = self._published("three")
        self._secretly(self.findable)
        self.withdrawn = self._published("four")
        stepping.withdraw(self.withdrawn.pk, self.those.curator, "wrong sample")
        settle()
        Doi.objects.filter(publication=self.draft).update(seen="", tries=3, problem="503")
        for person in PEOPLE[1:]:
            self._prepare(person)

    def _draft(self, *records: Any) -> Publication:
        made, owner = draft(self.those, *records), self.those.owner
        Author.objects.create(publication=made, user=self.those.coauthor, role="coauthor")
        self.tokens["review", made.pk] = sharing.share(made.pk, owner)
        sharing.invite(made.pk, owner, "else@example.org")
        message = OutgoingMail.objects.latest("pk")
        token = re.search(r"/invitations/([\w-]+)", message.text)
        assert token
        self.tokens["invitation", made.pk] = token[1]
        return made

    def _published(self, name: str) -> Publication:
        made = self._draft(harvested(payload(name)))
        stepping.submit(made.pk, self.those.owner)
        stepping.approve(made.pk, self.those.curator)
        settle()
        made.refresh_from_db()
        return made

    def _secretly(self, publication: Publication) -> None:
        """Give it a title that nobody else is to know; of a public one, as a change to come."""
        content = replace(decode(publication.content), title=SECRETS[0].decode())
        drafting.save(publication.pk, self.those.owner, content, publication.revision)
        publication.refresh_from_db()

    def _prepare(self, person: str) -> None:
        """Log in, and put something into the cart."""
        client, user = Client(), self._user(person)
        client.force_login(user)
        self.sessions[person] = client.cookies["sessionid"].value
        cart, now = begin(user), timezone.now()
        for position, record in enumerate((self.those.private, self.open)):
            CartItem.objects.create(cart=cart, record=record, position=position, added_at=now)

    def _user(self, person: str) -> User:
        """``nobody`` has an account and nothing else, ``staff`` may log in to the admin besides."""
        if person == "staff":
            return self.staff
        found: User = getattr(self.those, {"nobody": "stranger"}.get(person, person))
        return found

    def ask(self, person: str, method: str, path: str, form: dict[str, str]) -> HttpResponse:
        """What a browser of that person's gets."""
        client = self.browser
        client.cookies.clear()
        if person in self.sessions:
            client.cookies["sessionid"] = self.sessions[person]
        answer: HttpResponse = client.post(path, form) if method == "POST" else client.get(path)
        return answer

    def traces(self) -> list[Any]:
        """What people can change, as it is now."""
        return [
            list(model.objects.order_by("pk").values_list("pk", *names))
            for model, names in TRACES.items()
        ]

    def bring(self, state: str, act: str) -> None:
        """Make it as the state says, and so that the act isn't done yet."""
        if act == "reserve":
            Doi.objects.filter(publication=self.draft).delete()
        state, _, direct = state.partition("/")
        if direct:
            Enrolment.objects.filter(facility=self.those.facility).update(review=False)
        if state == "registered":
            Publication.objects.filter(pk=self.findable.pk).update(state=state)
        if state == "revoked":
            self.draft.review_links.update(revoked_at=timezone.now())
        if state == "used":
            self.draft.invitations.update(used_at=timezone.now())
        if act == "rename":
            Doi.objects.filter(publication=self.draft).update(seen="", seen_hash=ANOTHERS)
        steps = {"returned": "rs", "submitted": "s", "approved": "as"}.get(state, "")
        for step in reversed(steps):
            self._step(step)

    def _step(self, step: str) -> None:
        pk, curator = self.draft.pk, self.those.curator
        if step == "s":
            stepping.submit(pk, self.those.owner)
        elif step == "a":
            stepping.approve(pk, curator)
        else:
            stepping.send_back(pk, curator, "the title")

    def address(self, route: str, state: str) -> str:
        """The route's address of what is in that state."""
        values = {"number": "0", "act": _act(route), **self._values(route, state)}
        path = re.sub(r"<(?:\w+:)?(\w+)(?:=\w+)?>", lambda match: str(values[match[1]]), route)
        return f"/{path}" + (f"?record={values['pk']}" if route.endswith("start") else "")

    def form(self, route: str, state: str) -> dict[str, str]:
        """What is sent where something is to be done."""
        if route == "cart/move":
            return {"down": str(self.those.private.pk)}
        if route.startswith("admin/publishing/enrolment/"):
            return self._enrolment(route)
        if route.startswith("cart/"):
            record = {"public": self.open, "private": self.those.private, "new": self.those.public}
            return {"record": str(record[state].pk)} if state in record else {}
        if route.endswith("start"):
            return {"record": str(self._startable(state).pk)}
        if route.endswith("/edit"):
            publication = self._publication(state)
            publication.refresh_from_db()
            content = decode(publication.pending or publication.content)
            given = fields(replace(content, abstract="Measured once more."))
            return {**given, "revision": str(publication.revision), "do": "save"}
        return {"sure": "yes", "why": "because of the sample", "email": "more@example.org"}

    def may_know(self, person: str, row: Any) -> bool:
        """Whether the person may read at this address of what isn't public."""
        if row.route.startswith(("review/", "publications/invitations/")):
            return True
        if row.route.startswith("admin/"):
            return person == "admin"
        mine = {"owner", "coauthor", "curator", "admin"}
        if row.route.startswith(("publications/datasets", "publications/start")):
            mine -= {"coauthor"}  # who knows of the draft's datasets, and may publish none
        return person in mine and row.route.startswith(("publishing/", "publications/"))

    def _values(self, route: str, state: str) -> dict[str, Any]:
        if route.startswith("records/"):
            return {"pk": self._record(state).pk}
        if route.endswith("start"):
            return {"pk": self._startable(state).pk}
        if route.startswith("pid/"):
            return {"facility": "ess", "pid": self._record(state).pid}
        if route.startswith("doi/"):
            return {"doi": self._doi(state).name}
        if route.startswith("admin/"):
            return {"object_id": self._administered(route).pk} if "<" in route else {}
        if route.startswith("publishing/queue/"):
            return {"pk": self._doi("reserved").pk}
        if "<" not in route or "number" in route:
            return {}
        publication = self._publication(state)
        kind = "review" if route.startswith("review/") else "invitation"
        return {
            "pk": publication.pk,
            "token": self.tokens[kind, publication.pk],
            "invitation": publication.invitations.latest("pk").pk,
            "link": publication.review_links.earliest("pk").pk,
            "author": publication.authors.get(role="coauthor").pk,
        }

    def _publication(self, state: str) -> Publication:
        state = state.partition("/")[0]
        if state == "withdrawn":
            return self.withdrawn
        return self.findable if state in ("findable", "registered", "public") else self.draft

    def _administered(self, route: str) -> Any:
        """What the admin shows at such an address."""
        one: dict[str, Any] = {
            "enrolment": self.those.enrolment,
            "publication": self.draft,
            "doi": Doi.objects.get(publication=self.draft),
        }
        name = route.split("/")[2]
        return one[name] if name in one else self.draft.steps.earliest("pk")

    def _enrolment(self, route: str) -> dict[str, str]:
        """The admin's form with something new in it; of another facility where one is added."""
        facility = FacilityFactory(slug="new") if route.endswith("add/") else self.those.facility
        made = {"facility": str(facility.pk), "enabled": "on", "licence": "CC0-1.0"}
        made |= {"registrar": "sandbox", "prefix": "10.5072", "suffix": "random"}
        return made | {"groups_claim": "groups", "post": "yes"}

    def _startable(self, state: str) -> Any:
        return self.those.public if state == "public" else self.those.private

    def _record(self, state: str) -> Any:
        if state == "withdrawn":
            return self.withdrawn.record
        return {"public": self.open, "private": self.those.private}[state]

    def _doi(self, state: str) -> Doi:
        if state == "concept":
            return Doi.objects.get(series=self.findable.series)
        version = {"reserved": self.draft, "public": self.findable, "withdrawn": self.withdrawn}
        return Doi.objects.get(publication=version[state])


def _act(route: str) -> str:
    """The act of a line's address: "…/<slug:act=submit>"."""
    found = re.search(r"<slug:act=(\w+)>", route)
    return found[1] if found else ""


def routes(room: str = "publishing.") -> list[str]:
    """Every address of the room, and of the admin's pages of this one, as the resolver has it."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif pattern.callback.__module__.startswith(room) or route.startswith(ADMIN):
                found.append(route)

    walk(get_resolver().url_patterns, "")
    return found
