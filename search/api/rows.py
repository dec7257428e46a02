"""A record in short, with its address in the API."""

from typing import Any

from django.urls import reverse

from portal.catalogue.models import Record
from portal.web import links
from portal.web import rows as lines


def row(record: Record) -> dict[str, Any]:
    """The record's line as ``shapes.RecordRow``; its facility should be loaded with it."""
    return {**lines.row(record).as_json(), "self": address(record)}


def address(record: Record) -> str:
    return address_of(record.pk)


def address_of(number: int) -> str:
    return links.absolute(reverse("api-record", args=[number]))
