"""What a person should listen to next, how right the words are, and when helpers agree."""
