"""How Heard is put together and run."""
