"""Who is in a story and what each of them agrees to: pages for them, and for those who look after it."""
