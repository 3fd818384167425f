"""Everything that is kept about somebody: taken away as a file, or left behind without a name."""
