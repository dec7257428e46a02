"""``{% matches group %}``: a dataset's files as HTML.

In Python, because a page has a hundred of them and a template for each would take
most of the page's time.
"""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.show import breakable
from portal.web import show
from search.files.groups import Group, Match

register = template.Library()


@register.simple_tag
def matches(group: Group) -> SafeString:
    """The list of the files, with what was looked for marked in them."""
    lines = "".join([_line(match) for match in group.matches])
    return mark_safe(f'<ul class="matches">{lines}</ul>')  # noqa: S308 - escaped below


def _line(match: Match) -> str:
    path = "".join([_part(text, found=found) for text, found in match.parts])
    size = show.size(match.file.size)
    aside = f' <span class="aside">{size}</span>' if size else ""
    return f'<li><span class="mono">{path}</span>{aside}</li>'


def _part(text: str, *, found: bool) -> str:
    return f"<mark>{escape(text)}</mark>" if found else breakable(text)
