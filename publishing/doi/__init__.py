"""DOIs: the rules their metadata keep, the registrar that gives them, and how we ask it."""
