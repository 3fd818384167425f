"""Publishing is an explicit act, after a last look, and can be taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.joining.models import Group, Membership
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.consent import EVERY_USE, Hand, add_person, record_consent
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions.publishing import sign_off
from heard.core.people.consent import Use


def address(story):
    return reverse("publish", args=[story.slug])


@pytest.fixture
def written(story):
    return story("Fourteen nights", published=False, place="Glenfield", themes=("Carers", "Respite"))


def test_the_answers_can_be_checked_first(browse, ada, written):
    answers = browse(ada).get(address(written)).context["answers"]
    assert [(answer.label, answer.value) for answer in answers] == [
        ("Title", "Fourteen nights"),
        ("Summary", ""),
        ("Who speaks", "Speaker 1, Speaker 2"),
        ("Place", "Glenfield"),
        ("Date of the recording", ""),
        ("Themes", "Carers, Respite"),
        ("Who it is for", "Everyone, on the open web"),
        ("What may be hard to hear", ""),
        ("May others copy it?", "Nobody may copy it without asking. The people in the story keep all rights."),
    ]


def test_every_answer_leads_to_its_field(browse, ada, written):
    edit = browse(ada).get(reverse("edit-story", args=[written.slug])).content.decode()
    page = browse(ada).get(address(written))
    fields = [answer.field for answer in page.context["answers"]]
    assert [f'id="{field}"' in edit for field in fields if field] == [True] * 6
    assert page.content.decode().count(f'href="{reverse("audience", args=[written.slug])}"') == fields.count("") == 3


def test_what_is_missing_is_a_list_with_links_and_keeps_it_back(browse, ada, story):
    draft = story("One card", published=False, storyteller="")
    client = browse(ada)
    assert client.post(address(draft), {"state": "published"}).status_code == 409
    for name, tells in (("Hamid", True), ("Ruth", False)):
        add_person(draft, {"name": name, "is_storyteller": tells}, by=ada)
    gaps = client.get(address(draft)).context["gaps"]
    hamid, ruth = (reverse("story-person", args=[draft.slug, person.pk]) for person in draft.people.all())
    assert [(gap.sentence, gap.address) for gap in gaps] == [
        ("Ask Hamid whether it may be published.", hamid),
        ("Hamid has to hear and read it, and sign it off.", f"{hamid}#sign"),
        ("Ask Ruth whether it may be published.", ruth),
    ]
    assert "Publish this story" not in client.get(address(draft)).content.decode()
    assert client.post(address(draft), {"state": "published"}).status_code == 409
    for person in draft.people.all():
        record_consent(person, EVERY_USE, hand=Hand(ada))
    sign_off(draft.people.get(name="Hamid"), "in-person", hand=Hand(ada), note="At her kitchen table")
    assert client.get(address(draft)).context["gaps"] == []
    assert client.post(address(draft), {"state": "published"}).status_code == 302
    assert browse(None).get(draft.get_absolute_url()).status_code == 200


def test_the_audience_is_chosen_in_words_and_counts_at_once(browse, ada, max_, ben, story):
    told, client = story("One card"), browse(ada)
    choose = reverse("audience", args=[told.slug])

    def seen_by(*people):
        return [browse(person).get(told.get_absolute_url()).status_code for person in people]

    assert seen_by(None, max_, ben) == [200, 200, 200]
    client.post(choose, {"reach": "members"})
    assert seen_by(None, max_, ben) == [404, 200, 200]
    assert client.post(choose, {"reach": "named", "named": f" {ben.email.upper()} \n"}).status_code == 302
    assert seen_by(None, max_, ben) == [404, 404, 200]
    client.post(choose, {"reach": "only-us"})
    assert seen_by(None, max_, ben, ada) == [404, 404, 404, 200]
    client.post(choose, {"reach": "everyone", "opens_on": "2999-01-01"})
    assert seen_by(None, ada) == [404, 200]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"reach": "the whole world"},
        {"reach": "group"},
        {"reach": "group", "group": "99999"},
        {"reach": "named"},
        {"reach": "named", "named": "nobody@example.org"},
        {"reach": "everyone", "opens_on": "2026-05-02", "closes_on": "2026-05-01"},
        {"reach": "everyone", "licence": "MINE"},
        {"reach": "everyone", "content_note": "x" * 301},
        {"reach": "everyone", "content_note": "\0"},
    ],
)
def test_an_audience_that_cannot_be_is_refused(browse, ada, story, sent):
    told = story("One card")
    assert browse(ada).post(reverse("audience", args=[told.slug]), sent).status_code == 400
    assert browse(None).get(told.get_absolute_url()).status_code == 200


def test_only_a_group_of_ones_own_can_be_chosen(browse, ada, story):
    told = story("One card")
    theirs, mine = (Group.objects.create(name=name, slug=name.lower()) for name in ("Theirs", "Mine"))
    Membership.objects.create(group=mine, person=ada)
    codes = [
        browse(ada).post(reverse("audience", args=[told.slug]), {"reach": "group", "group": group.pk}).status_code
        for group in (theirs, mine)
    ]
    assert (codes, Story.objects.get().group) == ([400, 302], mine)


def test_a_published_story_that_somebody_says_no_to_says_why_nobody_sees_it(browse, ada, story):
    told = story("One card")
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(themself=True))
    page = browse(ada).get(reverse("edit-story", args=[told.slug])).content.decode()
    assert "Not shown: not everybody says yes" in page
    assert "Hamid said no to publishing." in page


def test_looking_publishes_nothing(browse, ada, written):
    browse(ada).get(address(written))
    assert Story.objects.get().state == "draft"


def test_it_is_published_and_everybody_can_see_it(browse, ada, written):
    before = browse(None).get(written.get_absolute_url()).status_code
    response = browse(ada).post(address(written), {"state": "published"})
    after = browse(None).get(written.get_absolute_url()).status_code
    assert (before, response["Location"], after) == (404, "/stories/fourteen-nights/", 200)
    assert Story.objects.get().published_at is not None
    assert Entry.objects.get(action="story published").by == ada


def test_it_can_be_taken_back(browse, ada, story):
    told = story()
    assert "Make this story private again?" in browse(ada).get(address(told)).content.decode()
    response = browse(ada).post(address(told), {"state": "draft"})
    assert response["Location"] == f"/stories/{told.slug}/edit/"
    assert (Story.objects.get().state, Story.objects.get().published_at) == ("draft", None)
    assert browse(None).get(told.get_absolute_url()).status_code == 404


def test_what_is_published_cannot_be_published_again(browse, ada, story):
    assert browse(ada).post(address(story()), {"state": "published"}).status_code == 409


def test_nobody_else_may(browse, ben, max_, written, story):
    published = story("Told")
    for stranger in (ben, max_):
        assert browse(stranger).get(address(written)).status_code == 404
        assert browse(stranger).post(address(written), {"state": "published"}).status_code == 404
        assert browse(stranger).post(address(published), {"state": "draft"}).status_code == 403
    browse(None).post(address(written), {"state": "published"})
    assert dict(Story.objects.values_list("title", "state")) == {"Fourteen nights": "draft", "Told": "published"}
