"""Editors listen to what people reported, one thing after the other, and decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
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
from heard.core.people.permissions import check_can_review, check_can_review_story
from heard.core.people.reports import HEARD, LONGEST_SENT, READ

# Reports on one page, so that a page opens quickly however many wait.
AT_ONCE = 50
STORIES = 48  # on one page
DECIDED_SHOWN = 20
MOST_TOGETHER = 1000
_TOGETHER = "declined_together"  # in the session: what was declined with one press, for the way back


@dataclass(frozen=True)
class Refused:
    """A decision that could not be made, so that nothing typed is lost."""

    pk: int
    sentence: str
    form: DecisionForm


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    check_can_review(person(request.user))
    page = Paginator(reports.stories_to_review(), STORIES).get_page(request.GET.get("page"))
    return render(request, "correcting/review.html", {"page": page})


@require_GET
def review_story(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    check_can_review_story(person(request.user), reporter=story.reporter_id)
    return _page(request, story)


def _page(request: HttpRequest, story: Story, refused: Refused | None = None) -> HttpResponse:
    transcript, _number = revisions.present(story)
    desk = reports.Desk(request.user, visitor_of(request), agreement.decisions_in(story, transcript))
    waiting = reports.by_place(reports.reports_on(story, transcript, desk))
    context = {
        "story": story,
        "cards": waiting[:AT_ONCE],
        "waiting": len(waiting),
        "together": len(request.session.get(_TOGETHER, [])),
        "more": max(len(waiting) - AT_ONCE, 0),
        "decided": reports.decided_in(story, DECIDED_SHOWN),
        "reasons": HEARD if story.has_sound else READ,
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


@require_POST
def decline_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline everything that waits from whoever sent this."""
    row = get_object_or_404(Correction.objects.select_related("story"), pk=pk, story__in=stories_for(request.user))
    check_can_review_story(person(request.user), reporter=row.story.reporter_id)
    wide = request.POST.get("same_address") == "on"
    rows = reports.of_the_same_sender(row, request.user, same_address=wide)
    reason = request.POST.get("other_reason", "") or request.POST.get("reason", "")
    try:
        done = actions.decline_all(rows[:MOST_TOGETHER], _user(request), reason[:LONGEST_SENT], visitor_of(request))
    except BadInput as error:
        return _page(request, row.story, Refused(pk, error.sentence, DecisionForm(request.POST)))
    request.session[_TOGETHER] = done
    said = ngettext("%(count)d suggestion was declined.", "%(count)d suggestions were declined.", len(done))
    messages.success(request, said % {"count": len(done)})
    return redirect("review-story", row.story.slug)


@require_POST
def reopen_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back that they were declined together."""
    story = story_for(request.user, slug)
    check_can_review_story(person(request.user), reporter=story.reporter_id)
    keys = request.session.pop(_TOGETHER, [])
    done = actions.reopen_all(Correction.objects.filter(pk__in=keys).select_related("story"), _user(request))
    said = ngettext("%(count)d suggestion waits again.", "%(count)d suggestions wait again.", done)
    messages.success(request, said % {"count": done})
    return redirect("review-story", slug)


@dataclass(frozen=True)
class Decider:
    user: User
    visitor: str


def _accept(correction: Correction, by: Decider, form: DecisionForm) -> None:
    _taken(form)(correction, by.user, visitor=by.visitor)


def _adjust(correction: Correction, by: Decider, form: DecisionForm) -> None:
    text, instead = form.adjusted, form.instead
    _taken(form)(correction, by.user, text=text, reason=form.why, instead=instead, visitor=by.visitor)


def _taken(form: DecisionForm) -> Callable[..., Correction]:
    return actions.accept if form.cleaned_data["listened"] else actions.accept_unheard


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
