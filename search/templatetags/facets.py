"""``{% facet_values facet %}``: a facet's lines as HTML.

In Python, because a page may have hundreds of lines and a template for each of them
would take most of the page's time.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from portal.web import show
from search.facets import Shown, Value

register = template.Library()


@register.simple_tag
def facet_values(facet: Shown) -> SafeString:
    """The values as a list; those of a tree with what is below them folded away."""
    kind = ' class="tree"' if facet.name == "technique" else ""
    return mark_safe(_list(facet.name, facet.roots, kind))  # noqa: S308 - escaped below


def _list(name: str, values: Iterable[Value], kind: str) -> str:
    lines = (f"<li>{_line(name, value)}{_below(name, value, kind)}</li>" for value in values)
    return f"<ul{kind}>{''.join(lines)}</ul>"


def _below(name: str, value: Value, kind: str) -> str:
    if not value.below:
        return ""
    state = " open" if value.open else ""
    summary = f'<summary><span class="unseen">Kinds of {escape(value.label)}</span></summary>'
    return f"<details{state}>{summary}{_list(name, value.below, kind)}</details>"


def _line(name: str, value: Value) -> str:
    """The link that toggles the value, and the one that leaves it out."""
    state = " selected" if value.selected else " excluded" if value.excluded else ""
    current = ' aria-current="true"' if state else ""
    said = '<span class="unseen">not </span>' if value.excluded else ""
    link = f'id="{name}-{slugify(value.value)}" href="{escape(value.toggle)}"'
    return (
        f'<span class="value{state}">'
        f'<a class="pick" {link}{current}>'
        f'<span class="box" aria-hidden="true"></span>'
        f'<span class="label">{said}{escape(value.label)}</span>{_count(value)}</a>'
        f"{_out(value)}</span>"
    )


def _count(value: Value) -> str:
    if value.count is None:
        return ""
    return f' <span class="count"><span class="unseen">, </span>{show.number(value.count)}</span>'


def _out(value: Value) -> str:
    if not value.exclude:
        return ""
    label = f'aria-label="Leave out {escape(value.label)}" title="Leave out"'
    return f'<a class="out" href="{escape(value.exclude)}" {label}>not</a>'
