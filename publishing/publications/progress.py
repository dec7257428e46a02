"""What becomes of a publication once the registrar has what was wanted of its DOIs."""

from datetime import datetime

from publishing.doi.models import Doi


def progress(doi: Doi, now: datetime) -> None:
    """Take the next step of the publication, or of all of the series, of this DOI, if it is due.

    Called by the worker in the transaction in which it wrote down what it saw, whenever that
    is what was wanted.  Calling it again does nothing more.
    """
