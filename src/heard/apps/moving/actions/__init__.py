"""Write a network into a folder, and take one in from there."""
