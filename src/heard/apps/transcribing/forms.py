"""Forms about what the machine made of a recording."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from heard.apps.telling.models import Story
from heard.core.words import Transcript

_SAMPLE = 12  # words


class VoicesForm(forms.Form):
    """One field a voice, with the first thing it says, so that its name can be told. The voice of somebody who is named
    among the people in the story has its name from there: they may have chosen it."""

    def __init__(self, story: Story, transcript: Transcript, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = {voice.key: voice.name for voice in story.voice_names.all()}
        taken = set(story.people.values_list("voice", flat=True))
        heard = transcript.speaking
        for number, speaker in enumerate(transcript.speakers, 1):
            if speaker.id in taken or speaker not in heard:
                continue
            self.fields[speaker.id] = forms.CharField(
                label=_("Name of speaker %(number)s") % {"number": number},
                required=False,
                max_length=80,
                initial=names.get(speaker.id, ""),
                help_text=_first_words(transcript, speaker.id),
            )


def _first_words(transcript: Transcript, speaker: str) -> str:
    said = [word.text for word in transcript.words if word.speaker == speaker][:_SAMPLE]
    # Escaped here, because hints may hold markup.
    return escape(_("First says: “%(words)s …”") % {"words": " ".join(said)}) if said else ""
