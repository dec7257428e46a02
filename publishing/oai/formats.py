"""The formats that records are given in: a line each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from lxml import etree

from publishing.exports import datacite_xml, dublin_core, oai_datacite
from publishing.exports.kernel import Resource
from publishing.oai.errors import Code, RequestError, quoted


@dataclass(frozen=True)
class Format:
    """A metadataPrefix, where its schema lies, its namespace, and what writes it."""

    prefix: str
    schema: str
    namespace: str
    element: Callable[[Resource], etree._Element]


def _wrapped(view: Resource) -> etree._Element:
    return oai_datacite.element(view, settings.SITE_NAME)


FORMATS = {
    one.prefix: one
    for one in (
        Format("oai_dc", dublin_core.SCHEMA, dublin_core.NAMESPACE, dublin_core.element),
        Format("oai_datacite", oai_datacite.SCHEMA, oai_datacite.NAMESPACE, _wrapped),
        Format("datacite", datacite_xml.SCHEMA, datacite_xml.NAMESPACE, datacite_xml.element),
    )
}


def known(prefix: str) -> Format:
    """The format of this prefix; raises RequestError (cannotDisseminateFormat) without one."""
    if prefix not in FORMATS:
        message = f"There is no format {quoted(prefix)}: there are {', '.join(FORMATS)}."
        raise RequestError(Code.CANNOT_DISSEMINATE_FORMAT, message)
    return FORMATS[prefix]
