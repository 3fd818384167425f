"""Django, cut by what people do. Top to bottom of the import order: exploring, helping, correcting, transcribing,
wording, telling, joining, journal."""
