"""Choose words, get a moment of them; its page, its card, and how to cite it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from heard.apps.correcting.queries.reports import sound_of
from heard.apps.joining.senders import check_rate, sender_of
from heard.apps.sharing import actions, embedding, queries
from heard.apps.sharing.forms import WordsForm
from heard.apps.telling.doors import note_waits, note_waits_before_file
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import transcript_of
from heard.core.errors import BadInput
from heard.core.formats import schema_org
from heard.core.quoting import citing
from heard.core.quoting.moments import pieces_of
from heard.core.transcript.words import Transcript, Word, text_of
from heard.web.addresses import whole_address
from heard.web.qr import square

A_MINUTE = 20
"""So many moments may one visitor make in a minute."""


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the paragraphs to choose from or, once chosen, the words; POST gives them an address. All of it lies
    behind the content note."""
    story = story_for(request.user, slug)
    actions.check_may_quote(story)
    if note_waits(request, story):
        return redirect(story)
    transcript = transcript_of(story)
    if transcript is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    if not given.get("first"):
        return _choose(request, story, transcript)
    try:
        form = WordsForm(given)
        first, last = (form.data.get(name, "")[:24] for name in ("first", "last"))
        words = actions.chosen(transcript, first, last)
        if request.method != "POST":
            return _narrow(request, story, transcript, words)
        check_rate("moment", sender_of(request), most=A_MINUTE)
        moment = actions.share(story, first, last, revision=_revision(story))
    except BadInput as error:
        return _choose(request, story, transcript, error)
    return redirect(moment)


def _revision(story: Story) -> int:
    return TranscriptRow.objects.values_list("revision", flat=True).get(story=story)


def _choose(request: HttpRequest, story: Story, transcript: Transcript, error: BadInput | None = None) -> HttpResponse:
    """Every paragraph, or as much of a long one as a moment may hold."""
    pieces = [
        (transcript.speaker_name(paragraph.speaker), piece)
        for paragraph in transcript.paragraphs
        for piece in pieces_of(paragraph.words)
    ]
    context = {"story": story, "pieces": pieces, "error": error.sentence if error else ""}
    return render(request, "sharing/choose.html", context, status=400 if error else 200)


def _narrow(request: HttpRequest, story: Story, transcript: Transcript, words: tuple[Word, ...]) -> HttpResponse:
    context = {
        "story": story,
        "words": words,
        "text": text_of(words),
        "turns": queries.turns_of(words, transcript),
        **_sound(story, words[0].start, words[-1].end),
    }
    return render(request, "sharing/share.html", context)


def _sound(story: Story, start: float, end: float) -> dict[str, Any]:
    """What plays just these seconds."""
    return {"sound": sound_of(story), "start": start, "end": end}


@require_safe
def moment(request: HttpRequest, code: str) -> HttpResponse:
    shown = queries.moment_for(request.user, code)
    context: dict[str, Any] = {"moment": shown, "story": shown.story}
    if not shown.turns:
        return render(request, "sharing/moment_gone.html", context, status=410)
    address = whole_address(shown.row.get_absolute_url())
    cited = queries.citation_of(shown, address)
    context |= {
        "address": address,
        "cited": {way: write(cited) for way, write in citing.WAYS.items()},
        "embed": embedding.code_of("moment", shown.row.code, shown.story.title),
        "qr": square(address),
        "linked_data": _linked_data(shown, address),
        "oembed": embedding.oembed_of(address),
        **_sound(shown.story, shown.start, shown.end),
    }
    context["card"], context["card_says"] = queries.card_address(shown)
    return render(request, "sharing/moment.html", context)


def _linked_data(shown: queries.ShownMoment, address: str) -> str:
    """What programs are told of it."""
    source = (shown.story.title, whole_address(shown.story.get_absolute_url()))
    told = schema_org.of_quotation(shown.text, shown.speakers, source, address, shown.story.language)
    return schema_org.written(told)


_FILES: dict[str, tuple[str, Callable[[citing.Citation], str]]] = {
    "bib": ("application/x-bibtex", citing.bibtex),
    "json": (
        "application/vnd.citationstyles.csl+json",
        lambda cited: json.dumps(citing.csl(cited), ensure_ascii=False),
    ),
}


@require_safe
def citation(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """For programs that keep references."""
    shown = queries.moment_for(request.user, code)
    if suffix not in _FILES or not shown.turns:
        raise Http404
    if note_waits_before_file(request, shown.story):
        return redirect(shown.row)
    kind, written = _FILES[suffix]
    cited = queries.citation_of(shown, whole_address(shown.row.get_absolute_url()))
    response = HttpResponse(written(cited), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"heard-{code}.{suffix}"))
    return response
