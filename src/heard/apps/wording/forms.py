"""What editors write into the glossary, what anybody asks about it, and what a reporter knows of a story's names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from heard.apps.joining.forms import OpenForm
from heard.apps.wording.models import Kind, StoryName, Term
from heard.apps.wording.queries import entry_of, live_terms, term_called
from heard.core.errors import BadInput
from heard.core.offering.wordlist import LONGEST_MEANING, LONGEST_PHRASE, Entry, check_phrase, checked

LARGEST_TABLE = 2 * 1024**2  # bytes
_ONE_A_LINE = _("One on each line.")


class FindForm(forms.Form):
    """Words and a kind to find terms by."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any kind")), *Kind.choices])

    @property
    def asked(self) -> tuple[str, str]:
        """What cannot be used is as if it had not been asked."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("kind", "")


class TermForm(forms.Form):
    """One entry of the glossary."""

    text = forms.CharField(
        label=_("Term"),
        max_length=LONGEST_PHRASE,
        help_text=_("Written as it should be."),
        error_messages={"required": _("Write the term.")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, initial=Kind.TERM)
    meaning = forms.CharField(
        label=_("What it means"),
        required=False,
        max_length=LONGEST_MEANING,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In short, everyday words. Readers see this beside the story."),
    )
    spoken = forms.CharField(
        label=_("What else people say for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_ONE_A_LINE,
    )
    mishearings = forms.CharField(
        label=_("What the machine writes by mistake"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line. Only editors see these."),
    )

    @classmethod
    def about(cls, term: Term, data: Any = None) -> TermForm:
        """The form as the term stands, so that it can be changed."""
        entry = entry_of(term)
        spoken, mishearings = "\n".join(entry.spoken), "\n".join(entry.mishearings)
        initial = {"text": term.text, "kind": term.kind, "meaning": term.meaning}
        return cls(data, initial=initial | {"spoken": spoken, "mishearings": mishearings})

    @property
    def entry(self) -> Entry:
        given = self.cleaned_data
        spoken, mishearings = (tuple(given[name].splitlines()) for name in ("spoken", "mishearings"))
        return Entry(given["text"], given["kind"], given["meaning"], spoken, mishearings)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            try:
                checked(self.entry)
            except BadInput as error:
                self.add_error(None, error.sentence)
        return self.cleaned_data


class ChosenTerm(forms.CharField):
    """A live term, written or picked from the list of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"list": "terms", "autocomplete": "off"}), **options)

    def clean(self, value: Any) -> Term | None:
        text = super().clean(value)
        if not text:
            return None
        term = term_called(text)
        if term is None or not term.is_live:
            raise forms.ValidationError(_("There is no term “%(text)s” in the glossary."), params={"text": text})
        return term


class MergeForm(forms.Form):
    into = ChosenTerm(
        label=_("Which term stays?"),
        help_text=_("Begin to write it, or pick it from the list."),
        error_messages={"required": _("Say which term stays.")},
    )

    def __init__(self, *args: Any, term: Term, **options: Any) -> None:
        super().__init__(*args, **options)
        self.others = live_terms().exclude(pk=term.pk).prefetch_related(None)


class TableForm(forms.Form):
    """A CSV file, or what was in it when it comes back from the check page."""

    table = forms.FileField(
        label=_("Your list"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}),
        help_text=_("A CSV file or an Excel workbook, up to 2 MB."),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_table(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["table"]
        if (file.size or 0) > LARGEST_TABLE:
            raise forms.ValidationError(_("This file is larger than 2 MB. Bring it in smaller pieces."))
        return file


class AskForm(OpenForm):
    """What somebody wants explained. `words` are ids with spaces between, and `start` is in seconds."""

    text = forms.CharField(
        label=_("Which word, or words?"),
        max_length=2000,
        error_messages={"required": _("Write the word that you would like explained.")},
    )
    words = forms.CharField(required=False, max_length=2000)
    start = forms.FloatField(required=False, min_value=0)


class AnswerForm(forms.Form):
    """An editor's answer with a term that is there, or that nothing needs explaining."""

    term = ChosenTerm(label=_("It is this term"), required=False)
    nothing = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("term") and not given.get("nothing"):
            raise forms.ValidationError(_("Choose a term, or say that nothing needs explaining."))
        return given


class NamesForm(forms.Form):
    """The names said in a story: a box for each kind, one name a line."""

    def __init__(self, data: Any, *, names: dict[str, list[str]]) -> None:
        super().__init__(data)
        labels = {"name": _("People"), "place": _("Places"), "organisation": _("Organisations")}
        for kind in StoryName.Kind.values:
            self.fields[kind] = forms.CharField(
                label=labels[kind],
                required=False,
                max_length=30_000,
                initial="\n".join(names[kind]),
                widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "words", "spellcheck": "false"}),
                help_text=_ONE_A_LINE,
            )

    @property
    def names(self) -> dict[str, list[str]]:
        return {kind: self.cleaned_data[kind].splitlines() for kind in self.fields}

    def clean(self) -> dict[str, Any]:
        super().clean()
        for kind, texts in self.names.items() if not self.errors else ():
            for text in filter(str.strip, texts):
                try:
                    check_phrase(" ".join(text.split()))
                except BadInput as error:
                    self.add_error(kind, error.sentence)
        return self.cleaned_data
