"""Pages about words: the glossary, its tables, questions, and the names in a story."""
