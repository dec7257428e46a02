"""SciCat as its servers answer: version 3 (LoopBack and NestJS) and version 4."""

from harvest.replay.scicat.catalogue import SciCat
from harvest.replay.scicat.recording import Recording, read

__all__ = ["Recording", "SciCat", "read"]
