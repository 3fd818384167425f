"""Pages of moments, and players for the pages of others."""
