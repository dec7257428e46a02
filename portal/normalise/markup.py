"""Takes HTML tags and entities out of text that may or may not be HTML."""

import html
import re

from lxml import etree
from lxml import html as lxml_html

_INLINE = """
    a abbr b big bdi bdo cite code del dfn em font i img ins kbd label mark nobr q s samp script
    small span strike strong style sub sup tt u var wbr input button select option iframe object
    embed svg path math mi mn mo mrow msub msup msubsup mtext mfrac msqrt mover munder mstyle
    semantics annotation template noscript title head html body meta link form textarea audio
    video source inf
"""
_BLOCK = """
    address article aside blockquote br caption center dd div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section table tbody td tfoot
    th thead tr ul
"""
_PARAGRAPH = "p div blockquote section article h1 h2 h3 h4 h5 h6 ul ol table dl"
_DROP = "script style template noscript head title iframe object embed textarea select svg"
_BLOCKS = frozenset(_BLOCK.split())
_PARAGRAPHS = frozenset(_PARAGRAPH.split())
_DROPPED = frozenset(_DROP.split())
_KNOWN = "|".join(sorted((*_INLINE.split(), *_BLOCK.split()), key=len, reverse=True))
_ONE = rf"/?(?:{_KNOWN})(?:[\s/][^<>]*)?>"
_TAG = re.compile(rf"<(?:{_ONE}|!--)", re.IGNORECASE)
_NOT_A_TAG = re.compile(rf"<(?!{_ONE}|!--)", re.IGNORECASE)
_WHOLE_TAG = re.compile(rf"<{_ONE}|<!--|-->", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NESTED_AMPERSAND = re.compile(r"&(?:amp;)+")
_ROUNDS = 4  # text that was escaped more often than this was made to annoy


def has_markup(text: str) -> bool:
    """Whether the text holds an HTML tag or an entity; "a < b & c" has neither."""
    return ("<" in text and _TAG.search(text) is not None) or (
        "&" in text and _ENTITY.search(text) is not None
    )


def without_markup(text: str) -> str:
    """The text a browser would show, blocks on lines of their own.

    Goes on until no tag or entity is left, because catalogues escape twice.
    """
    for _ in range(_ROUNDS):
        if not has_markup(text):
            return text
        text = _visible(_NOT_A_TAG.sub("&lt;", text)) if _TAG.search(text) else _unescape(text)
    while has_markup(text):
        text = _ENTITY.sub(" ", _WHOLE_TAG.sub(" ", text))
    return text


def _unescape(text: str) -> str:
    text = _NESTED_AMPERSAND.sub("&", text) if "&amp;amp;" in text else text
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _visible(source: str) -> str:
    """The visible text of an HTML fragment, parsed by libxml2, which forgives all."""
    try:
        root = lxml_html.fragment_fromstring(source, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return _WHOLE_TAG.sub(" ", source)
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _DROPPED
            pieces.append(_break(tag))
            text = element.text
        else:
            hidden -= event == "end" and tag in _DROPPED
            pieces.append(_break(tag) if tag != "br" else "")
            text = element.tail
        if text and not hidden:
            pieces.append(text)
    return "".join(pieces)


def _break(tag: str) -> str:
    if tag in _PARAGRAPHS:
        return "\n\n"
    return "\n" if tag in _BLOCKS else ""
