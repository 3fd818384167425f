"""What was said, when and by whom, and every exact change to it."""
