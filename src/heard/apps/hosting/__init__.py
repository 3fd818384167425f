"""For the host: what is kept about people, for how long, and what is forgotten by itself."""
