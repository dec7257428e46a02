"""The kinds of catalogue that can be harvested: one folder and one line each."""
