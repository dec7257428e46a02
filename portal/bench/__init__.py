"""Benchmarks: each prints JSON, with ratios to the bare engine measured in the same run."""
