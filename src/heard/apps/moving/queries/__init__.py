"""What leaves, row by row; and what lies in a folder that comes in."""
