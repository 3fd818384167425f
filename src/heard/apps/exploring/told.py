"""What other sites and programs are told of a story that everybody may see, as values: pages, archives and libraries
each write it in their own way."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.exploring.player import Player
from heard.apps.exploring.queries.listed import address_of_licence, storytellers
from heard.apps.telling.models import Story
from heard.core.formats.schema_org import Network, Sound, Told
from heard.core.transcript.words import Transcript
from heard.web.addresses import whole_address
from heard.web.network import network


def told_of(story: Story, transcript: Transcript | None, player: Player | None) -> Told:
    """`transcript` and `player` are those of everybody."""
    reporter = story.reporter
    return Told(
        address=whole_address(story.get_absolute_url()),
        title=story.title,
        summary=story.summary,
        language=story.language,
        text="\n\n".join(paragraph.text for paragraph in transcript.paragraphs) if transcript else "",
        told_by=storytellers(story),
        gathered_by=(str(reporter), whole_address(reverse("reporter", args=[reporter.slug]))),
        network=publisher(),
        published=story.published_at,
        told_on=story.told_on,
        place=story.place,
        themes=[str(theme) for theme in story.themes.all()],
        licence=address_of_licence(story),
        sound=_sound(story, transcript, player) if player else None,
    )


def publisher() -> Network:
    return Network(network().name, whole_address("/"))


def _sound(story: Story, transcript: Transcript | None, player: Player) -> Sound:
    """Of the copies the one that plays everywhere, which comes last."""
    source, media_type = player.sources[-1]
    return Sound(
        address=whole_address(source.partition("#")[0]),
        media_type=media_type,
        player=whole_address(reverse("embed-story", args=[story.slug])),
        captions=whole_address(reverse("captions", args=[story.slug])) if transcript else "",
        seconds=player.duration,
        is_film=player.is_video,
        width=player.width if player.is_video else None,
        height=player.height if player.is_video else None,
    )
