"""The formats that a whole result can be had in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.columns import FIELDS, Column, Entry
from search.exports import comma_separated, json_lines, parquet, references

Write = Callable[[Sequence[Column], Iterable[Entry]], Iterator[bytes]]
# What tables have where no columns are chosen: all fields but the long text.
USUAL = tuple(column for name, column in FIELDS.items() if name != "summary")


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix`` ends the address (/search.csv) and the file's name.

    ``usual`` are the columns without a choice, and ``write_usual`` writes them where that
    differs.
    """

    suffix: str
    label: str
    media_type: str
    write: Write
    says: str
    usual: tuple[Column, ...] = USUAL
    write_usual: Write | None = None

    def written(self, columns: Sequence[Column], entries: Iterable[Entry]) -> Iterator[bytes]:
        """The file in pieces, with these columns or, where there are none, the usual ones."""
        if columns:
            return self.write(columns, entries)
        return (self.write_usual or self.write)(self.usual, entries)


FORMATS = {
    one.suffix: one
    for one in (
        Format(
            "csv",
            "CSV",
            "text/csv; charset=utf-8; header=present",
            comma_separated.write,
            "for spreadsheets",
        ),
        Format(
            "jsonl",
            "JSON Lines",
            "application/jsonl; charset=utf-8",
            json_lines.write,
            "with all parameters",
            usual=tuple(FIELDS.values()),
            write_usual=json_lines.write_whole,
        ),
        Format(
            "bib",
            "BibTeX",
            "application/x-bibtex; charset=utf-8",
            references.write_bibtex,
            "for LaTeX",
        ),
        Format(
            "ris",
            "RIS",
            "application/x-research-info-systems; charset=utf-8",
            references.write_ris,
            "for reference managers",
        ),
        Format(
            "parquet",
            "Parquet",
            "application/vnd.apache.parquet",
            parquet.write,
            "for data frames",
        ),
    )
}


def offered() -> list[Format]:
    """Those that can be written here: Parquet only with pyarrow."""
    return [one for one in FORMATS.values() if one.suffix != "parquet" or parquet.installed()]
