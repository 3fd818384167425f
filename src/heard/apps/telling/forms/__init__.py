"""Forms about stories and their recordings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.models import Group
from heard.apps.joining.queries import Viewer, groups_to_gather_with
from heard.apps.telling.actions.recordings import check_recording
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, HeardError
from heard.core.files.recordings import ACCEPT
from heard.core.people.details import LANGUAGES, MOST_VOICES, detail_faults, theme_faults
from heard.web.fields import Ruled

VOICES = ((None, _("I don't know")), *((number, str(number)) for number in range(1, MOST_VOICES + 1)))


class RecordingField(forms.FileField):
    """A file that may be a recording. What is inside is found out by the worker."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            label=_("Recording"),
            required=required,
            allow_empty_file=True,  # refused below, in the same words as everywhere
            widget=forms.FileInput(attrs={"accept": ACCEPT}),
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            try:
                check_recording(value.name, value.size)
            except BadInput as error:
                raise forms.ValidationError(error.sentence, code=error.code) from error


class StoryForm(Ruled, forms.ModelForm[Story]):
    """Some of what can be said about a story."""

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        yield from detail_faults(given)


class SoundForm(StoryForm):
    """What helps the machine to listen."""

    language = forms.ChoiceField(label=_("Language spoken"), choices=LANGUAGES, initial="en")
    voices = forms.TypedChoiceField(
        label=_("How many voices?"),
        choices=VOICES,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("How many people speak, you included. It helps to tell them apart."),
    )

    class Meta:
        model = Story
        fields: tuple[str, ...] = ("language", "voices")


class TellForm(SoundForm):
    """Begin a story: a title is enough."""

    recording = RecordingField(required=False)

    class Meta(SoundForm.Meta):
        fields = ("title", "language", "voices")


class RecordingForm(forms.Form):
    """A recording for a story that has begun, sent in one go."""

    recording = RecordingField()


class DescribeForm(StoryForm):
    """What readers see beside the words."""

    themes = forms.CharField(
        label=_("Themes"), required=False, max_length=500, help_text=_("A few words each, with commas between.")
    )

    class Meta:
        model = Story
        fields = ("title", "summary", "place", "told_on", "gathered_with")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "told_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(self, data: QueryDict | None, *, instance: Story, by: Viewer) -> None:
        themes = ", ".join(theme.name for theme in instance.themes.all())
        super().__init__(data, instance=instance, initial={"themes": themes})
        if not instance.has_sound:
            self.fields["told_on"].label = _("Date it was told or written")
        self._offer_groups(groups_to_gather_with(by), instance.gathered_with)

    def _offer_groups(self, groups: QuerySet[Group], now: Group | None) -> None:
        """Where there is none to choose, nothing is asked; what it is gathered with already stays."""
        keys = [*groups.values_list("pk", flat=True), *([now.pk] if now else [])]
        if keys:
            field = cast("forms.ModelChoiceField[Group]", self.fields["gathered_with"])
            field.queryset, field.empty_label = Group.objects.filter(pk__in=keys), _("nobody else")
        else:
            del self.fields["gathered_with"]

    def clean_themes(self) -> list[str]:
        names = [" ".join(name.split()) for name in self.cleaned_data["themes"].split(",")]
        return list(dict.fromkeys(name for name in names if name))

    def faults(self, given: Mapping[str, Any]) -> Iterator[HeardError]:
        yield from super().faults(given)
        yield from theme_faults(given.get("themes", ()))
