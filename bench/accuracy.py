"""Whether the estimate of accuracy keeps its promise: `python -m bench.accuracy [SET ...]`.

Chooses twelve moments of each story, again and again, and takes the reference for the helper who checks them. How often
is the true accuracy between the bounds (95 of 100 times is promised), how wide are they, and how many times less do
the words of a moment tell than words from anywhere? Errors are those of `bench.effort`. The first three archives set
`USUAL` in core/listening/accuracy.py.
"""

from __future__ import annotations

from statistics import mean, median

from bench.effort import Story, archive
from bench.told import asked, figure
from heard.core.listening.accuracy import SECONDS_A_MOMENT, Accuracy, Checked, accuracy, moments

TIMES, MOMENTS = 60, 12
_KEYS = {
    "osce_interviews": "interviews",
    "primock:openai-whisper-1": "consultations",
    "primock:groq-whisper-large-v3": "again",
    "btc": "talks",
}


def cells(story: Story) -> list[Checked]:
    count = int(story.words[-1].end / SECONDS_A_MOMENT) + 1
    words, wrong = [0] * count, [0] * count
    for word in story.words:
        words[int(word.start / SECONDS_A_MOMENT)] += 1
    for error in story.errors:
        beside = story.words[min(error.first, len(story.words) - 1)]
        wrong[int(beside.start / SECONDS_A_MOMENT)] += error.size
    return [Checked(*both) for both in zip(words, wrong, strict=True)]


def clustering(story: list[Checked]) -> float:
    words, wrong, count = sum(one.words for one in story), sum(one.wrong for one in story), len(story)
    share = wrong / words
    spread = sum((one.wrong - share * one.words) ** 2 for one in story) * count / (count - 1) / words**2
    return spread / (share * (1 - share) / words)


def estimates(story: list[Checked]) -> list[tuple[Accuracy, float]]:
    """Each with the truth, when the moments have been put right."""
    words, wrong = sum(one.words for one in story), sum(one.wrong for one in story)
    found = []
    for time in range(TIMES):
        chosen = [story[int(start / SECONDS_A_MOMENT)] for start, _ in moments(len(story) * 10.0, MOMENTS, str(time))]
        if estimate := accuracy(chosen, words, 0):
            found.append((estimate, 1 - (wrong - sum(one.wrong for one in chosen)) / words))
    return found


def main(names: list[str]) -> None:
    print(f"{'archive':28s} stories  clustering   between the bounds   width")
    for name in names:
        stories = [one for one in map(cells, archive(name)) if len(one) > MOMENTS and any(cell.wrong for cell in one)]
        done = [pair for story in stories for pair in estimates(story)]
        inside = mean(one.low <= truth <= one.high for one, truth in done)
        width = mean(one.high - one.low for one, _ in done)
        figure(_KEYS.get(name, name), f"{inside:.3f}".removeprefix("0"))
        print(f"{name:28s} {len(stories):7d} {median(map(clustering, stories)):11.1f} {inside:20.3f} {width:7.3f}")


if __name__ == "__main__":
    main(asked(__doc__) or list(_KEYS))
