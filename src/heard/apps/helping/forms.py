"""What people answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.helping.actions.pairs import LONGEST
from heard.apps.helping.actions.queueing import Verdict
from heard.apps.helping.models import Answer


class AnswerForm(forms.Form):
    """One answer to an offer. `story` is the page that they answer on (empty: all stories)."""

    says = forms.ChoiceField(choices=Answer.Says.choices)
    story = forms.SlugField(required=False, max_length=90)


class PlaceForm(forms.Form):
    """What somebody heard at a place. A `choice` that was pressed is what it should say; `text` is what was typed."""

    says = forms.ChoiceField(
        choices=[("right", ""), ("replace", ""), ("delete", ""), ("unsure", "")], required=False, initial="replace"
    )
    choice = forms.CharField(required=False)
    text = forms.CharField(required=False)
    listened = forms.BooleanField(required=False)
    story = forms.SlugField(required=False, max_length=90)

    @property
    def said(self) -> Verdict:
        """Somebody who pressed a choice said nothing else."""
        given = self.cleaned_data
        text = given["choice"] or given["text"]
        return Verdict("replace" if given["choice"] else given["says"], text, given["listened"])


class NeverForm(forms.Form):
    """A pair that is never to be offered."""

    heard = forms.CharField(
        label=_("The machine writes"),
        max_length=LONGEST,
        error_messages={"required": _("Write what the machine writes.")},
    )
    meant = forms.CharField(
        label=_("It is not"), max_length=LONGEST, error_messages={"required": _("Write what it is not.")}
    )
