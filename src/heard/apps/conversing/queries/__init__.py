"""Reads: comments and notices."""
