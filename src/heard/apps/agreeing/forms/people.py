"""About the people in a story and what they agree to; and what they say themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import accounts_with
from heard.apps.telling.actions.consent import About, Contact
from heard.apps.telling.actions.papers import faults_of
from heard.apps.telling.forms.clock import ClockField
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries.consent import QUESTIONS
from heard.apps.transcribing.queries.readiness import REASONS, reasons_of, unclaimed_voices
from heard.core.errors import BadInput, HeardError
from heard.core.people.consent import ALONE, Deciding, How, Ruling, Use, day_of_age
from heard.core.people.parts import BORN, age_faults, part_faults, saying_faults
from heard.core.people.readiness import Reason
from heard.web.fields import Ruled

_YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))
_HOWS = (
    (How.SCREEN.value, _("They ticked it here, on this screen")),
    (How.SPOKEN.value, _("They said it in the recording")),
    (How.PAPER.value, _("They signed a paper")),
)


class BornField(forms.DateField):
    """A date of birth as people write it, or the year alone."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        days = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
        super().__init__(input_formats=days, **options)
        self.error_messages["invalid"] = _(BORN)

    def to_python(self, value: Any) -> Any:
        text = " ".join(str(value or "").replace(",", " ").split())
        return int(text) if re.fullmatch(r"\d{4}", text) else super().to_python(text)


class PersonForm(Ruled, forms.Form):
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
        try:
            return next(iter(accounts_with([self.cleaned_data["account"]])), None)
        except BadInput as error:
            raise forms.ValidationError(
                _("Nobody has an account here with this address. You can leave it empty."), code=error.code
            ) from error

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        account = given.get("account")
        facts = {**given, "account": account and account.pk}
        voices, accounts = (set(self._others.values_list(name, flat=True)) - {None} for name in ("voice", "account"))
        yield from part_faults(facts, given, voices=voices, accounts=accounts)
        yield from age_faults(given.get("born"), under_18=bool(given.get("under_18")), today=timezone.localdate())

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


class UsesForm(Ruled, forms.Form):
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

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        paper = given.get("paper")
        yield from faults_of(paper) if paper else ()
        if "how" in given:
            yield from saying_faults(How(given["how"]), second=given.get("second"), has_paper=bool(paper))


class SignedForm(Ruled, forms.Form):
    """That a storyteller signed off in person."""

    note = forms.CharField(
        label=_("When and how did they hear and read it?"),
        max_length=200,
        help_text=_("For example: 3 May, at her kitchen table, I played it and read it out."),
    )


class NameForm(Ruled, forms.Form):
    """The name that somebody in a story wants to be shown."""

    name = forms.CharField(label=_("Name to show"), max_length=80, help_text=_("It need not be your real one."))


class VoiceReasonsForm(forms.Form):
    """For each voice that is nobody's in the story, why nobody is asked. Left open, somebody has to be."""

    def __init__(self, *args: Any, story: Story, voices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        known, unclaimed = reasons_of(story), unclaimed_voices(story)
        for key, sample in voices:
            if key in unclaimed:
                why = [
                    ("", gettext("Somebody who has to be asked")),
                    *((one.value, say) for one, say in REASONS.items()),
                ]
                initial = known.get(key, "")
                self.fields[key] = forms.ChoiceField(label=sample, choices=why, required=False, initial=initial)

    @property
    def reasons(self) -> dict[str, Reason | None]:
        return {key: Reason(reason) if reason else None for key, reason in self.cleaned_data.items()}


class WrongForm(Ruled, forms.Form):
    """What somebody in a story tells whoever looks after it."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what is wrong first.")},
    )
