"""Editors write pages in Wagtail's editor. It is reached by our sign-in and our roles, at addresses of its own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Page as WagtailPage
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from heard.apps.joining.models import User
from heard.apps.leaving.actions import Stories, leave
from heard.apps.publishing import actions, tasks
from heard.apps.publishing.models import Article, PageFile, PlainPage, Shelf, Writer
from heard.apps.sharing.actions import share
from heard.server.management.commands import worker
from tests.drawn import drawn
from tests.page import Page


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif route.startswith("cms/"):
            yield "/" + re.sub(r"\(\?P<\w+>[^)]*\)|[\^$?]", "1", re.sub(r"<(?:\w+:)?\w+>", "1", route))


def an_article(*pieces, **fields):
    """What the editor's form sends."""
    given = {
        "title": "What a gritter is for",
        "slug": "what-a-gritter-is-for",
        "standfirst": "A road.",
        "author": "",
        "author_name": "Dr Mina Begum",
        "author_about": "",
        "picture": "",
        "picture_described": "",
        "body": streamfield(list(pieces)),
        **fields,
    }
    return nested_form_data(given)


def shelf() -> int:
    actions.begin()
    return Shelf.objects.get(slug="articles").pk


def add(client, *pieces, **fields):
    return client.post(
        reverse("wagtailadmin_pages:add", args=["publishing", "article", shelf()]), an_article(*pieces, **fields)
    )


def paragraph(words):
    return "text", rich_text(f"<p>{words}</p>", features=["bold"])


def test_nobody_but_editors_comes_in_at_any_address(browse, ada, ben, max_):
    addresses = sorted(set(routes()))
    assert len(addresses) > 100
    for person in (None, ada, ben, max_):
        client = browse(person)
        client.raise_request_exception = False
        answers = {address: client.get(address) for address in addresses}
        inside = {
            address: answer.status_code
            for address, answer in answers.items()
            if answer.status_code not in (301, 302, 403, 404)
        }
        assert inside == {}
        ours = re.compile(r"/account/|/cms/")
        assert [
            one.headers["Location"]
            for one in answers.values()
            if 300 < one.status_code < 303 and not ours.match(one.headers["Location"])
        ] == []
    assert not PlainPage.objects.exists()


def test_an_editor_comes_in_with_our_sign_in(browse, cleo):
    client = browse(None)
    answer = client.get("/cms/")
    assert answer.headers["Location"] == "/account/login/?next=/cms/"
    assert browse(cleo).get("/cms/").status_code == 200
    assert client.get("/cms/login/?next=/cms/").headers["Location"] == "/account/login/?next=/cms/"


@pytest.mark.parametrize("path", ["users/", "groups/", "workflows/list/", "collections/", "reports/workflow/"])
def test_people_and_permissions_are_not_looked_after_there(browse, cleo, hana, path):
    for person in (cleo, hana):
        assert browse(person).get(f"/cms/{path}").status_code == 404


def test_nothing_of_a_person_is_changed_by_writing(browse, cleo):
    client = browse(cleo)
    before = User.objects.filter(pk=cleo.pk).values().get()
    assert add(client, paragraph("It is steep.")).status_code == 302
    assert User.objects.filter(pk=cleo.pk).values().get() == before
    with pytest.raises(NotImplementedError):
        Writer.objects.get(pk=cleo.pk).save()


def test_the_editors_policy_is_for_its_own_addresses_alone(browse, cleo, write):
    article = write()
    client = browse(cleo)
    policies = {
        address: client.get(address).headers["Content-Security-Policy"]
        for address in ("/cms/", "/", "/writing/", article.get_absolute_url())
    }
    assert "'unsafe-inline'" in policies["/cms/"]
    assert [address for address, policy in policies.items() if "unsafe-inline" in policy] == ["/cms/"]
    assert "http" not in policies["/cms/"]
    assert "unsafe-eval" not in policies["/cms/"]


def test_it_names_people_as_we_do_and_nobody_by_their_address(browse, cleo):
    html = browse(cleo).get("/cms/").content.decode()
    assert "Cleo Marsh" in html
    assert cleo.email not in html


