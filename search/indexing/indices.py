"""The indices that tell of the catalogue, each told of every record."""

from typing import Any

from search import services
from search.engines.index import Index
from search.files import services as files
from search.suggest import services as suggestions

Indices = tuple[Index[Any, int], ...]


def all_indices() -> Indices:
    """As the settings name them: of records, of files, of suggestions.

    That of records is told first and swapped first, since suggestions are counted in it.
    """
    return services.engine(), files.engine(), suggestions.keeper()
