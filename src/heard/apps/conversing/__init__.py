"""Talk about a story: comments, “I have experienced this too”, and notices of what came of it."""
