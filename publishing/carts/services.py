"""What changes a cart.  Each change is one transaction that holds the cart's row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.catalogue import selectors
from portal.catalogue.models import Record
from publishing.carts import cookies
from publishing.carts.models import Cart, CartItem

MOST = 1_000  # datasets in a cart
UNUSED = timedelta(days=400)  # after which the cart of an account is emptied
Way = Literal["top", "up", "down"]


@dataclass(frozen=True)
class Added:
    """What became of datasets that were to be added: how many of each."""

    added: int
    already: int = 0
    full: int = 0
    unknown: int = 0

    @property
    def says(self) -> str:
        """In one sentence, for people."""
        parts = [_counted(self.added, "was added to the cart", "were added to the cart")]
        if not self.added and self.already and not self.full:
            parts = []
        if self.already:
            parts.append(_counted(self.already, "was in it already", "were in it already"))
        if self.full:
            more = _counted(self.full, "found no room", "found no room")
            parts.append(f"{more}, as a cart holds {MOST:,}: remove some, or empty it")
        if self.unknown:
            parts.append(_counted(self.unknown, "isn't public", "aren't public"))
        return "; ".join(parts) + "."


def begin(user: User | None) -> Cart:
    """A new cart; of somebody with an account the one that they have."""
    now = timezone.now()
    if user is None:
        return Cart.objects.create(touched_at=now)
    return Cart.objects.get_or_create(user=user, defaults={"touched_at": now})[0]


def datasets(wanted: Sequence[int]) -> tuple[list[int], int]:
    """The public Datasets among these records, and those of the Documents among them.

    In their order, each once; and how many of the records aren't public.
    """
    ids = list(dict.fromkeys(wanted))
    records = {record.pk: record for record in Record.objects.public().filter(pk__in=ids)}
    found: dict[int, None] = {}
    for pk in ids:
        if pk in records:
            found.update(dict.fromkeys(_of(records[pk])))
    return list(found), len(ids) - len(records)


def add(cart: Cart, wanted: Sequence[int]) -> Added:
    """Put public Datasets at the end, those of Documents in their place."""
    public, unknown = datasets(wanted)
    with _held(cart):
        added, already, full = _append(cart, public)
    return Added(added, already, full, unknown)


def remove(cart: Cart, records: Iterable[int]) -> int:
    """Take these records out; how many there were."""
    with _held(cart):
        return cart.items.filter(record__in=list(records)).delete()[0]


def empty(cart: Cart) -> None:
    with _held(cart):
        cart.items.all().delete()


def move(cart: Cart, record: int, way: Way) -> None:
    """Move a record before the one before it, behind the one behind it, or before all."""
    with _held(cart):
        items = list(cart.items.order_by("position", "id"))
        place = next((n for n, item in enumerate(items) if item.record_id == record), None)
        if place is None:
            return
        to = {"top": 0, "up": max(0, place - 1), "down": place + 1}[way]
        items.insert(to, items.pop(place))
        for number, item in enumerate(items):
            item.position = number
        CartItem.objects.bulk_update(items, ["position"])


def merge(key: UUID | None, user: User) -> tuple[Cart | None, int]:
    """Put what was chosen before logging in behind what the account's cart has.

    Gives the account's cart, None where there is none, and how many found no room.
    """
    with transaction.atomic():
        found = Cart.objects.select_for_update().filter(user=None)
        stray = found.filter(key=key).first() if key else None
        if stray is None:
            return Cart.objects.filter(user=user).first(), 0
        own = begin(user)
        with _held(own):
            chosen = list(
                stray.items.order_by("position", "id").values_list("record_id", flat=True)
            )
            full = _append(own, chosen)[2]
        stray.delete()
        return own, full


def forget_old() -> None:
    """Delete carts without an account that nobody touched, and empty those with one."""
    now = timezone.now()
    Cart.objects.filter(user=None, touched_at__lt=now - timedelta(days=cookies.DAYS)).delete()
    Cart.objects.filter(touched_at__lt=now - UNUSED).delete()


@contextmanager
def _held(cart: Cart) -> Iterator[None]:
    """Nobody else changes the cart meanwhile; a cart that has gone meanwhile is made again."""
    with transaction.atomic():
        Cart.objects.update_or_create(
            pk=cart.pk,
            defaults={"touched_at": timezone.now()},
            create_defaults={
                "key": cart.key,
                "user_id": cart.user_id,
                "touched_at": timezone.now(),
            },
        )
        yield


def _append(cart: Cart, records: Sequence[int]) -> tuple[int, int, int]:
    """How many were added, were there already, and found no room."""
    there = set(cart.items.values_list("record_id", flat=True))
    new = [pk for pk in records if pk not in there]
    fit = new[: max(0, MOST - len(there))]
    last = cart.items.aggregate(last=Max("position"))["last"]
    first, now = 0 if last is None else last + 1, timezone.now()
    CartItem.objects.bulk_create(
        CartItem(cart=cart, record_id=pk, position=first + number, added_at=now)
        for number, pk in enumerate(fit)
    )
    return len(fit), len(records) - len(new), len(new) - len(fit)


def _of(record: Record) -> Iterable[int]:
    if record.kind == Record.Kind.DATASET:
        return [record.pk]
    return selectors.datasets_of(record).values_list("pk", flat=True)[: MOST + 1]


def _counted(number: int, one: str, several: str) -> str:
    return f"1 dataset {one}" if number == 1 else f"{number:,} datasets {several}"
