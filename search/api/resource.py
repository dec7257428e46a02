"""What all resources have in common: reading only, open to any site, errors as problems."""

from typing import Any, ClassVar

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.web import client
from portal.web.problems import problem
from search.api import asking, rate
from search.api.asking import Parameter
from search.errors import BadQuery, EngineUnavailable

READING = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
RETRY = "60"  # seconds until a search that doesn't answer is worth another try


class Gone(Exception):
    """The record was public and has been withdrawn; ``since`` is an ISO time."""

    def __init__(self, since: str) -> None:
        super().__init__(since)
        self.since = since


class Exceeded(Exception):
    """The client's address has no requests left in this period."""


class Resource(APIView):
    """Answers GET after a check of its ``parameters``; ``get`` gives back the answer.

    ``example`` is the query of an address to try.
    """

    parameters: ClassVar[tuple[Parameter, ...]] = ()
    example: ClassVar[str] = ""
    allowance: rate.Allowance | None = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        raise NotImplementedError

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.allowance = rate.take(client.address(request._request))
        if self.allowance and self.allowance.exceeded:
            raise Exceeded
        super().initial(request, *args, **kwargs)
        self.check_asked(request)

    def check_asked(self, request: Request) -> None:
        """Raises BadParameter for parameters that can't be read."""
        if request.method in ("GET", "HEAD"):
            asking.check(request.GET, self.parameters)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """What browsers ask before they read from another site."""
        response = HttpResponse(status=204)
        response["Access-Control-Allow-Methods"] = READING
        response["Access-Control-Allow-Headers"] = "*"
        response["Access-Control-Max-Age"] = "86400"
        return response

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> Response:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        for name, value in (self.allowance.headers() if self.allowance else {}).items():
            response[name] = value
        if isinstance(response, HttpResponse) and response.status_code == 200:
            response = _conditional(request, response)
        return super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]

    def get_exception_handler(self) -> Any:
        return answer_error


class Nowhere(Resource):
    """Any address that is none of the API's."""

    schema = None

    def check_asked(self, request: Request) -> None:
        raise Http404


def answer_error(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The problem that an exception means; None for what is our own fault."""
    request: HttpRequest = context["request"]._request
    match error:
        case BadQuery():
            return problem(request, 400, str(error), field=getattr(error, "field", ""))
        case SuspiciousOperation():
            return problem(request, 400)
        case Http404():
            return problem(request, 404)
        case Gone():
            return problem(request, 410, withdrawn=error.since)
        case Exceeded():
            return problem(request, 429)
        case EngineUnavailable():
            response = problem(request, 503, str(error))
            response["Retry-After"] = RETRY
            return response
        case APIException():  # 405, 406: raised before a resource is asked
            return problem(request, error.status_code)
    return None


def _conditional(request: Request, response: HttpResponse) -> HttpResponse:
    """With an ETag of the content, or 304 where the client knows it."""
    response["Cache-Control"] = "no-cache"
    set_response_etag(response)
    answer = get_conditional_response(request._request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response
