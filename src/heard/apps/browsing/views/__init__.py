"""Pages of themes, places and collections."""
