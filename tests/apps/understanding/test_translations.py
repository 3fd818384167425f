"""A story in another language: people write it paragraph by paragraph, and readers see it beside what was said."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.senders import Sender
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.transcribing.models import Transcript
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions.translations import (
    Written,
    begin_translation,
    drop_translation,
    seen_of,
    show_translation,
    still_fits,
    take_in,
    write_translation,
)
from heard.apps.understanding.models import TranslatedParagraph, Translation
from heard.apps.understanding.queries.translations import beside_of, done_of
from heard.core import formats
from heard.core.errors import BadInput, BadTranscript, NotAllowed, WrongState
from heard.core.people.fields import TRANSLATED
from heard.core.transcript.second import spoken_in
from tests.renditions import give_sound

WELSH = {
    "w1": "Wnei di gyflwyno dy hun?",
    "w7": "Hamid ydw i. Mae fy mhrofiad o gydgynhyrchu yn un da.",
    "w19": "Beth oedd yn dda?",
}


@pytest.fixture
def told(story):
    return give_sound(story("Coal"), seconds=20.0)


@pytest.fixture
def welsh(told, ada):
    row = begin_translation(told, "cy", by=ada)
    write(row, ada, **WELSH)
    show_translation(row, shown=True, by=ada)
    return row


def write(row, by, seen="", **texts):
    return write_translation(row, {first: Written(text, seen_of(seen)) for first, text in texts.items()}, by=by)


def beside(row):
    return beside_of(row, transcript_of(row.story))


def page(client, story, language="cy"):
    response = client.get(reverse("story-in", args=[story.slug, language]))
    assert response.status_code == 200
    return response.content.decode()


def shown(html):
    return re.findall(r'<p class="turn-beside" lang="cy" dir="auto">([^<]+)</p>', html)


# Read


def test_readers_see_it_beside_what_was_said_with_captions_in_both(welsh, told):
    html = page(Client(), told)
    assert shown(html) == list(WELSH.values())
    assert "coal" in html
    assert re.findall(r'<track kind="captions"\s+src="([^"]+)"\s+srclang="(\w+)"', html) == [
        (reverse("captions-in", args=[told.slug, "cy"]), "cy"),
        (reverse("captions", args=[told.slug]), "en"),
    ]


def test_the_story_leads_to_it_and_has_its_captions_too(welsh, told):
    html = Client().get(told.get_absolute_url()).content.decode()
    assert reverse("story-in", args=[told.slug, "cy"]) in html
    assert re.findall(r'srclang="(\w+)"', html) == ["en", "cy"]
    assert shown(html) == []


def test_a_story_without_any_says_nothing_of_it(told):
    html = Client().get(told.get_absolute_url()).content.decode()
    assert "reading-languages" not in html
    assert Client().get(reverse("story-in", args=[told.slug, "cy"])).status_code == 404


def test_captions_and_files_have_it_where_there_is_any_and_else_what_was_said(welsh, told):
    captions = Client().get(reverse("captions-in", args=[told.slug, "cy"]))
    said = captions.content.decode()
    assert "Wnei di gyflwyno dy hun?" in said
    assert "nothing was decided" in said.replace("\n", " ")
    again = Client().get(captions.request["PATH_INFO"], HTTP_IF_NONE_MATCH=captions.headers["ETag"])
    assert again.status_code == 304
    for suffix in formats.FORMATS:
        answer = Client().get(reverse("transcript-file-in", args=[told.slug, "cy", suffix]))
        assert answer.status_code == 200
        assert f'filename="coal.cy.{suffix}"' in answer.headers["Content-Disposition"]


def test_a_story_told_in_writing_has_no_captions_in_any_language(told, welsh):
    Transcript.objects.filter(story=told).update(timed=False)
    for suffix, status in (("vtt", 404), ("txt", 200)):
        assert Client().get(reverse("transcript-file-in", args=[told.slug, "cy", suffix])).status_code == status
    assert Client().get(reverse("captions-in", args=[told.slug, "cy"])).status_code == 404


@pytest.mark.parametrize("name", ["story-in", "captions-in", "transcript-file-in"])
def test_nobody_but_those_who_look_after_it_sees_it_before_it_is_shown(welsh, told, ada, name):
    show_translation(welsh, shown=False, by=ada)
    rest = ["txt"] if name == "transcript-file-in" else []
    assert Client().get(reverse(name, args=[told.slug, "cy", *rest])).status_code == 404
    assert "reading-languages" not in Client().get(told.get_absolute_url()).content.decode()


def test_a_kept_page_learns_at_once_what_is_written_shown_and_kept_back(welsh, told, ada):
    reader = Client()
    assert len(shown(page(reader, told))) == 3
    write(welsh, ada, w23="Ni oedd yn arwain.")
    assert shown(page(reader, told))[3] == "Ni oedd yn arwain."
    show_translation(welsh, shown=False, by=ada)
    assert reader.get(reverse("story-in", args=[told.slug, "cy"])).status_code == 404


def test_it_goes_with_the_story(welsh, told, ada):
    take_back(told, hand=Hand(ada))
    assert Client().get(reverse("story-in", args=[told.slug, "cy"])).status_code == 410
    assert Client().get(reverse("captions-in", args=[told.slug, "cy"])).status_code == 410


def test_where_a_part_is_hidden_readers_do_not_get_its_paragraph_until_somebody_wrote_it_anew(welsh, told, ada):
    words = transcript_of(told).span("w12", "w13")
    hide(told, Part((words[0].start, words[-1].end), reason="names"), hand=Hand(ada))
    for address in ("story-in", "captions-in"):
        assert "gydgynhyrchu" not in Client().get(reverse(address, args=[told.slug, "cy"])).content.decode()
    write(welsh, ada, seen=WELSH["w7"], w7="Hamid ydw i.")
    assert "Hamid ydw i." in shown(page(Client(), told))


# Write


def test_it_is_for_those_who_look_after_the_story(told, ben, cleo):
    with pytest.raises(NotAllowed):
        begin_translation(told, "cy", by=ben)
    row = begin_translation(told, "cy", by=cleo)
    with pytest.raises(NotAllowed):
        write(row, ben, w1="Na")


@pytest.mark.parametrize("language", ["en", "cy", "xx", ""])
def test_a_language_is_begun_once_and_never_the_one_that_is_spoken(welsh, told, ada, language):
    with pytest.raises(BadInput):
        begin_translation(told, language, by=ada)


def test_what_was_put_right_since_says_so_until_somebody_finds_that_it_still_fits(welsh, told, ada, ben, cleo):
    sent = correcting.report(told, Sender(user=ben), Remark("replace", ("w12", "w13"), "co-production"))
    correcting.accept_unheard(sent, cleo)
    assert [one.is_older for one in beside(welsh)] == [False, True, False, False]
    assert WELSH["w7"] in shown(page(Client(), told))
    still_fits(welsh, beside(welsh)[1].paragraph.first, by=ada)
    assert done_of(beside(welsh)).older == 0
    assert [one.text for one in beside(welsh)][:3] == list(WELSH.values())


def test_a_paragraph_that_somebody_else_wrote_meanwhile_is_not_overwritten(welsh, ada, cleo):
    write(welsh, cleo, seen=WELSH["w1"], w1="Pwy wyt ti?")
    assert write(welsh, ada, seen=WELSH["w1"], w1="Pwy ydych chi?", w23="") == ["w1"]
    assert beside(welsh)[0].text == "Pwy wyt ti?"


def test_the_page_gives_back_what_was_typed_with_what_somebody_else_wrote(browse, welsh, told, ada, cleo):
    write(welsh, cleo, seen=WELSH["w1"], w1="Pwy wyt ti?")
    sent = {"text-w1": "Pwy ydych chi?", "seen-w1": seen_of(WELSH["w1"]), "page": "1"}
    answer = browse(ada).post(reverse("translation", args=[told.slug, "cy"]), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert ("Pwy ydych chi?</textarea>" in html, "Pwy wyt ti?</q>" in html) == (True, True)


def test_an_empty_box_takes_a_text_away_and_what_is_unchanged_stays(welsh, ada):
    before = TranslatedParagraph.objects.get(first="w19").changed_at
    assert write(welsh, ada, seen=WELSH["w1"], w1="  ", w19=WELSH["w19"]) == []
    assert [one.text for one in beside(welsh)] == ["", WELSH["w7"], WELSH["w19"], ""]
    assert TranslatedParagraph.objects.get(first="w19").changed_at == before


def test_a_text_that_is_too_long_is_refused_beside_its_box_and_comes_back(browse, welsh, told, ada):
    text = "a" * (TRANSLATED["text"].longest + 1)
    sent = {"text-w23": text, "seen-w23": seen_of("")}
    answer = browse(ada).post(reverse("translation", args=[told.slug, "cy"]), sent)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert ('href="#text-w23"' in html, f"{text}</textarea>" in html) == (True, True)
    assert not TranslatedParagraph.objects.filter(first="w23").exists()


def test_nothing_translated_cannot_be_shown(told, ada):
    row = begin_translation(told, "pl", by=ada)
    with pytest.raises(WrongState):
        show_translation(row, shown=True, by=ada)


def test_a_language_can_be_taken_away(welsh, told, ada):
    drop_translation(welsh, by=ada)
    assert (Translation.objects.count(), TranslatedParagraph.objects.count()) == (0, 0)
    assert "reading-languages" not in Client().get(told.get_absolute_url()).content.decode()


def test_a_long_story_has_pages_of_boxes(browse, story, ada):
    turns = [("S1", f"Sentence number {number}.") for number in range(45)]
    told = story("Long", *turns)
    begin_translation(told, "cy", by=ada)
    desk = reverse("translation", args=[told.slug, "cy"])
    boxes = [browse(ada).get(desk, {"page": number}).content.decode().count("<textarea") for number in (1, 2, 3)]
    assert boxes == [20, 20, 5]


# Bring captions


def test_captions_that_were_made_elsewhere_go_to_the_paragraphs_without_a_text(browse, welsh, told, ada):
    transcript = transcript_of(told)
    with_more = [*beside(welsh)]
    captions = formats.write("srt", spoken_in("cy", with_more, transcript))
    drop_translation(welsh, by=ada)
    row = begin_translation(told, "cy", by=ada)
    write(row, ada, w1="Pwy wyt ti?")
    file = SimpleUploadedFile("welsh.srt", captions)
    answer = browse(ada).post(reverse("translation-file", args=[told.slug, "cy"]), {"captions": file}, follow=True)
    assert "3 paragraphs got a text." in answer.content.decode()
    assert [one.text for one in beside(row)][:3] == ["Pwy wyt ti?", WELSH["w7"], WELSH["w19"]]


@pytest.mark.parametrize(
    ("name", "data"), [("captions.vtt", b"\x00\x01\x02"), ("captions.pdf", b"%PDF"), ("captions.vtt", b"")]
)
def test_a_file_that_holds_no_captions_is_refused_in_a_sentence(browse, welsh, told, ada, name, data):
    file = SimpleUploadedFile(name, data)
    answer = browse(ada).post(reverse("translation-file", args=[told.slug, "cy"]), {"captions": file}, follow=True)
    assert 'class="message message-error"' in answer.content.decode()
    assert [one.text for one in beside(welsh)][:3] == list(WELSH.values())


def test_bringing_says_what_is_wrong_with_a_file(welsh, ada):
    with pytest.raises(BadTranscript):
        take_in(welsh, "captions.vtt", b"nothing", by=ada)


# Budgets


def test_a_story_in_another_language_asks_as_much_at_three_paragraphs_as_at_thirty(
    story, ada, django_assert_max_num_queries
):
    asked = []
    for number in (3, 30):
        told = story(f"Of {number}", *[("S1", f"Sentence {one}.") for one in range(number)])
        row = begin_translation(told, "cy", by=ada)
        write(row, ada, **{one.paragraph.first: "Brawddeg." for one in beside(row)})
        show_translation(row, shown=True, by=ada)
        with django_assert_max_num_queries(40) as captured:
            assert len(shown(page(Client(), told))) == number
        asked.append(len(captured))
    assert asked[0] == asked[1]
