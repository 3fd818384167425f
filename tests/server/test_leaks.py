"""A crawler as every kind of viewer asks for every address that the site makes, and for every link it finds there.

Each story is planted with a marker of its own, in everything that is kept about it. No marker may reach anybody who may
not have it. An address that the crawler has no example for fails: whoever adds one tells what to try.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import mail
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from heard.apps.conversing import tasks as conversing
from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.models import Comment, Notice
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.helping import tasks as helping
from heard.apps.helping.models import Answer, Proposal, Rule, Spot
from heard.apps.hiding import actions as hiding
from heard.apps.hosting import tasks as hosting
from heard.apps.joining.models import Group, Invitation, Membership, Training, User
from heard.apps.moderating.models import CaseNote, Concern, Referral, SavedReply
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import PersonContact, PrivateLink, Recording, Rendition, Story, Theme, Upload, Voice
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.queries import whole_transcript_of
from heard.apps.wording.actions import learn_form
from heard.apps.wording.models import Ask, Form, StoryName, Term
from heard.core.formats import FORMATS
from heard.core.hiding import around
from heard.core.permissions import Role
from tests import cast

KINDS = ("open", "hidden", "draft", "group", "named", "refused", "held", "past", "future", "sealed", "erased")
EVERYBODYS = {"open"}
NOBODYS = {"sealed", "erased"}


def marker(kind: str) -> str:
    return f"Qz{kind}qz"


# The world


@dataclass
class World:
    stories: dict[str, Story] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)


@pytest.fixture
def world(ada, ben, cleo, rae, hana, settings, django_capture_on_commit_callbacks) -> World:
    as_many_as_it_takes = {"HEARD_COMMENTS_A_MINUTE": 10**6, "HEARD_REPORTS_A_MINUTE": 10**6}
    settings.HEARD = {**settings.HEARD, **as_many_as_it_takes, "HEARD_EMAIL_URL": "smtp://localhost"}
    made = World(people={"ada": ada, "helper": ben, "editor": cleo, "moderator": rae, "host": hana})
    ben.role = Role.HELPER
    ben.save()
    for name, role in (("reporter", Role.REPORTER), ("member", Role.VISITOR), ("former", Role.VISITOR)):
        made.people[name] = cast.make_person(f"{name.title()} Person", role)
    made.people["named"] = cast.make_person("Nadia Person")
    ours, other = (Group.objects.create(name=name, slug=name.lower()) for name in ("Ours", "Others"))
    Membership.objects.create(group=ours, person=made.people["member"])
    Membership.objects.create(group=ours, person=made.people["former"], left_at=timezone.now())
    Membership.objects.create(group=other, person=made.people["reporter"])
    for number, kind in enumerate(KINDS):
        made.stories[kind] = planted(kind, number, ada, cleo)
    helping.tick()
    for kind, story in made.stories.items():
        undo(story, marker(kind), "Nothing special" if kind == "hidden" else marker(kind), cleo)
    helping.tick()
    with django_capture_on_commit_callbacks(execute=True):  # files go after the rows
        close(made, ours)
    helping.tick()
    hosting.let_go()
    return made


def planted(kind: str, number: int, ada: User, cleo: User) -> Story:
    """A story that is open to everybody, with its marker in everything that is kept about it. In the one of which a
    part is hidden, only in what is about that part."""
    secret, own = marker(kind), "Nothing special" if kind == "hidden" else marker(kind)
    places = KINDS if kind == "open" else (kind,)
    went = " ".join(f"Then we saw Lester{place}." for place in places)
    turns = (
        ("S1", f"In Lesster we met {secret} that day. Lesster was cold."),
        ("S2", "It was a good day."),
        ("S2", went),
    )
    how = {"summary": own, "place": own, "content_note": own, "themes": ()}
    story = cast.make_story(f"Story {number}", ada, *turns, storyteller="" if kind == "refused" else own, **how)
    Story.objects.filter(pk=story.pk).update(title=own, slug=f"story-{number}")
    story.refresh_from_db()
    story.themes.add(Theme.objects.create(name=own[:40] + str(number), slug=f"theme-{number}"))
    Voice.objects.update_or_create(story=story, key="S2", defaults={"name": own})
    StoryName.objects.create(story=story, text=own, kind="name")
    Ask.objects.create(story=story, text=secret, key=secret.lower(), start=story_time(story), visitor="someone")
    for person in story.people.all():
        PersonContact.objects.update_or_create(person=person, defaults={"real_name": own})
    give_files(story, own, secret)
    correct(story, secret, ada, cleo)
    row = comment(story, Sender(user=cleo), Saying(f"What {own} said."))
    Comment.objects.filter(pk=row.pk).update(state=Comment.State.SHOWN)
    if kind not in NOBODYS:  # a concern outlives what it was about, for moderators
        raise_concern(story, own)
    return story


def story_time(story: Story) -> float:
    return whole_transcript_of(story).words[4].start


def raise_concern(story: Story, secret: str) -> None:
    about = f"story:{story.pk}"
    row = Concern.objects.create(about=about, reason="safeguarding", text=secret, start=2.0, end=2.4)
    CaseNote.objects.create(concern=row, text=secret)
    Referral.objects.create(concern=row, name=secret, organisation=secret, passed_at=timezone.now())


def give_files(story: Story, own: str, secret: str) -> None:
    """Files whose very bytes are the marker."""
    folder = place_of(f"folder-{story.pk}")
    folder.mkdir(parents=True)
    recording = Recording.objects.create(
        story=story, path=f"{folder.name}/original.mp3", filename=f"{own}.mp3", size=9, duration=9.0, kind="audio"
    )
    (folder / "original.mp3").write_text(secret)
    for name, kind in (("audio.opus", "audio/ogg"), ("audio.m4a", "audio/mp4"), ("peaks.json", "application/json")):
        path = folder / name
        path.write_text(secret * 20)
        how = {"path": f"{folder.name}/{name}", "media_type": kind, "size": path.stat().st_size}
        Rendition.objects.create(recording=recording, name=name, **how)


def correct(story: Story, secret: str, ada: User, cleo: User) -> None:
    """Two that are accepted and teach, one of them the marker."""
    first = correcting.report(story, Sender(user=ada), Remark("replace", ("w2",), "Leicester"))
    correcting.accept(first, cleo)
    about = correcting.report(story, Sender(user=ada), Remark("replace", ("w5",), f"{secret}ed", base=2))
    correcting.accept(about, cleo)


def undo(story: Story, secret: str, own: str, cleo: User) -> None:
    """What the machine learnt of the marker by now is taken back. Something waits, and something was declined."""
    correcting.undo(story.revisions.get(number=3), cleo)
    correcting.report(story, Sender(visitor="someone"), Remark("replace", ("w5",), f"{secret}ing", f"{secret}!", 4))
    correcting.report(story, Sender(visitor="someone"), Remark("replace", ("w4", "w5"), f"saw {secret}", "", 4))
    declined = correcting.report(story, Sender(visitor="someone"), Remark("wrong", ("w5",), base=4))
    correcting.decline(declined, cleo, f"She says {secret}.")
    teach(story, own, cleo)


def teach(story: Story, own: str, cleo: User) -> None:
    """A pair that is offered in the story that is open, and a mishearing that the glossary took up."""
    if story.slug == "story-0":
        return
    sent = correcting.report(story, Sender(visitor="someone"), Remark("replace", ("w18",), f"{own}ham.", base=4))
    correcting.accept(sent, cleo)
    learn_form(
        Term.objects.get_or_create(text="Leicester")[0], Form.Kind.MISHEARING, f"{own} stir", by=cleo, story=story
    )


def close(made: World, ours: Group) -> None:
    """Every story but the open one is shut in its own way."""
    ada, stories, yesterday = made.people["ada"], made.stories, timezone.localdate() - timedelta(days=1)
    changes = {
        "draft": {"state": "draft"},
        "group": {"reach": "group", "group": ours},
        "named": {"reach": "named"},
        "held": {"held_at": timezone.now(), "is_looked_at": True},
        "past": {"closes_on": yesterday},
        "future": {"opens_on": yesterday + timedelta(days=9)},
    }
    for kind, fields in changes.items():
        Story.objects.filter(pk=stories[kind].pk).update(**fields)
    stories["named"].readers.add(made.people["named"])
    part = hiding.Part(around(whole_transcript_of(stories["hidden"]), "w4", "w5"))
    hiding.hide(stories["hidden"], part, hand=Hand(ada))
    made.tokens = links_of(stories, ada)
    for kind in NOBODYS:
        take_back(stories[kind], hand=Hand(ada))
    erase(Story.objects.get(pk=stories["erased"].pk))
    upload = {"filename": f"{marker('draft')}.mp3", "size": 9, "path": f"folder-{stories['draft'].pk}/upload"}
    Upload.objects.create(story=stories["draft"], owner=ada, **upload)


def links_of(stories: dict[str, Story], ada: User) -> list[str]:
    """One that has run out, and one that was ended."""
    person = stories["draft"].people.get()
    ended, expired = make_link(person, by=ada), make_link(person, by=ada)
    PrivateLink.objects.filter(person=person, revoked_at=None).update(expires_at=timezone.now())
    return [ended, expired]


# What there is to ask for

# Addresses that are written as regular expressions.
KNOWN = {
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": "account/confirm-email/nothing/",
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "account/password/reset/key/1-nothing/",
    r"admin/^(?P<app_label>[\w|]+)/$": "admin/auth/",
    r"admin/(?P<url>.*)$": "admin/nothing/",
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


# What a number in an address is the key of, by how the address begins: the longest beginning counts.
MODELS: dict[str, type[Model]] = {
    "corrections/": Correction,
    "comments/": Comment,
    "offers/": Proposal,
    "offers/answers/": Answer,
    "help/": Spot,
    "rules/": Rule,
    "glossary/": Term,
    "glossary/questions/": Ask,
    "invite/": Invitation,
    "groups/": Membership,
    "people/": Training,
    "account/": Authenticator,
    "moderate/stories/": Story,
    "moderate/replies/": SavedReply,
    "moderate/comments/": Comment,
    "moderate/concerns/": Concern,
}


class Examples:
    """What to put in the place of each parameter. Raises LookupError for one that it has no example for."""

    def __init__(self, world: World) -> None:
        self.world = world

    def addresses(self) -> Iterator[str]:
        for route in routes():
            yield from map("/".__add__, self._filled(route))

    def _filled(self, route: str) -> Iterator[str]:
        if "(?P<" in route:
            yield KNOWN[re.sub(r"<app_label>[^)]*", r"<app_label>[\\w|]+", route)]
        elif route.startswith("stories/<slug:slug>/"):
            for story in self.world.stories.values():
                yield from self._with(
                    route.replace("<slug:slug>", story.slug), lambda name, story=story: _of(story, route)[name]
                )
        else:
            yield from self._with(route, lambda name: self._values(route, name))

    def _with(self, route: str, values: Callable[[str], list[str]]) -> Iterator[str]:
        for given in product(*map(values, _PARAMETER.findall(route))):
            rest = iter(given)
            yield _PARAMETER.sub(lambda _match, rest=rest: next(rest), route)

    def _values(self, route: str, name: str) -> list[str]:
        if name == "pk":
            model = MODELS[max((known for known in MODELS if route.startswith(known)), key=len)]
            return [str(pk) for pk in model._base_manager.values_list("pk", flat=True)] or ["1"]
        people = [person.slug for person in self.world.people.values()]
        known = {
            ("reporters", "slug"): people,
            ("people", "slug"): people[:3],
            ("groups", "slug"): ["ours", "others"],
            ("yours", "token"): [*self.world.tokens, "nothing"],
            ("yours", "name"): ["audio.opus"],
            ("yours", "number"): ["1"],
            ("notices", "token"): ["nothing"],
            ("concerns", "token"): ["nothing", *Concern.objects.values_list("token", flat=True)[:1]],
            ("join", "token"): ["nothing"],
            ("uploads", "key"): [str(uuid4()), *(str(row.pk) for row in Upload.objects.all())],
            ("admin", "object_id"): ["1", "2"],
            ("admin", "content_type_id"): ["1"],
        }
        return known[route.split("/")[0], name]

    def searches(self) -> Iterator[str]:
        """The beginning of each marker, so that the page's own echo of it is no leak."""
        for kind in KINDS:
            yield reverse("explore", query={"q": marker(kind)[:-1]})
            yield reverse("glossary", query={"q": marker(kind)[:-1]})
            yield reverse("ask", query={"story": self.world.stories[kind].slug})
            yield reverse("story", args=[self.world.stories[kind].slug], query={"t": "1"})
            yield reverse("revision", args=[self.world.stories[kind].slug, 4], query={"with": "1"})


