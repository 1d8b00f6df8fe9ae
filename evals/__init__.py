"""Evaluations and benchmarks: they import the assistant, never the reverse."""
