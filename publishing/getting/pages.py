"""The page on which files are chosen, and the manifests beside it, of whatever has Datasets."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from portal.web import errors, links
from portal.web.answers import json_answer, negotiated, wants_json
from publishing.getting import answers, offers
from publishing.getting.choosing import BadChoice, Choice, choice
from publishing.getting.manifests import FORMS, Order


@dataclass(frozen=True)
class Subject:
    """What the files are of: its page, and what its manifests are called.

    ``withheld`` says why nothing is offered; ``alone`` is whether its addresses serve anybody,
    so that a command can be told for a terminal.
    """

    title: str
    page: str
    name: str
    datasets: Sequence[int]
    withheld: str = ""
    alone: bool = True

    def address(self, name: str, chosen: Choice | None = None) -> str:
        return f"{self.page}/{name}{chosen.query if chosen else ''}"

    def order(self, chosen: Choice) -> Order:
        return Order(self.title, links.absolute(self.page), self.datasets, chosen)

    def command(self, chosen: Choice) -> str:
        """How to start the script in a terminal; its address has no sign that shells read."""
        if not self.alone:
            return f"sh {self.name}.sh"
        address = links.absolute(self.address("get.sh", chosen))
        return f"curl -fsS '{address}' -o get.sh && sh get.sh"


def page(request: HttpRequest, subject: Subject, *, as_json: bool) -> HttpResponse:
    """What there is to get, with the manifests of what was chosen."""
    as_json = as_json or wants_json(request)
    try:
        chosen = choice(request.GET)
    except BadChoice as error:
        return errors.error_page(request, 400, str(error), as_json=as_json)
    offer = None if subject.withheld else offers.offer(subject.order(chosen))
    forms = offer.forms if offer else []
    addressed = [(form, subject.address(form.name, chosen)) for form in forms]
    if as_json:
        manifests = {form.ending: links.absolute(address) for form, address in addressed}
        told = offer.as_json() if offer else {}
        return negotiated(json_answer({"note": subject.withheld, **told, "manifests": manifests}))
    context = {
        "subject": subject,
        "here": subject.address("get"),
        "choice": chosen,
        "offer": offer,
        "forms": addressed,
        "command": subject.command(chosen),
    }
    return negotiated(render(request, "records/get.html", context))


def manifest(request: HttpRequest, subject: Subject, name: str) -> HttpResponseBase:
    """The chosen files in one form; 403 in words where the data aren't open."""
    try:
        order = subject.order(choice(request.GET))
    except BadChoice as error:
        return errors.error_page(request, 400, str(error))
    if subject.withheld:
        return errors.error_page(request, 403, subject.withheld)
    return answers.manifest(request, FORMS[name], order, subject.name)
