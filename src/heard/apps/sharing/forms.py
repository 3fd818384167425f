"""Which words somebody passes on."""

from __future__ import annotations

from django import forms


class WordsForm(forms.Form):
    """The ids of the first and the last word. Without the last, one word."""

    first = forms.CharField(max_length=24)
    last = forms.CharField(max_length=24, required=False)
