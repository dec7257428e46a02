"""Where identifiers lead."""

import pytest

from portal.web import links


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.17199/03dd9804", "https://doi.org/10.17199/03dd9804"),
        ("10.1234/a b?c#d<e>", "https://doi.org/10.1234/a%20b%3Fc%23d%3Ce%3E"),
        ("10.50721/abc", "https://doi.org/10.50721/abc"),
        ("10.5072/abc", "http://127.0.0.1:8000/doi/10.5072/abc"),
        ("10.5072/a/b?c", "http://127.0.0.1:8000/doi/10.5072/a/b%3Fc"),
    ],
)
def test_a_doi_of_the_sandbox_leads_to_our_page(doi: str, address: str) -> None:
    """The resolver knows none of them."""
    assert links.doi(doi) == address
