"""What people may ask of Explore."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.exploring import queries
from heard.apps.exploring.queries import Wanted
from heard.apps.exploring.search.terms import LONGEST
from heard.apps.joining.queries import Viewer


class FindForm(forms.Form):
    """Words, a theme and a place. Only themes and places of stories that `viewer` may see are offered."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST, widget=forms.SearchInput)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].choices = [("", _("Any theme")), *queries.themes_for(viewer)]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("Any place")), *queries.places_for(viewer)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What was asked for. A theme or place that is not there is an answer of its own: no stories."""
        asked = {name: str(self.data.get(name, ""))[:LONGEST].replace("\x00", "").strip() for name in self.fields}
        return Wanted(words=asked["q"], theme=asked["theme"], place=asked["place"])


class WrongForm(forms.Form):
    """What somebody in a story tells whoever looks after it."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what is wrong first.")},
    )
