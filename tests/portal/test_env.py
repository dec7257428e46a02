"""Reading settings from the environment."""

from pathlib import Path

import pytest

from portal import env


@pytest.fixture(autouse=True)
def _nothing_wrong_is_left() -> None:
    env._wrong.clear()


@pytest.mark.parametrize(
    ("value", "read"),
    [("yes", True), ("1", True), ("ON", True), ("off", False), ("0", False), (" ", True)],
)
def test_booleans(monkeypatch: pytest.MonkeyPatch, value: str, read: bool) -> None:
    monkeypatch.setenv("SWITCH", value)
    assert env.boolean("SWITCH", True) is read
    env.settle()


@pytest.mark.parametrize("value", ["-1", "1.5", "1e3", "½", "9" * 400, "0", "101"])
def test_numbers_out_of_bounds(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("COUNT", value)
    assert env.integer("COUNT", 7, least=1, most=100) == 7
    with pytest.raises(env.SettingsError, match=r"COUNT is .* from 1 to 100"):
        env.settle()


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", " a.example , ,b.example,")
    assert env.words("HOSTS") == ["a.example", "b.example"]


def test_a_secret_in_a_file_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("KEY", "from the environment")
    assert env.secret("KEY") == "from the environment"
    monkeypatch.setenv("KEY_FILE", str(tmp_path / "key"))
    assert env.secret("KEY") == "from the file"


def test_a_postgresql_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = "postgresql://por%40tal:p%2Fw@db:5433/beam?sslmode=require&connect_timeout=3"
    monkeypatch.setenv("DATABASE_URL", url)
    database = env.database("DATABASE_URL", tmp_path)
    wanted = {"USER": "por@tal", "PASSWORD": "p/w", "HOST": "db", "PORT": "5433", "NAME": "beam"}
    assert wanted.items() <= database.items()
    assert isinstance(database["OPTIONS"], dict)
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["connect_timeout"] == "3"


def test_a_sqlite_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:{tmp_path}/deep/er/data%20base")
    assert env.database("DATABASE_URL", tmp_path)["NAME"] == f"{tmp_path}/deep/er/data base"
    assert (tmp_path / "deep" / "er").is_dir()


def test_settling_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    env.wrong("one")
    env.wrong("one")
    env.wrong("two")
    with pytest.raises(env.SettingsError) as caught:
        env.settle()
    assert env.lines(caught.value) == "settings: one\nsettings: two"
    env.settle()


@pytest.mark.parametrize(
    ("written", "read"),
    [("600/minute", (600, 60)), ("1/second", (1, 1)), ("none", None), ("9/day", (9, 86_400))],
)
def test_rates(written: str, read: tuple[int, int] | None) -> None:
    assert env.rate(written) == read
    env.settle()


@pytest.mark.parametrize(
    "written", ["0/minute", "600", "x/minute", "6/year", "600/minute\n", "-1/day"]
)
def test_a_rate_that_is_none(written: str) -> None:
    assert env.rate(written) is None
    with pytest.raises(env.SettingsError, match=r"API_RATE is .* such as 600/minute"):
        env.settle()
