"""Who is in a story, what each of them agrees to, and whom it is for: pages for those who look after it."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.agreeing.forms.audience import AudienceForm
from heard.apps.agreeing.forms.people import PersonForm, RecordedUsesForm, SignedForm, VoiceReasonsForm
from heard.apps.joining.models import User
from heard.apps.joining.queries import person as as_person
from heard.apps.telling.actions import consent, linking, stories
from heard.apps.telling.actions.consent import Hand, HowGiven
from heard.apps.telling.actions.papers import keep_paper
from heard.apps.telling.models import SignOff, Story, StoryPerson
from heard.apps.telling.queries import story_for
from heard.apps.telling.queries.consent import (
    Gap,
    answers_of,
    good_link_of,
    guardian_noes,
    history_of,
    papers_of,
    person_in,
    sign_off_of,
    stand_of,
    story_people,
)
from heard.apps.telling.queries.readers import shown
from heard.apps.transcribing.actions import publishing
from heard.apps.transcribing.queries import spoken_consent_in, voices_in
from heard.apps.transcribing.queries.readiness import gaps_in, lack_of
from heard.core.errors import NotAllowed
from heard.core.people.consent import How
from heard.core.people.permissions import check_can_edit_story
from heard.core.people.readiness import SENTENCES


@login_required
@never_cache
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody in a story, and what is still missing."""
    story = _looked_after(request, slug)
    rows = [(person, stand_of(person), sign_off_of(person)) for person in story_people(story)]
    context = {"story": story, "rows": rows, "gaps": gaps_in(story), "shown": shown(story), "voices": _voices(story)}
    return render(request, "agreeing/people.html", context)


def _voices(story: Story, data: QueryDict | None = None) -> VoiceReasonsForm | None:
    form = VoiceReasonsForm(data, story=story, voices=voices_in(story))
    return form if form.fields else None


