"""Which stories have to be looked through: the database knows it as soon as their words change."""

from __future__ import annotations

from heard.apps.telling.followed import Followed, Trigger

_HERE = "story_id = helping_due.story_id"


def _columns(vendor: str) -> dict[str, str]:
    written = f"SELECT 1 FROM transcribing_transcript AS written WHERE written.{_HERE}"  # noqa: S608
    latest = f"SELECT max(id) FROM transcribing_take AS take WHERE take.{_HERE}"  # noqa: S608
    done = f"""SELECT 1 FROM helping_look AS look, transcribing_transcript AS written
        WHERE look.{_HERE} AND written.{_HERE} AND look.revision = written.revision AND look.take_id = ({latest})"""  # noqa: S608
    return {"is_due": f"(EXISTS ({written}) AND NOT EXISTS ({done}))"}


DUE = Followed(
    name="due",
    table="helping_due",
    key="story_id",
    columns=_columns,
    beside="telling_story",
    triggers=(
        Trigger("transcribing_transcript", "story_id", ("is_due",)),
        Trigger("transcribing_take", "story_id", ("is_due",), events="INSERT OR DELETE"),
        Trigger("helping_look", "story_id", ("is_due",)),
    ),
)
