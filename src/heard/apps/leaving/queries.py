"""Everything that is kept about one person, as parts of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from heard.apps.joining.models import Portrait, User
from heard.apps.leaving.holdings import HOLDINGS
from heard.apps.mailing.queries import letters_to
from heard.apps.telling.models import Recording
from heard.apps.telling.queries import place_of, stories_for
from heard.apps.transcribing.models import Transcript
from heard.apps.transcribing.queries.words import whole
from heard.core.files.filenames import plain_name
from heard.core.formats.json import to_document
from heard.web.network import network

_PIECE = 1024**2  # bytes


def parts_of(user: User) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Names in the file, and the bytes of each."""
    yield "about-you.json", iter([_as_json(_about(user))])
    for row in Transcript.objects.filter(story__in=_stories(user)).select_related("story"):
        yield f"stories/{row.story.slug}/transcript.json", iter([_as_json(to_document(whole(row)))])
    for recording in Recording.objects.filter(story__in=_stories(user)).select_related("story"):
        name = plain_name(recording.filename)
        yield f"stories/{recording.story.slug}/{name}", _bytes(place_of(recording.path))
    for portrait in Portrait.objects.filter(person=user).exclude(made=""):
        yield "picture.jpg", _bytes(place_of(portrait.made))


def _stories(user: User) -> Any:
    return stories_for(user).filter(reporter=user)


def _about(user: User) -> dict[str, Any]:
    account = ("email", "name", "slug", "role", "about", "is_thanked", "is_active", "date_joined", "last_login")
    return {
        "network": network().name,
        "made_at": timezone.now(),
        "account": {name: getattr(user, name) for name in account},
        "letters": list(letters_to(user.email).values("state", "posted_at", "ended_at", "problem")),
        "kept": {holding.key: list(holding.seen(user)) for holding in HOLDINGS},
    }


def _as_json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _bytes(place: Path) -> Iterator[bytes]:
    """A file that somebody lost leaves an empty one, so that the others still arrive."""
    if place.is_file():
        with place.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
