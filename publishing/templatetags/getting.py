"""``{% gettable record metadata page.files as files %}``: the files of a page, to be got."""

from dataclasses import dataclass

from django import template

from portal.catalogue import given
from portal.catalogue.models import Record
from portal.catalogue.records import AnyRecord, File
from publishing.getting.addresses import downloads
from publishing.getting.choosing import key
from publishing.landing.page import Files

register = template.Library()


@dataclass(frozen=True, slots=True)
class Line:
    """A file with its address, and what its tick box says; both "" where data aren't open."""

    file: File
    address: str
    key: str


@register.simple_tag
def gettable(record: Record, metadata: AnyRecord, files: Files) -> list[Line]:
    """The lines of the file table."""
    if not given.addressed(record):
        return [Line(file, "", "") for file in files.items]
    found = downloads(record.facility.slug, metadata, files.pages.total)
    return [Line(file, found.address(file), key(file.path)) for file in files.items]
