"""What people may ask of Explore."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.exploring.search import SIDES, Wanted, reads_meanings
from heard.core.finding.asking import LONGEST


class LooksForm(forms.Form):
    """How pages look for whoever reads them (web/looks.py)."""

    size = forms.ChoiceField(
        label=_("Size of the letters"),
        choices=[("usual", _("As usual")), ("larger", _("Larger")), ("largest", _("Much larger"))],
        widget=forms.RadioSelect,
    )
    spacing = forms.ChoiceField(
        label=_("Room between letters, words and lines"),
        choices=[("usual", _("As usual")), ("wide", _("More room, and nothing slanted: easier with dyslexia"))],
        widget=forms.RadioSelect,
    )
    colours = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("usual", _("As my device says")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )
    contrast = forms.ChoiceField(
        label=_("Contrast"),
        choices=[("usual", _("As usual")), ("more", _("As much as there is"))],
        widget=forms.RadioSelect,
    )
    motion = forms.ChoiceField(
        label=_("What moves"),
        choices=[("usual", _("As my device says")), ("none", _("Nothing moves"))],
        widget=forms.RadioSelect,
    )
    captions = forms.ChoiceField(
        label=_("Captions of films"),
        choices=[("usual", _("As usual")), ("larger", _("Larger"))],
        widget=forms.RadioSelect,
    )
    film = forms.ChoiceField(
        label=_("Films"),
        choices=[("usual", _("With their picture")), ("sound", _("Their sound alone"))],
        widget=forms.RadioSelect,
    )
    loading = forms.ChoiceField(
        label=_("How much is loaded"),
        choices=[
            ("usual", _("As my device says")),
            ("little", _("As little as can be: no pictures, of films their sound, and sound when I ask")),
        ],
        widget=forms.RadioSelect,
    )
    notes = forms.ChoiceField(
        label=_("What may be hard to hear"),
        choices=[("usual", _("Tell me first, and let me choose")), ("open", _("Tell me, and show it at once"))],
        widget=forms.RadioSelect,
    )


class FindForm(forms.Form):
    """Words. What else narrows the list stands in the address, and is carried along."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST, widget=forms.SearchInput)

    @property
    def wanted(self) -> Wanted:
        """What was asked for. A theme or place that is not there is an answer of its own: no stories."""
        asked = {name: self._asked(name) for name in ("q", *SIDES)}
        words = asked.pop("q")
        chosen = {side: value for side, value in asked.items() if value}
        return Wanted(words, chosen, by_meaning=bool(words) and self.is_by_meaning)

    @property
    def is_by_meaning(self) -> bool:
        return self._asked("by") == "meaning" and reads_meanings()

    def _asked(self, name: str) -> str:
        return str(self.data.get(name, ""))[:LONGEST].replace("\x00", "").strip()
