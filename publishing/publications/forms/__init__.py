"""The form of a publication: from what a browser sends to a Content, and back.  Pure."""

from publishing.publications.forms.reading import Read, read
from publishing.publications.forms.writing import fields

__all__ = ["Read", "fields", "read"]
