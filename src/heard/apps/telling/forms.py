"""Forms about stories and their recordings, about the people in them and what they agree to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import Group, User
from heard.apps.joining.queries import groups_of
from heard.apps.telling.actions.consent import About, Contact
from heard.apps.telling.actions.papers import LARGEST_PAPER, is_picture
from heard.apps.telling.actions.recordings import check_recording
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries.consent import QUESTIONS, REACHES
from heard.core.consent import How, Reach, Ruling, Use
from heard.core.errors import BadInput
from heard.core.recordings import ACCEPT

# Languages that the speech model knows well enough, and that are spoken round here. Names as their speakers write them.
LANGUAGES = (
    ("en", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ur", "اردو"),
    ("bn", "বাংলা"),
    ("gu", "ગુજરાતી"),
    ("hi", "हिन्दी"),
    ("ta", "தமிழ்"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("so", "Soomaali"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("pt", "Português"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("el", "Ελληνικά"),
    ("lt", "Lietuvių"),
    ("hu", "Magyar"),
    ("zh", "中文"),
)
VOICES = ((None, _("I don't know")), *((number, str(number)) for number in range(1, 9)))


class RecordingField(forms.FileField):
    """A file that may be a recording. What is inside is found out by the worker."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            label=_("Recording"),
            required=required,
            allow_empty_file=True,  # refused below, in the same words as everywhere
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            try:
                check_recording(value.name, value.size)
            except BadInput as error:
                raise forms.ValidationError(error.sentence, code=error.code) from error


class SoundForm(forms.ModelForm[Story]):
    """What helps the machine to listen."""

    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES, initial="en")
    voices = forms.TypedChoiceField(
        label=_("How many voices?"),
        choices=VOICES,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("How many people speak, you included. It helps to tell them apart."),
    )

    class Meta:
        model = Story
        fields: tuple[str, ...] = ("language", "voices")


class TellForm(SoundForm):
    """Begin a story: a title is enough."""

    recording = RecordingField(required=False)

    class Meta(SoundForm.Meta):
        fields = ("title", "language", "voices")


class RecordingForm(forms.Form):
    """A recording for a story that has begun, sent in one go."""

    recording = RecordingField()


class DescribeForm(forms.ModelForm[Story]):
    """What readers see beside the words."""

    themes = forms.CharField(
        label=_("Themes"), required=False, max_length=500, help_text=_("A few words each, with commas between.")
    )

    class Meta:
        model = Story
        fields = ("title", "summary", "place", "told_on")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "told_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, data: QueryDict | None, *, instance: Story) -> None:
        themes = ", ".join(theme.name for theme in instance.themes.all())
        super().__init__(data, instance=instance, initial={"themes": themes})

    def clean_themes(self) -> list[str]:
        names = [" ".join(name.split()) for name in self.cleaned_data["themes"].split(",")]
        too_long = next((name for name in names if len(name) > 60), None)
        if too_long:
            raise forms.ValidationError(_("A theme has at most 60 letters. Put commas between themes."))
        return list(dict.fromkeys(name for name in names if name))


_YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))
_HOWS = (
    (How.SCREEN.value, _("They ticked it here, on this screen")),
    (How.SPOKEN.value, _("They said it in the recording")),
    (How.PAPER.value, _("They signed a paper")),
)


class PersonForm(forms.Form):
    """Somebody in a story: what readers see of them, and what only those who look after it may know."""

    name = forms.CharField(
        label=_("Name to show"), max_length=80, help_text=_("Any name they like. It need not be their real one.")
    )
    is_storyteller = forms.BooleanField(label=_("This is their story"), required=False)
    under_18 = forms.BooleanField(label=_("They are under 18"), required=False)
    voice = forms.ChoiceField(label=_("Which voice is theirs?"), required=False)
    account = forms.EmailField(
        label=_("E-mail address of their account here"),
        required=False,
        help_text=_("Leave it empty if they have no account. You can give them a private link."),
    )
    real_name = forms.CharField(label=_("Real name"), max_length=120, required=False)
    reach_at = forms.CharField(label=_("E-mail or phone"), max_length=200, required=False)
    guardian_name = forms.CharField(label=_("Name of the parent or guardian"), max_length=120, required=False)
    guardian_at = forms.CharField(label=_("E-mail or phone of the parent or guardian"), max_length=200, required=False)

    SHOWN = ("name", "is_storyteller", "under_18", "voice", "account")
    PRIVATE = ("real_name", "reach_at", "guardian_name", "guardian_at")

    def __init__(
        self, data: Any, *, story: Story, voices: Sequence[tuple[str, str]], known: StoryPerson | None = None
    ) -> None:
        super().__init__(data, initial=_known(known))
        self._others = story.people.exclude(pk=known.pk) if known else story.people.all()
        self.fields["voice"].choices = [("", _("I don't know")), *voices]  # type: ignore[attr-defined]

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

    @property
    def about(self) -> About:
        return cast(About, {name: self.cleaned_data[name] for name in self.SHOWN})

    @property
    def contact(self) -> Contact:
        return cast(Contact, {name: self.cleaned_data[name] for name in self.PRIVATE})

    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHOWN]

    def private_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PRIVATE]


