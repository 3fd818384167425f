"""Pages to report what was misheard, to review reports, and to look into revisions."""
