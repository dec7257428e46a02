"""File lists with the names, sizes and checksums that data acquisition leaves behind."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import md5
from random import Random

from .model import File

MEGABYTE = 1_000_000

_Names = Callable[[Random, str, int], Iterator[str]]


def _frames(random: Random, stem: str, count: int) -> Iterator[str]:
    extension = random.choice(("cbf", "edf", "tif"))
    yield f"{stem}.h5"
    for index in range(1, count):
        yield f"raw/{stem}_{index:05d}.{extension}"


def _images(random: Random, stem: str, count: int) -> Iterator[str]:
    yield f"{stem}_master.h5"
    yield f"{stem}_header.json"
    for index in range(1, count - 2):
        yield f"{stem}_data_{index:06d}.h5"
    yield f"process/{random.choice(('XDS_ASCII.HKL', 'merged.mtz', 'all.stream'))}"


def _scan(random: Random, stem: str, count: int) -> Iterator[str]:
    first = random.randint(1, 400)
    for index in range(count - 1):
        yield f"scan_{first + index:04d}.h5"
    yield f"{stem}.dat"


def _volume(random: Random, stem: str, count: int) -> Iterator[str]:
    yield f"{stem}.nxs"
    yield f"flats/flat_{random.randint(0, 20):04d}.edf"
    for index in range(count - 3):
        yield f"recon/slice_{index * 16:05d}.tif"
    yield f"recon/{stem}.par"


def _events(random: Random, stem: str, count: int) -> Iterator[str]:
    first = random.randint(20_000, 90_000)
    for index in range(count - 1):
        yield f"{stem}_{first + index:08d}.nxs"
    yield f"reduced/{stem}_{random.choice(('iq', 'sqw', 'd-spacing'))}.txt"


_KINDS: dict[str, _Names] = {
    "frames": _frames,
    "images": _images,
    "scan": _scan,
    "volume": _volume,
    "events": _events,
}
DATA_FORMATS = {
    "frames": "HDF5, CBF",
    "images": "HDF5 / NeXus",
    "scan": "HDF5",
    "volume": "NeXus, TIFF",
    "events": "NeXus",
}


def listing(random: Random, kind: str, stem: str, start: datetime) -> tuple[File, ...]:
    """Three to forty files, small sets more often than large ones."""
    count = min(40, 3 + int(random.expovariate(1 / 8)))
    typical = random.choice((2, 9, 18, 75, 420)) * MEGABYTE
    return tuple(
        File(
            path,
            _size(random, path, typical),
            start + timedelta(seconds=17 * index),
            md5(f"{stem}{path}{start}".encode(), usedforsecurity=False).hexdigest(),
        )
        for index, path in enumerate(_KINDS[kind](random, stem, count))
    )


def _size(random: Random, path: str, typical: int) -> int:
    if path.endswith((".txt", ".dat", ".json", ".par")):
        return random.randint(900, 400_000)
    return int(typical * random.uniform(0.6, 1.4))
