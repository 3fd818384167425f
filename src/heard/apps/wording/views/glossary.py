"""The glossary: everybody reads it, editors keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.wording import actions, queries
from heard.apps.wording.forms import FindForm, MergeForm, TermForm
from heard.apps.wording.models import Ask
from heard.core.errors import HeardError
from heard.core.people.permissions import can_keep_glossary, check_can_keep_glossary

A_PAGE = 100


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The terms in use, A to Z. `letter` picks those under one heading."""
    form = FindForm(request.GET)
    words, kind = form.asked
    terms = [(queries.letter_of(term), term) for term in queries.found_terms(words, kind)]
    letters = list(dict.fromkeys(letter for letter, _term in terms))
    letter = request.GET.get("letter", "")
    shown = [pair for pair in terms if pair[0] == letter] if letter in letters else terms
    keeps = can_keep_glossary(person(request.user))
    context = {
        "form": form,
        "letters": letters,
        "letter": letter if letter in letters else "",
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "wanted": bool(words or kind),
        "keeps": keeps,
        "asked": len(queries.questions()) if keeps else 0,
    }
    return render(request, "wording/glossary.html", context)


@require_safe
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """What a term means; for editors also where each of its forms was learnt."""
    term = queries.term_by(pk)
    keeps = can_keep_glossary(person(request.user))
    if not term.is_live and not keeps:
        if term.merged_into is None:
            raise Http404
        return redirect(term.merged_into)
    return render(request, "wording/term.html", {"term": term, "keeps": keeps})


@require_safe
def retired(request: HttpRequest) -> HttpResponse:
    check_can_keep_glossary(person(request.user))
    return render(request, "wording/retired.html", {"terms": queries.retired_terms()})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a term; `answers` is the question that it answers."""
    check_can_keep_glossary(person(request.user))
    asked = _question(request)
    form = TermForm(request.POST or None, initial={"text": asked.text if asked else request.GET.get("term", "")})
    there = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_term(form.entry, by=_user(request))
        except HeardError as error:
            there = queries.term_called(form.entry.term)
            form.add_error("text", error.sentence)
        else:
            if asked:
                actions.answer(asked, by=_user(request), term=made)
            messages.success(request, _("“%(term)s” is in the glossary now.") % {"term": made.text})
            return redirect("questions" if asked else made)
    return _form_page(request, form, {"asked": asked, "there": there})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_keep_glossary(person(request.user))
    term = queries.term_by(pk)
    form = TermForm.about(term, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_term(term, form.entry, by=_user(request))
        except HeardError as error:
            form.add_error("text", error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect(term)
    return _form_page(request, form, {"term": queries.term_by(pk)})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_keep_glossary(person(request.user))
    term = queries.term_by(pk)
    form = MergeForm(request.POST or None, term=term)
    if request.method == "POST" and form.is_valid():
        try:
            into = actions.merge_terms(term, form.cleaned_data["into"], by=_user(request))
        except HeardError as error:
            form.add_error("into", error.sentence)
        else:
            merged = {"term": term.text, "into": into.text}
            messages.success(request, _("“%(term)s” is now another way to say “%(into)s”.") % merged)
            return redirect(into)
    return render(request, "wording/merge.html", {"term": term, "form": form}, status=_status(form))


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_keep_glossary(person(request.user))
    term = queries.term_by(pk)
    actions.retire_term(term, by=_user(request))
    messages.success(request, _("“%(term)s” is out of use. Nothing about it is lost.") % {"term": term.text})
    return redirect(term)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    check_can_keep_glossary(person(request.user))
    term = queries.term_by(pk)
    actions.restore_term(term, by=_user(request))
    messages.success(request, _("“%(term)s” is in use again.") % {"term": term.text})
    return redirect(term)


def _form_page(request: HttpRequest, form: TermForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "wording/term_form.html", {"form": form, **context}, status=_status(form))


def _status(form: TermForm | MergeForm) -> int:
    return 400 if form.errors else 200


def _question(request: HttpRequest) -> Ask | None:
    key = request.GET.get("answers", "")
    return queries.waiting_asks().filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
