"""Reads the three ways in which SciCat's versions are asked for a page."""

from typing import Any

from harvest.replay.answers import Request, whole
from harvest.replay.habits import Habits
from harvest.replay.shelf import Question

Json = dict[str, Any]


def read_question(request: Request, habits: Habits, default_limit: int | None) -> Question:
    """The question of a list, less what the server has the habit to ignore.

    Pages are asked for by ``limits`` inside the filter (order "updatedAt:asc", or sort
    {"updatedAt": "asc"} in version 4), by ``limits`` as an argument of its own, or
    LoopBack's way: order, skip and limit inside the filter.

    Raises BadQuestion.
    """
    asked = request.object("filter")
    limits = {} if "loopback" in habits.ignores else {**asked}
    for more in (request.object("limits"), asked.get("limits")):
        if isinstance(more, dict) and "limits" not in habits.ignores:
            limits |= more
    order, descending = _order(limits)
    where = asked.get("where")
    include = asked.get("include")
    ignores = habits.ignores
    return Question(
        where=where if isinstance(where, dict) and "where" not in ignores else {},
        order="" if "order" in ignores else order,
        descending=descending and "order" not in ignores,
        skip=0 if "skip" in ignores else whole(limits.get("skip"), 0) or 0,
        limit=habits.page(whole(limits.get("limit"), default_limit)),
        fields=_fields(asked.get("fields")),
        include=tuple(include) if isinstance(include, list) else (),
    )


def _order(limits: Json) -> tuple[str, bool]:
    """The field to order by, and whether backwards."""
    sort, order = limits.get("sort"), limits.get("order")
    if isinstance(sort, dict) and sort:
        name, direction = next(iter(sort.items()))
        return str(name), str(direction) in ("desc", "-1")
    if isinstance(order, list):
        order = order[0] if order else ""
    if not isinstance(order, str):
        return "", False
    name, _, direction = order.replace(":", " ").partition(" ")
    return name, direction.strip().lower() == "desc"


def _fields(asked: Any) -> tuple[str, ...]:
    if isinstance(asked, dict):
        return tuple(name for name, wanted in asked.items() if wanted)
    return tuple(name for name in asked if isinstance(name, str)) if isinstance(asked, list) else ()
