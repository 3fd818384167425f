"""Forms about what the machine made of a recording."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import Model, models_to_choose
from heard.core.errors import BadInput
from heard.core.transcript.words import Transcript

_SAMPLE = 12  # words


class AgainForm(forms.Form):
    """Which model listens again."""

    model = forms.ChoiceField(label=gettext_lazy("Which model listens?"))

    def __init__(self, *args: Any, transcript: Transcript | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.models = models_to_choose(transcript.engine) if transcript else []
        self.fields["model"].choices = [(one.name, _told_of(one)) for one in self.models]  # type: ignore[attr-defined]

    def chosen(self) -> Model | None:
        """None where nobody chose: whichever the network has set. Raises BadInput for one that is not here."""
        if not self.data.get("model"):
            return None
        if not self.is_valid():
            raise BadInput(_("Choose one of the models that are installed."), code="model-missing")
        return next(one for one in self.models if one.name == self.cleaned_data["model"])


def _told_of(model: Model) -> str:
    if model.wrote:
        return _("%(model)s: wrote the words that stand now") % {"model": model}
    if model.is_weaker:
        return _("%(model)s: smaller, so what it hears otherwise only waits for you") % {"model": model}
    return str(model)


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
