"""``/units``: what a person chooses to see values in, remembered.

A POST, since it changes something, if only for the one who asks: an address that is shared
or fetched ahead never sets anybody's units.  It needs no token of a form, as pages would have
to set a cookie for that; what another site could do with it is to change how numbers look,
and browsers that say where a form comes from are believed.
"""

from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.csrf import csrf_exempt

from portal.web import errors, links, preferred

LONGEST = 8_000  # characters of the address to go back to
METHOD = "POST"


@csrf_exempt
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the units of the form, and go back to where it was sent from."""
    if request.method != METHOD:
        response = errors.error_page(request, 405, "It is for the forms that change units.")
        response["Allow"] = METHOD
        return response
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return errors.error_page(request, 403, "Units are chosen on the portal's own pages.")
    texts = [text.strip() for text in request.POST.getlist(preferred.KEY)]
    forgotten = {text.removesuffix(":") for text in texts if text.endswith(":")}
    try:
        chosen = preferred.read(text for text in texts if not text.endswith(":"))
    except preferred.BadUnits as error:
        return errors.error_page(request, 400, str(error))
    changed = forgotten | chosen.keys()
    kept = {name: u for name, u in preferred.remembered(request).items() if name not in changed}
    all_units = dict(list({**kept, **chosen}.items())[-preferred.MOST :])
    response = HttpResponseRedirect(_back(request.POST.get("next", ""), chosen, changed))
    response.status_code = 303
    preferred.remember(response, all_units)
    return response


def _back(address: str, chosen: preferred.Units, changed: set[str]) -> str:
    """The page with the units in its address; the start page for addresses of others."""
    if len(address) > LONGEST or not links.is_own(address):
        return "/"
    parts = urlsplit(address)
    query = QueryDict(parts.query)
    pairs = [(key, value) for key, values in query.lists() for value in values]
    kept = [
        (key, value)
        for key, value in pairs
        if key != preferred.KEY or value.partition(":")[0].strip() not in changed
    ]
    kept += [(preferred.KEY, text) for text in preferred.said(chosen)]
    back = urlunsplit(("", "", parts.path, urlencode(kept), parts.fragment))
    return back if links.is_own(back) else "/"
