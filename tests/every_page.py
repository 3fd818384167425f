"""One of everything in a network, and every address in it that answers with a page, for whatever must hold on all.

Addresses are found by asking: whoever adds one that is a page has it tried here at once. An address with a part that
there is no example for fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from time import time

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver

from heard.apps.browsing import actions as collections
from heard.apps.browsing.models import Collection
from heard.apps.browsing.queries import slug_of
from heard.apps.connecting.actions.webhooks import make_webhook
from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.queries.comments import Reader
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.exploring.actions import keep_search
from heard.apps.exploring.search import Wanted
from heard.apps.helping.models import Answer, Pair, Proposal, Spot
from heard.apps.hiding import actions as hiding
from heard.apps.joining.actions.groups import join, make_group, set_leader
from heard.apps.joining.actions.invitations import Invited, invite
from heard.apps.joining.models import Group, Training, User
from heard.apps.moderating.actions.concerns import Worry, raise_concern
from heard.apps.moderating.models import Concern, SavedReply
from heard.apps.moderating.queries.subjects import subject_for
from heard.apps.publishing import actions as publishing
from heard.apps.publishing.models import Article, Guide, PageFile, PagePicture, Shelf
from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import Story
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.apps.understanding.actions.easy import add_line
from heard.apps.understanding.actions.translations import (
    Written,
    begin_translation,
    seen_of,
    show_translation,
    write_translation,
)
from heard.apps.wording.models import Ask, Term
from heard.core.people.permissions import Role
from tests import cast
from tests.drawn import drawn, table
from tests.renditions import give_film, give_sound
from tests.worker import learn_and_look

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
TOLD = (
    ("S1", "Tell me about the work in Lesster."),
    ("S2", f"In Lesster, um, people sit at the table, and {LONG} too. " + "We have been at it for years. " * 9),
    ("S1", "What made it good?"),
    ("S2", "In Lesster nothing was decided without us. " * 9),
)


@dataclass
class Network:
    """Its `people`, and a stranger; `told` has most to show; `values` fill the parts of addresses."""

    people: tuple[User | None, ...]
    told: Story
    film: Story
    draft: Story
    values: dict[str, dict[str, object]] = field(default_factory=dict)


def make_network(ada: User, ben: User, cleo: User, hana: User) -> Network:
    """Ada tells with sound and with pictures, Ben says what is wrong, Cleo decides, Hana hosts."""
    how = {"summary": "A circle of people who decide together.", "place": LONG, "themes": ("Co-production",)}
    told = cast.make_story("The value of co-production", ada, *TOLD, **how)
    _put_right(told, ben, cleo)
    give_sound(told, seconds=60)
    film = give_film(cast.make_story("Seen and heard", ada, *TOLD), seconds=4)
    draft = cast.make_story(f"A draft about {LONG}", ada, *TOLD, published=False)
    made = Network((hana, ada, ben, None), told, film, draft)
    hiding.hide(draft, hiding.Part((0.9, 1.5), reason="names"), hand=Hand(ada))
    group = _group(hana, ada, ben)
    Story.objects.filter(pk=film.pk).update(group=group, gathered_with=group)
    made.values = _values(made, group, ben, hana)
    return made


def _translated(told: Story) -> str:
    row = begin_translation(told, "cy", by=told.reporter)
    written = {"w8": Written(f"Yn {LONG}, wrth y bwrdd.", seen_of(""))}
    write_translation(row, written, by=told.reporter)
    show_translation(row, shown=True, by=told.reporter)
    return row.language


def _put_right(told: Story, ben: User, cleo: User) -> None:
    first = correcting.report(told, Sender(ben), Remark("replace", ("w7",), "Leicester."))
    correcting.accept(first, cleo)
    correcting.report(told, Sender(visitor="x", name=LONG), Remark("replace", ("w12", "w13"), f"stood {LONG}", "", 2))
    correcting.report(told, Sender(ben), Remark("wrong", ("w20",), "", f"I hear {LONG}.", 2))
    learn_and_look()


def _group(hana: User, ada: User, ben: User) -> Group:
    group = Group(name=f"Carers of {LONG}", about="People who care.", is_public=True)
    make_group(group, by=hana)
    set_leader(join(group, ada), True, by=hana)
    join(group, ben)
    return group


def _values(made: Network, group: Group, ben: User, hana: User) -> dict[str, dict[str, object]]:
    """What to put in the place of each part of an address, by how the address begins: the longest beginning counts."""
    told, draft = made.told, made.draft
    person = told.people.get()
    filled = collections.make(LONG, LONG, by=hana)
    for thing in (LONG, told, share(told, "w1", "w4", revision=1)):
        collections.add(filled, thing, by=hana)
    said = comment(told, Sender(ben), Saying(f"So true. {LONG}"))
    raise_concern(
        subject_for(Reader(ben), f"story:{told.pk}"), Sender(ben), Worry("misleading", f"Please look. {LONG}")
    )
    concern = Concern.objects.get()
    invitation, token = invite(Invited(Role.VISITOR), by=hana)
    term = Term.objects.create(text=LONG, meaning="A village in Wales.")
    Ask.objects.create(story=told, text=LONG, start=2.0, visitor="x")
    training = Training.objects.create(person=ben, kind="safeguarding", completed_at="2026-01-01")
    return {
        "stories": {"slug": told.slug, "word": "w8", "number": 2},
        "stories/<slug:slug>/in": {"slug": told.slug, "language": _translated(told)},
        "stories/<slug:slug>/translations": {"slug": told.slug, "language": "cy"},
        "stories/<slug:slug>/people": {"slug": told.slug, "number": person.pk},
        "stories/<slug:slug>/hide": {"slug": told.slug, "number": 1},
        "stories/<slug:slug>/chapters": {
            "slug": told.slug,
            "pk": begin_chapter(told, "w8", f"At the table in {LONG}", by=made.told.reporter).pk,
        },
        "stories/<slug:slug>/easy": {
            "slug": told.slug,
            "pk": add_line(told, f"We decide together in {LONG}.", by=made.told.reporter).pk,
        },
        "stories/<slug:slug>/edit": {"slug": draft.slug},
        "stories/<slug:slug>/delete": {"slug": draft.slug},
        "yours": {"token": make_link(person, by=made.told.reporter), "number": 1},
        "moments": {"code": share(told, "w1", "w3", revision=1).code},
        "embed": {"code": Moment.objects.latest("pk").code, "slug": told.slug},
        "collections": {"slug": filled.slug, "pk": filled.pieces.latest("pk").pk},
        "themes": {"slug": told.themes.first().slug},
        "places": {"slug": slug_of(told.place)},
        "comments": {"pk": said.pk},
        "notices": {"token": "nothing"},
        "concerns": {"token": concern.token},
        "moderate/webhooks": {"pk": make_webhook(f"https://{LONG}.example/told", by=hana).pk},
        "moderate/stories": {"pk": told.pk},
        "begin": {"token": "nothing", "step": "name"},
        "moderate/network": {"shade": "light"},
        "colours": {"chosen": "6d1a4c-ours"},
        "moderate/replies": {"pk": SavedReply.objects.create(title="Thanks", text="Thank you.").pk},
        "moderate/comments": {"pk": said.pk},
        "moderate/concerns": {"pk": concern.pk},
        "offers": {"pk": getattr(Proposal.objects.first(), "pk", 1)},
        "offers/answers": {"pk": getattr(Answer.objects.first(), "pk", 1)},
        "explore/kept": {"pk": keep_search(Wanted("lesster"), by=hana).pk},
        "help": {"pk": getattr(Spot.objects.first(), "pk", 1)},
        "pairs": {"pk": Pair.objects.latest("pk").pk},
        "corrections": {"pk": told.corrections.latest("pk").pk},
        "glossary": {"pk": term.pk},
        "glossary/questions": {"pk": Ask.objects.get().pk},
        "join": {"token": token},
        "invite": {"pk": invitation.pk},
        "organisations": {"slug": group.slug},
        "groups": {"slug": group.slug, "pk": group.memberships.get(person=ben).pk},
        "people": {"slug": ben.slug, "pk": training.pk},
        "reporters": {"slug": told.reporter.slug},
        "uploads": {"key": "00000000-0000-4000-8000-000000000000"},
        "account": {"pk": 1},
        "articles": {"slug": _article(filled, told).slug},
        "guides": {"slug": _guide(told).slug},
        "about": {"slug": "contact"},
        "pages": {"pk": 1},
        "api/v1/stories": {"slug": told.slug},
        "api/v1/moments": {"code": Moment.objects.latest("pk").code},
        "api/v1/reporters": {"slug": told.reporter.slug},
        "api/v1/collections": {"slug": filled.slug},
        "api/v1/glossary": {"pk": term.pk},
        "api/v1/articles": {"slug": "nothing"},
    }


def _article(filled: Collection, told: Story) -> Article:
    """With one of every kind of piece."""
    publishing.begin()
    picture = PagePicture.objects.create(title=LONG, file=drawn())
    file = PageFile.objects.create(title=LONG, file=ContentFile(b"A plan.", "plan.txt"))
    quote = filled.pieces.exclude(moment=None).get().moment
    article = Article(
        title=f"What a table does in {LONG}",
        standfirst="A table, and who sits at it.",
        author=told.reporter,
        picture=picture,
        picture_described="A table.",
        body=[
            ("text", f"<p>We met in <b>{LONG}</b>.</p><ul><li>One</li><li>Two</li></ul>"),
            ("heading", "What was said"),
            ("quote", quote.code),
            ("quote", "nothing"),
            ("subheading", "What is to be seen"),
            ("picture", {"picture": picture, "described": "A table.", "caption": f"A table in {LONG}."}),
            ("file", {"file": file, "named": "The plan"}),
            ("table", table()),
        ],
    )
    Shelf.objects.get(slug="articles").add_child(instance=article)
    article.themes = list(told.themes.all())
    article.save_revision().publish()
    draft = Article(title=f"A draft about {LONG}", author_name=LONG, author_about=LONG, live=False)
    Shelf.objects.get(slug="articles").add_child(instance=draft)
    return article


def _guide(told: Story) -> Guide:
    step = {"title": f"Sit down in {LONG}", "body": [("text", "<p>With tea.</p>")]}
    guide = Guide(title="How to record a talk", steps=[("step", step), ("step", step)])
    Shelf.objects.get(slug="guides").add_child(instance=guide)
    guide.save_revision().publish()
    return guide


# Addresses of other kinds of things than pages, and such as somebody writes as a regular expression.
_FILES = re.compile(r"<(?:str|slug):(?:name|suffix)>|^admin/|^cms/|download|\.(?:csv|atom|xml|vtt|jpg|webp|png|json)$")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_WRITTEN = {
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": "/account/confirm-email/nothing/",
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "/account/password/reset/key/1-nothing/",
}


def _routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        elif not _FILES.search(route):
            yield route


def addresses(network: Network) -> Iterator[str]:
    """One example for every address of a page."""
    for route in _routes():
        yield _WRITTEN.get(route) or f"/{_PART.sub(lambda part, route=route: _value(network, route, part[1]), route)}"
    yield NOWHERE
    for story, query in ((network.film, ""), (network.draft, ""), (network.told, "?clean=1")):
        yield story.get_absolute_url() + query
    yield "/explore/?q=lesster"
    yield f"{network.film.get_absolute_url()}hide/?first=w8&last=w12"


NOWHERE = "/no/such/page/"


def _value(network: Network, route: str, name: str) -> str:
    known = max((begin for begin in network.values if route.startswith(begin)), key=len)
    return str(network.values[known][name])


def pages(network: Network) -> Iterator[tuple[User | None, str]]:
    """(who, address) of every page there is. The same page is visited as somebody else only where it shows them a
    kind of thing that it showed nobody before."""
    clients = [(person, browser_of(person)) for person in network.people]
    for address in addresses(network):
        seen: set[str] = set()
        for who, client in clients:
            response = client.get(address)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                break
            if not _is_page(response) and address != NOWHERE:
                continue
            shown = set(re.findall(r'class="([^"]*)"', response.content.decode()))
            if shown - seen:
                yield who, address
            seen |= shown


def _is_page(response: HttpResponseBase) -> bool:
    return response.status_code == HTTPStatus.OK and response.headers["Content-Type"].startswith("text/html")


def browser_of(person: User | None) -> Client:
    """Somebody who has just given their password, where they have one."""
    client = Client()
    client.raise_request_exception = False
    if person is not None:
        client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time()}]
        session.save()
    return client
