"""The dictionary's entries, how far a change of them has got, and the census."""

from django.core.exceptions import ValidationError
from django.db import models

from portal import units
from portal.dictionary import checks
from portal.normalise.dictionary import Entry, Name, read_alias


def dimension_choices() -> list[tuple[str, str]]:
    """The dimensions to choose from, texts first."""
    known = units.dimensions().values()
    return [("", "Text"), *((one.name, f"{one.label} ({one.si})") for one in known)]


class ParameterName(models.Model):
    """An entry of the dictionary: as it is shipped, or as the staff have it (``edited``).

    ``portal.dictionary.services`` writes them, so that a change takes effect.
    """

    key = models.CharField(
        "canonical name",
        max_length=120,
        unique=True,
        help_text="In lower case with underscores: sample_temperature. It stays as it is for good.",
    )
    label = models.CharField(max_length=120, help_text="As pages show it: Sample temperature.")
    dimension = models.CharField(
        max_length=40,
        blank=True,
        choices=dimension_choices,
        help_text="What kind of quantity it is.",
    )
    unit = models.CharField(
        max_length=40,
        blank=True,
        help_text="In which values are shown where nobody asks for another one. "
        "Empty: the usual one of the dimension.",
    )
    aliases = models.TextField(
        "other names",
        blank=True,
        help_text="As they come from catalogues, one a line; case, blanks and signs don't count. "
        "“energy @ keV, eV” counts for values in these units only. “temperature~” doesn't count "
        "behind a part that names another thing (chopper.temperature).",
    )
    in_use = models.BooleanField(
        default=True, help_text="Without it the names above stand for themselves."
    )
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["key"]
        verbose_name = "parameter name"

    def __str__(self) -> str:
        return self.label

    @property
    def entry(self) -> Entry:
        """What it says, as a dictionary has it."""
        written = [line for line in self.aliases.splitlines() if line.strip()]
        name = Name(self.key, self.dimension, self.label, self.unit)
        return Entry(name, tuple(map(read_alias, written)))

    def clean(self) -> None:
        """Raises ValidationError with what is wrong, by field."""
        wrong = checks.problems(self.entry, self.aliases)
        if self.in_use and not wrong:
            from portal.dictionary import current

            every = current.entries(ParameterName.objects.filter(edited=True))
            rest = [one for one in every if one.name.key != self.key]
            wrong = checks.clashes(self.entry, rest)
        if wrong:
            raise ValidationError(wrong)


class Applied(models.Model):
    """With which dictionary the records were indexed; one row.

    While a change is being applied ``target`` is the new one, and the blocks of records
    before ``next_block`` have been looked through for names that it changes.
    """

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    entries = models.BinaryField()
    target = models.BinaryField(null=True)
    next_block = models.BigIntegerField(default=0)
    records = models.BigIntegerField(default=0, help_text="Found so far to be indexed anew")

    def __str__(self) -> str:
        return "being applied" if self.target else "applied"


class CountedBlock(models.Model):
    """The names of the public records of one block, as ``census.blocks`` packs them."""

    block = models.BigIntegerField(primary_key=True)
    packed = models.BinaryField()
    counted_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["block"]

    def __str__(self) -> str:
        return f"block {self.block}"


class CountedGroup(models.Model):
    """Some blocks that follow one another together, so that few have to be added anew."""

    group = models.BigIntegerField(primary_key=True)
    packed = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["group"]

    def __str__(self) -> str:
        return f"group {self.group}"


class Census(models.Model):
    """All blocks together, in one row, as ``census.totals`` packs them.

    ``token`` differs whenever the contents do, so that a process can tell cheaply whether
    what it remembers is still right.
    """

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    token = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"census of {self.made_at:%Y-%m-%d %H:%M}"
