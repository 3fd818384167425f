"""What people fill in to say something."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.conversing.models import MailChoice
from heard.apps.joining.forms import OpenForm
from heard.core.conversation import LONGEST, written
from heard.core.errors import BadInput

_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?|(\d{1,6})(?:[.,]\d+)?")


class ClockField(forms.CharField):
    """A time in a recording as people write it, or none; in seconds."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=12, **options)

    def clean(self, value: Any) -> float | None:
        given = str(super().clean(value)).strip()
        if not given:
            return None
        found = _CLOCK.fullmatch(given)
        if not found:
            raise forms.ValidationError(_("Write the time as minutes and seconds, for example 1:05."))
        hours, minutes, seconds, only = (int(part or 0) for part in found.groups())
        return float(only or hours * 3600 + minutes * 60 + seconds)


class TextForm(OpenForm):
    """The words of a comment."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write something first.")},
    )

    def clean_text(self) -> str:
        try:
            return written(self.cleaned_data["text"])
        except BadInput as error:
            raise forms.ValidationError(error.sentence) from None


class CommentForm(TextForm):
    """A comment on a story. `first` and `last` are ids of words; `parent` is the comment that it answers."""

    moment = ClockField(label=_("About a moment of the story"), help_text=_("The time in the recording, as 1:05."))
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Any name you like. Others see it."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    first = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    last = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)


class MailForm(forms.Form):
    """How often somebody wants e-mail."""

    often = forms.ChoiceField(
        label=_("How often should we send you these by e-mail?"),
        choices=MailChoice.Often.choices,
        widget=forms.RadioSelect,
    )
