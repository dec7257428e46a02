"""Numbered pages of a list whose length is known."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Pages:
    """One page of a list: which items it shows, and the addresses of its neighbours."""

    number: int
    last: int
    start: int
    stop: int
    total: int
    previous: str
    next: str


def pages(request: HttpRequest, key: str, total: int, size: int) -> Pages:
    """The page that ``?key=…`` asks for; anything but a page's number is the first."""
    last = max(1, -(-total // size))
    number = min(asked(request, key), last)
    return Pages(
        number=number,
        last=last,
        start=(number - 1) * size,
        stop=min(number * size, total),
        total=total,
        previous=_address(request, key, number - 1) if number > 1 else "",
        next=_address(request, key, number + 1) if number < last else "",
    )


def asked(request: HttpRequest, key: str) -> int:
    """The number of the page asked for, 1 for what isn't one; there may be no such page."""
    text = request.GET.get(key, "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _address(request: HttpRequest, key: str, number: int) -> str:
    query = request.GET.copy()
    query[key] = str(number)
    return f"{request.path}?{query.urlencode()}#{key}"
