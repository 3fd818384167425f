"""What people fill in to let a program ask for them, or be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from heard.apps.connecting.actions.tokens import Wanted
from heard.apps.connecting.models import Token
from heard.core.errors import HeardError
from heard.core.people.fields import TOKEN, text_faults
from heard.core.people.tokens import DAYS, Scope, token_faults
from heard.core.people.webhooks import WEBHOOK, address_faults
from heard.web.fields import Ruled


class WebhookForm(Ruled, forms.Form):
    address = forms.CharField(
        label=_("Address to tell"),
        max_length=WEBHOOK["address"].longest,
        help_text=_("Of the other program. It begins with https://"),
    )

    def faults(self, given: Mapping[str, Any]) -> Iterable[HeardError]:
        return address_faults(str(given.get("address", "")), on_trial=settings.DEBUG)


class TokenForm(Ruled, forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=TOKEN["name"].longest,
        help_text=_("So that you know it again. For example: the archive’s computer."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the program may do"),
        choices=Token.SCOPES,
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("How long it lasts"),
        coerce=int,
        choices=[(days, ngettext_lazy("%(count)d day", "%(count)d days", days) % {"count": days}) for days in DAYS],
        initial=90,
        widget=forms.RadioSelect,
    )

    def faults(self, given: Mapping[str, Any]) -> Iterable[HeardError]:
        yield from text_faults(given, TOKEN)
        if {"scopes", "days"} <= given.keys():
            yield from token_faults(given["scopes"], given["days"])

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(given["name"], tuple(given["scopes"]), given["days"])
