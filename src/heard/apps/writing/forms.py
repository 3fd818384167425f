"""What is written on the pages of this app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.telling.forms import StoryForm
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, HeardError
from heard.core.formats import prose
from heard.core.people.details import LANGUAGES
from heard.core.people.writing import Origin


class TextField(forms.CharField):
    """The words of a story."""

    def __init__(self) -> None:
        super().__init__(
            label=_("The story"),
            help_text=_("Leave a line empty between paragraphs."),
            widget=forms.Textarea(attrs={"rows": 16}),
            error_messages={"required": _("Write the story first.")},
        )


class WriteForm(StoryForm):
    """Begin a story in writing: a title and the words are enough."""

    words_from = forms.ChoiceField(
        label=_("Where do the words come from?"),
        choices=[choice for choice in Story.WordsFrom.choices if choice[0] != Origin.RECORDING],
        widget=forms.RadioSelect,
        initial=Origin.TELLER,
    )
    text = TextField()
    names_speakers = forms.BooleanField(
        label=_("Several people speak in it: paragraphs begin with a name, as in “Ada: We met on Mondays.”"),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language it is written in"), choices=LANGUAGES, initial="en")
    field_order = ("title", "words_from", "text", "names_speakers", "language")

    class Meta:
        model = Story
        fields: ClassVar[tuple[str, ...]] = ("title", "words_from", "language")

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        yield from super().faults(given)
        if "text" in given:
            yield from text_faults(given["text"], names_speakers=given.get("names_speakers", False))


class RewriteForm(forms.Form):
    """The words as they stand, to be written over. `base` is the revision that was opened."""

    text = TextField()
    base = forms.IntegerField(widget=forms.HiddenInput)


def text_faults(text: str, *, names_speakers: bool) -> Iterator[BadInput]:
    """What is wrong with a text, beside its field."""
    try:
        prose.read(text, names_speakers=names_speakers)
    except BadInput as error:
        yield error
