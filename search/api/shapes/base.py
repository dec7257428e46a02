"""What all types of answers are made from."""

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """Every field is always there."""
