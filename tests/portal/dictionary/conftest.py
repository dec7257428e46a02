"""Records by whose numbers the census puts them into blocks."""

import pytest
from django.core.management.color import no_style
from django.db import connection


@pytest.fixture(autouse=True)
def _numbers_begin_at_one(request: pytest.FixtureRequest) -> None:
    """Those of other tests are used up, and a block may end between two of a test's records."""
    if "django_db" not in request.keywords:
        return
    request.getfixturevalue("db")
    table = [{"table": "catalogue_record", "column": "id"}]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), table):
            cursor.execute(statement)
