"""Reads for the host."""
