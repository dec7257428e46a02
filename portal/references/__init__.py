"""A work to cite, as BibTeX and RIS, for whatever program keeps references."""
