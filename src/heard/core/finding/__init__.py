"""Find what was said: how words are compared, what people ask for, where it stands best, what they may have meant."""
