"""Say by a program that something is misheard: with the same rules, limits and sentences as on the page."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema, Status

from heard.apps.connecting.doors import sender_by, viewer_of
from heard.apps.connecting.views.api import send
from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.forms import ReportForm
from heard.apps.correcting.queries.reports import what_happens_next
from heard.apps.telling.queries import story_for
from heard.web.addresses import whole_address

router = Router(tags=[_("Words")])


class Report(Schema):
    story: str = Field(max_length=90, pattern=r"^[-a-zA-Z0-9_]+$", description=_("Slug of the story."))
    words: list[str] = Field(max_length=10_000, description=_("Ids of neighbouring words, as in transcript.json."))
    kind: Literal["wrong", "replace", "delete", "right", "unsure"] = Field(
        description=_(
            "What is so: something is wrong, this is said instead (“text”), nobody says this, it is right, or "
            "somebody listened and cannot tell."
        )
    )
    text: str = Field("", description=_("What is really said, where “kind” is “replace”."))
    note: str = Field("", description=_("A word to whoever decides."))
    name: str = Field("", description=_("Under which name it is shown, of somebody without an account."))
    base: int = Field(description=_("Which revision the words are of, as the story says."))
    listened: bool = Field(False, description=_("Whether a person played these words. For “right” they must have."))


class Taken(Schema):
    state: str
    sentence: str = Field(description=_("What happens next, for whoever sent it."))
    address: str = Field(description=_("Where they see what becomes of it."))


@send(router, "/corrections/", Taken, summary=_("Report what was misheard"))
def corrections(request: HttpRequest, sent: Report) -> Status[Taken]:
    story = story_for(viewer_of(request), sent.story)
    form = ReportForm({**sent.model_dump(), "words": " ".join(sent.words)})
    form.check()
    given = form.cleaned_data
    words = tuple(given["words"].split())
    remark = Remark(given["kind"], words, given["text"], given["note"], given["base"], given["listened"])
    row = actions.report(story, sender_by(request, given["name"]), remark)
    address = whole_address(reverse("my-corrections"))
    return Status(201, Taken(state=row.state, sentence=what_happens_next(row), address=address))
