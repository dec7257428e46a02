"""Documents and Datasets, their versions, files and links.

A record is one JSON document (``body``, encoded by portal.catalogue.records)
with a content hash, and the columns that are filtered on.
"""

import zlib
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from portal.catalogue import records
from portal.catalogue.models.facilities import Facility


class RecordQuerySet(QuerySet["Record"]):
    def public(self) -> "RecordQuerySet":
        """What anybody may see now: the one predicate that guards everything shown."""
        return self.filter(public_from__lte=timezone.now(), withdrawn_at=None)

    def with_doi(self, dois: Iterable[str] | QuerySet[Any, Any]) -> "RecordQuerySet":
        """Those with one of these DOIs.

        The index holds only records that have a DOI: a query that doesn't say so too
        would read the whole table.
        """
        return self.filter(doi__in=dois).exclude(doi="")

    def with_pid(
        self, facility: Facility | int, pids: Iterable[str] | QuerySet[Any, Any]
    ) -> "RecordQuerySet":
        """Those of the facility with one of these PIDs; the same holds for its index."""
        return self.filter(facility=facility, pid__in=pids).exclude(pid="")


class Record(models.Model):
    """A Document or a Dataset, whatever sources tell of it.

    ``public_from`` says from when the metadata may be seen; none means private.
    ``appeared_at`` is when anybody could see it first (or will), whatever became of it since.
    ``hash`` covers the body and the list of files.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Document"
        DATASET = "dataset", "Dataset"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="records", db_index=False)
    pid = models.TextField(blank=True)
    doi = models.TextField(blank=True)
    source = models.ForeignKey(
        "Source", models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    body = models.TextField()
    hash = models.CharField(max_length=32)
    version = models.PositiveIntegerField(default=1)
    public_from = models.DateTimeField(null=True)
    appeared_at = models.DateTimeField(null=True)
    access = models.CharField(max_length=10)
    open_from = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["doi", "kind"], condition=~Q(doi=""), name="record_doi"
            ),
            models.UniqueConstraint(
                fields=["facility", "pid", "kind"], condition=~Q(pid=""), name="record_pid"
            ),
        ]
        indexes = [
            # Only those whose time is still to come are looked for by time.
            models.Index(
                fields=["public_from"],
                condition=Q(public_from__gt=F("changed_at")),
                name="record_public_later",
            ),
            models.Index(
                fields=["open_from"],
                condition=Q(open_from__gt=F("changed_at")),
                name="record_open_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def get_absolute_url(self) -> str:
        return reverse("record", args=[self.pk])

    @property
    def metadata(self) -> records.AnyRecord:
        """The record itself, without its files."""
        return records.decode(self.body)

    @property
    def availability(self) -> str:
        """Whether the data may be had now: an embargo that has ended is open."""
        over = self.open_from is not None and self.open_from <= timezone.now()
        return "open" if self.access == "embargoed" and over else self.access

    def is_public(self) -> bool:
        """The same predicate as ``RecordQuerySet.public``, for a record at hand."""
        return (
            self.withdrawn_at is None
            and self.public_from is not None
            and self.public_from <= timezone.now()
        )


class RecordVersion(models.Model):
    """What a record was before a change; the present version is the record itself."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    packed = models.BinaryField()
    hash = models.CharField(max_length=32)
    since = models.DateTimeField()
    until = models.DateTimeField()
    source = models.ForeignKey("Source", models.SET_NULL, null=True, db_index=False)
    author = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} version {self.number}"

    @property
    def metadata(self) -> records.AnyRecord:
        return records.decode(unpack(self.packed))


class FileList(models.Model):
    """The files of one Dataset, as one row: they are always read and replaced together."""

    record = models.OneToOneField(
        Record, models.CASCADE, primary_key=True, related_name="file_list"
    )
    count = models.PositiveIntegerField()
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.count} files of record {self.record_id}"

    @property
    def files(self) -> tuple[records.File, ...]:
        return records.decode_files(unpack(self.packed))


class RecordLink(models.Model):
    """``record`` says that a Document and a Dataset of its facility belong together.

    Kept by PID, so that either may arrive first.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="links")
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="+", db_index=False)
    document_pid = models.TextField()
    dataset_pid = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["facility", "document_pid"], name="link_document"),
            models.Index(fields=["facility", "dataset_pid"], name="link_dataset"),
        ]

    def __str__(self) -> str:
        return f"{self.document_pid} – {self.dataset_pid}"


class Mention(models.Model):
    """Whom a private Dataset names, or a Document: no search finds private ones, but their own
    people must."""

    class What(models.TextChoices):
        ORCID = "orcid"
        PROPOSAL = "proposal"

    record = models.ForeignKey(Record, models.CASCADE, related_name="mentions")
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What.choices)
    value = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["facility", "what", "value"], name="mention")]

    def __str__(self) -> str:
        return f"{self.what} {self.value}"


def pack(body: bytes) -> bytes:
    return zlib.compress(body, 1)


def unpack(packed: bytes | memoryview) -> bytes:
    return zlib.decompress(packed)
