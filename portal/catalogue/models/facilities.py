"""Who publishes, from which catalogues, and with what instruments."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


def check_time_zone(name: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(
            f"{name!r} isn't a time zone: write one like Europe/Berlin"
        ) from error


class Facility(models.Model):
    """A photon or neutron facility and its policies."""

    class Probe(models.TextChoices):
        PHOTON = "photon", "photons"
        NEUTRON = "neutron", "neutrons"
        BOTH = "both", "photons and neutrons"

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    country = models.CharField(max_length=80, blank=True)
    website = models.URLField(blank=True)
    ror = models.CharField("ROR", max_length=40, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC", validators=[check_time_zone])
    probe = models.CharField(max_length=8, choices=Probe.choices, default=Probe.PHOTON)
    hosts = models.JSONField(default=list, blank=True, help_text="Host names of its own pages")
    doi_prefixes = models.JSONField(default=list, blank=True)
    default_licence = models.CharField(max_length=60, blank=True, help_text="SPDX identifier")
    embargo_hides_metadata = models.BooleanField(default=False)
    offers_harvested = models.BooleanField(
        default=False, help_text="Its harvested documents are offered to other harvesters"
    )

    class Meta:
        ordering = ["short_name"]
        verbose_name_plural = "facilities"

    def __str__(self) -> str:
        return self.short_name


class Source(models.Model):
    """One catalogue of a facility that is harvested."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="sources")
    name = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    url = models.CharField(max_length=500)
    token_file = models.CharField(max_length=500, blank=True)
    precedence = models.PositiveSmallIntegerField(
        default=100, help_text="Where two sources tell of one record, the lower number wins"
    )
    enabled = models.BooleanField(default=True)
    interval_hours = models.PositiveIntegerField(null=True, blank=True)
    cursor = models.JSONField(
        null=True, blank=True, help_text="Where the next incremental harvest starts"
    )
    swept_at = models.DateTimeField(null=True, blank=True, help_text="Last complete sweep")
    held = models.CharField(
        max_length=300, blank=True, help_text="Why nothing is withdrawn until somebody looked"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["facility__short_name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "url"], name="source_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Instrument(models.Model):
    """An instrument or beamline, as a facility's records name it."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="instruments")
    name = models.CharField(max_length=200)
    pid = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="instrument_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A proposal under which data were taken."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="proposals")
    pid = models.CharField(max_length=200)
    title = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["pid"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "pid"], condition=~Q(pid=""), name="proposal_once"
            ),
        ]

    def __str__(self) -> str:
        return self.pid
