"""What harvesters are offered: one row an item, and the sets it is in.

A ``stamp`` is an item's place in the order of all changes: its datestamp in seconds
since 1970, times 2^20, plus a running number within that second.  Only
``publishing.oai.stamping`` writes it, and never one below another.  Lists are read
along it, so that their last page costs what the first one does.
"""

from django.db import models

from portal.catalogue.models import Record

WITHIN = 20  # bits for the number within a second


class Item(models.Model):
    """A Document that is or was offered.

    ``state`` is the hash of all that its metadata are made from: as long as it stays,
    so does the datestamp.  ``deleted`` items keep their sets.
    """

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="oai_item")
    stamp = models.BigIntegerField(unique=True)
    deleted = models.BooleanField(default=False)
    sets = models.TextField(blank=True, help_text="The setSpecs, with blanks between")
    state = models.CharField(max_length=32)
    inherited = models.TextField(blank=True, help_text="What its Datasets tell, as JSON")

    def __str__(self) -> str:
        return f"item {self.record_id}"


class ItemSet(models.Model):
    """A set that has or had an item."""

    spec = models.CharField("setSpec", max_length=100, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["spec"]

    def __str__(self) -> str:
        return self.spec


class Membership(models.Model):
    """An item in a set, in the order of the items' stamps."""

    set = models.ForeignKey(ItemSet, models.CASCADE, related_name="members", db_index=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="memberships")
    stamp = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["set", "stamp"], name="member_once"),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} in {self.set_id}"
