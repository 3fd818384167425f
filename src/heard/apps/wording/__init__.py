"""The words of a network: its glossary, the names in each story, and what people ask the meaning of."""
