"""Concerns that people raise, and the one place where moderators decide on what waits."""
