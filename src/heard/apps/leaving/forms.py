"""What somebody is asked before they leave."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from heard.apps.leaving.actions import Stories


class LeaveForm(forms.Form):
    stories = forms.ChoiceField(
        label=_("What shall become of your stories?"),
        widget=forms.RadioSelect,
        choices=[
            (Stories.TAKE_BACK.value, _("Take them back: nobody can hear or read them from now on")),
            (Stories.LEAVE.value, _("Leave them here, without my name. Editors look after them")),
        ],
    )
    sure = forms.BooleanField(
        label=_("I know that nobody can bring my account back"),
        error_messages={"required": _("Please tick this if you are sure.")},
    )
