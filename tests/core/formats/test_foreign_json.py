"""The JSON of Amazon Transcribe and of the Whispers, as those programs write it."""

# ruff: noqa: E501  (a document is clearer on one line)

from __future__ import annotations

import json

import pytest

from heard.core import formats
from heard.core.errors import BadTranscript
from heard.core.transcript.words import Transcript


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


# Relatives and services


def told(document: object) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in read(document).paragraphs]


def test_whisper_timestamped_calls_words_texts():
    words = [{"text": "tea", "start": 0.1, "end": 0.5, "confidence": 0.9}, {"text": "at", "start": 0.5, "end": 0.8}]
    document = {
        "text": "tea at",
        "language": "cy",
        "segments": [{"start": 0.0, "end": 2.0, "text": " tea at", "words": words}],
    }
    assert words_of(read(document)) == [("tea", 0.1, 0.5, 0.9), ("at", 0.5, 0.8, 1.0)]
    assert read(document).language == "cy"


def test_whisperx_figures_without_a_time_stand_between_their_neighbours():
    words = [
        {"word": "In", "start": 0.0, "end": 0.3, "score": 0.9, "speaker": "SPEAKER_00"},
        {"word": "2024"},
        {"word": "we", "start": 1.2, "end": 1.4, "score": 0.8, "speaker": "SPEAKER_00"},
        {"word": "had", "start": 1.4, "end": 1.6, "score": 0.8, "speaker": "SPEAKER_00"},
        {"word": "57"},
        {"word": "Yes", "start": 1.6, "end": 1.9, "score": 0.8, "speaker": "SPEAKER_01"},
    ]
    document = {
        "segments": [
            {"start": 0.0, "end": 2.0, "text": "In 2024 we had 57 Yes", "speaker": "SPEAKER_00", "words": words}
        ]
    }
    transcript = read(document)
    times = {word.text: (word.start, word.end) for word in transcript.words}
    assert (times["In"], times["2024"], times["we"]) == ((0.0, 0.3), (0.3, 1.2), (1.2, 1.4))
    assert times["had"][0] == 1.4
    assert 1.4 < times["57"][0] < times["57"][1] == 1.6
    assert told(document) == [("SPEAKER_00", "In 2024 we had 57"), ("SPEAKER_01", "Yes")]


@pytest.mark.parametrize(
    "document",
    [
        {"text": "We met. Yes.", "chunks": [{"timestamp": [0.0, 1.0], "text": " We met."}, {"timestamp": [1.0, None], "text": " Yes."}]},
        {"segments": [[0, 0, 0.0, 1.0, " We met.", [1]], [1, 0, 1.0, 1.5, " Yes.", [1]]], "info": {"language": "en"}},
        {"version": "1.0.0", "segments": [{"startTime": 0.0, "endTime": 1.0, "body": "We met."}, {"startTime": 1.0, "body": "Yes."}]},
        {"text": "We met. Yes.", "words": [{"word": w, "start": s, "end": e} for w, s, e in (("We", 0, 0.4), ("met.", 0.4, 1), ("Yes.", 1, 1.5))]},
        {"words": [{"text": w, "start": s, "end": e, "type": t} for w, s, e, t in (("We", 0, 0.4, "word"), (" ", 0.4, 0.4, "spacing"), ("met.", 0.4, 1, "word"), ("Yes.", 1, 1.5, "word"))], "language_code": "eng"},
        [{"text": "We met.", "result": [{"word": "We", "start": 0, "end": 0.4, "conf": 1}, {"word": "met.", "start": 0.4, "end": 1}]}, {"text": "Yes.", "result": [{"word": "Yes.", "start": 1, "end": 1.5}]}],
    ],
    ids=["transformers", "faster-whisper without names", "podcast", "OpenAI's words", "ElevenLabs", "Vosk"],
)  # fmt: skip
def test_relatives_of_whisper_are_read(document):
    transcript = read(document)
    assert transcript.text == "We met. Yes."
    assert [word.start for word in transcript.words][::2] == [0.0, 1.0]


