"""Reads DataCite's XML into the attributes of its JSON, as far as the examples need it."""

import re
from pathlib import Path
from typing import Any

from lxml import etree

# Wrapper -> (its items' text, in JSON), where that isn't the item's own name.
TEXTS = {"rightsList": "rights", "creators": "creator", "contributors": "contributor"}
PLAIN = {"sizes", "formats"}
SPELT = {"schemeURI": "schemeUri", "valueURI": "valueUri", "rightsURI": "rightsUri"}
SPELT |= {"awardURI": "awardUri", "creatorName": "name", "contributorName": "name"}


def attributes(path: Path) -> dict[str, Any]:
    """What the file says; the DOI is left out."""
    root = etree.parse(path).getroot()
    made: dict[str, Any] = {}
    for child in root.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        if name == "resourceType":
            made["types"] = {"resourceType": _text(child), **_named(child)}
        elif name == "publisher":
            made[name] = {"name": _text(child), **_named(child)}
        elif name != "identifier":
            made[name] = _value(child, name)
    return made


def _value(element: etree._Element, name: str) -> Any:
    children = list(element.iterchildren(tag=etree.Element))
    if not children or name == "description":
        return _text(element)
    return [_item(child, name) for child in children]


def _item(element: etree._Element, wrapper: str) -> Any:
    own = etree.QName(element).localname
    children = list(element.iterchildren(tag=etree.Element))
    if wrapper in PLAIN:
        return _text(element)
    if not children or own == "description":
        return {own: _text(element), **_named(element)}
    made: dict[str, Any] = {**_named(element)}
    for child in children:
        _add(made, child)
    return made


def _add(made: dict[str, Any], child: etree._Element) -> None:
    name = etree.QName(child).localname
    if name == "nameIdentifier":
        made.setdefault("nameIdentifiers", []).append({name: _text(child), **_named(child)})
    elif name == "affiliation":
        made.setdefault(name, []).append({"name": _text(child), **_named(child)})
    elif name == "geoLocationPolygon":
        made[name] = [{etree.QName(one).localname: _texts(one)} for one in child]
    elif name in ("geoLocationPoint", "geoLocationBox"):
        made[name] = _texts(child)
    elif name == "relatedItemIdentifier":
        made[name] = {name: _text(child), **_named(child)}
    elif len(child):
        made[name] = _value(child, name)
    else:
        made |= {SPELT.get(name, name): _text(child), **_named(child)}


def _texts(element: etree._Element) -> dict[str, str]:
    return {etree.QName(one).localname: _text(one) for one in element}


def _named(element: etree._Element) -> dict[str, str]:
    """The attributes in JSON's spelling."""
    found = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    return {SPELT.get(name, name): value for name, value in found.items()}


def _text(element: etree._Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
