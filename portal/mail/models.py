"""The messages that wait to be sent."""

from django.conf import settings
from django.db import models


class OutgoingMail(models.Model):
    """One message; the row goes when a mail server has taken it.

    Without ``to`` it goes to whatever address ``user`` has confirmed by then.
    ``repeatable`` says what to do where nobody knows whether it arrived: send it once more
    (a link to log in), or rather not (news that must not come twice).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "being sent"
        UNKNOWN = "unknown", "perhaps sent"
        REFUSED = "refused", "refused"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    to = models.TextField(blank=True)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    repeatable = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outgoing mail"

    def __str__(self) -> str:
        """For the staff's pages, so without the subject, which names what people search for."""
        return f"message {self.pk} ({self.state})"
