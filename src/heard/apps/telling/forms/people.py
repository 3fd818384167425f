"""Forms about the people in a story and what they agree to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import User
from heard.apps.telling.actions.consent import About, Contact
from heard.apps.telling.actions.papers import LARGEST_PAPER, is_picture
from heard.apps.telling.forms.clock import ClockField
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries.consent import QUESTIONS
from heard.core.people.consent import ALONE, Deciding, How, Ruling, Use, day_of_age

_YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))
_HOWS = (
    (How.SCREEN.value, _("They ticked it here, on this screen")),
    (How.SPOKEN.value, _("They said it in the recording")),
    (How.PAPER.value, _("They signed a paper")),
)


Born = date | int
"""A date of birth, or the year alone."""


class BornField(forms.DateField):
    """A date of birth as people write it, or the year alone."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        days = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
        super().__init__(input_formats=days, **options)
        self.error_messages["invalid"] = _("Write a date, such as 3 May 2010, or the year alone.")

    def to_python(self, value: Any) -> Any:
        text = " ".join(str(value or "").replace(",", " ").split())
        born = int(text) if re.fullmatch(r"\d{4}", text) else super().to_python(text)
        today = timezone.localdate()
        if born and not (today.year - 130 <= (born if isinstance(born, int) else born.year) <= today.year):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return born


class PersonForm(forms.Form):
    """Somebody in a story: what readers see of them, and what only those who look after it may know."""

    name = forms.CharField(
        label=_("Name to show"), max_length=80, help_text=_("Any name they like. It need not be their real one.")
    )
    is_storyteller = forms.BooleanField(label=_("This is their story"), required=False)
    voice = forms.ChoiceField(label=_("Which voice is theirs?"), required=False)
    account = forms.EmailField(
        label=_("E-mail address of their account here"),
        required=False,
        help_text=_("Leave it empty if they have no account. You can give them a private link."),
    )
    real_name = forms.CharField(label=_("Real name"), max_length=120, required=False)
    reach_at = forms.CharField(label=_("E-mail or phone"), max_length=200, required=False)
    under_18 = forms.BooleanField(label=_("They are under 18"), required=False)
    born = BornField(
        label=_("Date of birth, or the year"),
        required=False,
        help_text=_(
            "For example 3 May 2010, or 2010. From their 18th birthday they decide alone. Left empty, the parent or "
            "guardian decides with them until you say otherwise."
        ),
    )
    guardian_name = forms.CharField(label=_("Name of the parent or guardian"), max_length=120, required=False)
    guardian_at = forms.CharField(label=_("E-mail or phone of the parent or guardian"), max_length=200, required=False)

    SHOWN = ("name", "is_storyteller", "voice", "account")
    GUARDIAN = ("born", "guardian_name", "guardian_at")
    PRIVATE = ("real_name", "reach_at")

    def __init__(
        self, data: Any, *, story: Story, voices: Sequence[tuple[str, str]], known: StoryPerson | None = None
    ) -> None:
        super().__init__(data, initial=_known(known))
        self._others = story.people.exclude(pk=known.pk) if known else story.people.all()
        self.fields["voice"].choices = [("", _("I don't know")), *voices]  # type: ignore[attr-defined]
        self.fields["voice"].widget.attrs["dir"] = "auto"  # each is known by what it says in the story

    def clean_account(self) -> User | None:
        email = self.cleaned_data["account"]
        if not email:
            return None
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise forms.ValidationError(_("Nobody has an account here with this address. You can leave it empty."))
        if self._others.filter(account=user).exists():
            raise forms.ValidationError(_("Somebody else in this story has this account."))
        return user

    def clean_voice(self) -> str:
        voice = str(self.cleaned_data["voice"])
        if voice and self._others.filter(voice=voice).exists():
            raise forms.ValidationError(_("Somebody else in this story has this voice."))
        return voice

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("born") and self._is_young(cleaned["born"]) != cleaned.get("under_18"):
            said = _("Somebody born then is 18 or older. Change this, or the tick.")
            if not cleaned.get("under_18"):
                said = _("By their date of birth they are under 18. Tick this, or change the date.")
            self.add_error("born" if cleaned.get("under_18") else "under_18", said)
        return cleaned

    def _is_young(self, born: Born) -> bool:
        return Deciding(True, day_of_age(born)).is_shared(timezone.localdate())

    @property
    def about(self) -> About:
        return cast(About, {name: self.cleaned_data[name] for name in self.SHOWN})

    @property
    def contact(self) -> Contact:
        kept = {name: self.cleaned_data[name] for name in (*self.PRIVATE, *self.GUARDIAN)}
        return cast(Contact, kept | {"born": str(kept["born"] or "")})

    @property
    def deciding(self) -> Deciding:
        born = self.cleaned_data["born"]
        return Deciding(True, day_of_age(born) if born else None) if self.cleaned_data["under_18"] else ALONE

    def guardian_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.GUARDIAN]

    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHOWN]

    def private_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PRIVATE]


