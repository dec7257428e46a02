"""RDF as we write it: a few nodes, as Turtle and as JSON-LD, with the same triples in both.

https://www.w3.org/TR/turtle/ and https://www.w3.org/TR/json-ld11/
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

_IRI_SIGNS = ":/?#[]@!$&'()*+,;=-._~%"
_NOT_IN_STRINGS = re.compile(r'[\x00-\x1f\x7f"\\]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class Literal:
    """A text; ``datatype`` is a prefixed name, ``language`` a BCP 47 tag; at most one of them."""

    text: str
    datatype: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its types and properties, all prefixed names; ``iri`` is "" for a blank one."""

    iri: str
    types: tuple[str, ...] = ()
    properties: Mapping[str, "Sequence[Node | Literal]"] = field(default_factory=dict)


Value = Node | Literal


def turtle(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> str:
    """The nodes, and every named one that they lead to, as Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    for node in _named(nodes):
        lines += ["", f"<{_iri(node.iri)}> {_body(node, 1)} ."]
    return "\n".join(lines) + "\n"


def json_ld(nodes: Iterable[Node], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The same as JSON-LD, which needs no context but its own."""
    return {"@context": dict(prefixes), "@graph": [_object(node) for node in _named(nodes)]}


def _named(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every named node that tells something, in the order in which they are come upon.

    Where two tell of one thing only the first is kept, and what the other adds to its types.
    """
    found: dict[str, Node] = {}
    waiting = list(nodes)
    for node in waiting:  # grows on the way
        if node.iri and (node.types or node.properties):
            known = found.get(node.iri)
            types = dict.fromkeys((*known.types, *node.types)) if known else node.types
            properties = known.properties if known else node.properties
            found[node.iri] = Node(node.iri, tuple(types), properties)
        waiting += [one for values in node.properties.values() for one in _nodes(values)]
    return iter(found.values())


def _nodes(values: Sequence[Value]) -> list[Node]:
    return [one for one in values if isinstance(one, Node)]


def _body(node: Node, depth: int) -> str:
    """What is said of a node, a property a line."""
    indent = "    " * depth
    said = [f"a {', '.join(node.types)}"] if node.types else []
    for name, values in node.properties.items():
        told = list(dict.fromkeys(_value(one, depth) for one in values))
        if told:
            said.append(f"{name} {', '.join(told)}")
    return f" ;\n{indent}".join(said)


def _value(value: Value, depth: int) -> str:
    if isinstance(value, Node):
        return f"<{_iri(value.iri)}>" if value.iri else f"[ {_body(value, depth + 1)} ]"
    text = f'"{_NOT_IN_STRINGS.sub(_escaped, value.text)}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text


def _escaped(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _iri(iri: str) -> str:
    """The address with everything escaped that can't stand in one."""
    return quote(iri, safe=_IRI_SIGNS)


def _object(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": _iri(node.iri)} if node.iri else {}
    if node.types:
        told["@type"] = list(node.types)
    for name, values in node.properties.items():
        found = [_json(one) for one in values]
        if found:
            told[name] = found
    return told


def _json(value: Value) -> dict[str, Any]:
    if isinstance(value, Node):
        return {"@id": _iri(value.iri)} if value.iri else _object(value)
    told = {"@value": value.text}
    if value.language:
        return {**told, "@language": value.language}
    return {**told, "@type": value.datatype} if value.datatype else told
