"""roc-validator without doing the same again for each crate: much faster then.

What is remembered doesn't depend on the crate: queries of its profiles in rdflib's algebra, that
pyshacl may run them, and which of its profiles belong together. A crate is judged as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from publishing.exports.view import View
from tests.publishing.exports.judges import Crates


@contextmanager
def quick_crates(folder: Path, first: View) -> Iterator[Crates]:
    """A judge that remembers; the first crate has it read its profiles, which then stay."""
    crates = Crates(folder)
    assert crates.problems(first) == []
    with pytest.MonkeyPatch.context() as patching:
        _remember_queries(patching)
        _remember_what_may_run(patching)
        _remember_siblings(patching)
        gc.freeze()  # nor are the profiles looked through for garbage each time
        yield crates
        gc.unfreeze()


def _remember_queries(patching: pytest.MonkeyPatch) -> None:
    """The algebra, not what parsing gives, which making the algebra of it changes."""
    kept: dict[Any, Any] = {}

    def query(self, asked, initBindings=None, initNs=None, base=None, DEBUG=False):
        if isinstance(asked, str):
            names = initNs or {}
            key = (asked, base, tuple(sorted((name, str(iri)) for name, iri in names.items())))
            if key not in kept:
                kept[key] = translateQuery(parseQuery(asked), base, names)
            asked = kept[key]
        return evalQuery(self.graph, asked, initBindings or {}, base)

    patching.setattr(SPARQLProcessor, "query", query)


def _remember_what_may_run(patching: pytest.MonkeyPatch) -> None:
    kept: dict[Any, bool] = {}
    check = SPARQLQueryHelper.check_invalid_sparql

    def remembered(self, text, valuenode=None, extravars=None):
        key = (text, valuenode is None, tuple(sorted(extravars or ())))
        if key not in kept:
            kept[key] = check(self, text, valuenode=valuenode, extravars=extravars)
        return kept[key]

    patching.setattr(SPARQLQueryHelper, "check_invalid_sparql", remembered)


def _remember_siblings(patching: pytest.MonkeyPatch) -> None:
    from rocrate_validator.models.profile import Profile

    kept: dict[int, tuple[Any, Any]] = {}  # with the profile, so that no other gets its id
    find = Profile.get_sibling_profiles

    def remembered(cls, profile):
        if id(profile) not in kept:
            kept[id(profile)] = (profile, find(profile))
        return kept[id(profile)][1]

    patching.setattr(Profile, "get_sibling_profiles", classmethod(remembered))
