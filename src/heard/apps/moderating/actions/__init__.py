"""Writes: raise a concern, take it, decide on it, appeal."""
