"""The words of a story in another language: for whoever looks after it to write. Readers come to exploring's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.joining.doors import user_of
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions import translations as actions
from heard.apps.understanding.actions.translations import Written, seen_of
from heard.apps.understanding.doors import story_to_edit
from heard.apps.understanding.forms import CaptionsForm, TranslationForm
from heard.apps.understanding.models import Translation
from heard.apps.understanding.queries.translations import beside_of, done_of, languages_left, page_of
from heard.core.errors import BadInput, HeardError
from heard.core.transcript.second import Beside


@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the languages that there are; POST begins one more."""
    story = story_to_edit(request, slug)
    transcript = transcript_of(story)
    begun = list(story.translations.prefetch_related("paragraphs"))
    form = TranslationForm(request.POST or None, languages=languages_left(story, begun))
    if request.method == "POST" and form.is_valid():
        row = actions.begin_translation(story, form.cleaned_data["language"], by=user_of(request))
        return redirect("translation", slug, row.language)
    done = [(row, done_of(beside_of(row, transcript))) for row in begun] if transcript else []
    context = {"story": story, "form": form, "done": done, "has_words": transcript is not None}
    return render(request, "understanding/translations.html", context, status=400 if form.errors else 200)


@dataclass(frozen=True)
class Box:
    """A paragraph with the box in which it is translated. `theirs` is what somebody else wrote there meanwhile."""

    row: Beside
    text: str
    error: str = ""
    theirs: str | None = None

    @property
    def seen(self) -> str:
        return seen_of(self.row.written)


@require_http_methods(["GET", "HEAD", "POST"])
def translation(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """GET shows some paragraphs, each with a box beside it; POST keeps what was written in the boxes."""
    row = _translation(request, slug, language)
    if request.method != "POST":
        return _desk(request, row, {})
    written = {
        first: Written(request.POST.get(f"text-{first}", ""), request.POST.get(f"seen-{first}", ""))
        for first in (name.removeprefix("text-") for name in request.POST if name.startswith("text-"))
    }
    try:
        passed = actions.write_translation(row, written, by=user_of(request))
    except BadInput as error:
        return _desk(request, row, written, error=error, status=400)
    if passed:
        return _desk(request, row, written, passed=passed, status=409)
    messages.success(request, _("Kept."))
    return redirect(f"{reverse('translation', args=[slug, language])}?page={request.POST.get('then') or 1}")


def _desk(
    request: HttpRequest,
    row: Translation,
    written: dict[str, Written],
    *,
    passed: list[str] | None = None,
    error: BadInput | None = None,
    status: int = 200,
) -> HttpResponse:
    transcript = transcript_of(row.story)
    rows = beside_of(row, transcript) if transcript else []
    page = page_of(rows, request.POST.get("page") or request.GET.get("page"))
    context: dict[str, Any] = {
        "story": row.story,
        "row": row,
        "done": done_of(rows),
        "page": page,
        "boxes": [_box(one, written, passed or [], error) for one in page],
        "has_passed": bool(passed),
        "error": error,
        "captions": CaptionsForm(),
    }
    return render(request, "understanding/translation.html", context, status=status)


def _box(one: Beside, written: dict[str, Written], passed: list[str], error: BadInput | None) -> Box:
    first = one.paragraph.first
    text = written[first].text if first in written else one.written
    said = error.sentence if error and error.field == first else ""
    return Box(one, text, said, one.written if first in passed else None)


@require_POST
def file(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Captions that somebody made elsewhere."""
    row = _translation(request, slug, language)
    form = CaptionsForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise BadInput(" ".join(map(str, form.errors["captions"])), code="no-file")
        sent = form.cleaned_data["captions"]
        got = actions.take_in(row, sent.name or "", sent.read(), by=user_of(request))
    except HeardError as error:
        messages.error(request, error.sentence)
    else:
        said = ngettext("%(count)d paragraph got a text.", "%(count)d paragraphs got a text.", got)
        messages.success(request, said % {"count": got})
    return redirect("translation", slug, language)


@require_POST
def state(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Shows it to readers, keeps it back, or takes it away; or says of one paragraph that its text still fits."""
    row = _translation(request, slug, language)
    do, by = request.POST.get("do"), user_of(request)
    if do in ("show", "hide"):
        actions.show_translation(row, shown=do == "show", by=by)
    elif do == "delete":
        actions.drop_translation(row, by=by)
        return redirect("translations", slug)
    elif do == "fits":
        actions.still_fits(row, request.POST.get("first", ""), by=by)
    page = request.POST.get("page") or 1
    return redirect(f"{reverse('translation', args=[slug, language])}?page={page}")


def _translation(request: HttpRequest, slug: str, language: str) -> Translation:
    story: Story = story_to_edit(request, slug)
    return get_object_or_404(Translation.objects.select_related("story"), story=story, language=language)
