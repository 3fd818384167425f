"""Words without time: a text is a line of words, and the rules of transcripts hold for it."""

from __future__ import annotations

import json as plain_json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from heard.core.errors import BadInput
from heard.core.finding.chapters import proposed
from heard.core.formats import json, offered, prose, write
from heard.core.transcript import corrections as rules
from heard.core.transcript.corrections import Correction
from heard.core.transcript.hiding import around, hide
from heard.core.transcript.line import MOST_WORDS, read_out
from heard.core.transcript.rewriting import changes_between, rewritten

SCHEMA = plain_json.loads((Path(__file__).parents[3] / "src/heard/core/formats/transcript.schema.json").read_text())
TEXT = "We met on Mondays.\nThere was tea.\n\nNobody asked us, and then they did."


def paragraphs(transcript):
    return transcript.text.split("\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We met.\nThere was tea.", ["We met.", "There was tea."]),
        ("We met.\nThere was tea.\n\nIt was warm.", ["We met. There was tea.", "It was warm."]),
        ("\n\n  We met.  \r\n\r\n\r\nIt was\twarm.\n", ["We met.", "It was warm."]),
        ("Note: we met at 10:30.", ["Note: we met at 10:30."]),
    ],
)
def test_empty_lines_part_paragraphs_and_where_there_are_none_each_line_is_one(text, told):
    assert paragraphs(prose.read(text)) == told


def test_paragraphs_may_begin_with_who_speaks():
    transcript = prose.read("Ada: Who came?\nHamid: Everybody.\nAda: And then?", names_speakers=True)
    assert [(transcript.speaker_name(one.speaker), one.text) for one in transcript.paragraphs] == [
        ("Ada", "Who came?"),
        ("Hamid", "Everybody."),
        ("Ada", "And then?"),
    ]
    assert [voice.id for voice in transcript.speakers] == ["S1", "S2"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-text"),
        (" \n \u200b ", "no-text"),
        ("a " * (MOST_WORDS + 1), "too-large"),
        ("a" * (prose.LONGEST + 1), "too-long"),
    ],
)
def test_what_is_no_story_is_refused_beside_its_field(text, code):
    with pytest.raises(BadInput) as refused:
        prose.read(text)
    assert (refused.value.code, refused.value.field) == (code, "text")


def test_it_has_neither_times_nor_a_length_and_every_word_was_written():
    transcript = prose.read(TEXT, language="cy")
    assert (transcript.timed, transcript.duration, transcript.language) == (False, 0.0, "cy")
    assert {word.source for word in transcript.words} == {"written"}


def test_the_format_says_no_times_and_reads_back_exactly():
    transcript = prose.read(TEXT)
    document = plain_json.loads(json.write(transcript))
    jsonschema.validate(document, SCHEMA)
    assert document["timed"] is False
    assert [name for word in document["words"] for name in word if name in ("start", "end")] == []
    assert json.from_document(document) == transcript


def test_words_without_times_are_refused_where_they_should_have_some():
    document = json.to_document(prose.read(TEXT))
    del document["timed"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, SCHEMA)
    with pytest.raises(BadInput, match="no “start”"):
        json.from_document(document)


def test_formats_that_need_times_are_not_offered_and_refuse():
    transcript = prose.read(TEXT)
    assert [known.suffix for known in offered(timed=False)] == ["docx", "txt", "json"]
    assert (
        write("txt", transcript).decode()
        == "We met on Mondays. There was tea.\n\nNobody asked us, and then they did.\n"
    )
    for name in ("vtt", "srt"):
        with pytest.raises(BadInput, match="have no times"):
            write(name, transcript)


def test_a_word_is_put_right_added_and_taken_out_and_all_of_it_undone():
    transcript = prose.read(TEXT)
    fixes = (
        Correction(("w4",), None, "Tuesdays."),
        Correction((), "w6", "hot"),
        Correction(("w14",), None, ""),
        Correction((), "w13", "ask us, at last."),
    )
    now, changes = transcript, []
    for number, fix in enumerate(fixes):
        changes.append(rules.change_for(now, fix, prefix=f"r{number}"))
        now = rules.apply(now, changes[-1])
    assert paragraphs(now) == [
        "We met on Tuesdays. There was hot tea.",
        "Nobody asked us, and then they ask us, at last.",
    ]
    assert rules.apply_all(now, rules.inverse_all(changes)).words == transcript.words


def test_many_words_go_in_at_one_place_again_and_again():
    now = prose.read("One two.")
    for number in range(4):
        fix = Correction((), now.words[0].id, "and again " * 50)
        now = rules.apply(now, rules.change_for(now, fix, prefix=f"r{number}"))
    assert len(now.words) == 402


def test_a_hidden_part_is_its_words_and_no_others_whatever_is_added_beside_it():
    transcript = prose.read(TEXT)
    part = around(transcript, "w5", "w7")
    assert hide(transcript, [part]).text == "We met on Mondays. [hidden]\nNobody asked us, and then they did."
    assert hide(transcript, [part]).duration == 0
    more = rules.apply(transcript, rules.change_for(transcript, Correction((), "w7", "It was warm."), prefix="r1"))
    assert hide(more, [part]).text == "We met on Mondays. [hidden] It was warm.\nNobody asked us, and then they did."


def test_written_anew_words_that_are_still_there_stay_the_same_words():
    before = prose.read(TEXT)
    wanted = prose.read("We met on Tuesdays. There was hot tea.\n\nIt was warm.\n\nNobody asked us, then they did.")
    after = rewritten(before, wanted, prefix="r2")
    assert paragraphs(after) == paragraphs(wanted)
    kept = {word.id: word.text for word in before.words}
    assert [word.text for word in after.words if word.id not in kept] == ["Tuesdays.", "hot", "It", "was", "warm."]
    assert {word.source for word in after.words} == {"written"}
    changes = changes_between(before, after)
    assert rules.apply_all(before, changes).words == after.words
    assert rules.apply_all(after, rules.inverse_all(changes)).words == before.words


def test_written_anew_somebody_else_may_speak():
    before = prose.read("Ada: Who came?\nHamid: Everybody.", names_speakers=True)
    wanted = prose.read("Ada: Who came?\nRuth: I did.\nHamid: Everybody.", names_speakers=True)
    after = rewritten(before, wanted, prefix="r2")
    assert [(voice.id, voice.name) for voice in after.speakers] == [("S1", "Ada"), ("S2", "Hamid"), ("S3", "Ruth")]
    assert [one.speaker for one in after.paragraphs] == ["S1", "S3", "S2"]
    assert changes_between(after, after) == []


def test_chapters_are_proposed_by_how_long_it_takes_to_read():
    """Each paragraph begins far from the next on the line, and a short one is no chapter all the same."""
    bus, tea = "The bus was late and the driver said nothing. ", "We baked bread with butter in the warm kitchen. "
    short = prose.read("\n\n".join([bus] * 3 + [tea] * 3))
    assert proposed(short) == []
    long = prose.read("\n\n".join([bus * 4] * 8 + [tea * 4] * 8))
    [place] = proposed(long)
    assert place in long.words
    assert long.words[long.positions[place.id]].paragraph == 8


def test_read_out_a_timed_transcript_is_as_it_was():
    transcript = replace(read_out(prose.read(TEXT)), timed=True)
    assert read_out(transcript) is transcript
