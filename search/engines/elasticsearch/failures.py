"""The client's failures as ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, NotFoundError

from search.errors import BadQuery, EngineUnavailable, IndexMissing

_TOO_MUCH = ("too_many_clauses", "too_many_nested_clauses", "x_content_parse_exception")


@contextmanager
def asking() -> Iterator[None]:
    """Turns what the client raises into search.errors."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(f"Elasticsearch has none: {_said(error)}") from error
    except ApiError as error:
        if any(word in str(error.body) for word in _TOO_MUCH):
            raise BadQuery("The search has too many parts: leave some out.") from error
        raise EngineUnavailable(
            f"Elasticsearch refused a request: {_said(error)}. Look at its log, and at SEARCH_URL."
        ) from error
    except TransportError as error:
        raise EngineUnavailable(
            f"Elasticsearch doesn't answer at SEARCH_URL ({type(error).__name__}): start it."
        ) from error


def of_one(answer: Mapping[str, Any]) -> EngineUnavailable:
    """Why one of several searches in a request failed."""
    reason = answer["error"].get("reason", "no reason given")
    if answer.get("status") == 404:
        return IndexMissing(f"Elasticsearch has none: {reason}")
    return EngineUnavailable(f"Elasticsearch refused a request: {reason}. Look at its log.")


def _said(error: ApiError) -> str:
    """The reason in the answer's body, without the request's address."""
    body = error.body
    cause = body.get("error") if isinstance(body, dict) else None
    reason = cause.get("reason") if isinstance(cause, dict) else cause
    return str(reason or f"status {error.status_code}")[:300]
