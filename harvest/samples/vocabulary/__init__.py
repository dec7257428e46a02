"""The words the sample catalogues are made of, as data, one theme a module."""
