"""Whom a story is for, from when until when, and on which terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import Group, User
from heard.apps.joining.queries import accounts_with, groups_of
from heard.apps.telling.forms import StoryForm
from heard.apps.telling.models import Story
from heard.apps.telling.queries.consent import REACHES
from heard.core.errors import BadInput, HeardError
from heard.core.people.audience import NOT_YOURS, day_faults, reach_faults


class AudienceForm(StoryForm):
    """Whom a story is for, in words that people use."""

    needed_sometimes = ("group", "named")

    reach = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=[(reach.value, label) for reach, label in REACHES.items()],
        widget=forms.RadioSelect,
    )
    group = forms.ModelChoiceField(
        label=_("For the members of one group: which?"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("None"),
        error_messages={"invalid_choice": _(NOT_YOURS)},
    )
    named = forms.CharField(
        label=_("Only for people you name: who?"),
        required=False,
        max_length=5000,
        help_text=_("The e-mail addresses of their accounts here, one on each line."),
        widget=forms.Textarea(attrs={"rows": 3, "data-unkept": True}),
    )

    class Meta:
        model = Story
        fields = ("reach", "group", "opens_on", "closes_on", "content_note", "licence")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "opens_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "closes_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "licence": forms.RadioSelect(),
        }
        labels: ClassVar[dict[str, Any]] = {
            "opens_on": _("From which day?"),
            "closes_on": _("Until which day?"),
            "content_note": _("What may be hard to hear in it?"),
            "licence": _("May others copy it?"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "content_note": _("People see this first, so that they can choose. For example: talks about a death."),
        }

    field_order = ("reach", "group", "named", "opens_on", "closes_on", "content_note", "licence")

    def __init__(self, data: QueryDict | None, *, instance: Story, by: User) -> None:
        named = "\n".join(instance.readers.values_list("email", flat=True))
        super().__init__(data, instance=instance, initial={"named": named})
        mine = Q(pk__in=groups_of(by)) | Q(pk=instance.group_id)
        self.fields["group"].queryset = Group.objects.filter(mine)  # type: ignore[attr-defined]

    def clean_named(self) -> list[User]:
        try:
            return accounts_with(line.strip() for line in self.cleaned_data["named"].splitlines())
        except BadInput as error:
            raise forms.ValidationError(error.sentence, code=error.code) from error

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        yield from super().faults(given)
        if "reach" in given:
            has_group, is_named = bool(given.get("group")), bool(given.get("named"))
            yield from reach_faults(given["reach"], has_group=has_group, is_named=is_named)
        yield from day_faults(given.get("opens_on"), given.get("closes_on"))
