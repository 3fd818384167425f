"""Writes about people and where they belong, each a verb: one transaction, one line in the journal."""

from heard.apps.joining.actions.people import change_person, reinstate, suspend

__all__ = ["change_person", "reinstate", "suspend"]
