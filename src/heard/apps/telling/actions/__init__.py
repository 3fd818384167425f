"""Writes about stories and their recordings, each a verb: one transaction, one line in the journal."""
