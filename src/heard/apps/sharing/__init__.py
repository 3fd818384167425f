"""Pass on what was said: a moment with an address of its own, how to cite it, and players for other pages."""
