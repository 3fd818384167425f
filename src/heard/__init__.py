"""Heard: a community reporter network that anyone can host."""

__version__ = "0.1.0"
