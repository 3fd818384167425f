"""Editors listen to what people reported, one thing after the other, and decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from heard.apps.correcting import actions
from heard.apps.correcting.forms import DecisionForm
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries import agreement, reports, revisions
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import visitor_of
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for, story_for
from heard.core.errors import BadInput, WrongState
from heard.core.permissions import check_can_review, check_can_review_story

# Reports on one page, so that a page opens quickly however many wait.
AT_ONCE = 50
DECIDED_SHOWN = 20
REASONS = (
    _("I listened: the words are right as they stand."),
    _("This is how people here say it. We keep it as it was said."),
    _("I cannot hear this in the recording."),
    _("These words have been put right already."),
)


@dataclass(frozen=True)
class Refused:
    """A decision that could not be made, so that nothing typed is lost."""

    pk: int
    sentence: str
    form: DecisionForm


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    check_can_review(person(request.user))
    return render(request, "correcting/review.html", {"stories": reports.stories_to_review()})


@require_GET
def review_story(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    check_can_review_story(person(request.user), reporter=story.reporter_id)
    return _page(request, story)


def _page(request: HttpRequest, story: Story, refused: Refused | None = None) -> HttpResponse:
    transcript, _number = revisions.present(story)
    desk = reports.Desk(request.user, visitor_of(request), agreement.decisions_in(story, transcript))
    waiting = reports.reports_on(story, transcript, desk)
    context = {
        "story": story,
        "reports": waiting[:AT_ONCE],
        "more": max(len(waiting) - AT_ONCE, 0),
        "decided": reports.decided_in(story, DECIDED_SHOWN),
        "reasons": REASONS,
        "sound": reports.sound_of(story),
        "done": _done(request, story),
        "refused": refused,
    }
    return render(request, "correcting/review_story.html", context, status=400 if refused else 200)


def _done(request: HttpRequest, story: Story) -> Correction | None:
    """The decision that this page comes after."""
    key = request.GET.get("done", "")
    return story.corrections.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out one decision and go on to the next report. One that cannot be made shows the page as it was."""
    stories = stories_for(request.user)
    correction = get_object_or_404(Correction.objects.select_related("story"), pk=pk, story__in=stories)
    check_can_review_story(person(request.user), reporter=correction.story.reporter_id)
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise BadInput(str(next(iter(form.errors.values()))[0]), code="bad-form")
        _DECISIONS[form.cleaned_data["decision"]](correction, Decider(_user(request), visitor_of(request)), form)
    except BadInput as error:
        return _page(request, correction.story, Refused(pk, error.sentence, form))
    except WrongState as error:
        messages.warning(request, error.sentence)
        return redirect(_place_after(request, correction))
    return redirect(_place_after(request, correction, done=True))


@dataclass(frozen=True)
class Decider:
    user: User
    visitor: str


def _accept(correction: Correction, by: Decider, form: DecisionForm) -> None:
    actions.accept(correction, by.user, visitor=by.visitor)


def _adjust(correction: Correction, by: Decider, form: DecisionForm) -> None:
    text, instead = form.adjusted, form.instead
    actions.accept(correction, by.user, text=text, reason=form.why, instead=instead, visitor=by.visitor)


def _decline(correction: Correction, by: Decider, form: DecisionForm) -> None:
    actions.decline(correction, by.user, form.why, by.visitor)


def _reopen(correction: Correction, by: Decider, form: DecisionForm) -> None:
    actions.reopen(correction, by.user)


_DECISIONS: dict[str, Callable[[Correction, Decider, DecisionForm], None]] = {
    "accept": _accept,
    "adjust": _adjust,
    "decline": _decline,
    "reopen": _reopen,
}


def _place_after(request: HttpRequest, correction: Correction, *, done: bool = False) -> str:
    """The review page at the report that comes next in the sound; at the same one when it waits again."""
    page = reverse("review-story", args=[correction.story.slug]) + (f"?done={correction.pk}" if done else "")
    waiting = list(reports.waiting_in(correction.story))
    following = [row for row in waiting if (row.start, row.pk) >= (correction.start, correction.pk)]
    near = next(iter(following or waiting), None)
    return f"{page}#report-{near.pk}" if near else page


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
