"""What somebody is asked when they join, what they say about themselves, and what others note about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heard.apps.joining import invited
from heard.apps.joining.actions.invitations import accept
from heard.apps.joining.actions.sent import faults_of
from heard.apps.joining.models import ROLES as NAMES_OF_ROLES
from heard.apps.joining.models import Group, Portrait, PrivateDetails, Training, User
from heard.apps.mailing.queries import may_write_to_strangers
from heard.core.errors import HeardError
from heard.core.people.fields import GROUP
from heard.core.people.joining import NAME_TAKEN, training_faults
from heard.core.people.permissions import MOST_BY_STANDING_LINK, Role
from heard.core.people.pictures import portrait_faults
from heard.web.fields import Ruled

NAME_HELP = _("Any name you like. A pseudonym is fine.")
# What each role is, in words.
ROLES = {
    Role.VISITOR: _("Visitor: listens, reads and reports mishearings"),
    Role.HELPER: _("Helper: somebody you know, whose comments do not wait"),
    Role.REPORTER: _("Community reporter: also adds and publishes stories"),
    Role.EDITOR: _("Editor: also sees every draft and decides on corrections"),
    Role.MODERATOR: _("Moderator: also decides on comments and concerns, and may suspend people"),
    Role.HOST: _("Host: also runs the network and says who may do what"),
}


class JoinForm(SignupForm):  # type: ignore[misc]
    """Asked of everybody who makes an account. With the button “with a passkey” no password is asked for: the passkey
    is made on the next page. An invitation that this browser opened is accepted in the same breath."""

    name = forms.CharField(
        label=_("Name to show"),
        max_length=80,
        help_text=NAME_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order: ClassVar = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = kwargs.get("data") or {}
        super().__init__(*args, **kwargs, by_passkey=data.get("by") == "passkey")
        self.fields["email"].label = _("E-mail address")

    def clean(self) -> dict[str, Any]:
        """Where a letter has to prove the address and none may be sent today, it is said before anything is looked
        up."""
        if settings.HEARD["HEARD_EMAIL_URL"] and not may_write_to_strangers():
            raise forms.ValidationError(
                _("So many people asked to join today that we send no more letters until tomorrow. Please come back.")
            )
        return super().clean()  # type: ignore[no-any-return]

    def try_save(self, request: HttpRequest) -> Any:
        """An address that has an account takes as long as one that has none: a password is made into a digest."""
        if self.account_already_exists and self.cleaned_data.get("password1"):
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        user: User = super().save(request)
        if invitation := invited.invited(request):
            accept(invitation, user)
            invited.forget(request)
        return user

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


class YouForm(Ruled, forms.ModelForm[User]):
    """What others see of somebody."""

    class Meta:
        model = User
        fields = ("name", "about", "is_thanked")
        help_texts = {  # noqa: RUF012
            "name": _("Any name you like. A pseudonym is fine. The address of your page changes with it."),
        }
        widgets = {  # noqa: RUF012
            "name": forms.TextInput(attrs={"autocomplete": "nickname"}),
            "about": forms.Textarea(attrs={"rows": 5}),
        }


class PictureForm(Ruled, forms.ModelForm[Portrait]):
    """A picture of oneself; or, where there is one, other words for it. What is really inside is found out by the
    worker."""

    needed_sometimes = ("agreed",)

    picture = forms.FileField(
        label=_("A picture of you"),
        help_text=_("JPEG, PNG or WebP, up to 8 MB. Only a small copy is kept, without place and date."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Choose a picture first.")},
    )

    agreed = forms.BooleanField(
        label=_("Nobody else can be recognised in it, or they have agreed that it is shown"),
        required=False,
    )
    field_order = ("picture", "described", "agreed")

    class Meta:
        model = Portrait
        fields = ("described",)
        widgets = {"described": forms.Textarea(attrs={"rows": 2})}  # noqa: RUF012

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["picture"].required = not (self.instance.made or self.instance.sent)
        self.fields["described"].required = True

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        sent = given.get("picture")
        yield from faults_of(sent)
        yield from portrait_faults(given, is_new=bool(sent) or self.fields["picture"].required)


class PrivateForm(Ruled, forms.ModelForm[PrivateDetails]):
    """What only the person and the host see."""

    class Meta:
        model = PrivateDetails
        fields = ("real_name", "phone", "contact", "support")
        widgets = {  # noqa: RUF012
            "real_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "contact": forms.Textarea(attrs={"rows": 3}),
            "support": forms.Textarea(attrs={"rows": 3}),
        }


class InviteForm(forms.Form):
    """Whom to invite to what. `most` is the role of whoever invites."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("They get a message with a link. Leave it empty for a link that you pass on yourself."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.VISITOR)
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), required=False, empty_label="–")

    def __init__(self, *args: Any, most: Role, groups: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles_up_to(most)  # type: ignore[attr-defined]
        if groups is None:
            del self.fields["group"]
        else:
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class StandingLinkForm(forms.Form):
    """What a group's link for many people makes of them."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, initial=Role.VISITOR)

    def __init__(self, *args: Any, most: Role, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_link_%s", **kwargs})  # it stands beside the form for one person
        lower = min(most, MOST_BY_STANDING_LINK, key=lambda role: role.rank)
        self.fields["role"].choices = _roles_up_to(lower)  # type: ignore[attr-defined]


class GroupForm(Ruled, forms.ModelForm[Group]):
    website = forms.URLField(
        label=_("Website"), required=False, max_length=GROUP["website"].longest, assume_scheme="https"
    )

    class Meta:
        model = Group
        fields = ("name", "kind", "about", "website", "is_public")
        error_messages = {"name": {"unique": _(NAME_TAKEN)}}  # noqa: RUF012
        widgets = {"kind": forms.RadioSelect, "about": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012

    def __init__(self, *args: Any, may_open: bool, **options: Any) -> None:
        """`may_open`: whether they may give it a page for everybody."""
        super().__init__(*args, **options)
        if not may_open:
            del self.fields["is_public"]


class FindPeopleForm(forms.Form):
    words = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any")), *NAMES_OF_ROLES])


class RoleForm(forms.Form):
    """Which role somebody has. Nobody gives a higher one than their own."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, most: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = _roles_up_to(most)  # type: ignore[attr-defined]


class SuspendForm(Ruled, forms.Form):
    why = forms.CharField(
        label=_("Why?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the journal, for those who run the network."),
    )


class TrainingForm(Ruled, forms.Form):
    """A training that was done elsewhere."""

    kind = forms.ChoiceField(label=_("Training"), choices=Training.Kind.choices)
    completed_at = forms.DateField(label=_("Done on"), widget=forms.DateInput(attrs={"type": "date"}))
    expires_at = forms.DateField(label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        yield from training_faults(given.get("completed_at"), today=timezone.localdate())


def _roles_up_to(most: Role) -> list[tuple[str, Any]]:
    return [(role.value, sentence) for role, sentence in ROLES.items() if role.rank <= most.rank]