def _known(person: StoryPerson | None) -> dict[str, Any]:
    if person is None:
        return {}
    contact = getattr(person, "contact", None)
    beside = (*PersonForm.PRIVATE, *PersonForm.GUARDIAN)
    private = {name: getattr(contact, name) for name in beside} if contact else {}
    shown = {name: getattr(person, name) for name in PersonForm.SHOWN}
    account = person.account.email if person.account else ""
    return {**shown, **private, "account": account, "under_18": person.is_young}


class UsesForm(forms.Form):
    """A yes or no to each use. What is left open stays as it was."""

    def __init__(self, data: Any = None, files: Any = None, *, answers: Mapping[Use, Ruling | None]) -> None:
        super().__init__(data, files)
        for use, question in QUESTIONS.items():
            said = answers[use]
            self.fields[use.value] = forms.ChoiceField(
                label=question,
                choices=_YES_OR_NO,
                required=False,
                widget=forms.RadioSelect,
                initial=None if said is None else "yes" if said is Ruling.GIVEN else "no",
            )

    def use_fields(self) -> list[forms.BoundField]:
        return [self[use.value] for use in QUESTIONS]

    @property
    def wanted(self) -> dict[Use, bool]:
        given = {use: self.cleaned_data.get(use.value) for use in Use}
        return {use: answer == "yes" for use, answer in given.items() if answer}


class RecordedUsesForm(UsesForm):
    """The same, written down by somebody who asked: it says how they answered."""

    needed_sometimes = ("second", "paper")

    how = forms.ChoiceField(label=_("How did they say it?"), choices=_HOWS, widget=forms.RadioSelect, initial="screen")
    second = ClockField(
        label=_("If they said it: where in the recording?"), help_text=_("Minutes and seconds, such as 1:05.")
    )
    paper = forms.FileField(
        label=_("If they signed a paper: a photo of it"),
        required=False,
        help_text=_("A JPEG or PNG. Only those who look after the story can see it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    def how_fields(self) -> list[forms.BoundField]:
        return [self["how"], self["second"], self["paper"]]

    def clean_paper(self) -> Any:
        paper = self.cleaned_data["paper"]
        if paper and (paper.size > LARGEST_PAPER or not is_picture(paper)):
            raise forms.ValidationError(_("This is not a photo that we can use. Send a JPEG or PNG of at most 20 MB."))
        return paper

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == How.SPOKEN and cleaned.get("second") is None and "second" not in self.errors:
            self.add_error("second", _("Say where in the recording they can be heard."))
        if cleaned.get("how") == How.PAPER and not cleaned.get("paper") and "paper" not in self.errors:
            self.add_error("paper", _("Send a photo of the paper."))
        return cleaned


class SignedForm(forms.Form):
    """That a storyteller signed off in person."""

    note = forms.CharField(
        label=_("When and how did they hear and read it?"),
        max_length=200,
        help_text=_("For example: 3 May, at her kitchen table, I played it and read it out."),
    )


class NameForm(forms.Form):
    """The name that somebody in a story wants to be shown."""

    name = forms.CharField(label=_("Name to show"), max_length=80, help_text=_("It need not be your real one."))
