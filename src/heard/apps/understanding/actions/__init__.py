"""Write what helps to understand a story."""
