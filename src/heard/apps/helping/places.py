"""In how many places each rule waits and was offered: counted by the database, as correcting/tally.py does stories."""

from __future__ import annotations

from heard.apps.telling.followed import Followed, Trigger


def _columns(vendor: str) -> dict[str, str]:
    places = "(SELECT count(*) FROM helping_proposal AS place WHERE place.rule_id = helping_rule.id AND place.state"
    return {
        "waiting_anywhere": f"{places} = 'waiting')",
        "offered_anywhere": f"{places} IN ('waiting', 'accepted', 'declined'))",
    }


_BOTH = ("waiting_anywhere", "offered_anywhere")
PLACES = Followed(
    name="rule_places",
    table="helping_rule",
    key="id",
    columns=_columns,
    triggers=(
        Trigger("helping_proposal", "rule_id", _BOTH, events="INSERT OR UPDATE OF state, rule_id OR DELETE"),
        Trigger("helping_rule", "id", _BOTH, events=f"INSERT OR UPDATE OF {', '.join(_BOTH)}"),
    ),
)
