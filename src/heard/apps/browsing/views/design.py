"""Every part that pages are made of, in every state, made of the templates and classes that the pages use themselves.

For whoever changes how pages look. The stories on it are told by nobody: they are in no table, and lead nowhere.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heard.apps.browsing.queries import Way
from heard.apps.exploring.player import Player
from heard.apps.exploring.queries.finding import Result, Said
from heard.apps.exploring.search import Piece
from heard.apps.joining.models import User
from heard.apps.sharing.models import Moment
from heard.apps.sharing.queries import ShownMoment
from heard.apps.telling.models import Recording, Story
from heard.apps.transcribing.models import Transcript
from heard.web import looks

_LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
_SAID = "We weren’t asked, we were told. There was a sheet of paper on the door."
_BARS = "".join("3niqv9tzkmfsu2"[number * number % 14] for number in range(60))
_SLUGS = ("one", "two", "three", "four", "five", "six", "seven", "nine", "eleven", "fourteen")
_SWITCHES = {about: looks.CHOICES[about] for about in ("colours", "contrast", "size", "spacing")} | {
    "dir": ("ltr", "rtl")
}


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """The address says how it looks: `?colours=dark&contrast=more&dir=rtl`."""
    asked = {about: request.GET.get(about) for about in _SWITCHES}
    chosen = {about: now if (now := asked[about]) in ways else ways[0] for about, ways in _SWITCHES.items()}
    told = _story("one", "A story with everything", summary="People who decide together.", place="Salford")
    context = {
        "looks": looks.classes({about: way for about, way in chosen.items() if about != "dir"}),
        "direction": chosen["dir"],
        "switches": [
            (about, [(way, f"?{urlencode(chosen | {about: way})}", way == chosen[about]) for way in ways])
            for about, ways in _SWITCHES.items()
        ],
        "of_each_shade": [_story(slug, slug.capitalize()) for slug in _SLUGS],
        "stories": [
            told,
            _story("two", "Only a title"),
            _story("three", "A draft", state=Story.State.DRAFT),
            _story("four", _LONG, summary=_LONG, place=_LONG),
        ],
        "result": _result(told),
        "moments": [
            _moment(told, ("", _SAID)),
            _moment(told, ("Tom", "And was it closed?"), ("Pauline", "It was not.")),
        ],
        "ways": [Way("Transport", "transport", 12), Way("Day centres", "day-centres", 1), Way(_LONG, "long", 3)],
        "player": Player(is_video=False, sources=[], begin=0.0, end=118.0),
        "form": _Example(),
        "wrong": _Example({"title": "", "kind": "nothing"}, auto_id="wrong_%s"),
        "page": Paginator(range(30), 10).get_page(2),
    }
    return render(request, "browsing/design.html", context)


def _story(slug: str, title: str, **more: str) -> Story:
    given = {"state": Story.State.PUBLISHED, "language": "en", "published_at": datetime(2026, 5, 21, tzinfo=UTC)}
    story = Story(slug=f"example-{slug}", title=title, reporter=User(name="Ada Okafor", slug="example"), **given | more)
    Recording(story=story, duration=118.0, bars=_BARS)
    Transcript(story=story, opening="" if title in ("Only a title", "A draft") else _SAID)
    return story


def _moment(story: Story, *turns: tuple[str, str]) -> ShownMoment:
    return ShownMoment(Moment(code="example", story=story), story, turns, start=27.0, end=32.0, second=27.0)


def _result(story: Story) -> Result:
    said = [Piece("We weren’t "), Piece("asked", found=True), Piece(", we were told.")]
    return Result(
        story,
        story.get_absolute_url(),
        title=[Piece(story.title)],
        summary=[Piece("People who "), Piece("decide", found=True), Piece(" together.")],
        themes=[("day-centres", [Piece("Day centres")])],
        said=[Said(27.0, 32.0, 27.0, "p-w50", "Pauline", said), Said(65.0, 70.0, 65.0, "p-w90", "", [Piece(_SAID)])],
        sound=["nothing.opus"],
    )


class _Example(forms.Form):
    """A field of each kind."""

    title = forms.CharField(label=_("Title"), help_text=_("A few words."))
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label=_("What it is"), choices=[("sound", _("Sound")), ("film", _("Film"))])
    reach = forms.ChoiceField(
        label=_("Who may see it"), choices=[("all", _("Everybody")), ("us", _("Only us"))], widget=forms.RadioSelect
    )
    recording = forms.FileField(label=_("Recording"), required=False)
    agreed = forms.BooleanField(label=_("Everybody in it has agreed"))
