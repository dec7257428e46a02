"""What a dataset of DCAT is described with: agents, rights, distributions, periods."""

from collections.abc import Iterable, Sequence

from portal.web import links
from publishing.exports import words
from publishing.exports.access import COAR
from publishing.exports.kernel import Creator
from publishing.exports.rdf import Literal, Node, Value
from publishing.exports.texts import web_address
from publishing.exports.view import Attached, View

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
ACCESS = {
    "open": f"{EU}access-right/PUBLIC",
    "embargoed": f"{EU}access-right/RESTRICTED",
    "restricted": f"{EU}access-right/RESTRICTED",
    "closed": f"{EU}access-right/NON_PUBLIC",
}
SCIENCE = f"{EU}data-theme/TECH"
FUNDER = "http://registry.it.csiro.au/def/isotc211/CI_RoleCode/funder"
IANA = "https://www.iana.org/assignments/media-types/"
LANGUAGES = "http://id.loc.gov/vocabulary/"


_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def thing(iri: str, *types: str) -> Node:
    return Node(iri, types)


def texts(told: Iterable[str], language: str = "") -> list[Literal]:
    """Those that aren't empty."""
    return [Literal(one, language=language) for one in told if one]


def moment(text: str) -> list[Literal]:
    """A year, month or day of a resource's dates as such; [] for ""."""
    datatype = _DATES.get(len(text))
    return [Literal(text, datatype)] if datatype else []


def agent(one: Creator) -> Node:
    kind = "foaf:Organization" if one.name_type == "Organizational" else "foaf:Person"
    iri = next((known.name_identifier for known in one.name_identifiers), "")
    properties: dict[str, Sequence[Value]] = {
        "foaf:name": [Literal(one.name)],
        "foaf:givenName": texts([one.given_name]),
        "foaf:familyName": texts([one.family_name]),
    }
    return Node(iri, ("foaf:Agent", kind), properties)


def publisher(view: View) -> Node:
    one = view.resource.publisher
    return _organisation(one.name, one.publisher_identifier)


def _organisation(name: str, iri: str) -> Node:
    types = ("foaf:Agent", "foaf:Organization")
    return Node(iri, types, {"foaf:name": [Literal(name)]})


def contact(view: View) -> Node:
    """The facility's page: whom to ask is written there."""
    page = links.absolute(f"/facilities/{view.facility.slug}")
    name = view.resource.contributors[-1].name  # the hosting institution
    properties: dict[str, Sequence[Value]] = {
        "vcard:fn": [Literal(name)],
        "vcard:hasURL": [Node(page)],
    }
    return Node("", ("vcard:Kind", "vcard:Organization"), properties)


def access(view: View) -> Node:
    return thing(ACCESS[view.resource.access], "dct:RightsStatement")


def licence(view: View) -> list[Node]:
    found = words.licence(view)
    if found is None:
        return []
    label: dict[str, Sequence[Value]] = {"rdfs:label": [Literal(found.rights)]}
    return [Node(found.rights_uri, ("dct:LicenseDocument",), label)]


def language(view: View) -> list[Node]:
    code = view.resource.language.partition("-")[0].lower()
    if not code:
        return []
    scheme = "iso639-1" if len(code) == 2 else "iso639-2"
    return [thing(f"{LANGUAGES}{scheme}/{code}", "dct:LinguisticSystem")]


def period(view: View) -> list[Node]:
    """When the data were measured, to the day."""
    start, _, end = view.resource.day("Collected").partition("/")
    properties: dict[str, Sequence[Value]] = {
        "dcat:startDate": moment(start),
        "dcat:endDate": moment(end or start),
    }
    told = any(properties.values())
    return [Node("", ("dct:PeriodOfTime",), properties)] if told else []


def themes(view: View) -> list[Node]:
    """Science, and the techniques of PaNET."""
    science = _concept(SCIENCE, "Science and technology", f"{EU}data-theme")
    techniques = (one for one in view.resource.subjects if one.value_uri)
    terms = [_concept(one.value_uri, one.subject, one.scheme_uri) for one in techniques]
    return [science, *terms]


def _concept(iri: str, label: str, scheme: str) -> Node:
    properties: dict[str, Sequence[Value]] = {
        "skos:prefLabel": [Literal(label, language="en")],
        "skos:inScheme": [Node(scheme)],
    }
    return Node(iri, ("skos:Concept",), properties)