def _of(story: Story, route: str) -> dict[str, list[str]]:
    """What the addresses of one story are filled with."""
    about = story.hidden_spans if "/hide/" in route else story.people
    keys = [str(pk) for pk in about.values_list("pk", flat=True)] or ["1"]
    return {
        "name": ["audio.opus", "peaks.json", "original"] if "/media/" in route else ["a1"],
        "suffix": list(FORMATS),
        "word": ["w5", "w1", "gap-1400"],
        "number": ["1", "2", "4"] if "/revisions/" in route else keys,
    }


# The crawler


class Crawler:
    """One viewer's browser. `leaks` says where a marker was found that they may not have, `seen` all that was found."""

    def __init__(self, client: Client, allowed: set[str]) -> None:
        self.client, self.client.raise_request_exception = client, False
        self.forbidden = {kind: marker(kind).lower().encode() for kind in KINDS if kind not in allowed}
        self.own = [marker(kind).lower().encode() for kind in allowed]
        self.leaks: list[str] = []
        self.seen = 0
        self._asked: set[str] = set()

    def crawl(self, addresses: Iterator[str]) -> None:
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            if address not in self._asked:
                self._asked.add(address)
                waiting += self._found(address, self.ask("get", address))

    def ask(self, method: str, address: str, *data: dict[str, str], **headers: str) -> bytes:
        response = getattr(self.client, method)(address, *data, headers=headers)
        content = text_of(response)
        assert response.status_code < 500, address
        self.seen += any(own in content for own in self.own)
        self.leaks += [f"{method} {address}: {kind}" for kind, secret in self.forbidden.items() if secret in content]
        return content

    def _found(self, address: str, content: bytes) -> list[str]:
        links = re.findall(rb'(?:href|src|action)="([^"]+)"', content)
        whole = (urljoin(address, link.decode().replace("&amp;", "&")).split("#")[0] for link in links)
        return [link for link in whole if _is_ours(link)]

    def poke(self, world: World) -> None:
        """Send what anybody may send, about words that somebody may have guessed."""
        for story in world.stories.values():
            about = {"kind": "wrong", "words": "w5", "base": "1", "text": "x", "first": "w5", "last": "w5"}
            for name in ("correct", "report", "check", "comments", "story-help", "experienced", "hide"):
                self.ask("post", reverse(name, args=[story.slug]), about)
            self.ask("post", reverse("ask"), {"text": "what", "story": story.slug, "words": "w5", "start": "2"})
            media = reverse("media", args=[story.slug, "audio.opus"])
            self.ask("get", media, Range="bytes=0-50")
            self.ask("get", media, **{"If-None-Match": "*"})


