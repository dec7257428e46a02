"""What people are told: where a publication stands, what comes next, what its log says."""

from dataclasses import dataclass

from django.utils import timezone

from publishing.doi.models import Doi
from publishing.publications.models import Publication
from publishing.publications.refused import THERE
from publishing.publications.states import Role

State = Publication.State
Edit = Publication.Edit

# Where a publication stands, in one word of colour (templates/parts: badges).
COLOURS = {
    State.DRAFT: "closed",
    State.SUBMITTED: "embargoed",
    State.RETURNED: "wrong",
    State.APPROVED: "restricted",
    State.REGISTERED: "restricted",
    State.FINDABLE: "open",
    State.WITHDRAWN: "closed",
}
_NEXT = {
    State.SUBMITTED: "A curator of {facility} looks at it, then approves it or returns it with "
    "remarks.",
    State.RETURNED: "Look at the curator’s remarks, mend what they ask for, and submit it again.",
    State.REGISTERED: "Its DOI is registered. It is announced as soon as the registrar agrees "
    "that everybody may find it.",
    State.FINDABLE: "It is public, and its DOI leads to it.",
    State.WITHDRAWN: "Its page says that it was withdrawn and why; its DOI stays and leads there.",
}

_SHOWN = (State.REGISTERED, State.FINDABLE, State.WITHDRAWN)
_KEPT = {
    Doi.State.NONE: "It isn’t at the registrar.",
    Doi.State.DRAFT: "It is reserved.",
    Doi.State.REGISTERED: "It is registered.",
    Doi.State.FINDABLE: "It is registered, and everybody can find it.",
}
_ASKED = {
    Doi.State.NONE: "The registrar is asked to give it back.",
    Doi.State.DRAFT: "The registrar is asked to reserve it.",
    Doi.State.REGISTERED: "The registrar is asked to register it.",
    Doi.State.FINDABLE: "The registrar is asked to let everybody find it.",
}


def comes_later(publication: Publication) -> bool:
    """Whether it is approved for a time that is still to come."""
    when = publication.publish_at
    return publication.state == State.APPROVED and when is not None and when > timezone.now()


def moves(publication: Publication) -> bool:
    """Whether the worker is at it just now, so that looking again in a moment is worth it."""
    if publication.state == State.APPROVED:
        return not comes_later(publication)
    return publication.state == State.REGISTERED


def next_step(publication: Publication, *, review: bool, complete: bool = False) -> str:
    """What happens next, and who does it; ``complete`` if nothing is to be mended any more."""
    facility = publication.series.facility.short_name
    if publication.state == State.DRAFT:
        first = "Nothing is missing:" if complete else "Fill in what is missing, then"
        then = f"submit it to the curators of {facility}" if review else "publish it"
        return f"{first} {then}."
    doi: Doi | None = getattr(publication, "doi", None)
    if doi is not None and doi.halted:
        though = ", though the registrar has its DOI" if doi.seen in THERE else ""
        return f"It can’t go on{though}: what is wrong stands beside it."
    if publication.state == State.APPROVED:
        if comes_later(publication):
            return f"It is published on {publication.publish_at:%-d %B %Y at %H:%M} UTC."
        return "Its DOI is being registered; this takes a moment, unless the registrar is away."
    if publication.pending_state == Edit.SUBMITTED:
        return f"It is public. The changes to it wait for a curator of {facility}."
    if publication.pending_state == Edit.EDITING:
        return "It is public. The changes to it are not: they have to be published too."
    return _NEXT[State(publication.state)].format(facility=facility)


def registrar(doi: Doi) -> str:
    """Where a publication's DOI stands at the registrar, and what is asked of it."""
    if doi.seen == doi.wanted and (doi.halted or not doi.problem):
        if doi.seen == Doi.State.REGISTERED and _leads(doi):
            return "It is registered, and leads to the publication’s page."
        return _KEPT[Doi.State(doi.seen)]
    if (doi.seen, doi.wanted) == (Doi.State.FINDABLE, Doi.State.REGISTERED):
        return "The registrar is asked to take it out of its index."
    return _ASKED[Doi.State(doi.wanted)]


