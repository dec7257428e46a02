"""What people can type wrong; each message tells what to do about it."""

from search.errors import BadQuery

LONGEST = 1000  # characters
MOST_CLAUSES = 64
DEEPEST = 8  # parentheses and minus signs within one another


class TooLong(BadQuery):
    def __init__(self) -> None:
        super().__init__(
            f"This search is too long: keep it under {LONGEST:,} characters "
            f"and {MOST_CLAUSES} parts."
        )


class TooDeep(BadQuery):
    def __init__(self) -> None:
        super().__init__(
            f"The parentheses of this search are nested more than {DEEPEST} deep: simplify it."
        )


class OpenQuote(BadQuery):
    def __init__(self) -> None:
        super().__init__('A quotation mark is never closed: add the second " or take it out.')


class BadDate(BadQuery):
    def __init__(self, field: str, value: str) -> None:
        super().__init__(
            f"“{field}:{value[:40]}” isn't a date: write 2019, 2019-05, 2019-05-03 "
            "or two of them with two dots between, as in 2019-05..2020-02. One in words stands "
            f'in quotation marks: {field}:"3 May 2020".'
        )


class BadYear(BadDate):
    def __init__(self, value: str) -> None:
        BadQuery.__init__(
            self,
            f"“year:{value[:40]}” isn't a year: write one like 2019, or two with two dots between, "
            "as in 2019..2021. Months and days are asked for by date, as in date:2019-05.",
        )


class BadSize(BadQuery):
    def __init__(self, field: str, value: str) -> None:
        example = "size>1TB or size:10MB..2GB" if field == "size" else "files<10 or files:5..20"
        super().__init__(f"“{field}:{value[:40]}” can't be read: write it like {example}.")


class Swapped(BadQuery):
    def __init__(self, low: str, high: str) -> None:
        super().__init__(f"{low[:40]} is more than {high[:40]}: swap them.")


class NotCompared(BadQuery):
    def __init__(self, field: str, operator: str) -> None:
        super().__init__(
            f"“{field}” has no order, so “{operator}” can't be asked of it: write {field}:value."
        )


class BadQuantity(BadQuery):
    """A parameter whose value or unit can't be; the message says which."""
