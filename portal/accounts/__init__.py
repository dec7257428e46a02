"""Accounts: sign-up with a confirmed e-mail address, log-in, passwords, and leaving again.

django-allauth does the work; what is ours are the pages, the addresses and the adapter.
"""