def _leads(doi: Doi) -> bool:
    """Whether its publication has a page for everybody by now, if only a tombstone."""
    publication = doi.publication
    return publication is not None and publication.state in _SHOWN


@dataclass(frozen=True)
class Button:
    """An act that somebody may do now.

    ``why`` and ``when`` ask for a reason and a time; ``confirm`` is asked on a page of its own.
    """

    label: str
    hint: str = ""
    done: str = ""
    look: str = "quiet"
    why: bool = False
    when: bool = False
    confirm: str = ""


# Of states.ACTS those that are one press of a button, in the order in which they are shown.
BUTTONS = {
    "submit": Button(
        "Submit for review",
        "The curators of the facility look at it before it is published.",
        "It is submitted: a curator looks at it next.",
        look="",
    ),
    "publish": Button(
        "Publish",
        "",
        "It is on its way.",
        look="",
        when=True,
        confirm="Its DOI is registered, and everybody can see its page and its Datasets. What is "
        "public can be changed and withdrawn, but not made undone.",
    ),
    "approve": Button(
        "Approve",
        "Its DOI is registered, and it becomes public.",
        "It is approved.",
        look="",
        when=True,
    ),
    "return": Button(
        "Return with remarks",
        "The authors read what you write here, and mend it.",
        "It is returned to its authors.",
        why=True,
    ),
    "propose": Button(
        "Submit the changes",
        "A curator looks at them before they are published.",
        "The changes wait for a curator.",
        look="",
    ),
    "apply": Button(
        "Publish the changes", "", "The changes are published; DataCite is told.", look=""
    ),
    "forgo": Button(
        "Drop the changes",
        "",
        "The changes are dropped.",
        confirm="What was changed since it was published is lost. What is public stays as it is.",
    ),
    "recall": Button(
        "Take it back", "It becomes a draft again.", "It is a draft again: go on writing."
    ),
    "reopen": Button(
        "Make it a draft again",
        "As long as nothing was asked of the registrar, or if it can’t go on.",
        "It is a draft again.",
    ),
    "reserve": Button(
        "Reserve the DOI",
        "For the manuscript: it leads to the publication as soon as that is public.",
        "The DOI is reserved.",
    ),
    "rename": Button(
        "Give it another DOI",
        "The registrar has somebody else’s DOI of this name.",
        "It has another DOI.",
        confirm="The publication gets a new name; the DOI of somebody else is left as it is. "
        "Whoever was told the old name has to be told the new one.",
    ),
    "version": Button(
        "Begin a new version",
        "A draft with the same content and Datasets, under a DOI of its own.",
        "This is the draft of the next version.",
    ),
    "discard": Button(
        "Discard it",
        "",
        "It is discarded.",
        confirm="What was written is lost. A DOI that was reserved for it is given back.",
    ),
    "withdraw": Button(
        "Withdraw it",
        "",
        "It is withdrawn.",
        look="danger",
        why=True,
        confirm="Its page will say that it was withdrawn, and the reason below; the DOI stays and "
        "leads there. Datasets that only it made public are what their facility says of them. "
        "This can’t be undone.",
    ),
}
STEPS = {
    "start": "began it",
    "submit": "submitted it",
    "recall": "took it back",
    "return": "returned it with remarks",
    "approve": "approved it",
    "publish": "published it",
    "reopen": "made it a draft again",
    "reserve": "reserved its DOI",
    "correct": "corrected it after it was approved",
    "rename": "gave it another DOI",
    "register": "its DOI was registered",
    "announce": "it was announced: everybody finds it",
    "share": "made a link for reviewers",
    "revoke": "revoked a link for reviewers",
    "invite": "invited a co-author",
    "uninvite": "took back an invitation",
    "join": "joined as a co-author",
    "remove": "removed a co-author",
    "propose": "submitted changes",
    "apply": "published changes",
    "forgo": "dropped changes",
    "withdraw": "withdrew it",
}
ROLES = {Role.AUTHOR: "author", Role.CURATOR: "curator", Role.ADMIN: "administrator"}
