"""What the OpenAPI document allows, and what it doesn't, asked of the whole application.

Every answer must be one that the document describes, and none a fault of ours. The examples
are the same in each run.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from portal.wsgi import application
from search.api.openapi import document
from tests.factories import FacilityFactory

EXAMPLES = 40  # of each operation
PLAIN = {"Accept-Encoding": "identity"}
schema = schemathesis.openapi.from_dict(document())
schema.app = application


@pytest.fixture(autouse=True)
def known(filled: None) -> None:
    """Something behind the addresses that the examples name."""
    FacilityFactory()


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_conforms(case: Any) -> None:
    # Text that fits its schema may still be no query, no date or no range: 400, in words.
    case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance])
