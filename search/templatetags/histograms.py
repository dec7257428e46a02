"""``{% histogram_plot shown %}``: the bars as SVG, and the same as a table.

The drawing is for eyes and pointers only: its links can't be reached by the keyboard, as a
page may have a hundred bars.  The table, folded away at first, has the same links in words.
"""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.web import show
from search.histograms.shown import HEIGHT, WIDTH, Bar, Shown

register = template.Library()


@register.simple_tag
def histogram_plot(shown: Shown) -> SafeString:
    drawing = f'<div class="plot">{_drawing(shown)}{_handles(shown)}</div>{_axis(shown)}'
    return mark_safe(drawing + _table(shown))  # noqa: S308 - escaped below


def _drawing(shown: Shown) -> str:
    bars = "".join(_bar(one) for one in shown.bars)
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none"'
    return f'<svg {size} aria-hidden="true" focusable="false">{bars}</svg>'


def _bar(one: Bar) -> str:
    """As wide as its bin and as high as the drawing, so that low bars can be hit as well."""
    state = ' class="chosen"' if one.chosen else ""
    return (
        f'<a href="{escape(one.address)}" tabindex="-1"{state}'
        f' data-low="{_number(one.low)}" data-high="{_number(one.high)}">'
        f"<title>{escape(_says(one))}</title>"
        f'<rect class="room" x="{one.x}" y="0" width="{one.width}" height="{HEIGHT}"/>'
        f'<rect class="bar" x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/></a>'
    )


def _handles(shown: Shown) -> str:
    """Shown by static/js/histograms.js, which alone can move them."""
    if not shown.edges:
        return ""
    last = len(shown.edges.split()) - 1
    label = escape(shown.label)
    return (
        '<div class="handles" hidden>'
        + "".join(
            f'<input type="range" min="0" max="{last}" value="{value}" aria-label="{word} {label}">'
            for word, value in (("Least", 0), ("Most", last))
        )
        + "</div>"
    )


def _axis(shown: Shown) -> str:
    """Where the first bin begins and the last one ends, under the drawing."""
    first, last = (escape(_end(text)) for text in (shown.bars[0].low, shown.bars[-1].high))
    return f'<p class="axis" aria-hidden="true"><span>{first}</span><span>{last}</span></p>'


def _end(value: float | None) -> str:
    return "…" if value is None else show.figure(value)


def _table(shown: Shown) -> str:
    lines = "".join(
        f'<tr><th scope="row"><a href="{escape(one.address)}"{_current(one)}>{escape(one.says)}</a>'
        f"</th><td>{show.number(one.count)}</td></tr>"
        for one in shown.bars
        if one.count
    )
    label = escape(shown.label)
    return (
        f'<details class="as-table"><summary>As a table<span class="unseen"> ({label})</span>'
        f'</summary><table><caption class="unseen">{label}</caption>'
        '<thead><tr><th scope="col">Values</th><th scope="col">Records</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></details>"
    )


def _current(one: Bar) -> str:
    return ' aria-current="true"' if one.chosen else ""


def _says(one: Bar) -> str:
    return f"{one.says}: {show.number(one.count)} {'record' if one.count == 1 else 'records'}"


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
