"""A story told in writing, from its first word to its readers: tell/writing/ and stories/<slug>/writing/."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from heard.apps.correcting.actions import undo
from heard.apps.correcting.models import Revision
from heard.apps.journal.models import Entry
from heard.apps.telling.actions.consent import record_storyteller
from heard.apps.telling.actions.stories import begin_story
from heard.apps.telling.models import SignOff, Story
from heard.apps.transcribing.actions.publishing import publish_story
from heard.apps.transcribing.actions.writing import keep_written
from heard.apps.transcribing.queries import transcript_of
from heard.apps.transcribing.queries.readiness import gaps_in, lack_of
from heard.apps.writing.actions import begin_in_writing, rewrite_story
from heard.core.errors import BadInput, Conflict, NotAllowed, WrongState
from heard.core.formats import prose
from heard.core.people.readiness import Lack

TEXT = "We met on Mondays. There was tea.\n\nNobody asked us, and then they did."
GIVEN = {"title": "Tea on Mondays", "words_from": "teller", "text": TEXT, "language": "en"}


@pytest.fixture
def draft(ada):
    return begin_in_writing({"title": "Tea on Mondays", "words_from": "teller"}, TEXT, by=ada)


def address(story):
    return reverse("rewrite-story", args=[story.slug])


def test_the_page_to_tell_a_story_leads_to_writing_it_and_back(browse, ada):
    client = browse(ada)
    assert f'href="{reverse("write-story")}"' in client.get(reverse("tell")).content.decode()
    assert f'href="{reverse("tell")}"' in client.get(reverse("write-story")).content.decode()


def test_a_title_and_the_words_make_a_private_draft(browse, ada):
    answer = browse(ada).post(reverse("write-story"), GIVEN, follow=True)
    story = Story.objects.get()
    assert answer.redirect_chain == [(reverse("edit-story", args=[story.slug]), 302)]
    assert (story.state, story.words_from, story.has_sound, story.reporter) == ("draft", "teller", False, ada)
    assert transcript_of(story).text == TEXT.replace("\n\n", "\n")
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["story begun", "story written"]


def test_its_page_says_where_the_words_come_from_and_asks_for_no_recording(browse, ada, draft):
    page = unescape(browse(ada).get(reverse("edit-story", args=[draft.slug])).content.decode())
    assert "It is written. The person whose story it is wrote it." in page
    assert [word for word in ("recording", "machine", "listen", "can hear") if word in page] == []
    assert "Date it was told or written" in page


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"text": "  \n "}, "text", "Write the story first."),
        (
            {"words_from": "recording"},
            "words_from",
            "Select a valid choice. recording is not one of the available choices.",
        ),
        ({"text": "a " * 50_001}, "text", "A story has at most 50000 words. Tell it in parts."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(browse, ada, changed, field, sentence):
    answer = browse(ada).post(reverse("write-story"), GIVEN | changed)
    assert answer.status_code == 400
    assert answer.context["form"].errors == {field: [sentence]}
    if "text" not in changed:
        assert TEXT in unescape(answer.content.decode())
    assert Story.objects.count() == 0


def test_only_those_who_may_tell_a_story_may_write_one(browse, ben):
    for who in (None, ben):
        client = browse(who)
        assert client.get(reverse("write-story")).status_code == 403
        assert client.post(reverse("write-story"), GIVEN).status_code == 403
    assert Story.objects.count() == 0


def test_words_are_enough_to_be_ready_and_consent_is_asked_as_always(ada, draft):
    assert lack_of(draft) is None
    assert [gap.sentence for gap in gaps_in(draft)] == ["Say who is in the story, and ask them."]
    teller = record_storyteller(draft, "Hamid", by=ada)
    SignOff.objects.create(person=teller, how=SignOff.How.IN_PERSON, by=ada)
    publish_story(draft, by=ada)
    assert Story.objects.get(pk=draft.pk).state == "published"


def test_without_words_it_is_not_ready(ada):
    story = begin_story(ada, {"title": "Not yet", "words_from": "lost"})
    assert lack_of(story) is Lack.TEXT


def test_each_voice_in_it_is_a_named_person_or_has_a_reason(ada):
    text = "Ada: Who came?\nHamid: Everybody."
    story = begin_in_writing({"title": "Who came", "words_from": "lost"}, text, by=ada, names_speakers=True)
    record_storyteller(story, "Hamid", by=ada)
    assert "Voices that are nobody’s: 2. Say whose each is, or why they are not asked." in [
        gap.sentence for gap in gaps_in(story)
    ]
    assert [voice.name for voice in transcript_of(story).speakers] == ["Ada", "Hamid"]


def test_a_draft_is_written_anew_as_a_revision_that_can_be_undone(browse, ada, cleo, draft):
    page = browse(ada).get(address(draft))
    assert page.context["form"].initial == {"text": TEXT, "base": 1}
    wanted = TEXT.replace("tea", "hot tea") + "\n\nThat was in May."
    browse(ada).post(address(draft), {"text": wanted, "base": 1})
    assert transcript_of(draft).text == wanted.replace("\n\n", "\n")
    revision = Revision.objects.get()
    assert (revision.cause, revision.by, revision.number) == ("written", ada, 2)
    undo(revision, cleo)
    assert transcript_of(draft).text == TEXT.replace("\n\n", "\n")
    history = browse(ada).get(reverse("revisions", args=[draft.slug])).content.decode()
    assert "written anew by" in " ".join(history.split())
    for number in (1, 2, 3):
        assert browse(ada).get(reverse("revision", args=[draft.slug, number])).status_code == 200


def test_what_was_signed_off_is_to_be_signed_off_again_when_it_is_written_anew(ada, draft):
    teller = record_storyteller(draft, "Hamid", by=ada)
    SignOff.objects.create(person=teller, how=SignOff.How.IN_PERSON, by=ada)
    rewrite_story(draft, TEXT + " Twice.", base=1, by=ada)
    assert SignOff.objects.get().void


def test_nothing_changed_is_no_revision(ada, draft):
    assert not rewrite_story(draft, TEXT, base=1, by=ada)
    assert Revision.objects.count() == 0


def test_somebody_else_may_come_to_speak_in_it_by_name(ada):
    text = "Ada: Who came?\nHamid: Everybody."
    story = begin_in_writing({"title": "Who came", "words_from": "paper"}, text, by=ada, names_speakers=True)
    rewrite_story(story, "Ada: Who came?\nRuth: I did.\nHamid: Everybody.", base=1, by=ada)
    transcript = transcript_of(story)
    assert [transcript.speaker_name(one.speaker) for one in transcript.paragraphs] == ["Ada", "Ruth", "Hamid"]


def test_what_somebody_changed_meanwhile_is_not_written_over_and_what_was_typed_is_kept(browse, ada, draft):
    rewrite_story(draft, TEXT + " Twice.", base=1, by=ada)
    with pytest.raises(Conflict):
        rewrite_story(draft, TEXT, base=1, by=ada)
    answer = browse(ada).post(address(draft), {"text": "Mine alone.", "base": 1})
    assert answer.status_code == 400
    assert "Somebody has changed these words since you opened this page." in answer.content.decode()
    assert "Mine alone.</textarea>" in answer.content.decode()


def test_published_words_are_reported_and_not_written_over(browse, ada, draft):
    Story.objects.filter(pk=draft.pk).update(state="published")
    draft.refresh_from_db()
    with pytest.raises(WrongState):
        rewrite_story(draft, "Other words.", base=1, by=ada)
    page = browse(ada).get(address(draft)).content.decode()
    assert "<textarea" not in page
    assert f'href="{reverse("report", args=[draft.slug])}"' in page


def test_a_story_whose_words_are_still_to_come_is_written_on_its_page(browse, ada):
    story = begin_story(ada, {"title": "Not yet", "words_from": "paper"})
    assert browse(ada).get(reverse("edit-story", args=[story.slug])).status_code == 200
    browse(ada).post(address(story), {"text": TEXT, "base": 0})
    assert transcript_of(story).text == TEXT.replace("\n\n", "\n")


def test_words_come_once_and_never_beside_a_recording(ada, draft):
    with pytest.raises(WrongState, match="written already"):
        keep_written(draft, prose.read(TEXT), by=ada)
    told = begin_story(ada, {"title": "In a recording"})
    with pytest.raises(WrongState, match="told in a recording"):
        keep_written(told, prose.read(TEXT), by=ada)
    with pytest.raises(WrongState, match="told in a recording"):
        rewrite_story(told, TEXT, base=0, by=ada)


def test_nobody_writes_in_a_story_of_somebody_else(browse, ben, max_, draft):
    for who in (ben, max_):
        with pytest.raises(NotAllowed):
            rewrite_story(draft, "Mine.", base=1, by=who)
        assert browse(who).get(address(draft)).status_code == 404


def test_where_the_words_come_from_is_one_of_four(ada):
    with pytest.raises(BadInput):
        begin_story(ada, {"title": "Odd", "words_from": "a dream"})
