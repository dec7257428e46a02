"""The DOIs we mint: what each is to be at its registrar, and what it was seen to be.

The row is the outbox: it is written in the transaction that decides, and the worker brings
the registrar to it.
"""

from django.db import models

from portal.catalogue.models import Facility
from publishing.enrolment.models import Enrolment
from publishing.publications.models import Publication, Series

ANOTHERS = "another's"  # in place of the hash of what was seen: the name is somebody else's


class Doi(models.Model):
    """One DOI, of one version of a publication or of all its versions together (concept).

    ``body`` is the JSON of the attributes to send, without the event, which follows from
    ``wanted``.  ``revision`` counts what was wanted, so that an answer to what was sent
    before is never taken for one to what is wanted now.  ``next_at`` is when the worker
    turns to it; none means that nothing is to be done.
    """

    class State(models.TextChoices):
        NONE = "", "not there"
        DRAFT = "draft", "draft"
        REGISTERED = "registered", "registered"
        FINDABLE = "findable", "findable"

    name = models.CharField("DOI", max_length=200, unique=True)  # lower case
    registrar = models.CharField(max_length=8, choices=Enrolment.Registrar.choices)
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+")
    publication = models.OneToOneField(Publication, models.SET_NULL, null=True, related_name="doi")
    series = models.OneToOneField(Series, models.SET_NULL, null=True, related_name="doi")

    wanted = models.CharField(max_length=10, choices=State.choices, blank=True)
    body = models.TextField(blank=True)
    body_hash = models.CharField(max_length=32, blank=True)
    revision = models.PositiveIntegerField(default=0)

    seen = models.CharField(max_length=10, choices=State.choices, blank=True)
    seen_hash = models.CharField(max_length=32, blank=True)
    seen_at = models.DateTimeField(null=True)

    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    claimed_until = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    alerted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = "DOI"
        verbose_name_plural = "DOIs"

    def __str__(self) -> str:
        return self.name

    @property
    def agrees(self) -> bool:
        """Whether the registrar was seen to have it as it is wanted."""
        return self.seen == self.wanted and self.seen_hash == self.body_hash

    @property
    def settled(self) -> bool:
        """The same, and nothing is to be done."""
        return self.agrees and self.next_at is None

    @property
    def halted(self) -> bool:
        """Whether its publication can't go on although the registrar has it as it is wanted."""
        return self.agrees and bool(self.problem)


class Attempt(models.Model):
    """One request about a DOI, and what the registrar answered; never a password."""

    doi = models.ForeignKey(Doi, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    request = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField(null=True, help_text="None: there was no answer")
    answer = models.TextField(blank=True)
    succeeded = models.BooleanField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.request}: {self.status}"
