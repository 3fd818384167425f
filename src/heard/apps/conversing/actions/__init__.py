"""Writes: comments, what readers have in common, notices."""
