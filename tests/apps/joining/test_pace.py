"""How many of what one address may do in a minute: it is slowed and told so, and nobody else is."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory

from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.joining.senders import Sender, check_pace, sender_of
from heard.core.errors import TooMany
from tests.cast import PASSWORD
from tests.page import Page

# What is done, and how often a minute from one address is too often.
BAR = {"sign-ins": 20, "comments": 100, "reports": 1000}
LIBRARY, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


def _from(address: str) -> Sender:
    """A visitor without an account, in a browser of their own."""
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.session, request.user = {}, None
    return sender_of(request)


def _rows(kind, story, many):
    table, fields = {
        "reports": (Correction, {"kind": Correction.Kind.WRONG, "words": ["w1"], "start": 0, "end": 1, "base": 0}),
        "comments": (Comment, {"text": "I know this."}),
    }[kind]
    senders = [_from(LIBRARY) for _ in range(many)]
    table.objects.bulk_create(table(story=story, visitor=by.visitor, origin=by.origin, **fields) for by in senders)
    return table.objects.all()


def _pace(kind: str) -> int | None:
    return settings.HEARD["HEARD_COMMENTS_A_MINUTE"] if kind == "comments" else None


@pytest.mark.parametrize("kind", ["comments", "reports"])
def test_an_address_that_sends_too_many_is_slowed_and_nobody_else(story, kind):
    rows = _rows(kind, story(), BAR[kind])
    with pytest.raises(TooMany) as told:
        check_pace(rows, _from(LIBRARY), most=_pace(kind))
    assert told.value.sentence.startswith("Thank you, that was a lot in one minute.")
    check_pace(rows, _from(ELSEWHERE), most=_pace(kind))


@pytest.mark.parametrize("kind", ["comments", "reports"])
def test_a_whole_library_behind_one_address_is_not_slowed(story, kind):
    check_pace(_rows(kind, story(), 40), _from(LIBRARY), most=_pace(kind))


def _log_in(address: str, email: str, password: str = "guessed"):
    return Client(REMOTE_ADDR=address).post("/account/login/", {"login": email, "password": password})


def test_an_address_that_tries_twenty_sign_ins_a_minute_is_slowed_and_told_so_and_nobody_else(ada):
    answers = [_log_in(LIBRARY, f"somebody{number}@example.org") for number in range(BAR["sign-ins"])]
    assert [answer.status_code for answer in answers] == [200] * 19 + [429]
    assert Page(answers[-1]).texts("p", "lead") == [
        "That was tried too often in a short time. Please wait a few minutes and try again."
    ]
    assert _log_in(ELSEWHERE, ada.email, PASSWORD).status_code == 302


def test_a_strangers_guesses_do_not_lock_ada_out(ada):
    for _ in range(8):
        _log_in(ELSEWHERE, ada.email)
    assert _log_in(LIBRARY, ada.email, PASSWORD).status_code == 302


def test_fifteen_people_of_one_library_sign_in_within_a_minute(ada):
    assert {_log_in(LIBRARY, ada.email, PASSWORD).status_code for _ in range(15)} == {302}
