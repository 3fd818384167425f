"""The JSON of Amazon Transcribe and of the Whispers, as those programs write it."""

from __future__ import annotations

import json

import pytest

from heard.core import formats
from heard.core.errors import BadTranscript
from heard.core.words import Transcript


def read(document: object) -> Transcript:
    return formats.read("transcript.json", json.dumps(document).encode())


def words_of(transcript: Transcript) -> list[tuple[str, float, float, float]]:
    return [(word.text, word.start, word.end, word.confidence) for word in transcript.words]


def aws_item(content: str, start: str | None = None, end: str | None = None, confidence: str = "0.9") -> dict:
    item = {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": content}]}
    return (
        item
        if start is None
        else item
        | {
            "type": "pronunciation",
            "start_time": start,
            "end_time": end,
            "alternatives": [{"confidence": confidence, "content": content}],
        }
    )


def aws(*items: dict, **more: object) -> dict:
    return {"jobName": "story", "status": "COMPLETED", "results": {"items": list(items), **more}}


def test_amazon_punctuation_joins_the_word_before():
    transcript = read(
        aws(aws_item("We", "0.04", "0.2"), aws_item("do", "0.2", "0.5", "0.75"), aws_item("."), language_code="en-GB")
    )
    assert words_of(transcript) == [("We", 0.04, 0.2, 0.9), ("do.", 0.2, 0.5, 0.75)]
    assert (transcript.language, transcript.engine) == ("en-GB", "Amazon Transcribe")


def test_amazon_speakers_make_turns():
    items = [aws_item("We", "0.0", "0.2"), aws_item("do", "0.2", "0.5"), aws_item("Yes", "0.6", "0.9")]
    segments = [
        {
            "speaker_label": "spk_0",
            "items": [{"start_time": "0.0", "speaker_label": "spk_0"}, {"start_time": "0.2", "speaker_label": "spk_0"}],
        },
        {"speaker_label": "spk_1", "items": [{"start_time": "0.6", "speaker_label": "spk_1"}]},
    ]
    transcript = read(aws(*items, speaker_labels={"speakers": 2, "segments": segments}))
    assert [(turn.speaker, turn.text) for turn in transcript.paragraphs] == [("spk_0", "We do"), ("spk_1", "Yes")]


def test_newer_amazon_files_name_the_speaker_in_each_item():
    items = [
        aws_item("We", "0.0", "0.2") | {"speaker_label": "spk_0"},
        aws_item("Yes", "0.6", "0.9") | {"speaker_label": "spk_1"},
    ]
    assert [word.speaker for word in read(aws(*items)).words] == ["spk_0", "spk_1"]


SEGMENT = {"id": 0, "start": 0.0, "end": 1.2, "text": " We co-produce."}
WORDS = [
    {"word": " We", "start": 0.0, "end": 0.4, "probability": 0.9},
    {"word": " co", "start": 0.4, "end": 0.6, "probability": 0.8},
    {"word": "-produce.", "start": 0.6, "end": 1.2, "probability": 0.7},
]


@pytest.mark.parametrize(
    "document",
    [
        {"text": " We co-produce.", "language": "en", "segments": [{**SEGMENT, "words": WORDS}]},
        [{**SEGMENT, "words": WORDS}],
        [{**SEGMENT, "words": [[word["start"], word["end"], word["word"], word["probability"]] for word in WORDS]}],
        {
            "result": {"language": "en"},
            "transcription": [
                {
                    "offsets": {"from": 0, "to": 1200},
                    "text": " We co-produce.",
                    "tokens": [
                        {"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}, "p": 1},
                        *(
                            {
                                "text": word["word"],
                                "offsets": {"from": int(word["start"] * 1000), "to": int(word["end"] * 1000)},
                                "p": word["probability"],
                            }
                            for word in WORDS
                        ),
                    ],
                }
            ],
        },
    ],
    ids=["openai-whisper", "faster-whisper", "faster-whisper tuples", "whisper.cpp"],
)
def test_every_whispers_words_are_put_together(document):
    assert words_of(read(document)) == [("We", 0.0, 0.4, 0.9), ("co-produce.", 0.4, 1.2, 0.7)]


def test_without_word_times_the_words_of_a_segment_share_its_time():
    transcript = read({"segments": [SEGMENT], "language": "cy"})
    assert words_of(transcript) == [("We", 0.0, 0.379, 1.0), ("co-produce.", 0.379, 1.2, 1.0)]
    assert transcript.language == "cy"


def test_whisperx_segments_with_an_untimed_word_fall_back_to_the_segment():
    words = [{"word": "In", "start": 0.0, "end": 0.3, "score": 0.9}, {"word": "2024"}]
    transcript = read({"segments": [{"start": 0.0, "end": 1.2, "text": " In 2024", "speaker": "S1", "words": words}]})
    assert [(word.text, word.speaker) for word in transcript.words] == [("In", "S1"), ("2024", "S1")]


def test_words_that_overlap_or_have_no_length_are_put_in_order():
    words = [(" a", 0.0, 0.5), (" b", 0.4, 0.4), (" c", 0.4, 0.9)]
    document = [{**SEGMENT, "words": [{"word": w, "start": s, "end": e, "probability": 1} for w, s, e in words]}]
    assert words_of(read(document)) == [("a", 0.0, 0.4, 1.0), ("b", 0.4, 0.41, 1.0), ("c", 0.41, 0.9, 1.0)]


def test_a_long_pause_after_a_sentence_begins_a_paragraph():
    segments = [
        {"start": 0.0, "end": 1.0, "text": "One."},
        {"start": 4.0, "end": 5.0, "text": "Two,"},
        {"start": 8.0, "end": 9.0, "text": "three."},
    ]
    assert read({"segments": segments}).text == "One.\nTwo, three."


@pytest.mark.parametrize(
    "document",
    [
        aws({"type": "pronunciation"}),
        aws(aws_item("We", "soon", "0.2")),
        aws(aws_item("We", "nan", "0.2")),
        {"results": {"items": 7}},
        {"segments": [{"text": "x"}]},
        {"segments": [{"start": -1, "end": 2, "text": "x"}]},
        {"segments": ["x"]},
        {"transcription": [{"text": "x", "offsets": None}]},
        {"something": "else"},
    ],
)
def test_a_damaged_file_gets_a_sentence(document):
    with pytest.raises(BadTranscript):
        read(document)
