"""What each source told us, as it told it."""

from django.db import models

from portal.catalogue.models.facilities import Source
from portal.catalogue.models.records import Record, unpack


class SourceRecord(models.Model):
    """One record of one source, by its native identifier, with its last payload.

    ``body_hash`` is the hash of what the payload maps to, so that a payload that
    changed in ways we don't keep counts as unchanged.
    """

    class State(models.TextChoices):
        PRESENT = "present"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    source = models.ForeignKey(Source, models.CASCADE, related_name="records", db_index=False)
    kind = models.CharField(max_length=8, choices=Record.Kind.choices)
    native_id = models.TextField()
    record = models.ForeignKey(Record, models.SET_NULL, null=True, related_name="told_by")
    packed = models.BinaryField()
    payload_hash = models.CharField(max_length=32)
    body_hash = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PRESENT)
    reason = models.TextField(blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_run = models.BigIntegerField(default=0)
    missed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "native_id"], name="source_record_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.native_id}"

    @property
    def payload(self) -> bytes:
        """The JSON the source sent."""
        return unpack(self.packed)
