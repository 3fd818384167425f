"""Reads about corrections: the revisions of a story, what waits for an editor, what became of what somebody sent."""
