"""How many of what one address may do in a minute: it is slowed and told so, and nobody else is."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.joining.actions.invitations import MOST_AN_HOUR, Invited, invite
from heard.apps.joining.models import Invitation
from heard.apps.joining.senders import Sender, check_pace, origin_of_request, sender_of
from heard.core.errors import TooMany
from heard.core.people.permissions import Role
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
    return settings.HEARD["HEARD_PACE"].comments if kind == "comments" else None


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


# One address is one visitor, however it is written

NEIGHBOURS = "2001:db8:7:1::"


def _report(client: Client, story, text: str) -> int:
    said = {"kind": "replace", "words": "w9", "text": text, "base": 1}
    return client.post(reverse("correct", args=[story.slug]), said).status_code


def test_36_corrections_from_fresh_addresses_of_one_network_are_not_all_taken(story):
    told = story()
    for number in range(36):
        _report(Client(REMOTE_ADDR=f"{NEIGHBOURS}{number + 1:x}"), told, f"word{number}")
    assert Correction.objects.count() == settings.HEARD["HEARD_PACE"].corrections == 30
    _report(Client(REMOTE_ADDR="2001:db8:7:2::1"), told, "elsewhere")
    assert Correction.objects.filter(text="elsewhere").count() == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:7:1::1", "2001:db8:7:1:ffff::9", True),
        ("2001:db8:7:1::1", "2001:db8:7:2::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_which_addresses_are_one_visitor(one, other, same):
    assert (_from(one).origin == _from(other).origin) is same


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.1"), (1, "198.51.100.9"), (2, "203.0.113.5")])
def test_what_a_visitor_writes_into_a_header_is_not_believed(settings, proxies, address):
    settings.HEARD = {**settings.HEARD, "HEARD_TRUSTED_PROXIES": proxies}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5, 198.51.100.9")
    assert origin_of_request(request).name == address


def test_sign_ins_from_one_network_count_together(ada):
    answers = [_log_in(f"{NEIGHBOURS}{number + 1:x}", f"somebody{number}@example.org") for number in range(20)]
    assert [answer.status_code for answer in answers] == [200] * 19 + [429]


def test_a_mapped_address_does_not_share_its_limit_with_all_others(ada):
    for number in range(20):
        _log_in(f"::ffff:{LIBRARY}", f"somebody{number}@example.org")
    assert _log_in(f"::ffff:{ELSEWHERE}", ada.email, PASSWORD).status_code == 302


# A clock that was a year ahead


def test_what_is_dated_in_the_future_counts_against_nobody(story):
    rows = _rows("reports", story(), BAR["reports"])
    rows.update(created_at=timezone.now() + timedelta(days=365))
    check_pace(rows, _from(LIBRARY))


def test_sign_ins_of_a_clock_that_was_ahead_lock_nobody_out(ada):
    history = [time.time() + 365 * 86400] * 50
    allowed, kept = ratelimit.apply_rate(history, time.time(), ratelimit.parse_rate("19/m/ip"))
    assert (allowed, len(kept)) == (True, 1)


def test_invitations_of_a_clock_that_was_ahead_stop_nobody(hana):
    for _ in range(MOST_AN_HOUR):
        invite(Invited(Role.VISITOR), by=hana)
    with pytest.raises(TooMany):
        invite(Invited(Role.VISITOR), by=hana)
    Invitation.objects.update(made_at=timezone.now() + timedelta(days=365))
    invite(Invited(Role.VISITOR), by=hana)
