"""Sound and films that come piece by piece play to their end, and from any place in them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.telling import delivery
from tests.renditions import give_film, give_sound

# Plays the last second, then a second of the middle, and says where it got to.
PLAY = """(media) => new Promise((done) => {
  const from = (seconds, then) => { media.currentTime = seconds; media.play(); then(); };
  media.addEventListener("ended", () => {
    const ended = media.currentTime;
    from(media.duration / 2, () => media.addEventListener("timeupdate", () => {
      const now = media.currentTime;
      if (now > media.duration / 2 + 0.5 && !media.ended) done([ended, media.duration, now]);
    }));
  }, { once: true });
  media.muted = true;
  from(media.duration - 1, () => {});
})"""


@pytest.mark.parametrize(("give", "element"), [(give_sound, "audio"), (give_film, "video")])
def test_it_plays_to_its_end_and_from_the_middle(visit, story, site, monkeypatch, give, element):
    monkeypatch.setattr(delivery, "PIECE", 16384)
    told = give(story(), seconds=20)
    page = visit("/about/")
    sizes = []
    page.on("response", lambda answer: "/media/" in answer.url and sizes.append(answer.headers.get("content-length")))
    page.goto(told.get_absolute_url())
    expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
    ended, duration, then = page.locator(f"story-player {element}").first.evaluate(PLAY)
    assert (round(ended, 1), round(duration)) == (round(duration, 1), 20)
    assert duration / 2 < then < duration
    assert len(sizes) > 3
