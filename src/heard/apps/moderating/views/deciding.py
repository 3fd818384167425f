"""Moderators decide: on comments one after the other, and on concerns."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.conversing.actions import comments as commenting
from heard.apps.conversing.queries.comments import Reader, waiting_comments
from heard.apps.correcting.queries.reports import sound_of
from heard.apps.joining.queries import person
from heard.apps.joining.senders import visitor_of
from heard.apps.journal.models import Entry
from heard.apps.moderating.actions import concerns as actions
from heard.apps.moderating.forms import (
    DeadlineForm,
    HandOverForm,
    NoteForm,
    ReferralForm,
    ReplyForm,
    RulingForm,
)
from heard.apps.moderating.models import Concern
from heard.apps.moderating.queries.braking import unseen
from heard.apps.moderating.queries.cases import involved_in, people_of, story_of
from heard.apps.moderating.queries.concerns import closed_concerns, decisions_on, open_concerns
from heard.apps.moderating.queries.subjects import Subject, subjects_for
from heard.apps.moderating.views.desk import page, user_of
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions.publishing import what_came_of_it
from heard.apps.transcribing.queries.readiness import gaps_that_stay
from heard.core.errors import BadInput, HeardError
from heard.core.people.concerns import LEAVES_IT
from heard.core.people.permissions import check_can_moderate, check_can_rule

AT_ONCE = 50
_A_PASSAGE = 20.0  # seconds that are played where a concern says only where it begins
DECIDED_SHOWN = 50


@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    check_can_moderate(person(request.user))
    waiting = waiting_comments(request.user).prefetch_related("versions")
    context = {"comments": waiting[:AT_ONCE], "form": ReplyForm(), "done": request.GET.get("done", "")}
    return page(request, "moderating/comments.html", context)


@require_POST
def decide_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, or decline with a reason, and go on to the next."""
    check_can_moderate(person(request.user))
    row = get_object_or_404(waiting_comments(request.user), pk=pk)
    try:
        if request.POST.get("decision") == "accept":
            commenting.accept(row, user_of(request))
            done = "accepted"
        else:
            commenting.decline(row, user_of(request), _reply(request)[:300])
            done = "declined"
    except BadInput as error:
        messages.error(request, error.sentence)
        return redirect(f"{reverse('moderate-comments')}#report-{pk}")
    following = waiting_comments(request.user).filter(pk__gt=pk).first() or waiting_comments(request.user).first()
    place = f"#report-{following.pk}" if following else "#all-done"
    return redirect(f"{reverse('moderate-comments')}?done={done}{place}")


def _reply(request: HttpRequest) -> str:
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise BadInput(str(next(iter(form.errors.values()))[0]), code="no-reason")
    return str(form.cleaned_data["said"])


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    check_can_moderate(person(request.user))
    decided = "decided" in request.GET
    rows = list(closed_concerns()[:DECIDED_SHOWN] if decided else open_concerns())
    subjects = subjects_for(_reader(request), [row.about for row in rows])
    listed = [(row, subjects.get(row.about)) for row in rows]
    return page(request, "moderating/concerns.html", {"listed": listed, "decided": decided})


@require_safe
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    return concern_page(request, row_of(request, pk))


def concern_page(request: HttpRequest, row: Concern, **failed: Form) -> HttpResponse:
    """Everything about one concern, and what may be done with it. `failed` are forms that could not be taken."""
    story = story_of(row)
    context = {
        "concern": row,
        "story": story,
        "sound": sound_of(story) if story and row.start is not None else [],
        "clip_end": row.end or (row.start or 0) + _A_PASSAGE,
        "people": people_of(row),
        "may_open": user_of(request).pk not in involved_in(row),
        "note_form": NoteForm(),
        "referral_form": ReferralForm(),
        "deadline_form": DeadlineForm(initial={"due_at": row.due_at}),
        "subject": subjects_for(_reader(request), [row.about]).get(row.about),
        "rulings": row.rulings.select_related("by"),
        "form": RulingForm(decisions=decisions_on(row.kind)),
        "hand_over": HandOverForm(),
        "refusal": _refusal(request, row),
        "comes_back": next((found.due_at for found in unseen() if row in found.concerns), None),
        "history": Entry.objects.filter(about=f"concern:{row.pk}").select_related("by").order_by("pk"),
    }
    return page(request, "moderating/look.html", context | failed, status=400 if failed else 200)


def _refusal(request: HttpRequest, row: Concern) -> str:
    """Why this moderator may not decide, empty when they may."""
    first = row.rulings.filter(on_appeal=False).first()
    try:
        ruled_by = first.by_id if first and row.state == Concern.State.APPEALED else None
        who = person(request.user)
        check_can_rule(who, about=row.person_id, raised_by=row.author_id, ruled_by=ruled_by)
    except HeardError as error:
        return error.sentence
    return ""


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    actions.take(row_of(request, pk), user_of(request))
    return redirect("moderate-concern", pk)


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = row_of(request, pk), HandOverForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose somebody who moderates."), code="not-a-moderator")
    actions.hand_over(row, form.cleaned_data["to"], user_of(request))
    messages.success(request, _("It is with %(name)s now.") % {"name": form.cleaned_data["to"]})
    return redirect("moderate-concern", pk)


@require_POST
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    row = row_of(request, pk)
    form = RulingForm(request.POST, decisions=decisions_on(row.kind))
    if not form.is_valid():
        return concern_page(request, row, form=form)
    subject = subjects_for(_reader(request), [row.about]).get(row.about)
    story = _published(subject)
    try:
        actions.rule(row, form.cleaned_data["decision"], form.cleaned_data["said"], user_of(request), subject)
    except BadInput as error:
        form.add_error(None, error.sentence)
        return concern_page(request, row, form=form)
    done = [_("Decided. Whoever raised it can read it now.")]
    if story and form.cleaned_data["decision"] in LEAVES_IT:
        done += what_came_of_it(story, gaps_that_stay(story) if story.state == Story.State.DRAFT else [])
    messages.success(request, " ".join(done))
    return redirect("moderate-concerns")


def _published(subject: Subject | None) -> Story | None:
    """The published story that a concern is about."""
    row = subject.row if subject else None
    return row if isinstance(row, Story) and row.state == Story.State.PUBLISHED else None


def row_of(request: HttpRequest, pk: int) -> Concern:
    check_can_moderate(person(request.user))
    return get_object_or_404(Concern.objects.select_related("author", "taken_by", "person"), pk=pk)


def _reader(request: HttpRequest) -> Reader:
    return Reader(request.user, visitor_of(request))
