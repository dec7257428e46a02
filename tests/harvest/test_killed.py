"""kill -9 at any moment, run again: the result is that of one clean run."""

import copy
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvest.replay import Habits, ReplayServer
from tests.harvest.killed import SOURCE, Portal

PAGE = 20  # records
DELAY = 0.01  # seconds a request
GONE = 18  # datasets, fewer than the tenth that would be held


def panosc_states(data: Path) -> list[Any]:
    """ELI's database; then some of it edited, spoilt and gone; then the same once more."""
    first = json.loads((data / "panosc-search-api/facilities/ELI.db.json").read_text())
    second = copy.deepcopy(first)
    datasets = second["models"]["Dataset"]
    names = sorted(datasets)
    for name in names[:GONE]:
        del datasets[name]
    for name in names[GONE : GONE + 30]:
        datasets[name] = datasets[name] | {"title": f"Edited: {datasets[name]['title']}"}
    for name in names[GONE + 30 : GONE + 33]:
        datasets[f"spoilt {name}"] = datasets[name] | {"pid": ""}
    return [first, second, second]


def scicat_states(data: Path) -> list[Any]:
    """120 of ESS's documents with their datasets; then some edited and some new."""
    path = data / "facility-records/ess_data_20250219142529022009.json"
    entries = json.loads(path.read_text())[:130]
    changed = copy.deepcopy(entries)
    for number, entry in enumerate(changed[:40]):
        entry["document"]["updatedAt"] = f"2026-01-01T00:00:{number:02}.000Z"
        entry["document"]["title"] += ", edited"
    return [entries[:110], changed]


STATES = {"panosc": panosc_states, "scicat": scicat_states}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("migrated")
    Portal(home).run("migrate", "--verbosity=0")
    return home


class Killing:
    """One catalogue in its states, harvested by portals that are killed, and by one that isn't."""

    def __init__(self, kind: str, states: list[Any], migrated: Path, home: Path) -> None:
        self.states, self.migrated, self.home = states, migrated, home
        self.server = ReplayServer(kind, states[0], delay=DELAY, habits=Habits(page_cap=PAGE))
        self.kind = kind

    def portal(self, name: str) -> Portal:
        home = self.home / name
        shutil.copytree(self.migrated, home)
        portal = Portal(home)
        add = ("source", "add", self.kind, self.server.url, "--facility", "here", "--name", "Here")
        portal.run(*add, "--as", SOURCE)
        return portal

    def clean(self) -> tuple[dict, list[int]]:
        """What one clean run of each state gives, and how many requests each took."""
        portal, requests = self.portal("clean"), []
        for state in self.states:
            self.serve(state)
            portal.run("harvest", SOURCE)
            requests.append(self.asked)
        return portal.content(), requests

    def killed(self, seed: int, kills: int, requests: list[int]) -> tuple[dict, int]:
        """What comes of harvests that are killed again and again, and how often they were."""
        chance, portal, done = random.Random(seed), self.portal(f"seed {seed}"), 0
        for step, (state, most) in enumerate(zip(self.states, requests, strict=True)):
            self.serve(state)
            for _ in range(kills):
                at = self.asked + chance.randint(0, max(1, most - self.asked))
                if portal.complete_runs() == step:
                    done += portal.harvest_killed(
                        lambda at=at: self.asked >= at, chance.random() * 2 * DELAY
                    )
            if portal.complete_runs() == step:  # a kill may come too late
                portal.run("harvest", SOURCE)
        return portal.content(), done

    def serve(self, state: Any) -> None:
        self.server.replace(state)
        self.server.targets.clear()

    @property
    def asked(self) -> int:
        return len(self.server.targets)


@pytest.fixture(scope="module", params=sorted(STATES))
def killing(request, data, migrated, tmp_path_factory) -> Iterator[Killing]:
    home = tmp_path_factory.mktemp(request.param)
    killing = Killing(request.param, STATES[request.param](data), migrated, home)
    with killing.server:
        yield killing


@pytest.fixture(scope="module")
def clean(killing) -> tuple[dict, list[int]]:
    return killing.clean()


def test_the_clean_run_has_all_kinds_of_outcomes(killing, clean):
    content, requests = clean
    whats = {row[0] for row in content["outcomes"]}
    expected = {"panosc": {"created", "updated", "rejected", "absent"}}
    assert whats == expected.get(killing.kind, {"created", "updated"})
    assert min(requests) > 8
    assert content["complete runs"] == {(len(killing.states),): 1}


@pytest.mark.parametrize("seed", [1])
def test_killed_at_any_moment_it_ends_the_same(killing, clean, seed):
    expected, requests = clean
    content, kills = killing.killed(seed, 4, requests)
    assert kills >= 6
    for name, rows in expected.items():
        assert content[name] == rows, name


@pytest.mark.parametrize("killing", ["panosc"], indirect=True)
def test_killed_while_it_asks_for_the_missing(killing, clean):
    """The last of the states has nothing to do but to withdraw.

    Only a sweep notices absence, and the second harvest of a SciCat is none.
    """
    expected, requests = clean
    portal = killing.portal("absence")
    for state in killing.states[:-1]:
        killing.serve(state)
        portal.run("harvest", SOURCE)
    killing.serve(killing.states[-1])
    listing = requests[-1] - GONE
    for probe in (1, GONE // 2, GONE):
        killing.server.targets.clear()
        at = listing + probe if probe == 1 else probe
        assert portal.harvest_killed(lambda at=at: killing.asked >= at, 0.0)
    portal.run("harvest", SOURCE)
    content = portal.content()
    for name, rows in expected.items():
        assert content[name] == rows, name
