"""What programs are told: through the one door, as the ledger permits, and page by page."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heard.apps.browsing import actions as collections
from heard.apps.connecting import queries
from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import ExportNote, Story
from heard.apps.wording.actions import add_term
from heard.core.formats import FORMATS
from heard.core.offering.wordlist import Entry
from heard.core.people.consent import Use
from tests.renditions import give_sound


def asked(client, address, **query):
    response = client.get(f"/api/v1{address}", query)
    assert response.status_code == 200, response.content
    return response.json()


def slugs(told):
    return [one["slug"] for one in told["items"]]


def read_through(client, first):
    """Every page of a list, by the address that each gives of the next."""
    pages, address = [], first
    while address:
        told = client.get(address).json()
        pages.append(slugs(told))
        address = told["next"]
    return pages


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    return told["code"], told["detail"]


def test_a_stranger_reads_what_strangers_may(browse, story, ada):
    story("Told", summary="In short.", themes=("Work",), place="Salford", content_note="Talks about a death.")
    story("A secret", published=False)
    [one] = asked(browse(None), "/stories/")["items"]
    assert (one["slug"], one["summary"], one["place"], one["is_open"]) == ("told", "In short.", "Salford", True)
    assert one["content_note"] == "Talks about a death."
    assert one["reporter"]["name"] == "Ada Okafor"
    assert [theme["slug"] for theme in one["themes"]] == ["work"]
    assert browse(None).get("/api/v1/stories/a-secret/").status_code == 404
    theirs = asked(browse(ada), "/stories/")["items"]
    assert {one["slug"]: one["is_open"] for one in theirs} == {"told": True, "a-secret": False}


def test_a_long_list_is_read_page_by_page_and_nothing_twice(browse, story):
    for number in range(7):
        story(f"Story {number}")
    pages = read_through(browse(None), "/api/v1/stories/?limit=3")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [slug for page in pages for slug in page] == [f"story-{number}" for number in reversed(range(7))]


def test_what_changed_since_is_told_in_the_order_in_which_it_changed(browse, story, ada):
    rows = [story(f"Story {number}") for number in range(4)]
    _all_changed(timezone.now() - timedelta(days=9))
    since = (timezone.now() - timedelta(hours=1)).isoformat()
    assert slugs(asked(browse(None), "/stories/", changed_since=since)) == []
    for row in (rows[2], rows[0]):
        _say_anew(row)
    _changed(rows[2], timezone.now() - timedelta(minutes=5))
    told = asked(browse(None), "/stories/", changed_since=since, limit=1)
    assert slugs(told) == ["story-2"]
    assert slugs(browse(None).get(told["next"]).json()) == ["story-0"]


def test_one_that_opens_today_has_changed_though_nothing_was_written(browse, story):
    row = story("It opens today")
    Story.objects.filter(pk=row.pk).update(opens_on=timezone.localdate())
    _all_changed(timezone.now() - timedelta(days=9))
    since = (timezone.now() - timedelta(hours=1)).isoformat()
    assert slugs(asked(browse(None), "/stories/", changed_since=since)) == ["it-opens-today"]


def _say_anew(row):
    row.summary = "Another one."
    row.save()


def _changed(row, moment):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exploring_stamp SET changed_at = %s WHERE story_id = %s", [_as_written(moment), row.pk])


def _all_changed(moment):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exploring_stamp SET changed_at = %s", [_as_written(moment)])


def _as_written(moment):
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f") if connection.vendor == "sqlite" else moment


def test_a_list_is_narrowed(browse, story, ben):
    story("One", themes=("Work",), place="Salford", language="en")
    story("Two", themes=("Home",), place="SALFORD!", language="cy")
    story("Three", by=ben, place="Leeds")
    told = {
        ("theme", "work"): ["one"],
        ("place", "Salford"): ["two", "one"],
        ("place", "salford"): ["two", "one"],
        ("reporter", ben.slug): ["three"],
        ("language", "cy"): ["two"],
        ("theme", "nothing"): [],
        ("place", "nowhere"): [],
    }
    for (side, value), expected in told.items():
        assert slugs(asked(browse(None), "/stories/", **{side: value})) == expected, (side, value)


def test_one_story_says_where_its_words_are(browse, story):
    row = story("Told")
    give_sound(row, seconds=60)
    told = asked(browse(None), "/stories/told/")
    assert told["revision"] == 1
    assert told["medium"] == "sound"
    assert told["duration"] == pytest.approx(60, abs=1)
    assert told["may_be_downloaded"]
    assert [file["format"] for file in told["transcripts"]] == list(FORMATS)
    for file in told["transcripts"]:
        response = browse(None).get(urlsplit(file["address"]).path)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(file["media_type"])
    assert ExportNote.objects.filter(story=row, by=None).count() == len(FORMATS)


def test_words_that_may_not_be_downloaded_are_not(browse, story, ada):
    row = story("Told")
    _says_no(row, ada, Use.EXPORT)
    told = asked(browse(None), "/stories/told/")
    assert (told["may_be_downloaded"], told["transcripts"]) == (False, [])
    response = browse(None).get("/api/v1/stories/told/transcript.json")
    assert problem(response) == ("no-export", "The people in this story do not want its words to be downloaded.")
    assert not ExportNote.objects.exists()


def _says_no(row, by, use):
    record_consent(row.people.get(), {use: False}, hand=Hand(by))


def test_a_moment_is_read_only_while_it_may_be_quoted(browse, story, ada):
    row = story("Told")
    code = share(row, "w1", "w4", revision=1).code
    told = asked(browse(None), f"/moments/{code}/")
    assert [turn["text"] for turn in told["turns"]] == ["Do you want to"]
    assert [one["code"] for one in asked(browse(None), "/moments/")["items"]] == [code]
    _says_no(row, ada, Use.QUOTE)
    told = asked(browse(None), f"/moments/{code}/")
    assert (told["turns"], told["gap"]) == ([], "The people in this story do not want it quoted.")
    assert asked(browse(None), "/moments/")["items"] == []


def test_the_content_note_is_told_before_the_words(browse, story):
    row = story("Told", content_note="Talks about a death.")
    share(row, "w1", "w4", revision=1)
    for address, words in (("/search/?q=coal", "coal production"), ("/moments/", "Do you want to")):
        told = browse(None).get(f"/api/v1{address}").content.decode()
        assert 0 < told.index("Talks about a death.") < told.index(words)


def test_search_finds_what_was_said_and_where(browse, story):
    story("Told", content_note="Talks about a death.")
    story("A secret", published=False)
    found = asked(browse(None), "/search/", q="coal")
    [one] = found["items"]
    assert one["story"]["slug"] == "told"
    assert one["story"]["content_note"] == "Talks about a death."
    assert "coal production" in one["said"][0]["text"]
    assert found["stories"] == 1
    assert asked(browse(None), "/search/", q="coal", page=2)["items"] == []


def test_what_leads_to_stories(browse, story, hana, ada):
    row = story("Told", themes=("Work",), place="Salford")
    filled = collections.make("All of it", "What we heard.", by=hana)
    for thing in ("Listen.", row, share(row, "w1", "w4", revision=1)):
        collections.add(filled, thing, by=hana)
    assert asked(browse(None), "/collections/")["items"] == []
    collections.publish(filled, by=hana)
    add_term(Entry("co-production", "term", "Deciding together.", ("coproduction",)), by=hana)
    client = browse(None)
    assert [(one["slug"], one["stories"]) for one in asked(client, "/themes/")["items"]] == [("work", 1)]
    assert [(one["slug"], one["stories"]) for one in asked(client, "/places/")["items"]] == [("salford", 1)]
    assert [(one["name"], one["stories"]) for one in asked(client, "/reporters/")["items"]] == [("Ada Okafor", 1)]
    assert asked(client, f"/reporters/{ada.slug}/")["name"] == "Ada Okafor"
    assert slugs(asked(client, "/collections/")) == ["all-of-it"]
    words, story_piece, moment = asked(client, "/collections/all-of-it/")["pieces"]
    assert words["text"] == "Listen."
    assert story_piece["story"]["slug"] == "told"
    assert moment["moment"]["turns"][0]["text"] == "Do you want to"
    [term] = asked(client, "/glossary/")["items"]
    assert (term["term"], term["also_said"]) == ("co-production", ["coproduction"])
    assert asked(client, f"/glossary/{term['id']}/")["meaning"] == "Deciding together."


def test_whoever_has_it_already_gets_nothing_but_that(browse, story, ada):
    row = story("Told")
    for address in ("/stories/", "/stories/told/", "/themes/", "/stories/told/transcript.vtt", "/openapi.json"):
        client = browse(None)
        tag = client.get(f"/api/v1{address}").headers["ETag"]
        again = client.get(f"/api/v1{address}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), address
    tag = browse(None).get("/api/v1/stories/told/").headers["ETag"]
    _say_anew(row)
    assert browse(None).get("/api/v1/stories/told/", headers={"If-None-Match": tag}).status_code == 200


def test_head_asks_as_get_does(browse, story):
    story("Told")
    assert browse(None).head("/api/v1/stories/").status_code == 200
    assert browse(None).head("/api/v1/stories/told/transcript.txt").status_code == 200
    assert not ExportNote.objects.exists()


NONSENSE = (
    ("/stories/?limit=1000000000000000000", 400, "limit"),
    ("/stories/?limit=0", 400, "limit"),
    ("/stories/?limit=x", 400, "limit"),
    ("/stories/?changed_since=yesterday", 400, "changed_since"),
    ("/stories/?changed_since=2026-11-30T12:00:00", 400, "changed_since"),
    ("/stories/?theme=" + "x" * 201, 400, "theme"),
    ("/stories/?cursor=nothing", 400, ""),
    ("/stories/?theme=%00", 400, ""),
    ("/search/?page=1000000000000000000", 400, "page"),
    ("/search/?by=heart", 400, "by"),
    ("/glossary/1000000000000000000/", 404, ""),
    ("/glossary/" + "9" * 40 + "/", 404, ""),
    ("/stories/nothing/", 404, ""),
    ("/stories/nothing/transcript.json", 404, ""),
    ("/nothing/", 404, ""),
)


@pytest.mark.parametrize(("address", "status", "field"), NONSENSE)
def test_nonsense_is_answered_with_a_sentence(browse, story, address, status, field):
    response = browse(None).get(f"/api/v1{address}")
    code, sentence = problem(response)
    assert response.status_code == status
    assert response.json().get("field", "") == field
    assert sentence.endswith(".")
    assert code


def test_an_unknown_format_is_told_with_those_that_there_are(browse, story):
    story("Told")
    code, sentence = problem(browse(None).get("/api/v1/stories/told/transcript.pdf"))
    assert (code, "docx" in sentence) == ("unknown-format", True)


def test_what_was_taken_back_is_told_as_on_its_page(browse, story, ada):
    take_back(story("Told"), hand=Hand(ada))
    assert problem(browse(None).get("/api/v1/stories/told/")) == (
        "taken-back",
        "This story was taken back by the person who told it.",
    )


def test_another_method_is_told_which_there_are(browse, story):
    for method, address in (("post", "/stories/"), ("get", "/corrections/"), ("delete", "/stories/")):
        response = getattr(browse(None), method)(f"/api/v1{address}")
        assert problem(response)[0] == "wrong-method"
        assert response.headers["Allow"]


def test_a_fault_of_ours_is_a_problem_too(browse, monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("a fault")

    monkeypatch.setattr(queries, "listed", broken)
    client = browse(None)
    client.raise_request_exception = False
    assert problem(client.get("/api/v1/stories/"))[0] == "broken"


def test_a_list_costs_the_same_however_long_it_is(browse, story, ada):
    costs = {}
    for number in range(30):
        row = story(f"Story {number}", themes=("Work", "Home"), place=f"Place {number}")
        give_sound(row, seconds=5)
        if number + 1 in (1, 3, 30):
            for who, address in ((None, "/stories/"), (ada, "/stories/?limit=100"), (None, "/stories/story-0/")):
                client = browse(who)
                client.get(f"/api/v1{address}")
                with CaptureQueriesContext(connection) as asked_of:
                    assert client.get(f"/api/v1{address}").status_code == 200
                costs.setdefault((who and who.slug, address), []).append(len(asked_of))
    assert all(len(set(cost)) == 1 for cost in costs.values()), costs
    assert max(max(cost) for cost in costs.values()) <= 12, costs


def test_the_document_holds_for_what_is_told(browse):
    told = json.loads(browse(None).get("/api/v1/openapi.json").content)
    assert told["openapi"].startswith("3.1")
    assert len(told["paths"]) == 17
