"""Pages: raise a concern and see what came of it, moderate, and how we do that."""