def measurement(view: View) -> list[Node]:
    """The act that made the data, with the instruments it used."""
    start, _, end = view.resource.day("Collected").partition("/")
    used = [
        Node("", ("prov:Entity",), {"dct:title": [Literal(one.title)]})
        for one in view.resource.related_items
        if one.related_item_type == "Instrument"
    ]
    properties: dict[str, Sequence[Value]] = {
        "prov:startedAtTime": _midnight(start),
        "prov:endedAtTime": _midnight(end),
        "prov:used": used,
    }
    told = any(properties.values())
    return [Node("", ("prov:Activity",), properties)] if told else []


def _midnight(day: str) -> list[Literal]:
    """PROV wants a time; only whole days are told."""
    known = moment(day)
    return [Literal(f"{day}T00:00:00Z", "xsd:dateTime")] if known and len(day) == 10 else []


def funders(view: View) -> list[Node]:
    """Who paid, as those to whom the data are owed in that role."""
    found = []
    for one in view.resource.funding_references:
        known = web_address(one.funder_identifier)
        role = Node(FUNDER, ("dcat:Role", "skos:Concept"), {"skos:prefLabel": [Literal("funder")]})
        properties: dict[str, Sequence[Value]] = {
            "prov:agent": [_organisation(one.funder_name, known)],
            "dcat:hadRole": [role],
            "dct:identifier": texts([one.award_number]),
        }
        found.append(Node("", ("prov:Attribution",), properties))
    return found


def distributions(view: View) -> list[Node]:
    """Where the data are got, then every file that can be had now."""
    return [_whole(view), *(_file(view, one) for one in view.available)]


def _whole(view: View) -> Node:
    size = view.metadata.size
    known = [Literal(str(size), "xsd:nonNegativeInteger")] if size and 0 < size < 10**30 else []
    properties: dict[str, Sequence[Value]] = {
        "dct:title": [Literal("The data")],
        "dct:description": [Literal(words.access(view))],
        "dcat:accessURL": [thing(view.canonical, "rdfs:Resource")],
        "dct:format": [_format(one) for one in view.resource.formats[:1]],
        "dcat:byteSize": known,
        "dct:issued": moment(view.resource.day("Available")),
        **_rights(view),
    }
    return Node("", ("dcat:Distribution",), properties)


def _file(view: View, file: Attached) -> Node:
    address = thing(file.address, "rdfs:Resource")
    size = [] if file.size is None else [Literal(str(file.size), "xsd:nonNegativeInteger")]
    properties: dict[str, Sequence[Value]] = {
        "dct:title": [Literal(file.path)],
        "dcat:accessURL": [address],
        "dcat:downloadURL": [address],
        "dct:format": [_format(file.media_type)],
        "dcat:mediaType": _media_type(file.media_type),
        "dcat:byteSize": size,
        "spdx:checksum": _checksum(file),
        **_rights(view),
    }
    return Node("", ("dcat:Distribution",), properties)


def _rights(view: View) -> dict[str, Sequence[Value]]:
    """The licence, and the access right of COAR's vocabulary."""
    known = (one.rights_uri for one in view.resource.rights_list)
    rights = [thing(one, "dct:RightsStatement") for one in known if one.startswith(COAR)]
    return {"dct:license": licence(view), "dct:rights": rights}


def _format(name: str) -> Node:
    return Node("", ("dct:MediaTypeOrExtent",), {"rdfs:label": [Literal(name)]})


def _media_type(name: str) -> list[Node]:
    """As registered with IANA: no others have an address."""
    registered = "/x-" not in name and not name.startswith("chemical/")
    return [thing(IANA + name, "dct:MediaType")] if registered else []


def _checksum(file: Attached) -> list[Node]:
    if file.checksum is None:
        return []
    name = file.checksum.algorithm.replace("-", "")
    algorithm = thing(f"{PREFIXES['spdx']}checksumAlgorithm_{name}", "spdx:ChecksumAlgorithm")
    value = Literal(file.checksum.digest, "xsd:hexBinary")
    properties: dict[str, Sequence[Value]] = {
        "spdx:algorithm": [algorithm],
        "spdx:checksumValue": [value],
    }
    return [Node("", ("spdx:Checksum",), properties)]
