"""What a text may go on to be."""

from search.api.shapes.base import Shape


class Suggestion(Shape, frozen=True, kw_only=True):
    """Something to go on with: "q" is the box's text with it, and "url" what that finds, "count"
    how many records have it; "detail" is the range of a measured quantity in words. A title has an
    empty "q" and no count: "url" is its record."""

    label: str
    detail: str
    count: int | None
    q: str
    url: str


class SuggestionGroup(Shape, frozen=True, kw_only=True):
    """Suggestions of one kind, the commonest first."""

    kind: str
    label: str
    items: tuple[Suggestion, ...]


class SuggestionList(Shape, frozen=True, kw_only=True):
    """Suggestions by kind; none where nothing begins with the text."""

    groups: tuple[SuggestionGroup, ...]
