"""Searches that people keep, and the mail that tells them what is new in them."""
