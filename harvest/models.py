"""Harvests and what became of each record in them."""

from django.db import models

from portal.catalogue.models import Source, SourceRecord


class Run(models.Model):
    """One harvest of a source.

    A sweep reads everything the catalogue has; other runs read what changed since
    the source's cursor.  ``checkpoint`` is written with each page's records, so
    that a run that was cut off goes on exactly there.  The counts add up:
    seen = created + updated + unchanged + rejected + withdrawn; ``absent`` counts
    those withdrawn because complete sweeps no longer list them.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        COMPLETE = "complete"
        INCOMPLETE = "incomplete"  # read to the end, but the numbers don't agree
        FAILED = "failed"

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    sweep = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    checkpoint = models.JSONField(null=True)
    resumed = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(null=True)
    seen = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    notes = models.TextField(blank=True, help_text="What the operator should know of it")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.source}"


class Outcome(models.Model):
    """What became of one record in one run.

    An unchanged record gets no row (it is counted on the run, and its source record
    names the run that saw it last), so that daily harvests of a million records
    that hardly change don't grow without bound.
    """

    class What(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        UNCHANGED = "unchanged"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"
        ABSENT = "absent"

    run = models.ForeignKey(Run, models.CASCADE, related_name="outcomes")
    source_record = models.ForeignKey(SourceRecord, models.CASCADE, related_name="outcomes")
    what = models.CharField(max_length=9, choices=What.choices)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what
