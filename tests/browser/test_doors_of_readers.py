"""The forms of strangers, of people in a story, by a private link and by their account: each sent once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.conversing.queries.notices import stop_token
from heard.apps.joining.actions.invitations import Invited, invite
from heard.apps.joining.models import User
from heard.apps.moderating.actions import concerns
from heard.apps.moderating.models import Concern
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import HiddenSpan, Story
from heard.core.people.permissions import Role
from tests.browser.sending import send
from tests.renditions import give_sound

TOLD = (
    ("S1", "Are you happy for me to record?"),
    ("S2", "Yes. My daughter Rosalind was ill. Rosalind is well now."),
    ("S1", "Thank you for telling me."),
)


@pytest.fixture
def told(site, story) -> Story:
    return give_sound(story("A daughter", *TOLD), seconds=14)


@pytest.mark.doors("raise-concern", "concern", "comments", "experienced", "comment", "remove-comment", "ask", "report")
@pytest.mark.doors("check", "withdraw-report")
def test_strangers(visit, told, rae):
    page = visit(told.get_absolute_url())
    send(page, "experienced")
    send(page, "comments", text="My mother too.", name="Doreen")
    page.get_by_role("link", name="Change or remove").click()
    send(page, "comment", text="My mother and my aunt too.")
    page.get_by_role("link", name="Change or remove").click()
    send(page, "remove-comment")
    page.goto(f"{told.get_absolute_url()}report/")
    send(page, "report", **{"paragraph-w8": "Yes. My daughter Rosalyn was ill. Rosalind is well now."})
    send(page, "report", "[value=send]")
    send(page, "withdraw-report")
    page.goto(f"{told.get_absolute_url()}check/")
    send(page, "check")
    page.goto(f"/glossary/ask/?story={told.slug}")
    send(page, "ask", text="Rosalind")
    page.goto("/concerns/new/?about=site")
    send(page, "raise-concern", reason="other", text="The page is hard to read.")
    concerns.rule(Concern.objects.get(), "no-action", "It is as it should be.", rae, None)
    page.reload()
    send(page, "concern", text="It is still hard to read.")


@pytest.mark.doors("api-corrections")
def test_a_script_of_a_page_that_reports_for_whoever_is_signed_in(visit, told, ben):
    page = visit(f"{told.get_absolute_url()}report/", user=ben)
    words = {"story": told.slug, "words": ["w8"], "kind": "wrong", "base": 1}
    status = page.evaluate(
        """async (report) => {
        const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
        const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
        return (await fetch("/api/v1/corrections/", {method: "POST", body: JSON.stringify(report), headers})).status;
    }""",
        words,
    )
    assert status == 201
    assert told.corrections.get().author == ben


@pytest.mark.doors("set-language")
def test_whoever_chooses_a_language(visit, told, furnish):
    furnish(languages=("en-gb", "cy"))
    page = visit(told.get_absolute_url())
    send(page, "set-language", "[value=cy]")
    assert (page.locator("html").get_attribute("lang"), page.url.endswith(told.get_absolute_url())) == ("cy", True)


@pytest.mark.doors("yours-uses", "yours-name", "yours-tell", "yours-sign", "yours-hide", "yours-show-again")
@pytest.mark.doors("yours-hide-ends", "yours-report", "yours-concern", "yours-take-back", "yours-bring-back")
def test_by_a_private_link(visit, told, ada):
    ask_to_sign_again(told)
    link = reverse("yours", args=[make_link(told.people.get(), by=ada)])
    page = visit(link)
    send(page, "yours-sign")
    send(page, "yours-uses", quote="no")
    send(page, "yours-name", name="The mother")
    page.goto(f"{link}tell/")
    send(page, "yours-tell", text="The date is wrong.")
    page.goto(f"{link}hide/?first=w11&last=w11")
    send(page, "yours-hide")
    send(page, "yours-show-again")
    send(page, "yours-hide-ends", begin="w8")
    assert HiddenSpan.objects.filter(undone_at=None).count() == 1
    page.goto(f"{link}report/")
    send(page, "yours-report", **{"paragraph-w8": "Yes. My daughter Rosalyn was ill. Rosalind is well now."})
    page.goto(f"{link}concern/")
    send(page, "yours-concern", reason="other", text="I did not know that it would be here.")
    page.goto(f"{link}take-back/")
    with page.expect_response(lambda answer: answer.status == 410):
        page.get_by_role("button", name="Take it back").click()
    send(page, "yours-bring-back")


@pytest.mark.doors("my-yours-uses", "my-yours-name", "my-yours-tell", "my-yours-sign")
@pytest.mark.doors("my-yours-take-back", "my-yours-bring-back")
def test_by_an_account(visit, told, max_):
    told.people.update(account=max_)
    ask_to_sign_again(told)
    own = f"{told.get_absolute_url()}yours/"
    page = visit(own, user=max_)
    send(page, "my-yours-sign")
    send(page, "my-yours-uses", quote="no")
    send(page, "my-yours-name", name="The father")
    page.goto(f"{own}tell/")
    send(page, "my-yours-tell", text="The date is wrong.")
    page.goto(f"{own}take-back/")
    with page.expect_response(lambda answer: answer.status == 410):
        page.get_by_role("button", name="Take it back").click()
    send(page, "my-yours-bring-back")


@pytest.mark.doors("stop-notices", "invitation", "account_signup", "account_login", "account_logout")
@pytest.mark.doors("account_reset_password")
def test_whoever_comes_in_and_goes(visit, ben, hana):
    page = visit(f"/notices/stop/{stop_token(ben)}/")
    send(page, "stop-notices")
    _row, token = invite(Invited(Role.HELPER), by=hana)
    page.goto(f"/join/{token}/")
    send(page, "invitation")
    page.goto("/account/signup/")
    send(page, "account_signup", name="Ola", email="ola@example.org", password1="tea-and-a-long-chat")
    assert User.objects.get(name="Ola")
    page.goto("/account/logout/")
    send(page, "account_logout")
    page.goto("/account/login/")
    send(page, "account_login", login=ben.email, password="tea-and-a-long-chat")
    page.context.clear_cookies()
    page.goto("/account/password/reset/")
    send(page, "account_reset_password", email=ben.email)
