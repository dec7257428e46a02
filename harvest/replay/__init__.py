"""Serves recorded catalogues as they would answer themselves, over real HTTP on loopback.

    with ReplayServer("scicat", "records.json") as server:
        harvest(server.url)

For tests, for the demo and for trying a mapping out; nothing here is part of a harvest.
"""

from harvest.replay.faults import BadFault, Fault, Faults
from harvest.replay.habits import Habits
from harvest.replay.recordings import BadRecording
from harvest.replay.server import KINDS, ReplayServer

__all__ = [
    "KINDS",
    "BadFault",
    "BadRecording",
    "Fault",
    "Faults",
    "Habits",
    "ReplayServer",
]
