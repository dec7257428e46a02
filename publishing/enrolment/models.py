"""Which facilities publish here, and by what rules."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from portal.catalogue.models import Facility

PREFIX = RegexValidator(r"\A10\.\d{4,5}\Z", "A DOI prefix looks like 10.5072.")


class Enrolment(models.Model):
    """A facility's part in publishing: its DOIs, its licence, who reviews and curates.

    ``password_file`` is read whenever a DOI is sent; the password itself is never kept.
    ``login_provider`` is the login whose groups say who belongs to which proposal:
    "dxtgroup-" as ``group_prefix`` lets the group "dxtgroup-2024-17" be proposal 2024-17.
    """

    class Suffix(models.TextChoices):
        RANDOM = "random", "random (8 characters)"
        NUMBERED = "numbered", "the facility, the year and a number"
        PROPOSAL = "proposal", "the proposal, and a number"

    class Registrar(models.TextChoices):
        SANDBOX = "sandbox", "sandbox (no real DOIs)"
        DATACITE = "datacite", "DataCite"

    facility = models.OneToOneField(Facility, models.CASCADE, related_name="enrolment")
    enabled = models.BooleanField(default=True, help_text="New publications can be begun")
    registrar = models.CharField(max_length=8, choices=Registrar.choices, default=Registrar.SANDBOX)
    prefix = models.CharField("DOI prefix", max_length=12, default="10.5072", validators=[PREFIX])
    suffix = models.CharField(
        "DOI suffix", max_length=8, choices=Suffix.choices, default=Suffix.RANDOM
    )
    account = models.CharField("repository account", max_length=80, blank=True)
    password_file = models.CharField(
        max_length=500, blank=True, help_text="The file that holds the account's password"
    )
    licence = models.CharField(
        max_length=60, default="CC-BY-4.0", help_text="SPDX identifier of the usual licence"
    )
    review = models.BooleanField(
        default=True, help_text="A curator approves what authors submit; else they publish directly"
    )
    contact = models.EmailField(blank=True, help_text="Told when a DOI can't be registered")
    curators = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="curates")
    login_provider = models.CharField(
        max_length=40, blank=True, help_text="The login whose groups name proposals"
    )
    groups_claim = models.CharField(max_length=80, default="groups", blank=True)
    group_prefix = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["facility__short_name"]

    def __str__(self) -> str:
        return f"{self.facility} publishes under {self.prefix}"

    def clean(self) -> None:
        """Raises ValidationError, by field, for what doesn't fit together."""
        from publishing.enrolment.rules import problems

        found = problems(self)
        if found:
            raise ValidationError(found)
