"""One item: the verbs GetRecord and ListMetadataFormats.

https://www.openarchives.org/OAI/openarchivesprotocol.html#GetRecord
"""

import re

from django.conf import settings

from portal.catalogue.inherited import NOTHING
from publishing.oai import contents, formats, items
from publishing.oai.answer import Content, child, element
from publishing.oai.arguments import Arguments
from publishing.oai.errors import Code, RequestError, quoted
from publishing.oai.items import Item
from publishing.oai.records import Writer, written

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def get_record(arguments: Arguments, now: int) -> Content:
    """A record, or the header of a deleted one.

    Raises RequestError (idDoesNotExist, cannotDisseminateFormat).
    """
    item = _item(arguments.get("identifier"))
    form = formats.known(arguments.get("metadataPrefix"))
    writer = Writer([item], form)
    made = element("GetRecord")
    if not writer.write(made, item):
        message = f"This item can't be given as {form.prefix}: ask ListMetadataFormats for others."
        raise RequestError(Code.CANNOT_DISSEMINATE_FORMAT, message)
    gone_since = not item.deleted and item.record_id not in writer.records
    # What was hidden without a new datestamp yet is new to whoever saw it before.
    return Content(made, modified=None if gone_since else item.datestamp)


def list_formats(arguments: Arguments, now: int) -> Content:
    """The formats there are, or those of one item.

    Raises RequestError (idDoesNotExist, noMetadataFormats).
    """
    made = element("ListMetadataFormats")
    for form in _formats(arguments.get("identifier")):
        told = child(made, "metadataFormat")
        child(told, "metadataPrefix", form.prefix)
        child(told, "schema", form.schema)
        child(told, "metadataNamespace", form.namespace)
    return Content(made)


def _formats(identifier: str) -> list[formats.Format]:
    """All formats; of one item those that it can be written in (a deleted one: all)."""
    every = list(formats.FORMATS.values())
    if not identifier:
        return every
    item = _item(identifier)
    record = contents.records([item]).get(item.record_id)
    told = contents.inherited([item]).get(item.record_id, NOTHING)
    fit = [one for one in every if record is None or written(record, told, one)]
    if not fit:
        message = f"The item {quoted(identifier)} can't be given in any format."
        raise RequestError(Code.NO_METADATA_FORMATS, message)
    return fit


def _item(identifier: str) -> Item:
    """The item of this identifier; raises RequestError (idDoesNotExist)."""
    start = f"oai:{settings.OAI_NAMESPACE}:"
    number = identifier.removeprefix(start)
    found = None
    if identifier.startswith(start) and _NUMBER.fullmatch(number):
        found = items.one(int(number))
    if found is None:
        message = f"There is no item {quoted(identifier)}: identifiers look like {start}1."
        raise RequestError(Code.ID_DOES_NOT_EXIST, message)
    return found
