"""What somebody is asked when they join, and what a host says about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import other_hosts
from heard.core.permissions import Role

NAME_HELP = _("Any name you like. A pseudonym is fine.")


class NameForm(forms.Form):
    """Asked beside the e-mail address and password at sign-up."""

    name = forms.CharField(
        label=_("Name to show"),
        max_length=80,
        help_text=NAME_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.slug = ""
        user.save()


class OpenForm(forms.Form):
    """What anybody may send without an account. `website` is for programs that fill in everything."""

    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave the field “Website” empty. People cannot see it."))
        return ""


class YouForm(forms.ModelForm[User]):
    """What others see of somebody."""

    class Meta:
        model = User
        fields = ("name", "about")
        widgets = {  # noqa: RUF012
            "name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "about": forms.Textarea(attrs={"rows": 5}),
        }


class PersonForm(forms.ModelForm[User]):
    """What a host may change about somebody. The last host stays a host."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Role.VISITOR.value, _("Visitor: listens, reads and reports mishearings")),
            (Role.REPORTER.value, _("Community reporter: also adds and publishes stories")),
            (Role.EDITOR.value, _("Editor: also sees every draft and decides on corrections")),
            (Role.HOST.value, _("Host: also runs the network and says who may do what")),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = ("name", "email", "role", "is_active", "about")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stays = cleaned.get("role") == Role.HOST and cleaned.get("is_active")
        was = User.objects.filter(pk=self.instance.pk, role=Role.HOST).exists()
        if was and not stays and not other_hosts(self.instance).exists():
            raise forms.ValidationError(_("Somebody has to run the network. Make another person a host first."))
        return cleaned
