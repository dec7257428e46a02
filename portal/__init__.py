"""The portal, and what everything shares."""

__version__ = "0.1.0"
