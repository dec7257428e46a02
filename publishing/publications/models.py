"""Publications: documents that are made here, in versions, with their log."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.catalogue.models import Facility, Record


class Series(models.Model):
    """The versions of one publication; the concept DOI names them all."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"series {self.pk}"


class Publication(models.Model):
    """One version of a document on its way, and once it is there.

    ``content`` is the JSON of what its authors wrote (publishing.publications.content);
    ``pending`` is the same while something that is public already is edited, "" otherwise.
    ``revision`` counts what was saved, so that two who edit at once don't overwrite each
    other.  ``record`` is its Document in the catalogue from the state registered on.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        SUBMITTED = "submitted", "submitted"
        RETURNED = "returned", "returned with remarks"
        APPROVED = "approved", "approved"
        REGISTERED = "registered", "registered"
        FINDABLE = "findable", "findable"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Edit(models.TextChoices):
        NONE = "", "no change waits"
        EDITING = "editing", "being changed"
        SUBMITTED = "submitted", "changes wait for a curator"

    series = models.ForeignKey(Series, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.TextField(blank=True, help_text="As the content has it, for lists")
    content = models.TextField(default="{}")
    pending = models.TextField(blank=True)
    pending_state = models.CharField(max_length=9, choices=Edit.choices, blank=True)
    revision = models.PositiveIntegerField(default=0)
    publish_at = models.DateTimeField(null=True, blank=True)
    record = models.OneToOneField(Record, models.SET_NULL, null=True, related_name="publication")
    reason = models.TextField(blank=True, help_text="Why it was returned or withdrawn")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="publication_once"),
        ]
        indexes = [
            models.Index(fields=["state", "changed_at"], name="publication_state"),
        ]

    def __str__(self) -> str:
        return f"publication {self.pk} ({self.state})"


class Chosen(models.Model):
    """A Dataset of a publication, or one of another facility that it is only related to.

    ``packed`` is the Dataset as it was frozen, with its files, none before; ``told_hash``
    the hash of what the facility's own catalogue told of it then.
    """

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="chosen", db_index=False
    )
    record = models.ForeignKey(Record, models.PROTECT, related_name="chosen_by")
    position = models.PositiveIntegerField()
    related_only = models.BooleanField(default=False)
    packed = models.BinaryField(null=True)
    told_hash = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["publication", "position", "id"]
        verbose_name_plural = "chosen"
        constraints = [
            models.UniqueConstraint(fields=["publication", "record"], name="chosen_once"),
        ]

    def __str__(self) -> str:
        return f"record {self.record_id} in publication {self.publication_id}"


class Author(models.Model):
    """Who may edit a publication; whom it names as creators its content says."""

    class Role(models.TextChoices):
        OWNER = "owner", "owner"
        COAUTHOR = "coauthor", "co-author"

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="authors", db_index=False
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "user"], name="author_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of publication {self.publication_id}"


class Invitation(models.Model):
    """A message to somebody who may become a co-author by the link in it, once."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ReviewLink(models.Model):
    """Lets anonymous reviewers see an unpublished page, until it is revoked."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="review_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"review link {self.pk}"


class Step(models.Model):
    """One step on a publication's way: who took it, when, and why.

    ``name`` is that of the person, for when the account is gone; the worker's steps have neither.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=20)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="step_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.before} – {self.after}"
