"""What the search index has still to be told."""

from django.db import models


class Outbox(models.Model):
    """One change of one record, written in the transaction that made it.

    The row says only which record; the drain projects the record's present state,
    so rows may be repeated and merged.  ``reason`` is set when the record was set
    aside because the index refused it.
    """

    record_id = models.BigIntegerField(db_index=True)
    written_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outbox"

    def __str__(self) -> str:
        return f"record {self.record_id}"


class ChangedDocument(models.Model):
    """A Document of which other harvesters haven't been told since it changed.

    Written in the transaction that made the change, like the outbox's rows, and as
    they may be repeated; a table of its own, because its reader is another.
    """

    record_id = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"document {self.record_id}"


class ChangedBlock(models.Model):
    """A run of records (``BLOCK`` numbers) of which some changed since they were counted.

    Written like the others; its reader is the census of parameter names.
    """

    BLOCK = 2_000

    block = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"block {self.block}"


class Mark(models.Model):
    """A named point up to which some recurring work has been done."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
