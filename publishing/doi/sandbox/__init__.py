"""The sandbox registrar: an HTTP service that speaks DataCite's REST API and mints nothing real.

It gives DOIs under the prefix for tests only, and keeps them in a folder of its own.
"""