def test_openai_lends_the_times_of_its_words_to_its_segments():
    words = [{"word": "We", "start": 0.1, "end": 0.2}, {"word": "met", "start": 0.3, "end": 0.9}]
    document = {"segments": [{"start": 0.0, "end": 1.0, "text": " We met."}], "words": words, "language": "english"}
    assert words_of(read(document)) == [("We", 0.1, 0.2, 1.0), ("met.", 0.3, 0.9, 1.0)]


def test_a_podcast_keeps_its_speakers_and_times():
    segments = [
        {"speaker": "Ada", "startTime": 0.5, "endTime": 1.5, "body": "Good morning."},
        {"speaker": "Tom", "startTime": 2, "endTime": 3, "body": "Morning."},
    ]
    transcript = read({"version": "1.0.0", "segments": segments})
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in transcript.paragraphs] == [
        ("Ada", "Good morning.", 0.5, 1.5),
        ("Tom", "Morning.", 2.0, 3.0),
    ]


def test_times_as_a_clock_shows_them_and_segments_without_a_frame():
    document = [{"speaker": "Ada", "startTime": "00:00:01.500", "endTime": "00:00:02", "body": "So."}]
    assert words_of(read(document)) == [("So.", 1.5, 2.0, 1.0)]
    assert words_of(read([{"start": "0:01.5", "end": "0:02", "text": "So."}])) == [("So.", 1.5, 2.0, 1.0)]


def test_the_channels_of_amazon_are_somebody_each_and_their_sentences_stay_whole():
    def channel(label: str, *said: tuple[str, str, str]) -> dict:
        items = [aws_item(*one) for one in said] + [aws_item(".")]
        return {"channel_label": label, "items": items}

    document = aws(
        channel_labels={
            "channels": [
                channel("ch_0", ("We", "0.0", "0.5"), ("opened", "0.5", "1.0"), ("early", "1.0", "1.5")),
                channel("ch_1", ("Not", "0.7", "0.9"), ("us", "0.9", "1.2")),
            ]
        }
    )
    assert told(document) == [("ch_0", "We opened early."), ("ch_1", "Not us.")]


def test_a_damaged_word_or_segment_spoils_no_other_and_is_named():
    notes: list[str] = []
    segments = [
        {"start": 0, "end": 1, "text": "We"},
        {"start": "soon", "text": "lost"},
        "x",
        {"start": 2, "end": 3, "text": "met"},
    ]
    assert formats.read("a.json", json.dumps({"segments": segments}).encode(), notes).text == "We met"
    assert notes == ["Segment 2 was left out. It has no valid time.", "Segment 3 was left out. It is damaged."]
    items = [aws_item("We", "0.04", "0.2"), aws_item("lost", "nan", "0.5"), aws_item("met", "0.6", "0.8")]
    assert formats.read("a.json", json.dumps(aws(*items)).encode(), notes).text == "We met"
    assert notes[2:] == ["1 words have no valid time and were left out."]


def test_letters_cut_in_two_by_tokens_are_taken_from_the_segment():
    document = (
        b'{"transcription": [{"offsets": {"from": 0, "to": 1000}, "text": " caf\xc3\xa9 now", "tokens": ['
        b'{"text": " caf\xc3", "offsets": {"from": 0, "to": 500}}, {"text": "\xa9 now", "offsets": {"from": 500, "to": 1000}}]}]}'
    )
    assert formats.read("a.json", document).text == "café now"


