"""Forms about stories and their recordings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.apps.telling.actions.recordings import check_recording
from heard.apps.telling.models import Story
from heard.apps.telling.queries import SUFFIXES
from heard.core.errors import BadInput

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
ACCEPT = ",".join(f".{suffix}" for suffix in sorted(SUFFIXES))


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
