"""Search: one contract for both databases. Run it on PostgreSQL with DATABASE_URL set."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection

from heard.apps.exploring.search import Wanted, answer, clear, pieces, search
from heard.apps.exploring.search.answers import stories_with
from heard.apps.telling.models import Story, Voice
from heard.apps.transcribing.actions import put_transcript
from heard.apps.wording.models import StoryName
from heard.core.finding.reading import hits
from heard.core.finding.sought import Known, sought_in
from tests.cast import make_transcript

NOBODY = AnonymousUser()


def _found(words, viewer=NOBODY):
    return sorted(story.title for story in search(viewer, words))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("We talked about co-production.", "co-production"),
        ("We talked about co-production.", "coproduction"),
        ("We talked about co-production.", "co production"),
        ("We talked about coproduction.", "co-production"),
        ("We talked about coproduction.", "co production"),
        ("We talked about co production.", "co-product"),
        ("We talked about CO-PRODUCTION.", "Co-Production"),
        ("Her café in Ynys Môn.", "cafe ynys mon"),
        ("Her cafe in Ynys Mon.", "Café Môn"),
        ("Zażółć gęślą jaźń.", "zazołc gesla"),
        ("میرا نام حامد ہے۔", "حامد"),
        ("I don't know, it's Ada's.", "don't"),
        ("I don't know, it's Ada's.", "ada’s"),
        ("The and/or clause, see heard.example.org/page.", "or page"),
        ("It was 57 steps.", "57"),
        ("Words said in full.", "ful"),
        ("One two three.", "three one"),
        ("Stories of holidays.", "story holiday"),
        ("We organised it for the children.", "organize child"),
        ("St Mary's, in the rain.", "st marys"),
        ("St Marys, in the rain.", "St Mary's"),
        ("Before Covid-19 came.", "covid19"),
        ("Before covid 19 came.", "Covid-19"),
        ("She went to the N.H.S. again.", "nhs"),
        ("Die Straße und das Mädchen.", "strasse madchen"),
        ("An encyclopædia.", "encyclopaedia"),
        ("हम हिन्दी में बात करते हैं।", "हिन्दी"),
        ("আমি বাংলায় কথা বলি।", "বাংলায়"),
        ("我们谈了合作生产。", "合作"),
        ("今日は学校で話しました。", "学校"),
        ("สวัสดีครับคุณครู", "ครู"),
        ("مُحَمَّد يعمل هنا", "محمد"),
        ("We sat in the day centre.", '"day centre"'),
        ("Nobody asked us.", "-hospital asked"),
    ],
)
def test_what_was_said_is_found(story, said, asked):
    story("Told", ("S1", said))
    assert _found(asked) == ["Told"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("We talked about coal production.", "co-production"),
        ("Words said in full.", "ful words zebra"),
        ("Words said in full.", "wor full"),
        ("Only the beginning of a word counts.", "eginning"),
        ("A short one.", "sh"),
        ("We sat for a day in the centre.", '"day centre"'),
        ("A day in the hospital.", "day -hospital"),
        ("Tell me about the day.", '"the day about"'),
        ("Anything at all.", ""),
        ("Anything at all.", "?!* ()"),
    ],
)
def test_what_was_not_said_is_not_found(story, said, asked):
    story("Told", ("S1", said))
    assert _found(asked) == []


@pytest.mark.parametrize(
    "asked", ['"', "zebra OR told", "tit*le", "a:b", "NEAR(a b)", "a & !b | (c", "'; --", "\x00", "co-"]
)
def test_no_word_of_a_visitors_is_a_command(story, asked):
    story("Told", ("S1", "A horse."))
    assert _found(asked) == []


def test_words_may_stand_in_title_summary_and_different_paragraphs(story):
    story("The bus", ("S1", "An oxygen bottle."), ("S2", "Up the hill."), summary="Stops no more.")
    assert _found("bus oxygen hill stops") == ["The bus"]


def test_a_phrase_never_runs_from_one_passage_into_the_next(story):
    story("Told", ("S1", "We sat all day."), ("S2", "Centre of town."))
    assert _found('"day centre"') == []


def test_themes_places_reporters_and_names_are_found_too(story):
    told = story("Told", ("S1", "Anything."), themes=("Day centres",), place="Ynys Môn")
    Voice.objects.create(story=told, key="S1", name="Hamid")
    assert [_found(words) for words in ("day centre", "ynys mon", "okafor", "hamid")] == [["Told"]] * 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("speaker:hamid bus", ["By bus"]),
        ("speaker:hamid hill", []),
        ("place:salford", ["By bus"]),
        ("place:bus", []),
        ("theme:care", ["By bus"]),
        ('theme:"Being heard"', ["By bus"]),
        ("reporter:okafor bus", ["By bus"]),
        ("-theme:care", ["Other"]),
        ("-bus", ["Other"]),
    ],
)
def test_a_field_looks_for_a_name_there_and_a_voice_for_what_it_said_itself(browse, story, asked, found):
    story("Other", ("S1", "Nothing."))
    told = story(
        "By bus", ("S1", "Up the hill."), ("S2", "On the bus."), place="Salford", themes=("Care", "Being heard")
    )
    Voice.objects.create(story=told, key="S2", name="Hamid")
    assert [one.title for one in _answers(asked)] == found


def _answers(words, viewer=NOBODY):
    return list(Story.objects.filter(pk__in=answer(viewer, Wanted(words)).stories))


def test_a_name_that_is_hidden_in_the_words_is_found_no_more(story):
    told = story("Told", ("S1", "We met at Mencap that day."))
    StoryName.objects.create(story=told, text="Mencap", kind="organisation")
    assert _found("mencap") == ["Told"]
    assert answer(NOBODY, Wanted("", {"organisation": "Mencap"})).stories == [told.pk]
    put_transcript(told, make_transcript(("S1", "We met at that day.")), revision=2)
    assert _found("mencap") == []
    assert answer(NOBODY, Wanted()).choices["organisation"] == []
    assert answer(NOBODY, Wanted("", {"organisation": "Mencap"})).stories == []


def test_what_changed_and_is_not_indexed_yet_is_not_found(story):
    told = story("Told", ("S1", "A zebra."))
    assert _found("zebra") == ["Told"]
    put_transcript(told, make_transcript(("S1", "A horse.")), revision=2)
    assert not stories_with(NOBODY, sought_in("zebra", Known())).exists()


def test_a_private_draft_is_found_by_its_reporter_and_editors_alone(story, ada, ben, cleo, max_, hana):
    story("A secret", ("S1", "A zebra."), published=False)
    found = {str(viewer): _found("zebra", viewer) for viewer in (NOBODY, max_, ben, ada, cleo, hana)}
    assert found == {
        "AnonymousUser": [],
        "Max Nobody": [],
        "Ben Achterberg": [],
        "Ada Okafor": ["A secret"],
        "Cleo Marsh": ["A secret"],
        "Hana Yilmaz": ["A secret"],
    }


def test_search_follows_a_new_revision_at_once(story):
    told = story("Told", ("S1", "My experience of coal production."))
    put_transcript(told, make_transcript(("S1", "My experience of co-production.")), revision=2)
    assert (_found("coal"), _found("co-production")) == ([], ["Told"])


def test_search_follows_a_new_title_and_a_story_that_goes(story):
    told = story("Old name")
    told.title = "New name"
    told.save()
    assert (_found("old"), _found("new")) == ([], ["New name"])
    told.delete()
    assert _found("new") == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_remakes_a_table_loses_no_words(story):
    told = story("Told", ("S1", "Before."))
    assert _found("before") == ["Told"]
    clear(connection)
    put_transcript(told, make_transcript(("S1", "After.")), revision=2)
    assert _found("after") == []
    call_command("migrate", verbosity=0)
    assert (_found("before"), _found("after")) == ([], ["Told"])
    story("Told later", ("S1", "Afterwards."))
    assert _found("afterwards") == ["Told later"]


# What is shown of a passage. Marked: [so].


def _shown(text, asked, **how):
    found = hits(text, sought_in(asked, Known()), "en")
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces(text, found, **how))


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("We talked about co-production.", "coproduction", "We talked about [co-production]."),
        ("We talked about coproduction.", "co production", "We talked about [coproduction]."),
        ("Her café, her CAFÉ.", "cafe", "Her [café], her [CAFÉ]."),
        ("I don't know.", "don't", "I [don't] know."),
        ("It is good, being listened to, to be sure.", "listened to", "It is good, being [listened] to, to be sure."),
        ("To be, to see.", "to", "[To] be, [to] see."),
        ("Nothing here.", "zebra", "Nothing here."),
        ("", "zebra", ""),
    ],
)
def test_what_was_looked_for_is_marked_as_it_was_written(text, asked, shown):
    assert _shown(text, asked) == shown


def test_a_long_passage_is_cut_at_words_around_the_first_hit():
    text = "before " * 40 + "the zebra " + "after " * 40
    shown = _shown(text.strip(), "zebra")
    assert shown == "… " + "before " * 10 + "the [zebra] " + " ".join(["after"] * 23) + " …"


def test_a_title_is_never_cut():
    assert _shown("word " * 100 + "zebra", "zebra", whole=True) == "word " * 100 + "[zebra]"


def test_hits_never_overlap():
    text = "co co production"
    assert [(hit.start, hit.end) for hit in hits(text, sought_in("co production", Known()), "en")] == [(3, 16)]
