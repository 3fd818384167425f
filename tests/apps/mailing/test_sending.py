"""Letters leave by a real mail server, wait when they cannot, and are given up in the end; no page breaks over them."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_string
from email.header import decode_header, make_header

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from heard.apps.mailing.actions import send_due
from heard.apps.mailing.models import Letter
from heard.apps.mailing.queries import sending
from heard.server.mailserver import mail_server
from tests.cast import PASSWORD
from tests.page import Page
from tests.post_office import make_certificate, post_office


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


@pytest.fixture
def by(settings):
    """`by("smtp://…")`: this network sends its e-mail so."""

    def sends(address: str) -> None:
        settings.EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"
        settings.HEARD_CARRIER = "heard.apps.mailing.smtp.Smtp"
        settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": address}
        settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
        settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
        for name, value in mail_server(address).as_settings().items():
            setattr(settings, name, value)

    return sends


def post(to: str = "ada@example.org", body: str = "Grüße — “quoted” text.\nFrom here on.") -> Letter:
    EmailMessage("Tést", body, "heard@example.org", [to]).send()
    return Letter.objects.latest("pk")


def hours_later(hours: float) -> None:
    """As if that much time had gone by."""
    gone = timedelta(hours=hours)
    Letter.objects.update(due_at=F("due_at") - gone, until=F("until") - gone, posted_at=F("posted_at") - gone)


def test_a_relay_on_this_machine_needs_neither_encryption_nor_a_password(by):
    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        letter = post()
        assert office.letters == []
        send_due()
        letter.refresh_from_db()
        [(to, text)] = office.letters
        assert (to, letter.state, letter.to, letter.written) == ("ada@example.org", "sent", "", "")
        assert "Grüße — “quoted” text.\nFrom here on." in text
        assert str(make_header(decode_header(message_from_string(text)["Subject"]))) == "Tést"


def test_signs_in_the_user_and_password_are_decoded(by):
    user, password = "heard@example.org", "p@ss:/#?% word"
    with post_office(user=user, password=password) as office:
        by(f"smtp://heard%40example.org:p%40ss%3A%2F%23%3F%25%20word@127.0.0.1:{office.port}?tls=no")
        post()
        send_due()
        assert (office.signed_in, len(office.letters)) == ([(user, password)], 1)


@pytest.mark.parametrize(("scheme", "tls"), [("smtps", "at once"), ("smtp", "after")])
def test_the_line_is_encrypted_from_the_first_byte_or_after_a_greeting(by, tmp_path, scheme, tls):
    certificate = make_certificate(tmp_path)
    with post_office(certificate, tls=tls, user="ada", password="tea") as office:
        by(f"{scheme}://ada:tea@localhost:{office.port}")
        post()
        send_due()
        assert office.encrypted == [True]


def test_port_465_is_encrypted_from_the_first_byte_by_whatever_name():
    assert mail_server("smtp://mail.example.org:465").tls == "at once"
    assert mail_server("smtps://mail.example.org").port == 465
    assert (mail_server("smtp://mail.example.org").tls, mail_server("smtp://mail.example.org").port) == ("after", 587)
    assert (mail_server("smtp://localhost").tls, mail_server("smtp://localhost").port) == ("never", 25)


FAULTS = {
    "password": ({"user": "ada", "password": "other"}, "does not take the user and password"),
    "address": ({"user": "ada", "password": "tea", "answers": {"RCPT": "550 5.1.1 no such person"}}, "this address"),
    "sender": ({"user": "ada", "password": "tea", "answers": {"MAIL": "553 not you"}}, "HEARD_EMAIL_FROM"),
    "letter": ({"user": "ada", "password": "tea", "answers": {"DATA": "554 looks like spam"}}, "take this letter"),
    "not-offered": ({}, "does not offer"),  # a server that asks nobody who they are
    "broke-off": ({"user": "ada", "password": "tea", "answers": {"EHLO": "421 too busy", "HELO": "421"}}, "broke off"),
    "silent": ({"says_nothing": True}, "does not answer in time"),
}


@pytest.mark.parametrize("key", FAULTS)
def test_what_cannot_be_sent_waits_and_the_host_reads_why_and_since_when(by, browse, hana, settings, key):
    how, sentence = FAULTS[key]
    settings.EMAIL_TIMEOUT = 1
    with post_office(**how) as office:
        by(f"smtp://ada:tea@localhost:{office.port}")
        letter = post("max@example.org")
        send_due()
    letter.refresh_from_db()
    assert (letter.state, letter.problem, letter.tries) == ("waiting", key, 1)
    page = browse(hana).get("/moderate/letters/").content.decode()
    assert (sentence in page, "1 letter waits" in page) == (True, True)
    assert "E-mail (1)" in browse(hana).get("/moderate/").content.decode()


def test_it_is_tried_again_and_arrives_when_the_server_is_back(by):
    with post_office(answers={"DATA": "451 later"}) as office:
        by(f"smtp://localhost:{office.port}")
        post()
        send_due()
        assert send_due() == 0  # not at once
        office.answers.clear()
        hours_later(0.1)
        send_due()
        assert ([to for to, _ in office.letters], sending().late) == (["ada@example.org"], 0)


def test_a_letter_keeps_its_name_however_often_it_is_tried(by):
    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        letter = post()
        written = letter.written
        send_due()
        Letter.objects.filter(pk=letter.pk).update(state="waiting", to="ada@example.org", written=written)
        hours_later(1)
        send_due()
        names = [re.search(r"^Message-ID: (.*)$", text, re.M)[1] for _, text in office.letters]
        assert (len(names), len(set(names))) == (2, 1)


def test_after_two_days_it_is_given_up_and_the_host_is_told_what_to_check(by, browse, hana):
    by("smtp://localhost:9")  # where nobody listens
    letter = post("max@example.org", "secret code 12345")
    for _ in range(60):
        send_due()
        hours_later(1)
    letter.refresh_from_db()
    assert (letter.state, letter.to, letter.written) == ("given up", "max@example.org", "")
    page = browse(hana).get("/moderate/letters/").content.decode()
    assert "Nobody listens at the mail server&#x27;s port." in page
    browse(hana).post("/moderate/letters/", {"do": "seen", "letter": [letter.pk]})
    assert not Letter.objects.filter(pk=letter.pk).exists()


def test_an_address_that_is_refused_is_not_tried_for_ever(by):
    with post_office(answers={"RCPT": "550 5.1.1 no such person"}) as office:
        by(f"smtp://localhost:{office.port}")
        letter = post()
        for _ in range(5):
            send_due()
            hours_later(1)
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.reply) == ("given up", 3, "550 5.1.1 no such person")


def test_one_address_that_is_refused_keeps_no_other_letter_back(by):
    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        bad = post("bad@example.org")
        Letter.objects.filter(pk=bad.pk).update(to="b\u00e4d@\ud7ff mple")
        post("good@example.org")
        send_due()
        assert [to for to, _ in office.letters] == ["good@example.org"]


def test_two_workers_send_it_once(by):
    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        letter = post()
        from heard.apps.mailing.actions import _claimed

        assert [row.pk for row in _claimed(timezone.now())] == [letter.pk]
        assert _claimed(timezone.now()) == []
        assert send_due() == 0
        assert office.letters == []


@pytest.mark.parametrize("address", ["smtp://localhost:9", "smtp://nowhere.invalid:25?tls=no"])
def test_no_page_breaks_over_a_mail_server_that_is_not_there(by, browse, ada, hana, address):
    by(address)
    strangers = browse(None)
    pages = [
        strangers.post("/account/login/", {"login": ada.email, "password": PASSWORD}, follow=True),
        browse(None).post("/account/password/reset/", {"email": ada.email}, follow=True),
        browse(None).post(
            "/account/signup/",
            {"name": "Ola", "email": "ola@example.org", "password1": "a-long-walk-by-a-canal"},
            follow=True,
        ),
        browse(hana).post("/invite/", {"email": "new@example.org", "role": "visitor"}, follow=True),
    ]
    assert [page.status_code for page in pages] == [200] * 4
    send_due()
    later = browse(None).post("/account/password/reset/", {"email": ada.email}, follow=True)
    assert Page(later).texts("p", "notice")[0].startswith("E-mail from here is late at the moment.")


def test_the_host_gets_in_although_no_letter_arrives(by, browse, hana, ben):
    by("smtp://localhost:9")
    client = browse(None)
    assert client.post("/account/login/", {"login": hana.email, "password": PASSWORD}).url == "/"
    assert client.get("/moderate/letters/").status_code == 200
    assert browse(None).post("/account/login/", {"login": ben.email, "password": PASSWORD}).url != "/"


def test_the_host_tries_it_out_with_a_letter_to_herself(by, browse, hana, cleo):
    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        browse(hana).post("/moderate/letters/", {"do": "test"})
        send_due()
        assert [to for to, _ in office.letters] == [hana.email]
    assert browse(cleo).post("/moderate/letters/", {"do": "test"}).status_code == 403
    assert browse(None).get("/moderate/letters/").url.startswith("/account/login/")


def test_try_now_does_not_wait(by, browse, hana):
    by("smtp://localhost:9")
    post()
    send_due()
    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        assert send_due() == 0
        browse(hana).post("/moderate/letters/", {"do": "again"})
        send_due()
        assert len(office.letters) == 1


def test_where_no_worker_runs_the_host_is_told_so(by, browse, hana):
    by("smtp://localhost:9")
    post()
    hours_later(0.1)
    assert "Does a worker run?" in browse(hana).get("/moderate/letters/").content.decode()


def test_without_e_mail_letters_are_files_that_only_the_host_reads(settings, tmp_path, db):
    settings.EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"
    settings.HEARD_CARRIER = "heard.apps.mailing.outbox.Outbox"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    post()
    send_due()
    [file] = settings.EMAIL_FILE_PATH.iterdir()
    assert (oct(settings.EMAIL_FILE_PATH.stat().st_mode), oct(file.stat().st_mode)) == ("0o40700", "0o100600")
    assert "Grüße" in file.read_text()


def test_what_a_letter_says_and_to_whom_is_kept_only_as_long_as_it_waits(by, db):
    from heard.apps.hosting.tasks import forget

    with post_office() as office:
        by(f"smtp://localhost:{office.port}")
        letter = post()
        send_due()
    forget()
    assert Letter.objects.filter(pk=letter.pk).exists()
    Letter.objects.update(ended_at=timezone.now() - timedelta(days=2))
    forget()
    assert not Letter.objects.exists()
