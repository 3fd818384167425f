"""The forms about oneself: who one is, how one signs in, how one leaves. Each sent once."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache

from heard.apps.connecting.models import Webhook
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.joining.course import QUESTIONS
from heard.apps.joining.models import User
from tests.browser.sending import send
from tests.browser.test_joining import KEY
from tests.cast import PASSWORD

NEW = "a-quiet-walk-by-the-canal"


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(transactional_db):
    cache.clear()


def signed_in(visit, person):
    page = visit("/account/login/")
    send(page, "account_login", login=person.email, password=PASSWORD)
    return page


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.doors("account_you", "private-details", "course", "choose-mail", "thank-me", "account_email")
@pytest.mark.doors("account_change_password", "send-picture", "drop-picture", "leave")
def test_about_oneself(visit, story, ben, settings, tmp_path):
    correcting.report(story("One card"), Sender(user=ben), Remark("wrong", ("w2",)))
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    page = signed_in(visit, ben)
    page.goto("/account/you/")
    send(page, "account_you", about="I help on Tuesdays.")
    (tmp_path / "me.png").write_bytes(page.screenshot())
    page.locator("[name=picture]").set_input_files(tmp_path / "me.png")
    page.locator("[name=agreed]").check()
    send(page, "send-picture", described="A page with my name on it.")
    send(page, "drop-picture")
    page.goto("/account/private/")
    send(page, "private-details", real_name="Benedict")
    page.goto("/account/course/")
    send(page, "course", **{question.key: str(question.right) for question in QUESTIONS})
    page.goto("/notices/")
    send(page, "choose-mail", often="weekly")
    page.goto("/my-corrections/")
    send(page, "thank-me", "[value=no]")
    page.goto("/account/email/")
    send(page, "account_email", "[name=action_add]", email="benedict@example.org")
    page.goto("/account/password/change/")
    send(page, "account_change_password", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    page.goto("/account/leave/")
    send(page, "account_reauthenticate", password=NEW)
    send(page, "leave", stories="leave", sure=True)
    assert not User.objects.filter(name="Ben Achterberg").exists()


@pytest.mark.doors("make-token", "end-token")
def test_a_token_for_a_program(visit, ben):
    page = signed_in(visit, ben)
    page.goto("/account/programs/new/")
    send(page, "account_reauthenticate", password=PASSWORD)
    send(page, "make-token", name="The archive")
    assert page.locator("code.secret").inner_text().startswith("heard_")
    page.goto("/account/programs/")
    send(page, "end-token")
    assert not ben.tokens.exists()


@pytest.mark.doors("make-webhook", "change-webhook")
def test_a_program_that_is_told(visit, hana):
    page = signed_in(visit, hana)
    page.goto("/moderate/webhooks/new/")
    send(page, "account_reauthenticate", password=PASSWORD)
    send(page, "make-webhook", address="https://archive.example/told")
    assert page.locator("code.secret").inner_text().startswith("whsec_")
    page.goto("/moderate/webhooks/")
    send(page, "change-webhook", "[value=end]")
    assert not Webhook.objects.exists()


@pytest.mark.doors("account_reset_password_from_key", "account_set_password")
def test_a_lost_password(visit, ben):
    page = visit("/account/password/reset/")
    send(page, "account_reset_password", email=ben.email)
    link = re.search(r"/account/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link
    page.goto(link[0])
    send(page, "account_reset_password_from_key", password1=NEW, password2=NEW)
    ben.refresh_from_db()
    assert ben.check_password(NEW)
    ben.set_unusable_password()
    ben.save()
    page = visit("/account/password/set/", user=ben)
    send(page, "account_set_password", password1=PASSWORD, password2=PASSWORD)


@pytest.mark.doors("account_email_verification_sent")
def test_an_address_is_proved_by_a_code(visit, site, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    page = visit("/account/signup/")
    send(page, "account_signup", name="Ola", email="ola@example.org", password1=PASSWORD)
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]+)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    send(page, "account_email_verification_sent", code=found[1])
    assert EmailAddress.objects.get(email="ola@example.org").verified


@pytest.mark.doors("mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_authenticate", "mfa_reauthenticate")
@pytest.mark.doors("mfa_deactivate_totp")
def test_one_time_codes(visit, ben):
    page = signed_in(visit, ben)
    page.goto("/account/second-step/totp/activate/")
    if page.get_by_role("button", name="Go on").is_visible():
        send(page, "account_reauthenticate", password=PASSWORD)
    send(page, "mfa_activate_totp", code=code_of(page.locator("strong.secret").inner_text()))
    page.goto("/account/second-step/recovery-codes/generate/")
    send(page, "mfa_generate_recovery_codes")
    spare = re.findall(r"\b\d{8}\b", page.locator("main").inner_text())
    page.goto("/account/second-step/reauthenticate/")
    send(page, "mfa_reauthenticate", code=spare[0])
    page.context.clear_cookies()
    page.goto("/account/login/")
    send(page, "account_login", login=ben.email, password=PASSWORD)
    send(page, "mfa_authenticate", code=spare[1])
    page.goto("/account/second-step/totp/deactivate/")
    if page.get_by_role("button", name="Go on").is_visible():
        send(page, "account_reauthenticate", password=PASSWORD)
    send(page, "mfa_deactivate_totp")
    assert not Authenticator.objects.filter(type="totp").exists()


@pytest.mark.doors("mfa_reauthenticate_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn")
def test_passkeys(visit, ben):
    page = signed_in(visit, ben)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/account/second-step/webauthn/add/")
    if page.get_by_role("button", name="Go on").is_visible():
        send(page, "account_reauthenticate", password=PASSWORD)
    page.get_by_label("What do you call it?").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Your spare codes").wait_for()
    key = Authenticator.objects.get(type="webauthn").pk
    page.goto("/account/second-step/webauthn/reauthenticate/")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Use a passkey").click()
    page.goto(f"/account/second-step/webauthn/keys/{key}/edit/")
    send(page, "mfa_edit_webauthn", name="My old phone")
    page.goto(f"/account/second-step/webauthn/keys/{key}/remove/")
    send(page, "mfa_remove_webauthn")
    assert not Authenticator.objects.filter(type="webauthn").exists()
