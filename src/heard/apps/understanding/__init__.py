"""Contents of a long story, written by people: what helps to understand it."""
