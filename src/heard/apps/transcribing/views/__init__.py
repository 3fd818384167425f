"""What reporters see of their stories: where each stands, what can be said about it, and the way to publish it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.telling.actions import stories
from heard.apps.telling.forms import DescribeForm, RecordingForm, SoundForm
from heard.apps.telling.models import Story
from heard.apps.telling.queries import in_words, recording_of, sending_limits, story_for, upload_under_way
from heard.apps.telling.queries.consent import audience_in_words, stories_in
from heard.apps.telling.queries.readers import shown, shown_each
from heard.apps.transcribing.actions import transcribe_again, try_again
from heard.apps.transcribing.actions.publishing import publish_story
from heard.apps.transcribing.forms import AgainForm, VoicesForm
from heard.apps.transcribing.queries import (
    Progress,
    is_older_than_names,
    job_of,
    progress_of,
    transcript_of,
    with_progress,
    writing_of,
)
from heard.apps.transcribing.queries.readiness import gaps_in, lack_of
from heard.core.people.permissions import can_tell, check_can_edit_story
from heard.core.people.readiness import SENTENCES
from heard.core.people.states import can_move


@login_required
@require_safe
def my_stories(request: HttpRequest) -> HttpResponse:
    """Every story of one's own, and what it waits for."""
    mine = with_progress(_user(request).stories.all()).order_by("-created_at", "-pk")
    told = list(mine.exclude(state=Story.State.ERASED))
    shown = shown_each(told)
    rows = [(story, progress_of(story), shown[story.pk]) for story in told]
    context = {"rows": rows, "parts": stories_in(_user(request)), "can_tell": can_tell(person(request.user))}
    return render(request, "transcribing/my_stories.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that can be said about a story, and where its recording stands."""
    story = _own(request, slug)
    forms = _forms(request, story)
    if request.method == "POST" and all(form.is_valid() for form in forms.values()):
        _save(story, forms, _user(request))
        messages.success(request, _("Saved."))
        return redirect("edit-story", story.slug)
    failed = request.method == "POST"
    if failed:
        story.refresh_from_db()  # the form has put what was typed on it
    return render(request, "transcribing/edit.html", _edit_page(story, forms), status=400 if failed else 200)


def _edit_page(story: Story, forms: dict[str, Any]) -> dict[str, Any]:
    progress, recording, transcript = progress_of(story), recording_of(story), transcript_of(story)
    return {
        "story": story,
        "progress": progress,
        "writing": writing_of(story, transcript),
        "again": AgainForm(transcript=transcript),
        "names_are_new": recording and progress.state == "written" and is_older_than_names(story),
        "upload": upload_under_way(story),
        "recording": recording,
        "recording_size": in_words(recording.size) if recording else "",
        "forms": forms,
        "shown": shown(story),
        "gaps": gaps_in(story) if story.state == Story.State.PUBLISHED else [],
        "lack": _lack(story) if story.state == Story.State.DRAFT else "",
        "recording_form": RecordingForm() if _can_send(story, progress) else None,
        **sending_limits(),
    }


def _lack(story: Story) -> str:
    return _(SENTENCES[lack]) if (lack := lack_of(story)) else ""


def _can_send(story: Story, progress: Progress) -> bool:
    """Not once it is written down: what people wrote belongs to this recording."""
    begun = story.state == Story.State.DRAFT and progress.state in ("empty", "arriving", "failed", "unheard")
    return begun and not hasattr(story, "transcript")


def _forms(request: HttpRequest, story: Story) -> dict[str, Any]:
    given = request.POST or None
    forms: dict[str, Any] = {"details": DescribeForm(given, instance=story, by=request.user)}
    transcript = transcript_of(story)
    if transcript is None and story.has_sound:
        forms["sound"] = SoundForm(given, instance=story)
    elif transcript and transcript.speakers:
        forms["voices"] = VoicesForm(story, transcript, given)
    return forms


def _save(story: Story, forms: dict[str, Any], by: User) -> None:
    given: Any = {
        name: value for key in ("details", "sound") if key in forms for name, value in forms[key].cleaned_data.items()
    }
    themes = given.pop("themes")
    story.refresh_from_db()
    stories.describe_story(story, given, by=by, themes=themes)
    if "voices" in forms:
        stories.name_voices(story, forms["voices"].cleaned_data, by=by)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Check the answers, then publish; or, for a story that is published, take it back."""
    story = _own(request, slug)
    if request.method != "POST":
        page = "publish" if can_move("story", story.state, Story.State.PUBLISHED) else "unpublish"
        context = {"story": story, "progress": progress_of(story), "answers": _answers(story), "gaps": gaps_in(story)}
        context |= {"shown": shown(story), "lack": _lack(story)}
        return render(request, f"transcribing/{page}.html", context)
    wanted = request.POST.get("state", "")
    if wanted == Story.State.PUBLISHED:
        publish_story(story, by=_user(request))
        messages.success(request, _("Your story is published.") + " " + shown(story).sentence)
        return redirect(story)
    stories.unpublish_story(story, by=_user(request))
    messages.success(request, _("Your story is a private draft again."))
    return redirect("edit-story", story.slug)


@dataclass(frozen=True)
class Answer:
    """One line to check: what was asked, what was said, and where to change it: a `field` of the edit page, or the page
    about its audience."""

    label: str
    value: str
    field: str = ""


def _answers(story: Story) -> list[Answer]:
    transcript = transcript_of(story)
    speaking = transcript.speaking if transcript else []
    return [
        Answer(_("Title"), story.title, "id_title"),
        Answer(_("Summary"), story.summary, "id_summary"),
        Answer(
            _("Who speaks"), ", ".join(voice.name for voice in speaking), f"id_{speaking[0].id}" if speaking else ""
        ),
        Answer(_("Place"), story.place, "id_place"),
        Answer(_told_on(story), date_format(story.told_on, "j F Y") if story.told_on else "", "id_told_on"),
        Answer(_("Themes"), ", ".join(theme.name for theme in story.themes.all()), "id_themes"),
        Answer(_("Who it is for"), audience_in_words(story)),
        Answer(_("What may be hard to hear"), story.content_note),
        Answer(_("May others copy it?"), story.get_licence_display()),
    ]


def _told_on(story: Story) -> str:
    return _("Date of the recording") if story.has_sound else _("Date it was told or written")


@never_cache
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the work on a recording stands: for scripts as JSON, for people as a page that renews itself."""
    story = _own(request, slug)
    progress = progress_of(story)
    if request.accepts("text/html"):
        response = render(request, "transcribing/progress.html", {"story": story, "progress": progress})
        if progress.is_going_on:
            response.headers["Refresh"] = "5"
        return response
    said = {name: getattr(progress, name) for name in ("state", "sentence", "share", "seconds_left", "percent", "left")}
    return JsonResponse(said)


@login_required
@require_POST
def retry(request: HttpRequest, slug: str) -> HttpResponse:
    """Put work that failed back in line."""
    story = _own(request, slug)
    if job := job_of(story):
        try_again(job, by=_user(request))
    return redirect("edit-story", story.slug)


@login_required
@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the machine listen once more, with one of the models that are installed, or the one that the host has set by
    now."""
    story = _own(request, slug)
    form = AgainForm(request.POST, transcript=transcript_of(story))
    model = form.chosen()
    transcribe_again(story, by=_user(request), model=model.name if model else "")
    if model and model.is_weaker:
        said = _("The machine will listen again. It changes nothing by itself: what it hears otherwise waits for you.")
    else:
        said = _("The machine will listen again. Every word that people wrote or confirmed is kept.")
    messages.success(request, said)
    return redirect("edit-story", story.slug)


def _own(request: HttpRequest, slug: str) -> Story:
    """The story, for those who may change it. A draft of somebody else's is not there at all."""
    story = story_for(request.user, slug)
    check_can_edit_story(person(request.user), reporter=story.reporter_id)
    return story


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
