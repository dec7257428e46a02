"""The typed links of a record's page and of its other forms (https://signposting.org/FAIR/).

A Link header (RFC 8288) has those of level 1: servers and proxies bound the length of headers, so
of many authors and parts only the first are told there.  The link sets of level 2 have them all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse

from portal.catalogue import selectors
from portal.catalogue.models import Record
from portal.web import errors
from portal.web.answers import conditional
from publishing.exports import linkset
from publishing.exports.linkset import HTML, Link
from publishing.exports.view import View, view
from publishing.landing import canonical

MOST = 10  # links of one relation in a header
MOST_ITEMS = 5  # files, and Datasets
WRITERS = {linkset.TEXT: linkset.write_text, linkset.JSON: linkset.write_json}


def page_header(view: View) -> str:
    """The Link header of a record's page."""
    return _written([*_standing(view), *_sets(view), *_first(linkset.links(view), view.page)])


def form_header(record: Record) -> str:
    """The Link header of a record in another form."""
    page = canonical.permanent(record)
    stands = canonical.canonical(record, record.metadata)
    return _written([Link(page, "canonical", stands), Link(page, "describes", page, HTML)])


@errors.read_only
def link_set(request: HttpRequest, pk: int, media_type: str) -> HttpResponse:
    """Every typed link of a public record (RFC 9264), which any site may read."""
    record = selectors.by_id(pk)
    if record is None or record.withdrawn_at is not None:
        raise Http404
    response = HttpResponse(WRITERS[media_type](view(record)), media_type)
    response["Access-Control-Allow-Origin"] = "*"
    return conditional(request, response)


def _standing(view: View) -> Iterator[Link]:
    yield Link(view.page, "canonical", view.canonical)


def _sets(view: View) -> Iterator[Link]:
    yield Link(view.page, "linkset", f"{view.page}/linkset", linkset.TEXT)
    yield Link(view.page, "linkset", f"{view.page}/linkset.json", linkset.JSON)
    yield Link(view.page, "describedby", f"{view.page}.json", "application/json")


def _first(links: Iterable[Link], page: str) -> Iterator[Link]:
    """The links from the page; of each relation the first, but every description."""
    told: Counter[tuple[str, bool]] = Counter()
    for one in links:
        kind = (one.relation, one.type == HTML)
        told[kind] += 1
        most = MOST_ITEMS if one.relation == "item" else MOST
        if one.anchor == page and (told[kind] <= most or one.relation == "describedby"):
            yield one


def _written(links: Iterable[Link]) -> str:
    """Without the anchors: they are the page that the header belongs to."""
    return ", ".join(str(one).replace(f'; anchor="{one.anchor}"', "", 1) for one in links)
