"""“What does that mean?”: anybody asks, editors answer with a term."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import sender_of, visitor_of
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.apps.wording import actions, queries
from heard.apps.wording.actions import Asked
from heard.apps.wording.forms import AnswerForm, AskForm
from heard.apps.wording.models import Ask, Term
from heard.core.errors import BadInput, HeardError, TooMany
from heard.core.people.permissions import check_can_keep_glossary

MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask what a word means. Where the glossary knows it already, the answer is there at once."""
    story = _story(request)
    as_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    form = AskForm(request.POST if request.method == "POST" else None, initial={"text": request.GET.get("text", "")})
    if request.method != "POST":
        return _page(request, form, story)
    try:
        if not form.is_valid():
            raise BadInput(str(next(iter(form.errors.values()))[0]), code="bad-form")
        known = _asked(request, form.cleaned_data, story)
    except (BadInput, TooMany) as error:
        return _refused(request, form, story, error, as_json=as_json)
    return _answered(request, known, story, as_json=as_json)


def _asked(request: HttpRequest, given: dict[str, Any], story: Story | None) -> Term | None:
    known = queries.meaning_of(given["text"])
    if known is None:
        asked = Asked(given["text"], tuple(given["words"].split()), given["start"])
        actions.ask(story, sender_of(request), asked)
    return known


def _answered(request: HttpRequest, known: Term | None, story: Story | None, *, as_json: bool) -> HttpResponse:
    where = known.get_absolute_url() if known else reverse("ask")
    said = _("Thank you. An editor will explain this. The answer will stand with your questions.")
    if as_json and known:
        return JsonResponse({"term": known.text, "meaning": known.meaning, "where": where})
    if as_json:
        return JsonResponse({"sentence": said, "where": where}, status=201)
    if known is None:
        messages.success(request, said)
    return redirect(where + (f"?story={story.slug}" if story and not known else ""))


def _refused(
    request: HttpRequest, form: AskForm, story: Story | None, error: HeardError, *, as_json: bool
) -> HttpResponse:
    if as_json:
        raise error
    if not form.errors:
        form.add_error("text", error.sentence)
    return _page(request, form, story, status=429 if isinstance(error, TooMany) else 400)


def _page(request: HttpRequest, form: AskForm, story: Story | None, status: int = 200) -> HttpResponse:
    mine = queries.asked_by(request.user, visitor_of(request))[:MOST_SHOWN]
    return render(request, "wording/ask.html", {"form": form, "story": story, "mine": mine}, status=status)


def _story(request: HttpRequest) -> Story | None:
    """The story that the question comes from, for those who may see it."""
    slug = request.POST.get("story") or request.GET.get("story") or ""
    if slug and not slug_re.match(slug):
        raise Http404
    return story_for(request.user, slug) if slug else None


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What people asked, for editors to answer."""
    return _questions(request, None, AnswerForm())


def _questions(request: HttpRequest, refused: Ask | None, form: AnswerForm) -> HttpResponse:
    check_can_keep_glossary(person(request.user))
    waiting = queries.questions()
    context = {
        "questions": waiting[:MOST_SHOWN],
        "more": max(len(waiting) - MOST_SHOWN, 0),
        "terms": queries.live_terms().prefetch_related(None) if waiting else (),
        "refused": refused,
        "form": form,
    }
    return render(request, "wording/questions.html", context, status=400 if refused else 200)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question, and all that ask the same, with a term or with none."""
    check_can_keep_glossary(person(request.user))
    asked = get_object_or_404(Ask, pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _questions(request, asked, form)
    assert isinstance(request.user, User)
    term = None if form.cleaned_data["nothing"] else form.cleaned_data["term"]
    count = actions.answer(asked, by=request.user, term=term)
    said = ngettext("%(count)d question answered.", "%(count)d questions answered.", count)
    messages.success(request, said % {"count": count})
    return redirect("questions")
