"""Addresses, names, checksums and choices."""

from contextlib import suppress
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from portal import env
from portal.catalogue.records import File
from publishing.getting.addresses import downloads
from publishing.getting.checksums import DIGITS, checksum
from publishing.getting.choosing import BadChoice, choice, key
from publishing.getting.names import LONGEST, Names, local
from tests.factories import dataset

HOSTILE = (
    *("$(rm -rf ~)", "`id`", "-rf", "a\nb", "a'b\"c", "../../etc/passwd", "/etc/passwd", ""),
    *("a/./b//c", "..\\..\\x", "\u202egpj.exe", "\x1b[2J", "x" * 999, "é/ü.h5", "a b"),
    *("https://x.org/f/..%2f..%2fetc", "~/.ssh/authorized_keys", "a/../b", "\ud800", "."),
)
paths = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("./\\-~ab\n\x00", max_size=20)
)


def address(path: str, files: int = 2, **changes: Any) -> str:
    return downloads("ess", dataset(**changes), files).address(File(path=path))


class TestAddresses:
    def test_it_works(self) -> None:
        folder = "https://data.ess.eu/v20/"
        assert address("raw/run 1.nxs", download_url=folder) == f"{folder}raw/run%201.nxs"

    def test_a_page_is_no_folder(self) -> None:
        for page in ("https://zenodo.org/record/1", "https://x.org/d/?id=1", "https://x.org/#a/"):
            assert address("run.nxs", download_url=page) == ""

    def test_nothing_is_known_without_an_address(self) -> None:
        assert address("run.nxs") == ""

    def test_a_path_may_be_an_address(self) -> None:
        assert address("https://x.org/a b.h5") == "https://x.org/a%20b.h5"
        assert address("https://user:pass@x.org/a.h5") == ""
        assert address("javascript:alert(1)") == ""

    def test_the_only_file_may_be_the_download_itself(self) -> None:
        url = "https://x.org/all%20of%20it.zip"
        assert address("d/all of it.zip", 1, download_url=url) == url
        assert address("d/all of it.zip", 2, download_url=url) == ""
        assert address("other.zip", 1, download_url=url) == ""

    def test_no_way_leads_out_of_the_folder(self) -> None:
        for path in ("../x", "/x", "a/../../x", "./x"):
            assert address(path, download_url="https://x.org/d/") == ""

    def test_the_operator_may_say_how_they_are_built(self, settings: Any) -> None:
        settings.FILE_ADDRESSES = {"ess": "https://f.ess.eu/{pid}/{path}"}
        assert address("a#b/c.h5", pid="20.5/x") == "https://f.ess.eu/20.5%2Fx/a%23b/c.h5"
        assert address("c.h5", pid="", doi="10.1/x") == ""

    @given(paths, st.sampled_from(["", "https://x.org/d/", "https://x.org/d"]))
    def test_an_address_is_one_word_of_plain_signs(self, path: str, url: str) -> None:
        found = address(path, 1, download_url=url)
        assert found.isascii()
        assert not set(found) & set(" \"'<>\\^`{|}\n\x00")

    def test_the_setting_is_checked(self) -> None:
        good = env.file_addresses(["ess=https://f.ess.eu/{pid}/{path}"])
        assert good == {"ess": "https://f.ess.eu/{pid}/{path}"}
        env.settle()
        for bad in ("ess", "ess=https://x.org/", "ess=ftp://x.org/{path}", "=https://x.org/{path}"):
            assert env.file_addresses([bad]) == {}
            with pytest.raises(env.SettingsError, match="FILE_ADDRESSES"):
                env.settle()


class TestNames:
    def test_ordinary_ones_stay(self) -> None:
        for path in ("raw/run_001.nxs", "a b/c (2).h5", "x~1.dat", "$(rm -rf ~)", "it's"):
            assert local(path) == path

    @given(paths)
    def test_they_stay_below_the_folder(self, path: str) -> None:
        name = local(path)
        parts = name.split("/")
        assert name
        assert not {"", ".", ".."} & set(parts)
        assert name.isprintable()
        assert "\\" not in name
        assert all(len(part.encode()) <= LONGEST + 20 for part in parts)

    @given(st.lists(paths, max_size=8))
    def test_each_file_has_its_own(self, found: list[str]) -> None:
        names = Names()
        given_names = [names.of(path).lower() for path in found]
        assert len(set(given_names)) == len(given_names)

    def test_a_change_is_marked_before_the_ending(self) -> None:
        assert local("../run.nxs").startswith("_/run~")
        assert local("../run.nxs").endswith(".nxs")
        assert local("../run.nxs") != local("_/run.nxs")


class TestChecksums:
    def test_it_works(self) -> None:
        for said, name in (("SHA256", "sha-256"), ("sha2", "sha-256"), ("md5", "md5")):
            digits = "A" * DIGITS[name]
            found = checksum(File(path="a", checksum=digits, algorithm=said))
            assert found is not None
            assert (found.algorithm, found.digest) == (name, digits.lower())

    def test_what_isnt_one_is_none(self) -> None:
        for said, digits in (("md5", "a" * 31), ("", "a" * 32), ("md5", "g" * 32), ("blake2b", "")):
            assert checksum(File(path="a", checksum=digits, algorithm=said)) is None


def picked(query: str, *found: str) -> list[str]:
    chosen = choice(QueryDict(query))
    return [path for path in found if chosen.picks(File(path=path))]


class TestChoices:
    def test_nothing_chosen_is_everything(self) -> None:
        assert picked("matching=+", "a", "b") == ["a", "b"]

    def test_a_pattern_is_of_names_or_of_paths(self) -> None:
        found = ("raw/a.h5", "raw/b.TXT", "c.h5")
        assert picked("matching=*.H5", *found) == ["raw/a.h5", "c.h5"]
        assert picked("matching=raw/*", *found) == ["raw/a.h5", "raw/b.TXT"]
        assert picked("matching=c.*+b.txt", *found) == ["raw/b.TXT", "c.h5"]

    def test_ticked_ones_come_too(self) -> None:
        assert picked(f"file={key('b')}&matching=a", "a", "b", "c") == ["a", "b"]

    def test_a_choice_can_be_written_as_an_address(self) -> None:
        chosen = choice(QueryDict(f"file={key('b')}&matching=a*+%26"))
        assert choice(QueryDict(chosen.query[1:])) == chosen

    @pytest.mark.parametrize(
        "query",
        [
            "file=../../../",
            "file=" + "&file=".join(f"{n:08}" for n in range(501)),
            "matching=" + "a" * 201,
            "matching=" + "*a" * 9,
            "matching=" + "+".join("abcdefghi"),
        ],
    )
    def test_others_are_refused_in_words(self, query: str) -> None:
        with pytest.raises(BadChoice, match=r"\.$"):
            choice(QueryDict(query))

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_any_text_is_a_pattern_or_refused(self, text: str, path: str) -> None:
        query = QueryDict(mutable=True)
        query["matching"] = text
        with suppress(BadChoice):
            choice(query).picks(File(path=path))