@login_required
@require_POST
def voices(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why a voice is nobody's who is asked."""
    story = _looked_after(request, slug)
    form = _voices(story, request.POST)
    if form and form.is_valid():
        publishing.explain_voices(story, form.reasons, by=_user(request))
        messages.success(request, _("Kept, with the story."))
    return redirect("story-people", slug)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more person in a story."""
    story = _looked_after(request, slug)
    form = PersonForm(_sent(request), story=story, voices=voices_in(story))
    form.initial["voice"] = request.GET.get("voice", "")
    if request.method == "POST" and form.is_valid():
        person = consent.add_person(story, form.about, by=_user(request), contact=form.contact, deciding=form.deciding)
        return redirect("story-person", story.slug, person.pk)
    context = {"story": story, "form": form}
    return render(request, "agreeing/person_add.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One step about one person: who they are, what they agree to, and their way in."""
    one = _person(request, slug, number)
    if request.method != "POST":
        return _page(request, one)
    form = PersonForm(request.POST, story=one.story, voices=voices_in(one.story), known=one)
    if not form.is_valid() or not _described(one, form, _user(request)):
        return _page(request, _person(request, slug, number), about=form)
    messages.success(request, _("Saved."))
    return redirect("story-person", slug, number)


def _gaps_about(one: StoryPerson) -> list[str]:
    address = reverse("story-person", args=[one.story.slug, one.pk])
    return [gap.sentence for gap in gaps_in(one.story) if gap.address == address]


def _described(one: StoryPerson, form: PersonForm, by: User) -> bool:
    """What nobody may write over somebody's own word is said on the form, so that the rest of it is not lost."""
    try:
        with publishing.asking_readiness(one.story, by=by):
            consent.describe_person(one, form.about, hand=Hand(by), contact=form.contact, deciding=form.deciding)
    except NotAllowed as error:
        form.add_error("account" if error.code == "only-they-can" else "under_18", error.sentence)
        return False
    return True


def _page(request: HttpRequest, one: StoryPerson, **given: Any) -> HttpResponse:
    """The page with the form that was sent and could not be used, if any, in the place of its own."""
    asks_guardian = one.is_young or bool(guardian_noes(one))
    forms = {
        "about": PersonForm(None, story=one.story, voices=voices_in(one.story), known=one),
        "theirs": RecordedUsesForm(answers=answers_of(one)),
        "guardians": RecordedUsesForm(answers=answers_of(one, as_guardian=True)) if asks_guardian else None,
        "signed": None if lack_of(one.story) else SignedForm(),
        **given,
    }
    context = {
        "story": one.story,
        "person": one,
        "forms": forms,
        "shown": shown(one.story),
        "gaps": _gaps_about(one),
        "history": history_of(one),
        "signed_off": sign_off_of(one),
        "link": good_link_of(one),
        "guardian_link": good_link_of(one, for_guardian=True),
        "spoken": spoken_consent_in(one.story),
        "lack": SENTENCES[lack] if (lack := lack_of(one.story)) else "",
    }
    return render(request, "agreeing/person.html", context, status=400 if given else 200)


@login_required
@require_POST
def uses(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write down what they, or their guardian, said."""
    one = _person(request, slug, number)
    as_guardian = request.POST.get("side") == "guardian"
    form = RecordedUsesForm(request.POST, request.FILES, answers=answers_of(one, as_guardian=as_guardian))
    if not form.is_valid():
        return _page(request, one, **{"guardians" if as_guardian else "theirs": form})
    by, said = _user(request), _said(one, form)
    with publishing.asking_readiness(one.story, by=by) as gaps:
        rows = consent.record_consent(one, form.wanted, hand=Hand(by, as_guardian=as_guardian), said=said)
    messages.success(request, _told(one.story, gaps) if rows else _("Nothing has changed."))
    return redirect("story-person", slug, number)


def _told(story: Story, gaps: list[Gap]) -> str:
    """What was done, and what it does to a story that was published."""
    return " ".join([_("Their answers are written down."), *publishing.what_came_of_it(story, gaps)])


def _said(one: StoryPerson, form: RecordedUsesForm) -> HowGiven:
    how = How(form.cleaned_data["how"])
    if how is How.SPOKEN:
        return HowGiven(how, second=form.cleaned_data["second"])
    return HowGiven(how, paper=keep_paper(one, form.cleaned_data["paper"])) if how is How.PAPER else HowGiven(how)


@login_required
@require_POST
def signed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write down that a storyteller signed off in person."""
    one = _person(request, slug, number)
    form = SignedForm(request.POST)
    if not form.is_valid():
        return _page(request, one, signed=form)
    publishing.sign_off(one, SignOff.How.IN_PERSON, hand=Hand(_user(request)), note=form.cleaned_data["note"])
    messages.success(request, _("Their sign-off is written down."))
    return redirect("story-person", slug, number)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For somebody added by mistake."""
    one = _person(request, slug, number)
    with publishing.asking_readiness(one.story, by=_user(request)) as gaps:
        consent.remove_person(one, by=_user(request))
    done = [_("They are no longer in this story."), *publishing.what_came_of_it(one.story, gaps)]
    messages.success(request, " ".join(done))
    return redirect("story-people", slug)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A private link, told once, with a card to print. Each ends the one before, so looking makes none."""
    one = _person(request, slug, number)
    context: dict[str, Any] = {"story": one.story, "person": one}
    if request.method == "POST":
        guardian = request.POST.get("side") == "guardian" and one.is_young
        token = linking.make_link(one, by=_user(request), for_guardian=guardian)
        address = request.build_absolute_uri(reverse("yours", args=[token]))
        link = good_link_of(one, for_guardian=guardian)
        context |= {"address": address, "code": _code(address), "link": link, "guardian": guardian}
    return render(request, "agreeing/card.html", context)


def _code(address: str) -> str:
    """The address as a square for a phone's camera."""
    return segno.make(address, error="m").svg_data_uri(scale=6, dark="#000", light="#fff")


@login_required
@require_POST
def end_links(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For a card that was lost."""
    linking.end_links(_person(request, slug, number), by=_user(request))
    messages.success(request, _("The link no longer works."))
    return redirect("story-person", slug, number)


@login_required
@never_cache
@require_safe
def paper(request: HttpRequest, slug: str, number: int, name: str) -> HttpResponseBase:
    """A photo of paper consent, for those who look after the story and nobody else."""
    place = papers_of(_person(request, slug, number)) / f"{name}.jpg"
    if not place.is_file():
        raise Http404
    return HttpResponse(place.read_bytes(), "image/jpeg")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audience(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom a story is for, before it is published and after."""
    story = _looked_after(request, slug)
    form = AudienceForm(_sent(request), instance=story, by=_user(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        readers = given.pop("named")
        story.refresh_from_db()
        with publishing.asking_readiness(story, by=_user(request)) as gaps:
            stories.choose_audience(story, given, by=_user(request), readers=readers)  # type: ignore[arg-type]
        messages.success(request, " ".join([_("Saved."), *publishing.what_came_of_it(story, gaps)]))
        return redirect("publish", story.slug)
    failed = bool(form.errors)
    if failed:
        story.refresh_from_db()
    return render(request, "agreeing/audience.html", {"story": story, "form": form}, status=400 if failed else 200)


def _looked_after(request: HttpRequest, slug: str) -> Story:
    story = story_for(request.user, slug)
    check_can_edit_story(as_person(request.user), reporter=story.reporter_id)
    return story


def _person(request: HttpRequest, slug: str, number: int) -> StoryPerson:
    return person_in(_looked_after(request, slug), number)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, though it be empty."""
    return request.POST if request.method == "POST" else None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
