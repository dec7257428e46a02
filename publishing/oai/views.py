"""OAI-PMH over HTTP: ``/oai``."""

from contextlib import nullcontext

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from publishing.oai import arguments, overload, protocol
from publishing.oai.answer import Answer
from publishing.oai.errors import RequestError

METHODS = ("GET", "HEAD", "POST")
XML = "text/xml; charset=utf-8"  # the protocol's own choice
TEXT = "text/plain; charset=utf-8"
LISTS = ("ListRecords", "ListIdentifiers")


@csrf_exempt  # harvesters send forms, and nothing is changed by them
def oai(request: HttpRequest) -> HttpResponse:
    """Any request of the protocol; its errors are answers with status 200, as it wants."""
    if request.method not in METHODS:
        response = HttpResponse("Ask with GET or POST.\n", TEXT, 405)
        response["Allow"] = ", ".join(METHODS)
    else:
        response = _answered(request)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answered(request: HttpRequest) -> HttpResponse:
    try:
        asked = arguments.read(request)
        is_list = asked.verb in LISTS
        with overload.lists.passed() if is_list else nullcontext():
            return _conditional(request, protocol.answer(asked))
    except RequestError as error:
        return _conditional(request, protocol.refusal(error))
    except overload.Overloaded:
        message = f"Many harvesters are here. Ask again in {overload.RETRY_SECONDS} seconds.\n"
        response = HttpResponse(message, TEXT, 503)
        response["Retry-After"] = str(overload.RETRY_SECONDS)
        return response


def _conditional(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The answer with ETag and Last-Modified, or 304 when the harvester has it already."""
    response = HttpResponse(answer.body, XML)
    response["ETag"] = answer.etag
    response["Cache-Control"] = "no-cache"
    if answer.modified is not None:
        response["Last-Modified"] = http_date(answer.modified)
    if request.method == "POST":
        return response
    known = get_conditional_response(
        request, etag=answer.etag, last_modified=answer.modified, response=response
    )
    return known if known is not None else response
