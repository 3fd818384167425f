"""What people write of a story so that others understand it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from heard.apps.understanding.models import Chapter
from heard.core.errors import BadInput
from heard.core.people.fields import CHAPTER, text_faults
from heard.web.fields import Ruled


class ChapterForm(Ruled, forms.ModelForm[Chapter]):
    class Meta:
        model = Chapter
        fields = ("title",)

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return text_faults(given, CHAPTER)
