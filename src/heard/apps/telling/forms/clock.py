"""A time in the recording, on any form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from heard.core.errors import BadInput
from heard.core.timecode import seconds_from


class ClockField(forms.CharField):
    """A time as people write it, in seconds; None where it may be left out and is."""

    def __init__(self, *, required: bool = False, max_length: int = 40, **options: Any) -> None:
        super().__init__(required=required, max_length=max_length, **options)

    def clean(self, value: Any) -> float | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        try:
            return seconds_from(text)
        except BadInput as error:
            raise forms.ValidationError(_(error.sentence), code=error.code) from None
