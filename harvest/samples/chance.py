"""Chance that is the same every time."""

from random import Random

SEED = 20


def chance(*keys: object) -> Random:
    """A generator that depends on the keys only, so parts can be made independently."""
    return Random("/".join(map(str, keys)))  # noqa: S311 - made-up data, no secrets
