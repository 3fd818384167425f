"""Forms that only read fields. What may be written is said by core, in one place for forms, actions and the database;
here it comes to stand beside its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from heard.core.errors import HeardError
from heard.core.people.fields import too_long


class Ruled(forms.BaseForm):
    """A form whose rules are core's: mix it in before Django's kind of form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if longest := getattr(field, "max_length", None):
                field.error_messages.setdefault("max_length", too_long(longest).sentence)

    def faults(self, given: Mapping[str, Any]) -> Iterable[HeardError]:
        """What core finds wrong. Fields that could not be read are not in `given`."""
        return ()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for fault in [*self.faults(given)]:
            say(self, fault)
        return given


def say(form: forms.BaseForm, fault: HeardError) -> None:
    """Beside its field, where that says nothing else yet; above the form, where it is about none."""
    field = fault.field if fault.field in form.fields else None
    if field not in form.errors:
        form.add_error(field, fault.sentence)
