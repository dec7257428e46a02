"""``{% load show %}``: portal.web.show as template filters, and the site's name."""

import re
from collections.abc import Iterable

from django import template
from django.conf import settings
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from portal.normalise.text import without_addresses
from portal.web import show

_BREAKS = re.compile(r"([._/]+)(?=\w)")

register = template.Library()
for function in (
    show.number,
    show.size,
    show.figure,
    show.day,
    show.values,
    show.preferred,
    without_addresses,
    show.link,
    show.host,
):
    register.filter(function.__name__, function)


@register.filter
def date_only(text: str) -> str:
    return show.day(text, time=False)


@register.filter
def counted(count: int, nouns: str) -> str:
    """``{{ 3|counted:"file,files" }}`` writes 3 files."""
    one, several = nouns.split(",")
    return f"{show.number(count)} {one if count == 1 else several}"


@register.filter
def breakable(text: str) -> SafeString:
    """Let a long name break behind its dots, slashes and underscores."""
    return mark_safe(_BREAKS.sub(r"\1<wbr>", escape(text)))  # noqa: S308 - escaped


@register.filter
def apart(names: Iterable[str]) -> SafeString:
    """Names in a row: a long one is cut, and one written from right to left moves no other."""
    cut = ((Truncator(name).chars(120),) for name in names)
    return format_html_join(", ", "<bdi>{}</bdi>", cut)


@register.simple_tag
def site_name() -> str:
    return settings.SITE_NAME


@register.simple_tag
def site_url() -> str:
    return settings.SITE_URL
