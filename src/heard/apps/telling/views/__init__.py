"""Pages about stories, uploads piece by piece, and the bytes of recordings."""
