"""``{% facet_values facet %}``: a facet's lines as HTML.

In Python, because a page may have hundreds of lines and a template for each of them
would take most of the page's time.
"""

from collections.abc import Iterable
from hashlib import sha256

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
    return mark_safe(_list(Ids(facet.name), facet.roots, kind))  # noqa: S308 - escaped below


class Ids:
    """The ids of a facet's links: none twice, and the same on the next page, for the focus."""

    def __init__(self, facet: str) -> None:
        self.facet = facet
        self.given: set[str] = set()

    def of(self, value: str) -> str:
        """Readable where the value's letters allow it; β and γ are told apart by a hash."""
        slug = slugify(value)
        if slug != value.lower():
            slug = sha256(value.encode("utf-8", "replace")).hexdigest()[:12]
        made, number = f"{self.facet}-{slug}", 1
        while made in self.given:  # a technique stands below each of its parents
            number += 1
            made = f"{self.facet}-{slug}-{number}"
        self.given.add(made)
        return made


def _list(ids: Ids, values: Iterable[Value], kind: str) -> str:
    lines = (f"<li>{_line(ids, value)}{_below(ids, value, kind)}</li>" for value in values)
    return f"<ul{kind}>{''.join(lines)}</ul>"


def _below(ids: Ids, value: Value, kind: str) -> str:
    if not value.below:
        return ""
    state = " open" if value.open else ""
    summary = f'<summary><span class="unseen">Kinds of {escape(value.label)}</span></summary>'
    return f"<details{state}>{summary}{_list(ids, value.below, kind)}</details>"


def _line(ids: Ids, value: Value) -> str:
    """The link that toggles the value, and the one that leaves it out."""
    state = " selected" if value.selected else " excluded" if value.excluded else ""
    current = ' aria-current="true"' if state else ""
    said = '<span class="unseen">not </span>' if value.excluded else ""
    link = f'id="{ids.of(value.value)}" href="{escape(value.toggle)}"'
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