def text_of(response: HttpResponseBase) -> bytes:
    """All that arrives, in small letters, with what is packed unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(content))
        content = b" ".join(package.read(name) for name in package.namelist())
    said = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return (said.encode() + b" " + content).lower()


def _is_ours(link: str) -> bool:
    parts = urlsplit(link)
    skipped = ("/static/", "/account/logout", "/account/login", "/account/signup")
    return not parts.netloc and parts.path.startswith("/") and not parts.path.startswith(skipped)


# What each may have

VIEWERS = {
    "nobody": EVERYBODYS,
    "helper": EVERYBODYS,
    "reporter": EVERYBODYS,
    "former": EVERYBODYS,
    "member": EVERYBODYS | {"group"},
    "named": EVERYBODYS | {"named"},
    "host": set(KINDS) - NOBODYS,
}


@pytest.fixture
def crawler(world, browse) -> Callable[[str], Crawler]:
    return lambda who: Crawler(browse(world.people.get(who)), VIEWERS[who])


@pytest.mark.parametrize("who", VIEWERS)
def test_no_marker_reaches_anybody_who_may_not_have_it(world, crawler, who):
    visit, examples = crawler(who), Examples(world)
    visit.poke(world)
    visit.crawl(iter([*examples.addresses(), *examples.searches()]))
    assert visit.leaks == []
    assert visit.seen > 10  # there is something that could leak


def test_what_a_private_link_showed_is_gone_when_it_has_run_out(world, crawler):
    """Somebody who once had it in their browser asks for all of it again."""
    visit = crawler("nobody")
    rooms = (
        "captions",
        "uses",
        "name",
        "sign",
        "take-back",
        "bring-back",
        "tell",
        "report",
        "correct",
        "concern",
        "hide",
    )
    names = ("yours", *(f"yours-{room}" for room in rooms))
    for token, name, method in product(world.tokens, names, ("get", "post")):
        visit.ask(method, reverse(name, args=[token]))
    assert visit.leaks == []


def test_no_letter_tells_of_a_story_that_is_not_everybodys(world):
    """Neither its title nor its address, which is made of the title: letters lie about, even those to its reporter."""
    for person, kind, story in product(world.people.values(), Notice.Kind.values, world.stories.values()):
        Notice.objects.create(person=person, kind=kind, key=f"story:{kind}:{story.pk}", story=story)
        path = story.get_absolute_url()
        Notice.objects.create(person=person, kind=kind, key=f"path:{kind}:{story.pk}", path=path)
    conversing.send_mail()
    private = {kind: story.slug for kind, story in world.stories.items() if kind not in EVERYBODYS | {"hidden"}}
    assert len(mail.outbox) == len(world.people)
    for letter in mail.outbox:
        said = f"{letter.subject} {letter.body} {letter.extra_headers}".lower()
        assert f"/stories/{world.stories['open'].slug}/" in said
        assert [kind for kind, slug in private.items() if marker(kind).lower() in said or f"/{slug}/" in said] == []


def test_nothing_of_an_erased_story_is_left_anywhere(world, settings):
    """Not in any table, and not on the disk."""
    secret = marker("erased").lower()
    rows = [row for model in apps.get_models() for row in model._base_manager.values()]
    assert [row for row in rows if secret in str(row).lower()] == []
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if secret in path.read_bytes().decode(errors="replace").lower()] == []