def _known(person: StoryPerson | None) -> dict[str, Any]:
    if person is None:
        return {}
    contact = getattr(person, "contact", None)
    private = {name: getattr(contact, name) for name in PersonForm.PRIVATE} if contact else {}
    shown = {name: getattr(person, name) for name in PersonForm.SHOWN}
    return {**shown, **private, "account": person.account.email if person.account else ""}


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

    how = forms.ChoiceField(label=_("How did they say it?"), choices=_HOWS, widget=forms.RadioSelect, initial="screen")
    second = forms.CharField(
        label=_("Where in the recording?"), required=False, max_length=10, help_text=_("Minutes and seconds, as 1:05.")
    )
    paper = forms.FileField(
        label=_("Photo of the paper"),
        required=False,
        help_text=_("A JPEG or PNG. Only those who look after the story can see it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    def how_fields(self) -> list[forms.BoundField]:
        return [self["how"], self["second"], self["paper"]]

    def clean_second(self) -> float | None:
        text = self.cleaned_data["second"].strip()
        if not text:
            return None
        found = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,5})(?:\.\d+)?", text, re.ASCII)
        if found is None:
            raise forms.ValidationError(_("Write minutes and seconds, as 1:05."))
        return int(found[1] or 0) * 60.0 + int(found[2])

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


class AudienceForm(forms.ModelForm[Story]):
    """Whom a story is for, in words that people use."""

    reach = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=[(reach.value, label) for reach, label in REACHES.items()],
        widget=forms.RadioSelect,
    )
    group = forms.ModelChoiceField(
        label=_("Which group?"), queryset=Group.objects.none(), required=False, empty_label=_("None")
    )
    named = forms.CharField(
        label=_("The people you name"),
        required=False,
        max_length=5000,
        help_text=_("The e-mail addresses of their accounts here, one on each line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Story
        fields = ("reach", "group", "opens_on", "closes_on", "content_note", "licence")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "opens_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "closes_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "licence": forms.RadioSelect(),
        }
        labels: ClassVar[dict[str, Any]] = {
            "opens_on": _("From which day?"),
            "closes_on": _("Until which day?"),
            "content_note": _("What may be hard to hear in it?"),
            "licence": _("May others copy it?"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "content_note": _("People see this first, so that they can choose. For example: talks about a death."),
        }

    field_order = ("reach", "group", "named", "opens_on", "closes_on", "content_note", "licence")

    def __init__(self, data: QueryDict | None, *, instance: Story, by: User) -> None:
        named = "\n".join(instance.readers.values_list("email", flat=True))
        super().__init__(data, instance=instance, initial={"named": named})
        mine = Q(pk__in=groups_of(by)) | Q(pk=instance.group_id)
        self.fields["group"].queryset = Group.objects.filter(mine)  # type: ignore[attr-defined]

    def clean_named(self) -> list[User]:
        emails = {line.strip().lower() for line in self.cleaned_data["named"].splitlines() if line.strip()}
        users = list(User.objects.filter(email__in=emails))
        if lost := sorted(emails - {user.email for user in users}):
            raise forms.ValidationError(_("Nobody has an account here with: %s") % ", ".join(lost))
        return users

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reach") == Reach.GROUP and not cleaned.get("group"):
            self.add_error("group", _("Choose the group."))
        if cleaned.get("reach") == Reach.NAMED and not cleaned.get("named") and "named" not in self.errors:
            self.add_error("named", _("Name at least one person."))
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("This day is before the first day."))
        return cleaned
