"""Reports and fixes, review, and revisions."""
