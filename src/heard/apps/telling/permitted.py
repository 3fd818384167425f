"""Since when everybody in a story agrees to each use: worked out by the database itself, in the transaction that writes
what it follows from.

`stories_for` asks it of all stories at once, and no page could work it out anew from the record of consent each time.
So each story carries five days, one a use (`publish_from` …): the first day on which everybody in it agrees. Nothing
stands there while somebody has not said yes, so what is not known is not permitted. A birthday only ever permits more,
so the day of one is known beforehand and nobody has to look each morning.

Triggers write these days whenever a row of the ledger, somebody in a story or the days themselves change: nobody can
write anything else there. They say in SQL what core/people/consent.py says; a test compares the two, and the worker
looks from time to time whether all is as it should be.
"""

from __future__ import annotations

from heard.apps.telling.followed import ANY, Followed, Trigger
from heard.core.people.consent import NOES, Ruling, Use

COLUMNS = {use: f"{use.value}_from" for use in Use}
"""The column of a story that holds the day, by use."""
_PERSON, _LEDGER = "telling_storyperson", "telling_consententry"
_NOES = ", ".join(f"'{ruling.value}'" for ruling in sorted(NOES))
_ALWAYS = {"sqlite": "'0001-01-01'", "postgresql": "DATE '0001-01-01'"}


def _days(vendor: str) -> dict[str, str]:
    return {column: _since(use, _ALWAYS[vendor]) for use, column in COLUMNS.items()}


def _since(use: Use, always: str) -> str:
    """The day from which everybody in the story agrees. Somebody who has a guardian too, who was not asked, agrees from
    the day on which they decide alone; if nobody said when that is, never."""
    return f"""(
      SELECT CASE WHEN count(*) = count(since) THEN max(since) END FROM (
        SELECT CASE
          WHEN own IS NULL OR own <> '{Ruling.GIVEN.value}' OR guardians IN ({_NOES}) THEN NULL
          WHEN guardians = '{Ruling.GIVEN.value}' OR NOT with_guardian THEN {always}
          ELSE alone_from END AS since
        FROM (
          SELECT with_guardian, alone_from, {_ruling(use, as_guardian=False)} AS own,
            {_ruling(use, as_guardian=True)} AS guardians
          FROM {_PERSON} AS person WHERE person.story_id = telling_story.id) AS said) AS everybody)"""  # noqa: S608


def _ruling(use: Use, *, as_guardian: bool) -> str:
    return f"""(
            SELECT ruling FROM {_LEDGER} AS row WHERE row.subject = person.subject AND row.use = '{use.value}'
            AND {"" if as_guardian else "NOT "}row.as_guardian ORDER BY row.id DESC LIMIT 1)"""  # noqa: S608


_ALL = tuple(COLUMNS.values())
PERMITTED = Followed(
    name="permitted",
    table="telling_story",
    key="id",
    columns=_days,
    triggers=(
        Trigger(_LEDGER, "subject", _ALL, via=f"SELECT story_id FROM {_PERSON} WHERE subject IN (%s)"),  # noqa: S608
        Trigger(_PERSON, "story_id", _ALL, events=ANY),
        Trigger("telling_story", "id", _ALL, events=f"INSERT OR UPDATE OF {', '.join(_ALL)}"),
    ),
)
