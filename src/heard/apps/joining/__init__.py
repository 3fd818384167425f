"""People: accounts, names to show, roles."""
