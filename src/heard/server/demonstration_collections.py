"""Make the collections of the demo network, of moments that were really said, put places on the map, and show some."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from heard import demo
from heard.apps.browsing import actions
from heard.apps.browsing.models import Collection
from heard.apps.browsing.queries import picture_of, slug_of
from heard.apps.joining.models import User
from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment
from heard.apps.telling.actions.pictures import About
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import transcript_of
from heard.core.transcript.alignment import align, key
from heard.core.transcript.words import Word


def collect(rows: Mapping[str, Story], editor: User) -> None:
    """What is there stays as it is. A piece whose words the machine did not hear is left out."""
    for made in demo.collections():
        if Collection.objects.filter(title=made.title).exists():
            continue
        collection = actions.make(made.title, made.summary, by=editor)
        for piece in made.pieces:
            thing = piece.text or (moment_of(rows[piece.story], piece.said) if piece.said else rows[piece.story])
            if thing:
                actions.add(collection, thing, by=editor)
        actions.publish(collection, by=editor)


def place_on_map(editor: User) -> None:
    for story in demo.stories():
        if story.where:
            actions.put_on_map(slug_of(story.place), *map(Decimal, story.where), by=editor)


def show_places(editor: User) -> None:
    """What is there stays as it is."""
    for place in demo.places():
        if picture_of(slug_of(place.name)) is None:
            about = About(place.described, shows="nobody")
            actions.send_place_picture(slug_of(place.name), drawn(place.picture), about, by=editor)


def drawn(name: str) -> SimpleUploadedFile:
    """A drawing of the demo network, as somebody sends one."""
    return SimpleUploadedFile(name, demo.drawing(name), "image/webp")


def moment_of(story: Story, said: str) -> Moment | None:
    """The moment at which something was said, as far as the machine heard its first and its last words."""
    transcript = transcript_of(story)
    words = heard_as(transcript.words if transcript else (), said.split())
    if not words:
        return None
    revision = TranscriptRow.objects.values_list("revision", flat=True).get(story=story)
    return share(story, words[0].id, words[-1].id, revision=revision)


def heard_as(words: tuple[Word, ...], said: list[str]) -> tuple[Word, ...]:
    """The machine's words where most of `said` stands, in as short a stretch as may be."""
    wanted = [key(word) for word in said]
    best: tuple[int, int, range] = (0, 0, range(0))
    for start in range(len(words)):
        same = _same([key(word.text) for word in words[start : start + len(said) + 2]], wanted)
        if same:
            there = range(start + same[0], start + same[-1] + 1)
            best = max(best, (len(same), -len(there), there), key=lambda found: found[:2])
    return words[best[2].start : best[2].stop] if best[0] * 2 > len(said) else ()


def _same(heard: list[str], said: list[str]) -> list[int]:
    """Where in `heard` something stands that was said."""
    return [at for block in align(heard, said) if block.same for at in range(block.old_start, block.old_end)]
