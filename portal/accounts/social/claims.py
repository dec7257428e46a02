"""What an account keeps of the claims of its last login: what may say which groups somebody
belongs to.  Pure.
"""

from typing import Any

# Claims of OpenID Connect about a person, or about the token itself, that nobody here needs.
_UNWANTED = """
    name given_name family_name middle_name nickname preferred_username profile picture website
    email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified
    address updated_at nonce at_hash c_hash s_hash jti sid session_state
"""
UNWANTED = frozenset(_UNWANTED.split())
DEEPEST = 8
MOST = 10_000  # values in a list or object


def kept(claims: dict[str, Any]) -> dict[str, Any]:
    """The claims worth keeping, in a form that every database takes as JSON."""
    wanted = {name: value for name, value in claims.items() if name not in UNWANTED}
    made = _plain(wanted, DEEPEST)
    return made if isinstance(made, dict) else {}


def _plain(value: object, deep: int) -> Any:
    """The value without what PostgreSQL refuses (zeros, halves of characters, NaN), without
    other numbers, and without what lies too deep; None for those."""
    if isinstance(value, str):
        return value if _storable(value) else None
    if isinstance(value, bool) or deep == 0:
        return value if isinstance(value, bool) else None
    if isinstance(value, list):
        return [_plain(part, deep - 1) for part in value[:MOST]]
    if isinstance(value, dict):
        members = list(value.items())[:MOST]
        return {name: _plain(part, deep - 1) for name, part in members if _storable(name)}
    return None


def _storable(text: str) -> bool:
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)
