"""Logging in elsewhere: with ORCID, or by the OpenID Connect of a facility."""
