"""Histograms of measured values: how the values of a parameter lie among what a search finds."""
