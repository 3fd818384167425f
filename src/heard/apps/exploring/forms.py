"""What people may ask of Explore."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.exploring.search import SIDES, Wanted
from heard.core.finding.asking import LONGEST


class FindForm(forms.Form):
    """Words. What else narrows the list stands in the address, and is carried along."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST, widget=forms.SearchInput)

    @property
    def wanted(self) -> Wanted:
        """What was asked for. A theme or place that is not there is an answer of its own: no stories."""
        asked = {name: self._asked(name) for name in ("q", *SIDES)}
        words = asked.pop("q")
        return Wanted(words, {side: value for side, value in asked.items() if value})

    def _asked(self, name: str) -> str:
        return str(self.data.get(name, ""))[:LONGEST].replace("\x00", "").strip()
