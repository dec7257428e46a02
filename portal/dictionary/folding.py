"""Words of names, folded so that nobody has to type accents or capitals."""

import unicodedata

from portal.normalise.spelling import snake


def words(text: str) -> list[str]:
    """The words of a name or of what was typed, in order: "Sample Température" is two."""
    plain = snake(text)
    if plain.isascii():
        return plain.split("_") if plain else []
    plain = unicodedata.normalize("NFKD", plain)
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return [word for word in kept.split("_") if word]
