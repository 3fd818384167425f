"""Say that something is misheard, in one place or on the whole page, and see what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.forms import PARAGRAPH, ReportForm, SenderForm
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import agreement, reports, revisions
from heard.apps.joining.actions.people import change_person
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender, sender_of, visitor_of
from heard.apps.telling.doors import WayIn, check_there, door, note_waits
from heard.apps.telling.models import PrivateLink, Story
from heard.apps.telling.queries import story_for
from heard.core.errors import BadInput, HeardError, TooMany
from heard.core.people.reports import LONGEST_SENT
from heard.core.transcript.words import Paragraph, Transcript


@dataclass(frozen=True)
class _At:
    """The story that somebody reads, the way they came, and their name, if their private link tells it."""

    story: Story
    way: WayIn
    name: str = ""

    def sender(self, request: HttpRequest, name: str) -> Sender:
        return sender_of(request, name or self.name)


def _by_link(link: PrivateLink, way: WayIn) -> _At:
    check_there(link.person.story, way)
    return _At(link.person.story, way, link.person.name)


def _by_account(request: HttpRequest, way: WayIn) -> _At:
    """With an account or without: everybody who may see the story."""
    return _At(story_for(request.user, way.slug), way)


_reading = door(_by_link, _by_account, is_private=False)


@_reading
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, at: _At) -> HttpResponse:
    """GET says which words somebody has reported; POST takes one report and says what happens next."""
    story = at.story
    if request.method == "GET":
        return JsonResponse({"waiting": reports.waiting_words(story)})
    form = ReportForm(request.POST)
    form.check()
    given = form.cleaned_data
    words = tuple(given["words"].split())
    remark = Remark(given["kind"], words, given["text"], given["note"], given["base"], given["listened"])
    row = actions.report(story, at.sender(request, given["name"]), remark)
    return JsonResponse({"sentence": reports.what_happens_next(row), "where": reverse("my-corrections")}, status=201)


@_reading
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, at: _At) -> HttpResponse:
    """The whole transcript as a form, then what was changed in it to check, then thanks. Its content note
    comes before the form, and never between what somebody wrote and its sending."""
    if request.method == "GET":
        if not at.way.token and note_waits(request, at.story):
            return redirect(at.story)
        transcript, base = revisions.present(at.story)
        return _page(request, _Draft(at, transcript, base, {}))
    form = SenderForm(request.POST)
    draft = _Draft.of(request, at, form)
    try:
        form.check()
        return _step(request, draft)
    except (BadInput, TooMany) as error:
        return _page(request, draft, error=error)


@dataclass(frozen=True)
class _Draft:
    """A page as somebody rewrote it so far. `texts` are the changed paragraphs, by the id of their first word."""

    at: _At
    transcript: Transcript
    base: int
    texts: dict[str, str]
    note: str = ""
    name: str = ""
    listened: bool = False

    @classmethod
    def of(cls, request: HttpRequest, at: _At, form: SenderForm) -> _Draft:
        if not form.is_valid() and "base" in form.errors:
            raise BadInput(_("Open the page again: it does not say which revision it shows."), code="no-base")
        base = form.cleaned_data["base"]
        transcript = _transcript_at(at.story, base)
        texts = _changed(request, transcript)
        note, name = request.POST.get("note", ""), request.POST.get("name", "")
        return cls(at, transcript, base, texts, note, name, "listened" in request.POST)

    @property
    def story(self) -> Story:
        return self.at.story

    @property
    def context(self) -> dict[str, Any]:
        names = ("story", "base", "texts", "note", "name")
        way = self.at.way
        leads = {"story": way.story, "report": way.at("report")}
        return {name: getattr(self, name) for name in names} | {"prefix": PARAGRAPH, "to": leads, "by_link": way.token}


def _step(request: HttpRequest, draft: _Draft) -> HttpResponse:
    sender = draft.at.sender(request, draft.name)
    if request.POST.get("step") == "edit":
        return _page(request, draft)
    if request.POST.get("step") == "send":
        given = draft.base, draft.texts, draft.note
        sent = actions.report_page(draft.story, sender, *given, listened=draft.listened)
        messages.success(request, reports.thanks_for(draft.story, len(sent)))
        return redirect("my-corrections")
    rows = actions.page_rows(draft.story, sender, draft.base, draft.texts)
    if not rows:
        raise BadInput(_("You have not changed any words yet."), code="no-change")
    context = draft.context | {"rows": rows, "sound": reports.sound_of(draft.story)}
    return render(request, "correcting/report_check.html", context)


def _page(request: HttpRequest, draft: _Draft, error: HeardError | None = None) -> HttpResponse:
    context = draft.context | {
        "paragraphs": [_box(draft, paragraph) for paragraph in draft.transcript.paragraphs],
        "error": error.sentence if error else "",
        "changed_since": revisions.present_number(draft.story) != draft.base,
        "sound": [(draft.at.way.at("media", row.name), row.media_type) for row in reports.sound_of(draft.story)],
    }
    status = 200 if error is None else 429 if isinstance(error, TooMany) else 400
    return render(request, "correcting/report.html", context, status=status)


def _box(draft: _Draft, paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph as a labelled box to write in."""
    return {
        "first": paragraph.first,
        "speaker": draft.transcript.speaker_name(paragraph.speaker),
        "start": paragraph.start,
        "end": paragraph.end,
        "text": draft.texts.get(paragraph.first, paragraph.text),
        # Lines in a box that is about 56 letters wide.
        "rows": max(2, len(paragraph.text) // 56 + 1),
    }


def _transcript_at(story: Story, base: int) -> Transcript:
    try:
        return revisions.shown_at(story, base)
    except Revision.DoesNotExist:
        raise BadInput(_("There is no such revision of this transcript."), code="unknown-revision") from None


def _changed(request: HttpRequest, transcript: Transcript) -> dict[str, str]:
    """The paragraphs that read otherwise than they did, by the id of their first word. One that is far too long is
    not compared: it is refused later, and stands in its box till then."""
    given = {name[len(PARAGRAPH) :]: str(text) for name, text in request.POST.items() if name.startswith(PARAGRAPH)}
    known = {paragraph.first: paragraph.text for paragraph in transcript.paragraphs}
    if not given.keys() <= known.keys():
        raise BadInput(
            _("Open the page again: it shows other paragraphs than this revision has."), code="unknown-words"
        )
    return {
        first: text
        for first, text in given.items()
        if len(text) > LONGEST_SENT or text.split() != known.get(first, "").split()
    }


@require_GET
def my_corrections(request: HttpRequest) -> HttpResponse:
    rows = reports.sent_by(request.user, visitor_of(request))[:200]
    context = {
        "rows": rows,
        "tally": {state: sum(row.state == state for row in rows) for state in Correction.State.values},
        "to_hear": agreement.places_to_hear(request.user) if isinstance(request.user, User) else [],
    }
    return render(request, "correcting/my_corrections.html", context)


@require_POST
@login_required
def thank_me(request: HttpRequest) -> HttpResponse:
    """Be named beside the stories that one helped to put right, or no longer."""
    user = request.user
    assert isinstance(user, User)
    before = {"is_thanked": user.is_thanked}
    user.is_thanked = request.POST.get("thank") == "yes"
    change_person(user, by=user, before=before)
    said = _("Your name stands beside those stories now.") if user.is_thanked else _("Your name is no longer shown.")
    messages.success(request, said)
    return redirect("my-corrections")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(reports.sent_by(request.user, visitor_of(request)), pk=pk)
    actions.withdraw(row, sender_of(request))
    messages.success(request, _("You have withdrawn it."))
    return redirect("my-corrections")
