"""What people send, and how it is read. None of it is trusted."""
