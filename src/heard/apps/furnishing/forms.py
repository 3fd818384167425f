"""What the host says of the network, field by field. What may be said is core's (core/people/network.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from heard.apps.furnishing.models import Logo
from heard.apps.furnishing.widgets import LinksField, SectionsField
from heard.apps.joining.actions.sent import faults_of
from heard.apps.joining.models import User
from heard.core.errors import BadInput
from heard.core.people.conversation import Policy
from heard.core.people.fields import PERSON
from heard.core.people.links import Section
from heard.core.people.network import LANGUAGES, NETWORK, Joining, Network, network_faults
from heard.web.fields import Ruled
from heard.web.network import network, our_menu

_JOINING = (
    (Joining.OPEN, _("Anybody")),
    (Joining.INVITED, _("Only people with an invitation, or with an organisation’s link")),
)
_COMMENTS = (
    (Policy.TRUSTED, _("Those of helpers, reporters and editors appear at once; others wait for a moderator")),
    (Policy.ALL, _("All appear at once")),
    (Policy.OFF, _("There are no comments")),
)


SECTIONS = {
    Section.VOICE.value: _("A voice to hear at once"),
    Section.NEWEST.value: _("The newest stories"),
    Section.CHOSEN.value: _("Collections chosen by the editors"),
    Section.PUT_RIGHT.value: _("A story to put right"),
    Section.HOW.value: _("How it works"),
}
"""Whoever adds a part of the first page names it here; it is the template exploring/home/NAME.html."""


class NetworkForm(Ruled, forms.Form):
    """All of it on one page."""

    name = forms.CharField(label=_("Name"), max_length=NETWORK["name"].longest)
    motto = forms.CharField(
        label=_("Motto"),
        required=False,
        max_length=NETWORK["motto"].longest,
        help_text=_("The first words on the first page. Without one of your own it is “It’s about being heard.”"),
    )
    band = forms.CharField(
        label=_("The band at the head of every page"),
        required=False,
        help_text=_("As #ffc629. Without one of your own it is yellow."),
    )
    accent = forms.CharField(
        label=_("Links, and what is chosen"),
        required=False,
        help_text=_("As #6d1a4c. Without one of your own it is plum."),
    )
    is_logo_name = forms.BooleanField(
        label=_("The logo shows the name, so it need not stand beside it"), required=False
    )
    sections = SectionsField(
        SECTIONS, label=_("What is on it, in this order"), required=False, help_text=_("The voice always comes first.")
    )
    menu = LinksField(
        label=_("At the head of every page"),
        required=False,
        help_text=_("Words, and where they lead: /about/ is a page of this site, https://example.org another one."),
    )
    foot = LinksField(label=_("At the foot, beside ours"), required=False)
    social = LinksField(label=_("Where else you are to be found"), required=False)
    banner = forms.CharField(
        label=_("What it says"),
        required=False,
        max_length=NETWORK["banner"].longest,
        help_text=_("For example: “We are away until Tuesday.” Nothing is no banner."),
    )
    banner_until = forms.DateField(
        label=_("Until when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Its last day. Without one it stays until you take it away."),
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=NETWORK["organisation"].longest)
    organisation_about = forms.CharField(
        label=_("How to reach it"),
        required=False,
        max_length=NETWORK["organisation_about"].longest,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Address, telephone, e-mail: as it may stand on the page About."),
    )
    charity_number = forms.CharField(
        label=_("Charity number"), required=False, max_length=NETWORK["charity_number"].longest
    )
    languages = forms.TypedMultipleChoiceField(
        label=_("Languages of the pages"),
        choices=list(LANGUAGES.items()),
        coerce=str,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first one is for whoever asks for none of them. Readers choose at the foot of every page."),
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

    def __init__(self, data: Any = None) -> None:
        now = network()
        super().__init__(data, initial={**vars(now), "menu": now.menu or our_menu()})

    @property
    def said(self) -> Network:
        return _said(self.cleaned_data)

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return network_faults(_said(given))


class PartForm(NetworkForm):
    """Some of it."""

    def __init__(self, names: Iterable[str], data: Any = None) -> None:
        super().__init__(data)
        self.fields = {name: self.fields[name] for name in names}


class HostForm(Ruled, forms.Form):
    """The account of the first host."""

    name = forms.CharField(
        label=_("Your name, as others see it"),
        max_length=PERSON["name"].longest,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters: three or four words do well."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        given = {name: self.cleaned_data.get(name, "") for name in ("name", "email")}
        validate_password(password, User(**given))
        return password

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody has an account with this address already."))
        return email


class LogoForm(Ruled, forms.Form):
    shade = forms.ChoiceField(label=_("For which pages?"), choices=Logo.Shade.choices, widget=forms.RadioSelect)
    picture = forms.FileField(label=_("Picture"), help_text=_("PNG, JPEG or WebP, up to 8 MB."))

    def faults(self, given: Mapping[str, Any]) -> Iterable[BadInput]:
        return faults_of(given.get("picture"))


def _said(given: Mapping[str, Any]) -> Network:
    """What could not be read stays as it was. Our own menu is kept as none, so that it is in every language."""
    menu = () if given.get("menu") == our_menu() else given.get("menu", network().menu)
    languages = tuple(given.get("languages", network().languages))
    return replace(network(), **{**given, "menu": menu, "languages": languages})
