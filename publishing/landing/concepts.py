"""Where a concept DOI leads: to the newest version, as it has no page of its own."""

from portal.catalogue.selectors import LONGEST_IDENTIFIER
from publishing.publications.models import Publication

State = Publication.State
# A public version first; else a withdrawn one, whose tombstone says why.
SHOWN = ((State.REGISTERED, State.FINDABLE), (State.WITHDRAWN,))


def version(doi: str) -> str:
    """The DOI of the version that this concept DOI stands for; "" for any other DOI."""
    if len(doi) > LONGEST_IDENTIFIER or "\x00" in doi:
        return ""
    versions = Publication.objects.filter(series__doi__name=doi.lower()).order_by("-number")
    told = versions.values_list("state", "doi__name")
    for states in SHOWN:
        for state, name in told:
            if state in states:
                return str(name)
    return ""
