"""What people write of a story so that others understand it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.actions.sent import faults_of
from heard.apps.understanding.models import Chapter, EasyLine
from heard.core.errors import BadInput
from heard.core.people.easy import easy_faults
from heard.core.people.fields import CHAPTER, text_faults
from heard.web.fields import Ruled


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
