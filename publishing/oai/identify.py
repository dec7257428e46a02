"""Who we are: the verb Identify.

https://www.openarchives.org/OAI/openarchivesprotocol.html#Identify
"""

from typing import Any

from django.conf import settings
from lxml import etree

from portal import env
from publishing.exports.xml import SCHEMA_LOCATION, XSI, add, allowed
from publishing.oai import items, moments
from publishing.oai.answer import Content, base_url, child, element, identifier
from publishing.oai.arguments import Arguments

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai-identifier"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"

_NAMES: dict[Any, str] = {None: NAMESPACE, "xsi": XSI}
_LOCATED = {SCHEMA_LOCATION: f"{NAMESPACE} {SCHEMA}"}


def identify(arguments: Arguments, now: int) -> Content:
    made = element("Identify")
    child(made, "repositoryName", allowed(settings.SITE_NAME))
    child(made, "baseURL", base_url())
    child(made, "protocolVersion", "2.0")
    child(made, "adminEmail", admin_email())
    child(made, "earliestDatestamp", moments.written(items.earliest()))
    child(made, "deletedRecord", "persistent")
    child(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    child(made, "compression", "gzip")
    child(made, "description").append(_identifiers())
    return Content(made)


def admin_email() -> str:
    """Whom harvesters may write to; where nobody is named yet, an address of the right form."""
    given = settings.ADMIN_EMAIL
    return given if env.mailbox(given) else f"admin@{settings.OAI_NAMESPACE}"


def _identifiers() -> etree._Element:
    """How our identifiers are made up."""
    root = etree.Element(f"{{{NAMESPACE}}}oai-identifier", _LOCATED, nsmap=_NAMES)
    add(root, f"{{{NAMESPACE}}}scheme", "oai")
    add(root, f"{{{NAMESPACE}}}repositoryIdentifier", settings.OAI_NAMESPACE)
    add(root, f"{{{NAMESPACE}}}delimiter", ":")
    add(root, f"{{{NAMESPACE}}}sampleIdentifier", identifier(1))
    return root
