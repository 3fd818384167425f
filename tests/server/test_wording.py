"""What pages say is true: what is needed is not called “if you like”, a date says of what, a host's own number."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from heard.apps.moderating.models import Concern
from tests.page import Page


def labels(response) -> dict[str, bool]:
    """Every label and legend of a page, and whether it says “if you like”."""
    page = Page(response)
    texts = [*page.texts("label"), *page.texts("legend")]
    return {text.removesuffix(" (if you like)"): text.endswith("(if you like)") for text in texts}


@pytest.mark.parametrize(
    ("page", "needed", "optional"),
    [
        (
            "story-person",
            ["If they said it: where in the recording?", "If they signed a paper: a photo of it"],
            ["Real name"],
        ),
        ("audience", ["For the members of one group: which?", "Only for people you name: who?"], ["From which day?"]),
    ],
)
def test_what_another_answer_makes_necessary_is_not_called_optional(browse, ada, story, page, needed, optional):
    told = story("One card")
    rest = [told.people.get().pk] if page == "story-person" else []
    found = labels(browse(ada).get(reverse(page, args=[told.slug, *rest])))
    assert [found[label] for label in (*needed, *optional)] == [False] * len(needed) + [True] * len(optional)


def test_a_moderators_reason_is_not_called_optional(browse, rae, story):
    concern = Concern.objects.create(about=f"story:{story().pk}", reason="safeguarding", text="Look.")
    found = labels(browse(rae).get(reverse("moderate-concern", args=[concern.pk])))
    assert found["Or your own words, or both"] is False


def test_dates_say_what_they_are_of(browse, story):
    told = story("One card", told_on=date(2025, 3, 12))
    facts = Page(browse(None).get(told.get_absolute_url())).texts("li")
    assert "Told 12 March 2025" in facts
    assert "Published 1 March 2026" in facts
    assert "Published 1 March 2026" in Page(browse(None).get(reverse("explore"))).texts("li")


def test_the_emergency_number_is_the_hosts(browse, story, furnish):
    furnish(emergency="112")
    page = browse(None).get(reverse("raise-concern") + f"?about=story:{story().pk}").content.decode()
    assert "If somebody is in danger now, call 112." in page
    assert "999" not in page
