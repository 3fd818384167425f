"""Letters about accounts: ours alone, from a network with a name, to few who never asked; and pages that do not tell
who has an account."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.template.loader import get_template

from heard.apps.joining.models import User
from heard.apps.mailing.models import Letter
from heard.server.parts import StrangerLetters
from tests.cast import PASSWORD
from tests.page import Page

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = Path(__file__).parents[3] / "src/heard/web/templates"
NEW = {"name": "Ola", "password1": "a-long-walk-by-the-canal"}


@pytest.fixture(autouse=True)
def _sends_email(settings, db, furnish):
    cache.clear()
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.SITE_URL = "https://voices.example.org"
    furnish(name="Lesster Voices")


@pytest.fixture
def _counted(settings):
    """Letters are counted where they wait."""
    settings.EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"


def proved(person: User) -> User:
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def join(client, email: str, **more):
    return client.post("/account/signup/", {**NEW, "email": email, **more}, follow=True)


def test_no_letter_is_the_librarys():
    found = [
        path.relative_to(THEIRS).as_posix()
        for room in ("account", "mfa")
        for path in (THEIRS / room / "email").glob("*.txt")
    ]
    assert len(found) > 30
    assert [name for name in found if not get_template(name).origin.name.startswith(str(OURS))] == []


def test_every_letter_names_the_network_and_is_plain_text(browse, ada, ben, hana):
    proved(ada), proved(ben)
    join(browse(None), "ola@example.org")
    join(browse(None), ada.email)
    browse(None).post("/account/password/reset/", {"email": ada.email})
    browse(hana).post("/invite/", {"email": "new@example.org", "role": "visitor"})
    client = browse(None)
    client.post("/account/login/", {"login": ben.email, "password": PASSWORD})
    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "tea-with-two-sugars", "password2": "tea-with-two-sugars"},
    )
    assert [letter.subject for letter in mail.outbox] == [
        "[Lesster Voices] Your code",
        "[Lesster Voices] You have an account already",
        "[Lesster Voices] A new password",
        "[Lesster Voices] Hana Yilmaz invites you",
        "[Lesster Voices] Your password was changed",
    ]
    for letter in mail.outbox:
        assert "This letter comes from Lesster Voices, https://voices.example.org." in letter.body
        assert not re.search(r"&(amp|#x27|quot|lt);|[Dd]jango|Unknown|testserver\.", letter.body)


def test_nobody_without_an_account_gets_a_letter_about_a_password(browse):
    page = browse(None).post("/account/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert Page(page).texts("h1") == ["Look in your e-mail"]
    assert mail.outbox == []


@pytest.mark.usefixtures("_counted")
def test_an_address_that_never_wrote_to_us_gets_five_letters_a_day_whoever_asks(browse, hana):
    for _ in range(8):
        cache.clear()  # the slower limits are another matter
        join(browse(None), "victim@example.org")
    sent = Letter.objects.filter(to="victim@example.org", state="waiting")
    assert sent.count() == 5
    page = browse(hana).post("/invite/", {"email": "victim@example.org", "role": "visitor"})
    assert (page.status_code, Page(page).texts("p", "lead")) == (
        429,
        ["This address has had enough letters from us today. Please try again tomorrow."],
    )
    assert sent.count() == 5


@pytest.mark.usefixtures("_counted")
def test_all_such_addresses_together_have_a_limit_and_a_page_that_says_so_to_all(browse, ada, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_STRANGER_LETTERS": StrangerLetters(all=3)}
    for number in range(3):
        join(browse(None), f"ola{number}@example.org")
    told = [Page(join(browse(None), email)).texts("div", "error-summary") for email in ("late@example.org", ada.email)]
    sentence = "So many people asked to join today that we send no more letters until tomorrow. Please come back."
    assert told == [[f"There is a problem {sentence}"]] * 2
    assert Letter.objects.count() == 3


class CountedHasher(MD5PasswordHasher):
    made = 0

    def encode(self, password, salt):
        type(self).made += 1
        return super().encode(password, salt)


def answer(response) -> tuple[object, ...]:
    """What somebody sees of it, tokens and their own address aside."""
    text = re.sub(r'value="[\w=-]{20,}"|nonce="[^"]+"|[\w.]+@example\.org', "", response.content.decode())
    return response.status_code, [address for address, _ in response.redirect_chain], text


@pytest.mark.parametrize("how", [{}, {"by": "passkey"}], ids=["password", "passkey"])
def test_joining_looks_and_takes_the_same_whether_an_address_is_known_or_not(browse, ada, settings, how):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    seen = []
    for email in (ada.email, "new@example.org"):
        CountedHasher.made = 0
        client = browse(None)
        told = answer(join(client, email, **how))
        wrong = answer(client.post("/account/confirm-email/", {"code": "WRONGX"}, follow=True))
        again = answer(client.post("/account/confirm-email/", {"action": "resend"}, follow=True))
        seen.append((told, wrong, again, CountedHasher.made))
    assert seen[0] == seen[1]
    assert len(mail.outbox) >= 2


def test_asking_for_a_password_looks_the_same(browse, ada):
    proved(ada)
    pages = [
        answer(browse(None).post("/account/password/reset/", {"email": email}, follow=True))
        for email in (ada.email, "new@example.org")
    ]
    assert pages[0] == pages[1]


def test_changing_ones_address_looks_the_same(browse, ada, ben):
    proved(ben)
    seen = []
    for email in (ada.email, "new@example.org"):
        client = browse(None)
        client.post("/account/login/", {"login": ben.email, "password": PASSWORD})
        cache.clear()
        seen.append(answer(client.post("/account/email/", {"email": email, "action_add": ""}, follow=True)))
    assert seen[0] == seen[1]


def test_without_e_mail_the_form_does_not_say_that_somebody_is_here(browse, ada, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": ""}
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    told = Page(join(browse(None), ada.email)).texts("div", "error-summary")
    sentence = "We cannot make an account with this address. If you have one, log in with it."
    assert told == [f"There is a problem E-mail address: {sentence}"]


def test_whoever_leaves_takes_their_letters_with_them(ada, settings):
    from django.core.mail import send_mail

    from heard.apps.joining.actions.people import forget_person

    settings.EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"
    send_mail("For Ada", "x", None, ["Ada@Example.org"])
    forget_person(ada)
    assert not Letter.objects.exists()
