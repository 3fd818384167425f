"""The API, one module a kind of thing, and the pages about it."""
