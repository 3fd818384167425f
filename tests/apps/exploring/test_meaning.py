"""Search by meaning: one contract for both databases, with the real model."""

from __future__ import annotations

import time
from datetime import timedelta

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from heard.apps.exploring.models import Meaning
from heard.apps.exploring.search import Wanted, answer_by_meaning, catch_up, meanings, model, read_meanings, wipe
from heard.apps.exploring.search import alike as memory
from heard.apps.exploring.tasks import tick
from heard.apps.hiding import actions as hiding
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import put_transcript
from heard.apps.transcribing.queries import whole_transcript_of
from heard.core.transcript.hiding import around
from heard.server.chores import mark
from tests.cast import make_transcript
from tests.page import Page
from tests.renditions import give_sound

pytestmark = pytest.mark.engine

NOBODY = AnonymousUser()
SHY = "She was whispering in our ear, and we had to speak for her in front of the others."
BUS = "It takes two buses and a long walk to get to the surgery, and the last one leaves at five."
ASKED = "people too anxious to speak in a group"


@pytest.fixture(autouse=True)
def _from_nothing(settings):
    """What other tests left in the memory of this process."""
    memory._memory.__init__()
    meanings._forget_other_models.cache_clear()


@pytest.fixture
def shy(story):
    return story("At the table", ("S1", "Tell me more."), ("S2", SHY), themes=("Taking part",))


@pytest.fixture
def bus(story):
    return story("On the way", ("S1", BUS))


def found(words=ASKED, viewer=NOBODY, **chosen):
    return [Story.objects.get(pk=key).title for key in answer_by_meaning(viewer, Wanted(words, chosen, True)).stories]


def read():
    catch_up()
    read_meanings(time.monotonic() + 60)


def test_what_was_said_in_other_words_is_found(shy, bus):
    read()
    assert found() == ["At the table"]
    assert found("how hard it is to travel to the doctor")[0] == "On the way"


def test_the_worker_reads_what_is_new(shy):
    catch_up()
    assert meanings.is_due()
    assert found() == []
    tick()
    assert not meanings.is_due()
    assert found() == ["At the table"]


def test_a_story_that_is_nobodys_business_is_found_by_those_who_may_see_it(story, cleo):
    story("A draft", ("S2", SHY), published=False)
    read()
    assert found() == []
    assert found(viewer=cleo) == ["A draft"]


def test_one_that_is_taken_back_is_not_found_from_that_moment(shy, ada):
    read()
    take_back(shy, hand=Hand(ada))
    assert found() == []


def test_other_words_are_not_found_by_what_stood_there(shy):
    read()
    put_transcript(shy, make_transcript(("S2", "The tea was good, and so were the scones.")), revision=2)
    assert found() == []
    assert found("what there was to eat and drink") == []
    read()
    assert found() == []
    assert found("what there was to eat and drink") == ["At the table"]


def test_what_is_hidden_is_not_found_from_that_moment_and_its_numbers_go(shy, cleo):
    give_sound(shy, seconds=20)
    read()
    whole = whole_transcript_of(shy)
    everything = around(whole, whole.words[0].id, whole.words[-1].id)
    hiding.hide(shy, hiding.Part(everything), hand=Hand(cleo))
    assert found() == []
    read()
    assert bytes(Meaning.objects.get(pk=shy.pk).vectors) == b""


def test_only_breaths_whose_words_changed_are_read_again(story, monkeypatch):
    long = [("S1", " ".join(f"Word {number} of it." for number in range(40)))]
    told = story("Long", *long, ("S2", SHY))
    read()
    asked = []
    honest = model.meanings
    monkeypatch.setattr(model, "meanings", lambda texts: asked.extend(texts) or honest(texts))
    put_transcript(told, make_transcript(*long, ("S2", SHY.replace("ear", "ears"))), revision=2)
    read()
    assert 0 < len(asked) < len(Meaning.objects.get(pk=told.pk).places) / 2
    assert all("ears" in text for text in asked)


def test_another_title_leaves_it_as_it_was(shy):
    read()
    before = Meaning.objects.get(pk=shy.pk).turn
    Story.objects.filter(pk=shy.pk).update(title="Another title")
    assert found() == ["Another title"]
    read()
    assert Meaning.objects.get(pk=shy.pk).turn == before


def test_it_is_narrowed_and_counted_as_any_list(shy, story):
    story("Elsewhere", ("S2", SHY))
    read()
    assert found(theme="taking-part") == ["At the table"]
    given = answer_by_meaning(NOBODY, Wanted(ASKED, {}, True))
    assert [(choice.label, choice.stories) for choice in given.choices["theme"]] == [("Taking part", 1)]


def test_the_english_model_reads_no_other_language(story):
    told = story("Yn Gymraeg", ("S1", SHY))
    Story.objects.filter(pk=told.pk).update(language="cy")
    read()
    assert not meanings.is_due()
    assert found() == []


def test_without_a_model_nothing_is_read_kept_or_offered(shy, settings, browse):
    read()
    settings.HEARD = {**settings.HEARD, "HEARD_MEANING": ""}
    read()
    assert bytes(Meaning.objects.get(pk=shy.pk).vectors) == b""
    assert not meanings.is_due()
    page = _text(browse(None).get(reverse("explore"), {"q": "whispering", "by": "meaning"}))
    assert "By meaning" not in page
    assert "1 story with “whispering”" in page


