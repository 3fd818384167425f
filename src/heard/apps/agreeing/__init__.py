"""Hide parts of a story from everybody else: words, sound and captions together."""
