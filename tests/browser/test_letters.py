"""The host's page about e-mail, in a real browser."""

from __future__ import annotations

from django.core.mail import send_mail
from playwright.sync_api import expect

from heard.apps.mailing.models import Letter
from tests.browser.conftest import PHONE


def test_the_host_tries_again_and_clears_what_was_given_up(visit, violations, hana, settings):
    settings.EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"
    for to in ("ola@example.org", "max@example.org"):
        send_mail("Hello", "x", None, [to])
    Letter.objects.filter(to="ola@example.org").update(tries=2, problem="password", reply="535 5.7.8 no")
    Letter.objects.filter(to="max@example.org").update(
        state="given up", problem="address", ended_at="2026-03-01T00:00Z"
    )
    page = visit("/moderate/letters/", user=hana, **PHONE)
    assert violations(page) == []
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_role("status")).to_contain_text("They are tried again now.")
    page.get_by_role("button", name="I have seen these").click()
    expect(page.get_by_text("max@example.org")).to_have_count(0)
    page.get_by_role("button", name="Send me a letter").click()
    expect(page.get_by_role("status")).to_contain_text("A letter to you is on its way.")
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["hana@example.org", "ola@example.org"]
