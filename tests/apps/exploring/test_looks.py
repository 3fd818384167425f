"""How pages look: chosen on one page, kept in a cookie of one's own, and there in the page as it is sent."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.web import looks

USUAL = dict.fromkeys(looks.CHOICES, looks.USUAL)


def html_tag(response):
    return " ".join(response.content.decode().partition("<html")[2].partition(">")[0].split())


def test_a_stranger_chooses_and_every_page_is_so_at_once(browse, story):
    client, told = browse(None), story("Coal")
    client.get(told.get_absolute_url())
    response = client.post(reverse("looks"), USUAL | {"size": "largest", "contrast": "more"}, follow=True)
    assert "This is how pages look for you now" in response.content.decode()
    for path in ("/", told.get_absolute_url(), "/no/such/page/"):
        assert 'class="look-size-largest look-contrast-more"' in html_tag(client.get(path))
    assert "look-" not in html_tag(browse(None).get(told.get_absolute_url()))


def test_as_usual_again_leaves_no_cookie(browse):
    client = browse(None)
    client.post(reverse("looks"), USUAL | {"spacing": "wide"})
    assert client.cookies["looks"].value == "spacing-wide"
    client.post(reverse("looks"), USUAL)
    assert client.cookies["looks"].value == ""
    assert "class" not in html_tag(client.get("/"))


@pytest.mark.parametrize("cookie", ["size-huge", '"><script>', "size-largest.nonsense", "....", "x" * 4000])
def test_whatever_else_a_cookie_holds_is_passed_over(browse, cookie):
    client = browse(None)
    client.cookies["looks"] = cookie
    tag = html_tag(client.get("/looks/"))
    assert tag.partition(" class=")[2] in ("", '"look-size-largest"')


def test_what_there_is_not_to_choose_is_refused_beside_its_field(browse):
    response = browse(None).post(reverse("looks"), USUAL | {"size": "huge"})
    assert (response.status_code, "looks" in response.cookies) == (400, False)
