"""How often records were looked at and downloaded, by day, and nothing of by whom."""

from django.db import models

from portal.catalogue.models import Record


class Count(models.Model):
    class What(models.TextChoices):
        VIEW = "view"
        DOWNLOAD = "download"

    record = models.ForeignKey(Record, models.CASCADE, related_name="counts", db_index=False)
    day = models.DateField()
    what = models.CharField(max_length=8, choices=What.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["record", "day", "what"]
        constraints = [
            models.UniqueConstraint(fields=["record", "day", "what"], name="count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}s of record {self.record_id} on {self.day}"
