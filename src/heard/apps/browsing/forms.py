"""What editors say of collections, and of places: where they lie, what they look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from heard.apps.browsing.models import Collection, PlacePicture
from heard.apps.sharing.models import Moment
from heard.apps.telling.forms.pictures import PictureForm
from heard.apps.telling.models import Story
from heard.core.errors import BadInput
from heard.core.maps import point_faults
from heard.core.people.fields import COLLECTION, PIECE, text_faults
from heard.web.fields import Ruled


class CollectionForm(Ruled, forms.ModelForm[Collection]):
    class Meta:
        model = Collection
        fields = ("title", "summary")
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return text_faults(given, COLLECTION)


class PointForm(Ruled, forms.Form):
    """Where a place lies, in degrees. More exact than it may be is not kept."""

    latitude = forms.DecimalField(
        label=_("Latitude"),
        required=False,
        help_text=_("Degrees north, such as 53.5; south with a minus."),
    )
    longitude = forms.DecimalField(
        label=_("Longitude"),
        required=False,
        help_text=_("Degrees east; west of Greenwich with a minus, such as -2.3."),
    )

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return () if self.errors else point_faults(given["latitude"], given["longitude"])


class PlacePictureForm(PictureForm):
    agreed = forms.BooleanField(
        label=_("Everybody who can be recognised has agreed that it is shown with this place"), required=False
    )

    class Meta(PictureForm.Meta):
        model = PlacePicture  # type: ignore[assignment]
        help_texts: ClassVar = {
            "described": _("For people who cannot see it, in a sentence: “Brick terraces on a hill, washing out.”"),
            "people": _("Only editors see them."),
        }


class PieceForm(Ruled, forms.Form):
    """Words, or the address of a story or a moment of this site."""

    text = forms.CharField(
        label=_("Words in between, or the address of a story or a moment"),
        required=False,
        max_length=PIECE["text"].longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copy the address from the page of the story or the moment."),
    )

    @property
    def thing(self) -> Story | Moment | str:
        text = str(self.cleaned_data["text"]).strip()
        return _at(text) or text


def _at(text: str) -> Story | Moment | None:
    """What an address leads to; whether it may be seen is asked of the one door when it is shown."""
    if "/" not in text or any(sign.isspace() for sign in text):
        return None
    try:
        found = resolve(urlsplit(text).path)
    except (ValueError, Resolver404):
        return None
    if found.url_name == "moment":
        return Moment.objects.filter(code=found.kwargs["code"]).first()
    return Story.objects.filter(slug=found.kwargs["slug"]).first() if found.url_name == "story" else None
