"""The records somebody has put aside, with or without an account."""

import uuid

from django.conf import settings
from django.db import models

from portal.catalogue.models import Record


class Cart(models.Model):
    """Known by its key in a signed cookie, or by its owner."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="cart"
    )
    touched_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"cart {self.pk}"


class CartItem(models.Model):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="items", db_index=False)
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["cart", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "record"], name="cart_item_once"),
        ]

    def __str__(self) -> str:
        return f"record {self.record_id} in cart {self.cart_id}"
