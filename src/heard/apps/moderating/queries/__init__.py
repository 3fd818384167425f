"""Reads: what concerns are about, what waits for whom, and what is told of it in public."""
