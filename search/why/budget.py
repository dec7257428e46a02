"""How much is looked through to explain the results of one page, however many they are."""

from dataclasses import dataclass

from search.files.within import MOST_READ

MOST_SIGNS = 1_500_000  # of texts; those of a phrase's texts count for each of its words

FILES_LEFT = "not looked at: the results have too many files to look through at once"
TEXT_LEFT = "where isn’t looked at: the results have too much text to look through at once"


class UsedUp(Exception):
    """There is more to look through than may be; ``str`` tells what was left out."""


@dataclass(slots=True)
class Budget:
    """What may still be read: files of lists, files compared with patterns, signs of texts.

    What is too large for the rest is left out as a whole; smaller ones may still be read.
    """

    files: int = MOST_READ
    compared: int = MOST_READ
    signs: int = MOST_SIGNS

    def read_files(self, count: int) -> None:
        """Raises UsedUp."""
        if count > self.files:
            raise UsedUp(FILES_LEFT)
        self.files -= count

    def compare_file(self) -> None:
        """Raises UsedUp."""
        if not self.compared:
            raise UsedUp(FILES_LEFT)
        self.compared -= 1

    def read_signs(self, count: int) -> None:
        """Raises UsedUp."""
        if count > self.signs:
            raise UsedUp(TEXT_LEFT)
        self.signs -= count
