"""What people fill in to report, and what editors fill in to decide."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.correcting.models import Correction
from heard.apps.joining.forms import OpenForm
from heard.core.errors import BadInput
from heard.core.people.reports import LONGEST_SENT
from heard.core.transcript.corrections import Correction as Fix
from heard.web.fields import Ruled

# How the field of a rewritten paragraph is called, before the id of its first word.
PARAGRAPH = "paragraph-"
# More than any database counts to, and more than any recording lasts.
_MOST = 2**31 - 1


def sent_text() -> forms.CharField:
    """What somebody rewrote. How long it may be is looked at before anything is compared with it."""
    too_long = _("That is longer than a paragraph. Please send it in smaller pieces.")
    return forms.CharField(required=False, max_length=LONGEST_SENT, error_messages={"max_length": too_long})


def sent_words() -> forms.CharField:
    """The ids of words, with spaces between."""
    too_long = _("That is longer than a paragraph. Please choose fewer words.")
    return forms.CharField(required=False, max_length=2 * LONGEST_SENT, error_messages={"max_length": too_long})


class SenderForm(Ruled, OpenForm):
    """What anybody may add to a report."""

    note = forms.CharField(required=False, max_length=1000)
    name = forms.CharField(required=False, max_length=80)
    base = forms.IntegerField(min_value=1, max_value=_MOST)

    def check(self) -> None:
        """Raises BadInput with the first thing that is wrong."""
        if self.is_valid():
            return
        field, errors = next(iter(self.errors.items()))
        name = {"note": _("The note"), "name": _("Your name")}.get(field)
        sentence = str(errors[0])
        raise BadInput(f"{name}: {sentence}" if name else sentence, code="bad-form")


class ReportForm(SenderForm):
    """One report. `words` are ids with spaces between."""

    kind = forms.ChoiceField(choices=Correction.Kind.choices)
    listened = forms.BooleanField(required=False)
    words = sent_words()
    text = sent_text()


class CheckForm(SenderForm):
    """What is said in a moment that begins at `start` seconds."""

    start = forms.FloatField(min_value=0, max_value=_MOST)
    text = sent_text()


class DecisionForm(Ruled, forms.Form):
    """What an editor makes of a report. `here` holds the ids of the words that stand there now, for a conflict;
    without any, the words belong after `after`."""

    decision = forms.ChoiceField(
        choices=[("accept", _("Accept")), ("adjust", _("Adjust")), ("decline", _("Decline")), ("reopen", _("Undo"))]
    )
    text = sent_text()
    silent = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=300)
    other_reason = forms.CharField(required=False, max_length=300)
    listened = forms.BooleanField(required=False)
    in_conflict = forms.BooleanField(required=False)
    here = sent_words()
    after = forms.CharField(required=False, max_length=24)

    @property
    def adjusted(self) -> str:
        """The text that an editor wrote. Raises BadInput when it is empty by oversight."""
        given = self.cleaned_data
        if given["silent"]:
            return ""
        if not given["text"].strip():
            raise BadInput("Write what it should say, or tick “Nobody says this”.", code="no-text")
        return str(given["text"])

    @property
    def instead(self) -> Fix | None:
        given = self.cleaned_data
        if not given["in_conflict"]:
            return None
        words = tuple(given["here"].split())
        return Fix(words, None if words else given["after"] or None, self.adjusted)

    @property
    def why(self) -> str:
        return str(self.cleaned_data["other_reason"] or self.cleaned_data["reason"])