GOOGLE_WORDS = [
    {"startTime": "0.100s", "endTime": "0.5s", "word": "We", "speakerTag": 1},
    {"startTime": {"seconds": "0", "nanos": 500000000}, "endTime": "1s", "word": "met.", "speakerTag": 1},
    {"startTime": "1.2s", "endTime": "1.5s", "word": "Yes.", "speakerTag": 2},
]
AZURE = {"offsetInTicks": 0, "durationInTicks": 10_000_000}
SERVICES = {
    "Google": {
        "results": [{"alternatives": [{"transcript": "We met. Yes."}]}, {"alternatives": [{"words": GOOGLE_WORDS}]}]
    },
    "Google's job": {"name": "1", "response": {"results": [{"alternatives": [{"words": GOOGLE_WORDS}]}]}},
    "Azure": {
        "recognizedPhrases": [
            {"speaker": 1, "offsetInTicks": 1_000_000, "durationInTicks": 9_000_000, "nBest": [{"display": "We met."}]},
            {"speaker": 2, "offsetInTicks": 12_000_000, "durationInTicks": 3_000_000, "nBest": [{"display": "Yes."}]},
        ]
    },
    "Azure, fast": {
        "durationMilliseconds": 2000,
        "phrases": [
            {"speaker": 1, "offsetMilliseconds": 100, "durationMilliseconds": 900, "text": "We met."},
            {"speaker": 2, "offsetMilliseconds": 1200, "durationMilliseconds": 300, "text": "Yes."},
        ],
    },
    "Deepgram": {
        "metadata": {},
        "results": {
            "channels": [
                {
                    "alternatives": [
                        {
                            "words": [
                                {"word": "we", "punctuated_word": "We", "start": 0.1, "end": 0.5, "speaker": 1},
                                {"word": "met", "punctuated_word": "met.", "start": 0.5, "end": 1, "speaker": 1},
                                {"word": "yes", "punctuated_word": "Yes.", "start": 1.2, "end": 1.5, "speaker": 2},
                            ]
                        }
                    ]
                }
            ]
        },
    },
    "AssemblyAI": {
        "audio_duration": 2,
        "words": [
            {"text": "We", "start": 100, "end": 500, "speaker": "1"},
            {"text": "met.", "start": 500, "end": 1000, "speaker": "1"},
            {"text": "Yes.", "start": 1200, "end": 1500, "speaker": "2"},
        ],
    },
    "Rev AI": {
        "monologues": [
            {
                "speaker": 1,
                "elements": [
                    {"type": "text", "value": "We", "ts": 0.1, "end_ts": 0.5},
                    {"type": "punct", "value": " "},
                    {"type": "text", "value": "met", "ts": 0.5, "end_ts": 1.0},
                    {"type": "punct", "value": "."},
                ],
            },
            {"speaker": 2, "elements": [{"type": "text", "value": "Yes.", "ts": 1.2, "end_ts": 1.5}]},
        ]
    },
    "Speechmatics": {
        "format": "2.9",
        "results": [
            {
                "type": "word",
                "start_time": 0.1,
                "end_time": 0.5,
                "alternatives": [{"content": "We", "speaker": "Speaker 1"}],
            },
            {
                "type": "word",
                "start_time": 0.5,
                "end_time": 1,
                "alternatives": [{"content": "met", "speaker": "Speaker 1"}],
            },
            {"type": "punctuation", "start_time": 1, "end_time": 1, "alternatives": [{"content": "."}]},
            {
                "type": "word",
                "start_time": 1.2,
                "end_time": 1.5,
                "alternatives": [{"content": "Yes.", "speaker": "Speaker 2"}],
            },
        ],
    },
}


@pytest.mark.parametrize("service", SERVICES)
def test_the_json_of_services_is_read_with_its_speakers_and_times(service):
    transcript = read(SERVICES[service])
    assert [(turn.speaker, turn.text, turn.start, turn.end) for turn in transcript.paragraphs] == [
        ("Speaker 1", "We met.", 0.1, 1.0),
        ("Speaker 2", "Yes.", 1.2, 1.5),
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_is_broken_in_the_json_of_a_service_gets_a_sentence(service):
    """Every value in turn is replaced by something that has no business there."""
    for broken in _broken(SERVICES[service]):
        assert sentence_of(broken).endswith(".")


def sentence_of(document: object) -> str:
    try:
        read(document)
    except BadTranscript as error:
        return error.sentence
    return "It is read."


def _broken(document: object):
    yield from (None, "x", -1, [], {})
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in items:
        for changed in _broken(value):
            copy = dict(document) if isinstance(document, dict) else list(document)
            copy[key] = changed
            yield copy


@pytest.mark.parametrize("data", [{"a": 1}, [], [1], "x", 7, None, {"results": []}, {"words": []}])
def test_json_of_no_known_kind_is_told(data):
    with pytest.raises(BadTranscript, match="is no transcript of a kind that is known here"):
        read(data)
