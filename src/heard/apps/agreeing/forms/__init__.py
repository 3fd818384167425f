"""What people in a story, and those who look after it, fill in."""