def test_what_is_saved_is_a_draft_until_it_is_published(browse, cleo):
    client = browse(cleo)
    add(client, paragraph("It is steep."))
    row = Article.objects.get()
    assert (row.live, row.owner_id) == (False, cleo.pk)
    assert browse(None).get(row.get_absolute_url()).status_code == 404
    assert "a draft" in client.get("/writing/").content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[row.pk])
    client.post(edit, an_article(paragraph("It is very steep.")) | {"action-publish": "yes"})
    assert "It is very steep." in browse(None).get(row.get_absolute_url()).content.decode()
    client.post(edit, an_article(paragraph("It is not steep.")))
    assert "It is very steep." in browse(None).get(row.get_absolute_url()).content.decode()
    assert "changes that nobody sees yet" in client.get("/writing/").content.decode()
    assert row.revisions.count() == 3


def test_a_preview_shows_the_page_as_it_will_be_and_stands_in_the_editor(browse, cleo, story):
    client = browse(cleo)
    moment = share(story(), "w10", "w13", revision=1)
    add(client, paragraph("It is steep."), ("quote", moment.get_absolute_url()))
    row = Article.objects.get()
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[row.pk]))
    html = answer.content.decode()
    assert "It is steep." in html
    assert "coal" in html
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_picture_is_not_published_without_words_for_those_who_cannot_see_it(browse, cleo, picture):
    client, publish = browse(cleo), {"action-publish": "yes"}
    piece = ("picture", {"picture": str(picture.pk), "described": "", "caption": ""})
    assert add(client, piece, **publish).status_code == 200
    assert add(client, paragraph("x"), picture=str(picture.pk), **publish).status_code == 200
    assert not Article.objects.exists()
    described = ("picture", {"picture": str(picture.pk), "described": "A board.", "caption": ""})
    how = {"picture": str(picture.pk), "picture_described": "A sky.", **publish}
    assert add(client, described, **how).status_code == 302
    assert Article.objects.get().body[0].value["described"] == "A board."


def test_a_draft_may_be_saved_before_it_is_complete(browse, cleo, picture):
    client = browse(cleo)
    piece = ("picture", {"picture": str(picture.pk), "described": "", "caption": ""})
    assert add(client, piece).status_code == 302
    row = Article.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[row.pk])
    client.post(edit, an_article(piece) | {"action-publish": "yes"})
    assert not Article.objects.get().live
    chosen = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert client.post(f"{chosen}?id={row.pk}").status_code == 404


@pytest.mark.parametrize("given", ["/moments/nothing12/", "nothing", "https://elsewhere.example/"])
def test_a_quote_is_of_a_moment_that_there_is(browse, cleo, given):
    answer = add(browse(cleo), ("quote", given))
    assert answer.status_code == 200
    assert "There is no moment at this address." in answer.content.decode()
    assert not Article.objects.exists()


def test_somebody_wrote_it(browse, cleo, ada, ben):
    client = browse(cleo)
    for named, chosen in (("", ""), ("Somebody", str(ada.pk)), ("", str(ben.pk))):
        answer = add(client, paragraph("x"), author_name=named, author=chosen)
        assert (answer.status_code, Article.objects.count()) == (200, 0)
    assert add(client, paragraph("x"), author_name="", author=str(ada.pk)).status_code == 302


def test_whoever_leaves_leaves_no_name_under_an_article(browse, write, ada, hana):
    article = write(author=ada, author_name="")
    leave(ada, Stories.LEAVE)
    html = browse(None).get(article.get_absolute_url()).content.decode()
    assert "Ada" not in html
    assert "/reporters/" not in html.split("<main", 1)[1]


