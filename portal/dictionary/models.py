"""What is kept of the census of parameter names."""

from django.db import models


class CountedBlock(models.Model):
    """The names of the public records of one block, as ``census.blocks`` packs them."""

    block = models.BigIntegerField(primary_key=True)
    packed = models.BinaryField()
    counted_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["block"]

    def __str__(self) -> str:
        return f"block {self.block}"


class Census(models.Model):
    """All blocks together, in one row, as ``census.totals`` packs them.

    ``token`` differs whenever the contents do, so that a process can tell cheaply whether
    what it remembers is still right.
    """

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    token = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"census of {self.made_at:%Y-%m-%d %H:%M}"
