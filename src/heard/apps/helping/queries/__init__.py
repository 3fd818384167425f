"""Reads about what was learnt, where it is offered, and what to listen to next."""