def test_where_meaning_was_turned_off_nothing_is_written_again_and_again(shy, settings):
    read()
    settings.HEARD = {**settings.HEARD, "HEARD_MEANING": ""}
    read()
    before = mark()
    read()
    assert mark() == before  # else the worker would never rest


@pytest.fixture
def folder(tmp_path):
    """Where a host keeps a model of their own."""
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    return tmp_path


def test_another_model_reads_everything_anew(shy, settings, folder, monkeypatch):
    read()
    settings.HEARD = {**settings.HEARD, "HEARD_MEANING": str(folder)}
    meanings._forget_other_models.cache_clear()
    monkeypatch.setattr(model, "_loaded", lambda chosen: _Other())
    assert found() == []
    read()
    named = Meaning.objects.get(pk=shy.pk).model
    assert named.startswith(folder.name[:32])
    assert found() == ["At the table"]
    model._named.cache_clear()
    (folder / "model.onnx").write_text("another one")
    assert model.name() != named


class _Other:
    def meanings(self, texts):
        return np.tile(np.eye(1, 100, dtype=np.float32), (len(texts), 1))


def test_what_a_process_holds_is_asked_for_anew_after_some_minutes(shy, monkeypatch):
    read()
    assert found() == ["At the table"]
    Meaning.objects.all().delete()
    assert memory._memory.signs.stories.tolist() == [shy.pk]
    later = time.monotonic() + 60 * memory.MINUTES + 1
    monkeypatch.setattr(memory.time, "monotonic", lambda: later)
    assert found() == []
    assert memory._memory.signs.stories.tolist() == []


def test_a_story_that_is_read_costs_its_own_size_and_not_that_of_all():
    one = lambda key: {key: np.full((4, 6), key, np.uint64)}  # noqa: E731
    signs = memory.Signs().with_read({key: one(key)[key] for key in range(1000)})
    [first] = signs.blocks
    for key in range(1000, 1100):
        signs = signs.with_read(one(key))
        assert signs.blocks[0].columns is first.columns
        assert len(signs.blocks) <= 8
    assert sorted(signs.stories.tolist()) == list(range(1100))


def test_one_that_is_read_anew_counts_as_it_was_read_last():
    def signs_of(*values):
        return {key: np.array([[value] * 6], np.uint64) for key, value in values}

    ones, none = np.uint64(2**64 - 1), np.uint64(0)
    wanted = np.zeros(6, np.uint64)
    signs = memory.Signs().with_read(signs_of((1, ones), (2, ones), (3, ones), (4, ones), (5, ones), (6, ones)))
    for found in (signs_of((2, none)), signs_of((2, ones)), signs_of((3, none)), signs_of((1, none), (2, none))):
        signs = signs.with_read(found)
    least = dict(zip(signs.stories.tolist(), signs.least(wanted).tolist(), strict=True))
    assert least == {1: 0, 2: 0, 3: 0, 4: 384, 5: 384, 6: 384}
    gone = signs.with_read({1: np.empty((0, 6), np.uint64)})
    assert sorted(gone.stories.tolist()) == [2, 3, 4, 5, 6]


def test_the_vectors_of_many_stories_are_read_some_at_a_time(story, monkeypatch):
    for number in range(7):
        story(f"Story {number}", ("S2", SHY))
    read()
    everything = sorted(found())
    sizes = []
    honest = memory._weighed
    monkeypatch.setattr(memory, "_AT_ONCE", 3)
    monkeypatch.setattr(memory, "_weighed", lambda *how: sizes.append(len(how[-1])) or honest(*how))
    assert sorted(found()) == everything
    assert (len(everything), sizes) == (7, [3, 3, 1])


def test_what_is_read_after_the_last_story_has_gone_is_found_at_once(shy, story):
    read()
    assert found() == ["At the table"]
    shy.delete()
    story("Another table", ("S2", SHY))
    read()
    assert found() == ["Another table"]


@pytest.mark.django_db(transaction=True)
def test_what_counts_no_more_is_wiped_with_the_index(shy):
    read()
    put_transcript(shy, make_transcript(("S2", "The tea was good.")), revision=2)
    wipe()
    assert bytes(Meaning.objects.get(pk=shy.pk).vectors) == b""


def test_the_page_says_how_alike_in_words_and_leads_to_the_second(shy, browse):
    give_sound(shy, seconds=20)
    read()
    page = _text(browse(None).get(reverse("explore"), {"q": ASKED, "by": "meaning"}))
    assert "1 story that speaks of something like" in page
    assert "perhaps" in page or "close" in page
    assert "whispering in our ear" in page
    assert "It only guesses" in page


@pytest.mark.parametrize("stories", [1, 3, 30])
def test_it_asks_the_database_no_more_however_many_stories_there_are(
    story, browse, django_assert_max_num_queries, stories
):
    for number in range(stories):
        story(f"Story {number}", ("S2", SHY))
    read()
    client = browse(None)
    client.get(reverse("explore"), {"q": ASKED, "by": "meaning"})
    with django_assert_max_num_queries(12):
        client.get(reverse("explore"), {"q": ASKED, "by": "meaning"})


def test_what_is_private_until_a_day_is_found_on_that_day(story):
    told = story("Soon", ("S2", SHY))
    read()
    Story.objects.filter(pk=told.pk).update(opens_on=timezone.localdate() + timedelta(days=1))
    assert found() == []


def _text(response):
    return " ".join(" ".join(element.text for element in Page(response).elements).split())
