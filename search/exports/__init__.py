"""The whole result of a search as a file, streamed."""
