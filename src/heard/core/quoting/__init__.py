"""Some words of a story on their own: what may be shown of them, and how they are cited."""