def test_the_worker_publishes_on_the_day_that_was_chosen_and_takes_away_again(browse, write):
    row = write("For Monday", live=False)
    row.go_live_at = timezone.now() + timedelta(hours=1)
    row.save_revision(approved_go_live_at=row.go_live_at)
    tasks.tick()
    assert browse(None).get(row.get_absolute_url()).status_code == 404
    row.go_live_at = timezone.now() - timedelta(minutes=1)
    row.save_revision(approved_go_live_at=row.go_live_at)
    tasks.tick()
    assert browse(None).get(row.get_absolute_url()).status_code == 200
    WagtailPage.objects.filter(pk=row.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    tasks.tick()
    assert browse(None).get(row.get_absolute_url()).status_code == 404


def test_that_is_one_of_the_workers_chores():
    assert tasks.tick in [chore.work for chore in worker._chores()]


def test_a_picture_keeps_nothing_of_place_and_device(picture):
    with Image.open(picture.file.path) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (640, 480)
    assert b"Ada's phone" not in picture.file.open("rb").read()


def test_pictures_and_files_are_as_open_as_a_page_that_shows_them(browse, write, picture, cleo, ada):
    file = PageFile.objects.create(title="The plan", file=drawn("plan.pdf"))
    addresses = [reverse("page-picture", args=[picture.pk, 480]), reverse("page-file", args=[file.pk])]
    copy = picture.get_rendition("max-165x165")

    def seen(person):
        return [browse(person).get(address).status_code for address in addresses]

    assert (seen(None), seen(ada), seen(cleo)) == ([404, 404], [404, 404], [200, 200])
    body = [("picture", {"picture": picture, "described": "A board."}), ("file", {"file": file, "named": "The plan"})]
    row = write(body=body, live=False)
    assert (seen(None), seen(ada)) == ([404, 404], [404, 404])
    row.save_revision().publish()
    assert seen(None) == [200, 200]
    assert browse(None).get(copy.url).status_code == 302
    assert browse(ada).get(copy.url).status_code == 403
    assert browse(cleo).get(copy.url).status_code == 200
    Article.objects.get().unpublish()
    assert seen(None) == [404, 404]
    for path in (picture.file.name, file.file.name, copy.file.name):
        assert browse(cleo).get(f"/{path}").status_code == 404
        assert browse(cleo).get(f"/media/{path}").status_code == 404


def test_a_file_is_never_opened_in_the_browser_itself(browse, cleo):
    file = PageFile.objects.create(title="The plan", file=drawn("plan.html"))
    answer = browse(cleo).get(reverse("page-file", args=[file.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_pages_that_everything_leads_to_stay(browse, cleo):
    actions.begin()
    client = browse(cleo)
    for row in (PlainPage.objects.get(standing="contact"), Shelf.objects.get(slug="articles")):
        for way in ("delete", "unpublish"):
            client.post(reverse(f"wagtailadmin_pages:{way}", args=[row.pk]))
    assert PlainPage.objects.get(standing="contact").live
    assert Shelf.objects.get(slug="articles").live


def test_the_desk_leads_to_all_of_it(browse, cleo, ada, write):
    write("Being written", live=False)
    page = Page(browse(cleo).get("/writing/"))
    assert page.texts("h2") == ["Being written", "Published"]
    assert browse(ada).get("/writing/").status_code == 403
    assert "/writing/" in browse(cleo).get("/").content.decode()
    assert "/writing/" not in browse(ada).get("/").content.decode()


def test_a_network_that_lost_wagtails_own_rows_begins_again(db, cleo, browse):
    for page in WagtailPage.objects.filter(depth=1):
        page.delete()
    Site.objects.all().delete()
    assert browse(cleo).get("/writing/").status_code == 200
    assert add(browse(cleo), paragraph("x")).status_code == 302


def test_an_editor_sees_how_hard_it_is_and_what_is_not_explained(browse, cleo, write):
    hard = (
        "The Integrated Care Board (ICB) acknowledges considerable dissatisfaction regarding accessibility, PCN. " * 5
    )
    row = write("Minutes", body=[("text", f"<p>{hard}</p>")])
    html = browse(cleo).get(reverse("wagtailadmin_pages:edit", args=[row.pk])).content.decode()
    assert "That is hard for many" in html
    assert "Not explained: PCN." in html
    easy = write("A walk", body=[("text", "<p>" + "We sat at the table and had tea. " * 8 + "</p>")])
    html = browse(cleo).get(reverse("wagtailadmin_pages:edit", args=[easy.pk])).content.decode()
    assert "Most people read this with" in html
    assert "Not explained" not in html
