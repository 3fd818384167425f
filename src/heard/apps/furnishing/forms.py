"""What the host says of the network, field by field. What may be said is core's (core/people/network.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.core.errors import BadInput
from heard.core.people.conversation import Policy
from heard.core.people.network import NETWORK, Joining, Network, network_faults
from heard.web.fields import Ruled
from heard.web.network import network

_JOINING = (
    (Joining.OPEN, _("Anybody")),
    (Joining.INVITED, _("Only people with an invitation, or with an organisation’s link")),
)
_COMMENTS = (
    (Policy.TRUSTED, _("Those of helpers, reporters and editors appear at once; others wait for a moderator")),
    (Policy.ALL, _("All appear at once")),
    (Policy.OFF, _("There are no comments")),
)


class NetworkForm(Ruled, forms.Form):
    """All of it on one page."""

    name = forms.CharField(label=_("Name"), max_length=NETWORK["name"].longest)
    motto = forms.CharField(
        label=_("Motto"),
        required=False,
        max_length=NETWORK["motto"].longest,
        help_text=_("The first words on the first page. Without one of your own it is “It’s about being heard.”"),
    )
    emergency = forms.CharField(
        label=_("Emergency number"),
        max_length=NETWORK["emergency"].longest,
        help_text=_("Whom to call when somebody is in danger, as pages name it: 999, 112."),
    )
    joining = forms.ChoiceField(label=_("Who may make an account?"), choices=_JOINING, widget=forms.RadioSelect)
    comments = forms.ChoiceField(label=_("Comments"), choices=_COMMENTS, widget=forms.RadioSelect)
    agreement = forms.BooleanField(
        label=_("What enough helpers hear alike is put right without an editor"), required=False
    )
    agree_people = forms.IntegerField(
        label=_("How many people have to hear the same"), help_text=_("People with a good record: at least 2.")
    )
    agree_more = forms.IntegerField(
        label=_("How many more, where the meaning is at stake"),
        help_text=_("Where a number, a “not” or a name would change."),
    )
    agree_trust = forms.FloatField(
        label=_("How good a record has to be"),
        help_text=_("The share of somebody’s reports that must be right, in 95 of 100 cases: from 0 to 1."),
    )
    agree_days = forms.FloatField(
        label=_("How many days it rests"), help_text=_("So long an editor may step in before it counts.")
    )
    is_listed = forms.BooleanField(
        label=_("Search engines may list this site"),
        required=False,
        help_text=_("Take this away for a site on trial. One without an address of its own is never listed."),
    )
    embeds = forms.CharField(
        label=_("Sites that may show our players"),
        required=False,
        max_length=NETWORK["embeds"].longest,
        help_text=_("As https://charity.example, with blanks between them. A star (*) is any site, nothing is none."),
    )
    security_contact = forms.CharField(
        label=_("Whom to tell of a hole in the site"),
        required=False,
        max_length=NETWORK["security_contact"].longest,
        help_text=_("For people who look for such holes: mailto:host@example.org, or a page."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial=asdict(network()))

    @property
    def said(self) -> Network:
        return _said(self.cleaned_data)

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return network_faults(_said(given))


def _said(given: Mapping[str, Any]) -> Network:
    """What could not be read stays as it was."""
    return replace(network(), **given)
