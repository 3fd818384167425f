"""Pages to find, read and listen by."""
