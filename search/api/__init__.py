"""The public API, REST under /api/v1, read only.

A resource (``resource.py``) is a class with the parameters it knows; they are checked before it
is asked, and described in the OpenAPI document from the same objects, as answers are from the
types in ``shapes``.  So the description can't differ from what is done.
"""
