"""The forms in which chosen files can be had: a table, a list for download managers, a script."""

from publishing.getting.manifests.forms import FORMS, Form
from publishing.getting.manifests.order import NoAddresses, Order

__all__ = ["FORMS", "Form", "NoAddresses", "Order"]
