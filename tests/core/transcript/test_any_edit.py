"""Whatever is edited: no overlap, no word without length, untouched words where they were, and always a way back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from heard.core.transcript.corrections import Correction, apply, change_for, compare, corrections_from_page
from heard.core.transcript.timing import retime
from heard.core.transcript.words import Transcript, Word

SOME = settings(max_examples=120, deadline=None)
# Few words, so that they recur; with case, punctuation, other scripts, and one that is not said at all.
texts = st.sampled_from(
    ["the", "The,", "coal", "production", "co-production", "in", "to", "into", "57", "źle", "ہے", "…", "I"]
)
lines = st.lists(texts, min_size=1, max_size=8)


def _word(number: int, text: str, start: int, length: int, paragraph: int) -> Word:
    """Times in milliseconds."""
    times = start / 1000, (start + length) / 1000
    return Word(f"w{number}", text, *times, speaker=f"S{paragraph % 2}", paragraph=paragraph)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Some paragraphs whose words are as short as a millisecond, with silences or none between them."""
    words: list[Word] = []
    now = draw(st.sampled_from([0, 0, 700]))
    for paragraph, line in enumerate(draw(st.lists(lines, min_size=1, max_size=4))):
        for text in line:
            length = draw(st.sampled_from([1, 80, 300, 1500]))
            words.append(_word(len(words) + 1, text, now, length, paragraph))
            now += length + draw(st.sampled_from([0, 0, 20, 400, 5000]))
    return Transcript(tuple(words), duration=draw(st.sampled_from([0.0, words[-1].end, now / 1000 + 2])))


@st.composite
def corrected(draw: st.DrawFn) -> tuple[Transcript, Correction]:
    transcript = draw(transcripts())
    size = len(transcript.words)
    start = draw(st.integers(0, size))
    words = transcript.words[start : start + draw(st.integers(0, 4))]
    after = transcript.words[start - 1].id if start and not words else None
    return transcript, Correction(tuple(word.id for word in words), after, " ".join(draw(st.lists(texts, max_size=5))))


@SOME
@given(corrected())
def test_a_correction_reads_as_it_says_and_can_be_undone_exactly(given_):
    transcript, correction = given_
    change = change_for(transcript, correction, prefix="c1")
    # A transcript refuses words that overlap, have no length or share an id: that it was made is the test.
    revision = apply(transcript, change)
    position = transcript.positions.get(correction.words[0] if correction.words else correction.after or "", -1)
    start = position if correction.words else position + 1
    end = start + len(correction.words)
    reads = [word.text for word in transcript.words]
    reads[start:end] = correction.text.split()
    assert [word.text for word in revision.words] == reads
    assert apply(revision, change.inverse()) == transcript


@SOME
@given(corrected())
def test_words_outside_a_correction_never_move(given_):
    transcript, correction = given_
    revision = apply(transcript, change_for(transcript, correction, prefix="c1"))
    starts = {word.id: word.start for word in revision.words}
    # Without silence before it, the very first word gives its beginning to a word put in front: nobody else can.
    in_front = not correction.words and correction.after is None
    outside = [word for word in transcript.words[in_front:] if word.id not in correction.words]
    assert [starts[word.id] for word in outside] == [word.start for word in outside]


@SOME
@given(transcripts(), st.data())
def test_a_rewritten_page_reads_as_it_was_written(transcript, data):
    written = [data.draw(st.lists(texts, max_size=8)) for _ in transcript.paragraphs]
    firsts = [paragraph.first for paragraph in transcript.paragraphs]
    page = {first: " ".join(line) for first, line in zip(firsts, written, strict=True)}
    revision = transcript
    for number, correction in enumerate(corrections_from_page(transcript, page)):
        revision = apply(revision, change_for(revision, correction, prefix=f"c{number}"))
    assert revision.text == "\n".join(" ".join(line) for line in written if line)


@SOME
@given(transcripts(), st.lists(lines, min_size=1, max_size=4))
def test_a_whole_text_reads_as_it_was_written(transcript, written):
    retimed = retime(transcript, "\n\n".join(" ".join(line) for line in written))
    assert [word.text for word in retimed.words] == [text for line in written for text in line]


@SOME
@given(transcripts(), st.lists(lines, min_size=1, max_size=4))
def test_a_comparison_holds_every_word_of_both(transcript, written):
    after = retime(transcript, "\n\n".join(" ".join(line) for line in written))
    pieces = compare(transcript, after)
    old = [word.text for piece in pieces if piece.kind != "added" for word in piece.words]
    new = [word.text for piece in pieces if piece.kind != "removed" for word in piece.words]
    assert (old, new) == ([word.text for word in transcript.words], [word.text for word in after.words])
