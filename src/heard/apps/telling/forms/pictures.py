"""The picture of a story, and what has to be said with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.actions.sent import faults_of
from heard.apps.telling.actions.pictures import About
from heard.apps.telling.models import Picture
from heard.apps.telling.models.pictures import SentPicture
from heard.core.errors import HeardError
from heard.core.people.pictures import about_faults
from heard.web.fields import Ruled


class PictureForm(Ruled, forms.ModelForm[SentPicture]):
    """What is really inside is found out by the worker."""

    needed_sometimes = ("people", "agreed")
    picture = forms.FileField(
        label=_("The picture"),
        help_text=_("JPEG, PNG or WebP, up to 8 MB. Only smaller copies are kept, without place, date and device."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Choose a picture first.")},
    )
    agreed = forms.BooleanField(
        label=_("Everybody who can be recognised has agreed that it is shown with this story"), required=False
    )
    field_order = ("picture", "described", "shows", "people", "agreed")

    class Meta:
        model = Picture
        fields = ("described", "shows", "people")
        widgets: ClassVar[dict[str, Any]] = {
            "described": forms.Textarea(attrs={"rows": 2}),
            "shows": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shows"].choices = SentPicture.Shows.choices  # type: ignore[attr-defined]

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        yield from faults_of(given.get("picture"))
        yield from about_faults(given)

    def about(self) -> About:
        given = self.cleaned_data
        return About(given["described"], given["shows"], given["people"], given["agreed"])
