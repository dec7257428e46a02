"""/sitemap.xml, /sitemaps/N.xml (sitemaps.org 0.9) and /robots.txt.

Page N has the publications whose numbers lie between N × 50,000 and the next such number, so
that a page costs the same however many there are before it, and never moves on to another one.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, IntegerField, Max
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from lxml import etree

from portal.web import atom, errors, links
from portal.web.answers import conditional
from publishing.listing.own import told_to_the_world

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
BLOCK = 50_000  # the most that the protocol lets one page have
MOST_BLOCKS = 10**12
# Pages that are made anew for every question, and those that are nobody's business.
UNFIT = ("/search", "/files", "/suggest.json", "/units", "/account", "/admin", "/cart")


@errors.read_only
def index(request: HttpRequest) -> HttpResponse:
    """The pages that have publications, with when one of them last changed."""
    block = Cast(F("pk") / BLOCK, IntegerField())
    found = told_to_the_world().order_by().annotate(block=block).values("block")
    changed = found.annotate(changed=Max("changed_at")).order_by("block")
    pages = changed.values_list("block", "changed")
    located = ((links.absolute(f"/sitemaps/{number}.xml"), when) for number, when in pages)
    return _xml(request, "sitemapindex", "sitemap", located)


@errors.read_only
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The publications of one page; 404 where there are none."""
    if number > MOST_BLOCKS:
        raise Http404
    within = told_to_the_world().filter(pk__gte=number * BLOCK, pk__lt=(number + 1) * BLOCK)
    found = list(within.order_by("pk").values_list("pk", "changed_at"))
    if not found:
        raise Http404
    located = ((links.absolute(f"/records/{pk}"), when) for pk, when in found)
    return _xml(request, "urlset", "url", located)


@errors.read_only
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemap is (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in UNFIT), "Allow: /", ""]
    text = "\n".join([*lines, f"Sitemap: {links.absolute('/sitemap.xml')}", ""])
    return conditional(request, HttpResponse(text, "text/plain; charset=utf-8"))


def _xml(
    request: HttpRequest, tag: str, each: str, located: Iterable[tuple[str, datetime]]
) -> HttpResponse:
    root = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for address, changed in located:
        one = etree.SubElement(root, f"{{{NAMESPACE}}}{each}")
        etree.SubElement(one, f"{{{NAMESPACE}}}loc").text = address
        etree.SubElement(one, f"{{{NAMESPACE}}}lastmod").text = atom.time(changed)
    return conditional(request, HttpResponse(atom.written(root), "application/xml"))
