"""The human check: a sum for the browser of a stranger, good for one comment, where the host lets it count."""

from __future__ import annotations

import base64
import json

import pytest
from altcha import Challenge, solve_challenge
from django.urls import reverse

from heard.apps.conversing.models import Comment


@pytest.fixture(autouse=True)
def _easy(settings, furnish):
    settings.ALTCHA_CHALLENGE = {"cost": 10, "key_prefix": "0"}
    furnish(comments="all")


def solved(client):
    """What a browser sends when it has done the sum."""
    challenge = client.get(reverse("human-check")).json()
    solution = solve_challenge(Challenge.from_dict(challenge))
    sent = {"challenge": challenge, "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(sent).encode()).decode()


def states(client, story, *checks):
    for number, check in enumerate(checks):
        client.post(reverse("comments", args=[story.slug]), {"text": f"{number}.", "altcha": check})
    return list(Comment.objects.values_list("state", flat=True))


def test_a_solved_sum_counts_where_the_host_lets_it(browse, story):
    client = browse(None)
    assert states(client, story(), solved(client), "") == ["shown", "waiting"]


def test_by_default_a_moderator_reads_strangers_first_all_the_same(browse, story, furnish):
    furnish(comments="trusted")
    client = browse(None)
    assert states(client, story(), solved(client), "") == ["waiting", "waiting"]


def test_moderators_see_whether_it_was_solved(browse, story, furnish, rae):
    furnish(comments="trusted")
    client = browse(None)
    states(client, story(), solved(client), "")
    page = browse(rae).get(reverse("moderate-comments")).content.decode()
    assert [page.count(said) for said in ("no account; not a robot", "no account; may be a robot")] == [1, 1]


def test_each_sum_counts_once(browse, story):
    client = browse(None)
    once = solved(client)
    assert states(client, story(), once, once) == ["shown", "waiting"]


def test_what_was_not_solved_is_only_held(browse, story):
    client = browse(None)
    forged = base64.b64encode(b'{"challenge": {"parameters": {}}, "solution": {}}').decode()
    assert states(client, story(), "x", "e30=", forged, "x" * 20_000) == ["waiting"] * 4


def test_a_sum_is_asked_anew_each_time(browse):
    answers = [browse(None).get(reverse("human-check")) for _ in range(2)]
    assert "no-store" in answers[0]["Cache-Control"]
    assert answers[0].json()["signature"] != answers[1].json()["signature"]


def test_only_strangers_are_asked_for_one(browse, story, max_):
    told = story()
    pages = [browse(who).get(told.get_absolute_url()).content.decode() for who in (None, max_)]
    assert ["<human-check" in page for page in pages] == [True, False]


@pytest.mark.parametrize(("policy", "said"), [("trusted", "A moderator reads"), ("all", "others see it at once")])
def test_strangers_are_told_beforehand_whether_it_waits(browse, story, furnish, policy, said):
    furnish(comments=policy)
    assert said in browse(None).get(story().get_absolute_url()).content.decode()
