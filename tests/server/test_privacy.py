"""A stranger cannot tell a draft from a story that is not there, at any address that the site has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

FILLED = {
    "name": "original",
    "suffix": "vtt",
    "word": "w1",
    "number": 1,
    "pk": 1,
    "side": 320,
    "stamp": "0",
    "language": "cy",
}


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        elif str(pattern.pattern).startswith("stories/<slug:slug>"):
            yield pattern


STORY_ADDRESSES = list(addresses())


def address(pattern: URLPattern, slug: str) -> str:
    filled = {name: FILLED[name] for name in pattern.pattern.converters if name != "slug"}
    return reverse(pattern.name, kwargs={**filled, "slug": slug})


@pytest.mark.parametrize("pattern", STORY_ADDRESSES, ids=lambda pattern: pattern.name)
def test_a_draft_looks_like_nothing_to_strangers(browse, max_, story, pattern):
    draft = story("Fourteen nights", ("S1", "Nobody was to hear this."), published=False)
    here, nowhere = address(pattern, draft.slug), address(pattern, "nothing-at-all")
    for stranger in (None, max_):
        for method in ("get", "post"):
            client = browse(stranger)
            seen, unseen = getattr(client, method)(here), getattr(client, method)(nowhere)
            assert seen.status_code == unseen.status_code
            assert seen.status_code in (302, 404, 405)
            assert b"Fourteen nights" not in seen.content
            assert b"Nobody was to hear this" not in seen.content


def test_there_is_something_that_could_leak(browse, ada, story):
    """To Ada, at most addresses, a draft of hers is another thing than a story that is not there."""
    draft = story("Fourteen nights", ("S1", "Nobody was to hear this."), published=False)
    client = browse(ada)
    client.raise_request_exception = False  # whether pages work is asked elsewhere
    pages = [client.get(address(pattern, draft.slug)) for pattern in STORY_ADDRESSES]
    assert sum(b"Fourteen nights" in page.content for page in pages) > len(STORY_ADDRESSES) / 3
