"""What people write of a story so that others understand it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.actions.sent import faults_of
from heard.apps.understanding.models import Chapter, EasyLine
from heard.core.errors import BadInput
from heard.core.people.easy import easy_faults
from heard.core.people.fields import CHAPTER, text_faults
from heard.web.fields import Ruled

LARGEST_CAPTIONS = 2 * 1024**2


class ChapterForm(Ruled, forms.ModelForm[Chapter]):
    class Meta:
        model = Chapter
        fields = ("title",)

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return text_faults(given, CHAPTER)


class EasyForm(Ruled, forms.ModelForm[EasyLine]):
    """A sentence, and a picture if wished. What is really inside of that is found out by the worker."""

    picture = forms.FileField(
        label=_("A picture for it"),
        required=False,
        help_text=_("A photo or a drawing of your own: JPEG, PNG or WebP, up to 8 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = EasyLine
        fields = ("text", "alt")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}  # noqa: RUF012

    field_order = ("text", "picture", "alt")

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        sent = given.get("picture")
        there = bool(sent or self.instance.made or self.instance.sent)
        return [*faults_of(sent), *easy_faults(given, has_picture=there)]


class TranslationForm(forms.Form):
    """Into which language a story is put."""

    language = forms.ChoiceField(label=_("Which language?"))

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = languages


class CaptionsForm(forms.Form):
    """Captions in the other language, made elsewhere."""

    captions = forms.FileField(
        label=_("A file of captions"),
        help_text=_("WebVTT or SRT, with the times of this recording, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.ttml,.sbv,.json"}),
        error_messages={"required": _("Choose a file first."), "empty": _("There is nothing in this file.")},
    )

    def clean_captions(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["captions"]
        if (file.size or 0) > LARGEST_CAPTIONS:
            raise forms.ValidationError(_("This file is larger than 2 MB."))
        return file
