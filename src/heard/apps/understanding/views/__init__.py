"""What people open and press."""
