"""In how many places each pair waits and was offered: counted by the database, as correcting/tally.py does stories."""

from __future__ import annotations

from heard.apps.telling.followed import Followed, Trigger


def _columns(vendor: str) -> dict[str, str]:
    places = "(SELECT count(*) FROM helping_proposal AS place WHERE place.pair_id = helping_pair.id AND place.state"
    return {
        "waiting_anywhere": f"{places} = 'waiting')",
        "offered_anywhere": f"{places} IN ('waiting', 'accepted', 'declined'))",
    }


_BOTH = ("waiting_anywhere", "offered_anywhere")
PLACES = Followed(
    name="pair_places",
    table="helping_pair",
    key="id",
    columns=_columns,
    triggers=(
        Trigger("helping_proposal", "pair_id", _BOTH, events="INSERT OR UPDATE OF state, pair_id OR DELETE"),
        Trigger("helping_pair", "id", _BOTH, events=f"INSERT OR UPDATE OF {', '.join(_BOTH)}"),
    ),
)
