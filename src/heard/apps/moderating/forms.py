"""What people fill in to raise a concern, and what moderators fill in to decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.forms import OpenForm
from heard.apps.moderating.models import REASONS, SavedReply
from heard.apps.moderating.queries.concerns import moderators
from heard.apps.telling.forms.clock import ClockField
from heard.web.fields import Ruled

_LONGEST = 2000


class _Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ConcernForm(Ruled, OpenForm):
    """A concern. `start` and `end` are where a part of a story begins and ends."""

    reason = forms.ChoiceField(
        label=_("What worries you?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what worries you.")},
    )
    text = forms.CharField(
        label=_("Tell us more"),
        help_text=_("What should we look at? Only moderators read this."),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please say a few words, so that we know what to look at.")},
    )
    name = forms.CharField(
        label=_("Your name"), required=False, max_length=80, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )
    about = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    start = ClockField(label=_("From"), help_text=_("The time in the recording, such as 1:05."))
    end = ClockField(label=_("To"))


class AppealForm(Ruled, forms.Form):
    text = forms.CharField(
        label=_("Why should somebody look again?"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say why.")},
    )


class ReplyForm(Ruled, forms.Form):
    """Words of one's own, or a saved reply, or one after the other."""

    needed_sometimes = ("reply", "text")

    reply = forms.ModelChoiceField(
        label=_("Why? A saved reply"), queryset=SavedReply.objects.all(), required=False, empty_label=_("None")
    )
    text = forms.CharField(
        label=_("Or your own words, or both"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        parts = [given["reply"].text if given.get("reply") else "", given.get("text") or ""]
        given["said"] = "\n\n".join(part.strip() for part in parts if part.strip())
        if not given["said"]:
            raise forms.ValidationError(_("Say why: choose a saved reply, or write a sentence."))
        return given


class RulingForm(ReplyForm):
    """What is decided on a concern. Only what fits the kind of thing may be chosen."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    field_order = ("decision", "reply", "text")

    def __init__(self, *args: Any, decisions: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].choices = decisions  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Give it to"), queryset=moderators(), empty_label=None)


class NoteForm(Ruled, forms.Form):
    note = forms.CharField(
        label=_("A note"),
        help_text=_("What you found out, or did. Only moderators read it. It cannot be changed later."),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the note first.")},
    )


class ReferralForm(Ruled, forms.Form):
    """To whom a concern was passed."""

    name = forms.CharField(label=_("Who took it"), max_length=120, error_messages={"required": _("Write who took it.")})
    organisation = forms.CharField(
        label=_("Their organisation"),
        help_text=_("For example: the council’s safeguarding team."),
        max_length=120,
        error_messages={"required": _("Write which organisation they are with.")},
    )
    passed_at = forms.DateTimeField(
        label=_("When"),
        help_text=_("Empty means now."),
        required=False,
        widget=_Moment(),
    )


class DeadlineForm(forms.Form):
    due_at = forms.DateTimeField(
        label=_("Deadline"), help_text=_("Empty means that there is none."), required=False, widget=_Moment()
    )


class SavedReplyForm(Ruled, forms.ModelForm[SavedReply]):
    class Meta:
        model = SavedReply
        fields = ("title", "text")
