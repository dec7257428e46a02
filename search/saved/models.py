"""A search that somebody keeps."""

from django.conf import settings
from django.db import models


class SavedSearch(models.Model):
    """The address of a search, under a name, and how often its news are mailed.

    ``query`` is what stands behind the ``?`` in the address.  What appeared up to
    ``told_until`` has been told, or was there before anybody asked; ``next_at`` is when the
    next message is due, None without alerts.  ``problem`` says why the search can't be read
    any more, once its owner has been told.
    """

    class Alert(models.TextChoices):
        NONE = "none", "No e-mail"
        DAILY = "daily", "Every day"
        WEEKLY = "weekly", "Every week"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=200)
    query = models.TextField()
    alert = models.CharField(max_length=6, choices=Alert.choices, default=Alert.NONE)
    created_at = models.DateTimeField()
    told_until = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)
    last_mail = models.ForeignKey("mail.OutgoingMail", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "saved searches"
        indexes = [models.Index(fields=["next_at"], name="saved_due")]

    def __str__(self) -> str:
        """For the staff's pages, so without its name, which is its owner's business."""
        return f"saved search {self.pk}"

    @property
    def address(self) -> str:
        return f"/search?{self.query}" if self.query else "/search"
