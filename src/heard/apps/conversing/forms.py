"""What people fill in to say something."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.conversing.models import MailChoice
from heard.apps.joining.forms import OpenForm
from heard.apps.telling.forms.clock import ClockField
from heard.core.errors import BadInput
from heard.core.people.conversation import LONGEST, written
from heard.web.fields import Ruled


class TextForm(Ruled, OpenForm):
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

    moment = ClockField(label=_("About a moment of the story"), help_text=_("The time in the recording, such as 1:05."))
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
