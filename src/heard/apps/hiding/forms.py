"""What people fill in to hide a part, or to cut off the ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.apps.hiding.actions import Part
from heard.apps.hiding.queries import Choice
from heard.apps.telling.forms.clock import ClockField
from heard.apps.telling.models import HiddenSpan
from heard.core.errors import BadInput
from heard.core.transcript.hiding import Stretch, around, check_span
from heard.core.transcript.words import Transcript


class ChooseForm(forms.Form):
    """From which word to which, or from which time to which."""

    first = forms.CharField(required=False, max_length=24)
    last = forms.CharField(required=False, max_length=24)
    start = ClockField(label=_("From"), help_text=_("Minutes and seconds, such as 1:02."))
    end = ClockField(label=_("To"), help_text=_("Such as 1:30."))

    def __init__(self, *args: Any, by_words_alone: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if by_words_alone:
            del self.fields["start"], self.fields["end"]

    def times(self) -> list[forms.BoundField]:
        """For those who choose by the clock."""
        return [self["start"], self["end"]]

    def span(self, transcript: Transcript) -> Stretch:
        """Raises BadInput with the first thing that is wrong."""
        if not self.is_valid():
            raise BadInput(str(next(iter(self.errors.values()))[0]), code="bad-form")
        given = self.cleaned_data
        start, end = given.get("start"), given.get("end")
        if start is not None and end is not None:
            span = (start, end)
        elif given["first"] and given["last"]:
            span = around(transcript, given["first"], given["last"])
        else:
            raise BadInput(
                str(_("Choose what to hide: from which word to which, or two times.")), code="nothing-chosen"
            )
        check_span(span, transcript)
        return span


class HideForm(ChooseForm):
    """The same once more, with a reason if somebody likes to give one."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        required=False,
        choices=[("", _("I would rather not say")), *HiddenSpan.Reason.choices],
        help_text=_("Only those who look after the story see this."),
    )
    field_order = ("start", "end", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("first", "last"):
            self.fields[name].widget = forms.HiddenInput()

    def part(self, transcript: Transcript) -> Part:
        span, given = self.span(transcript), self.cleaned_data
        return Part(span, given["first"], given["last"], given["reason"])


class TrimForm(forms.Form):
    """With which sentence a story begins and ends."""

    begin = forms.ChoiceField(label=_("The story begins with"))
    end = forms.ChoiceField(label=_("The story ends with"))

    def __init__(
        self, data: QueryDict | None, *, begin: tuple[list[Choice], str], end: tuple[list[Choice], str]
    ) -> None:
        super().__init__(data, initial={"begin": begin[1], "end": end[1]})
        for name, (choices, _now) in (("begin", begin), ("end", end)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].widget.attrs["dir"] = "auto"  # sentences of the story, in its language
