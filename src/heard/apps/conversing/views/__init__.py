"""Pages: the talk about a story, notices, and the human check."""
