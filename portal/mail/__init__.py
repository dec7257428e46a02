"""Outgoing mail: queued in the transaction that causes it, sent by the worker.

A page never waits for a mail server, and a message is neither lost nor announced for
something that was rolled back.
"""
