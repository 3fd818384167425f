"""Every address that the site makes, filled with what there is in the world.

An address that there is no example for fails: whoever adds one tells what to try.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from heard.apps.browsing.models import Collection, Piece
from heard.apps.browsing.queries import slug_of
from heard.apps.connecting.models import Token, Webhook
from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.exploring.models import Card, KeptSearch, NetworkCard
from heard.apps.helping.models import Answer, Pair, Proposal, Spot
from heard.apps.joining.models import Invitation, Membership, Training
from heard.apps.moderating.models import Concern, SavedReply
from heard.apps.publishing.models import Article, Guide, PageFile, PagePicture, PagePictureCopy
from heard.apps.sharing.models import Moment, MomentCard
from heard.apps.telling.models import Story, Theme, Upload
from heard.apps.wording.models import Ask, Term
from heard.core.formats import FORMATS
from tests.everywhere.world import KINDS, World, marker

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
        if route.startswith("cms/"):
            continue  # Wagtail's: tests/apps/publishing/test_writing.py asks for each of them
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


# What a number in an address is the key of, by how the address begins: the longest beginning counts.
MODELS: dict[str, type[Model]] = {
    "corrections/": Correction,
    "collections/": Piece,
    "comments/": Comment,
    "offers/": Proposal,
    "offers/answers/": Answer,
    "help/": Spot,
    "explore/kept/": KeptSearch,
    "pairs/": Pair,
    "glossary/": Term,
    "glossary/questions/": Ask,
    "api/v1/glossary/": Term,
    "account/programs/": Token,
    "invite/": Invitation,
    "groups/": Membership,
    "people/": Training,
    "account/": Authenticator,
    "moderate/webhooks/": Webhook,
    "moderate/stories/": Story,
    "moderate/replies/": SavedReply,
    "moderate/comments/": Comment,
    "moderate/concerns/": Concern,
    "pages/pictures/": PagePicture,
    "pages/pictures/copies/": PagePictureCopy,
    "pages/files/": PageFile,
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
        elif "stories/<slug:slug>/" in route and "embed/" not in route:
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
            ("moments", "code"): [*Moment.objects.values_list("code", flat=True), "nothing"],
            ("card-<slug:stamp>.png", "stamp"): [*NetworkCard.objects.values_list("stamp", flat=True), "nothing"],
            ("moments", "suffix"): ["bib", "json"],
            ("moments", "stamp"): [*MomentCard.objects.values_list("stamp", flat=True).distinct(), "nothing"],
            ("embed", "code"): [*Moment.objects.values_list("code", flat=True), "nothing"],
            ("embed", "slug"): [story.slug for story in self.world.stories.values()],
            ("api", "code"): [*Moment.objects.values_list("code", flat=True), "nothing"],
            ("api", "slug"): [*people, *Collection.objects.values_list("slug", flat=True), "nothing"],
            ("themes", "slug"): list(Theme.objects.values_list("slug", flat=True)),
            # Not those of private stories: a page says by itself where the way to log in leads back to. Their pictures
            # are asked for in tests/apps/browsing/test_place_pictures.py.
            ("places", "slug"): ["nowhere", slug_of(self.world.stories["open"].place)],
            ("places", "side"): ["320", "5000"],
            ("organisations", "slug"): ["ours", "others", "nothing"],
            ("collections", "slug"): [*Collection.objects.values_list("slug", flat=True), "nothing"],
            ("concerns", "token"): ["nothing", *Concern.objects.values_list("token", flat=True)[:1]],
            ("join", "token"): ["nothing"],
            ("begin", "token"): ["nothing"],
            ("begin", "step"): ["name", "mail", "nothing"],
            ("moderate", "shade"): ["light", "nothing"],
            ("colours", "chosen"): ["6d1a4c-ours", "nothing"],
            ("logo", "name"): ["nothing"],
            ("sitemap-stories-<int:number>.xml", "number"): ["0", "1"],
            ("uploads", "key"): [str(uuid4()), *(str(row.pk) for row in Upload.objects.all())],
            ("articles", "slug"): [*Article.objects.values_list("slug", flat=True), "nothing"],
            ("guides", "slug"): [*Guide.objects.values_list("slug", flat=True), "nothing"],
            ("about", "slug"): ["about", "contact", "how-consent-works", "accessibility", "policies", "nothing"],
            ("pages", "side"): ["480", "5000"],
            ("admin", "object_id"): ["1", "2"],
            ("admin", "content_type_id"): ["1"],
        }
        return known[route.split("/")[0], name]

    def searches(self) -> Iterator[str]:
        """The beginning of each marker, so that the page's own echo of it is no leak."""
        yield reverse("explore", query={"q": "whom we met in Leicester", "by": "meaning"})
        for kind in KINDS:
            yield reverse("explore", query={"q": marker(kind)[:-1], "by": "meaning"})
            yield reverse("explore", query={"q": marker(kind)[:-1]})
            yield reverse("explore", query={"q": f"{marker(kind)[:-2]}qq"})  # misspelt
            yield reverse("explore-feed", query={"q": marker(kind)[:-1]})
            yield reverse("api-search", query={"q": marker(kind)[:-1]})
            yield reverse("api-search", query={"q": marker(kind)[:-1], "by": "meaning"})
            yield reverse("api-stories", query={"place": marker(kind)[:-1], "limit": 100})
            yield reverse("suggest", query={"q": marker(kind)[:4]})
            yield reverse("glossary", query={"q": marker(kind)[:-1]})
            yield reverse("share", args=[self.world.stories[kind].slug], query={"first": "w1", "last": "w5"})
            yield reverse("oembed", query={"url": f"{settings.SITE_URL}{self.world.stories[kind].get_absolute_url()}"})
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
        "pk": [str(pk) for pk in story.easy_lines.values_list("pk", flat=True)] or ["1"]
        if "/easy/" in route
        else [str(pk) for pk in story.chapters.values_list("pk", flat=True)] or ["1"],
        "side": ["320"],
        "language": ["cy", "pl"],
        "stamp": [*Card.objects.filter(story=story).values_list("stamp", flat=True), "nothing"],
        "number": ["1", "2", "4"] if "/revisions/" in route else keys,
    }
