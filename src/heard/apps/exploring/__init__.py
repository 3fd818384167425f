"""Find, read and listen."""
