"""The dictionary of parameter names as staff edit it, and the census of names in use.

What a name means is told by ``portal.normalise.names``; here is where its dictionary comes
from, and how many records have which name (``selectors``).
"""
