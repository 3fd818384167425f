"""Forms about stories, their recordings and whom they are for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import Group, User
from heard.apps.joining.queries import groups_of
from heard.apps.telling.actions.recordings import check_recording
from heard.apps.telling.models import Story
from heard.apps.telling.queries.consent import REACHES
from heard.core.errors import BadInput
from heard.core.files.recordings import ACCEPT
from heard.core.people.consent import Reach

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


class AudienceForm(forms.ModelForm[Story]):
    """Whom a story is for, in words that people use."""

    needed_sometimes = ("group", "named")

    reach = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=[(reach.value, label) for reach, label in REACHES.items()],
        widget=forms.RadioSelect,
    )
    group = forms.ModelChoiceField(
        label=_("For the members of one group: which?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    named = forms.CharField(
        label=_("Only for people you name: who?"),
        required=False,
        max_length=5000,
        help_text=_("The e-mail addresses of their accounts here, one on each line."),
        widget=forms.Textarea(attrs={"rows": 3, "data-unkept": True}),
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
