"""Stories told in writing: a text in place of a recording."""
