"""Archives collect stories: /oai/ and stories/<slug>/manifest.json, read by programs that archives read with."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import httpx
import httpx2
import iiisight
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from oaipmh_scythe import Scythe

from heard.apps.connecting.views import archives
from heard.apps.exploring.models import Stamp
from heard.apps.hiding.actions import Part, hide
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Story
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.core.people.consent import Reach, Use
from heard.web.addresses import whole_address
from tests.renditions import give_film, give_sound

DC = "{http://purl.org/dc/elements/1.1/}"
OAI = "{http://www.openarchives.org/OAI/2.0/}"


@pytest.fixture
def harvester(db):
    """A client that archives harvest with."""
    client = Scythe("http://testserver/oai/")
    client._client = httpx2.Client(transport=through(httpx2))
    return client


def through(library):
    """Asks the site of the test, in the ways of one library."""

    class Site(library.BaseTransport):
        def handle_request(self, request):
            answer = Client().get(request.url.raw_path.decode())
            return library.Response(answer.status_code, headers=dict(answer.items()), content=answer.content)

    return Site()


def asked(client, **arguments):
    answer = client.get(reverse("oai"), {name.rstrip("_"): value for name, value in arguments.items()})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    return ElementTree.fromstring(answer.content)


def code(client, **arguments):
    return asked(client, **arguments).find(f"{OAI}error").get("code")


def name_of(story):
    return f"story-{story.pk}"


def test_it_says_what_it_is(harvester, story):
    story()
    said = harvester.identify()
    assert (said.repositoryName, said.protocolVersion, said.deletedRecord) == ("Heard", "2.0", "transient")
    assert [one.metadataPrefix for one in harvester.list_metadata_formats()] == ["oai_dc"]


def test_a_record_tells_in_dublin_core_what_a_stranger_is_told(harvester, story):
    told = story("Tea <&> talk", summary="A circle.", place="Salford", themes=("Respite",), content_note="A death.")
    give_sound(told)
    [record] = harvester.list_records(metadata_prefix="oai_dc")
    assert record.header.identifier.endswith(name_of(told))
    assert {name: found for name, found in record.metadata.items() if found and name != "date"} == {
        "title": ["Tea <&> talk"],
        "contributor": ["Ada Okafor"],
        "publisher": ["Heard"],
        "subject": ["Respite"],
        "description": ["Before you begin: A death. A circle."],
        "type": ["Sound"],
        "identifier": [whole_address(told.get_absolute_url())],
        "language": ["en"],
        "coverage": ["Salford"],
        "rights": ["Nobody may copy it without asking. The people in the story keep all rights."],
    }


def test_what_only_some_may_see_is_in_no_list(harvester, ada, story):
    story("Open"), story("Draft", published=False), story("Ours", reach=Reach.ONLY_US.value)
    held = story("Held")
    Story.objects.filter(pk=held.pk).update(held_at=timezone.now())
    no = story("No")
    record_consent(no.people.get(), {Use.PUBLISH: False}, hand=Hand(ada))
    assert [record.metadata["title"] for record in harvester.list_records(metadata_prefix="oai_dc")] == [["Open"]]


def test_of_what_was_taken_back_its_identifier_is_left_and_nothing_else(harvester, browse, ada, story):
    told = story("A name that nobody may read any more", themes=("Respite",))
    take_back(told, hand=Hand(ada))
    [header] = harvester.list_identifiers(metadata_prefix="oai_dc")
    assert (header.deleted, header.identifier.endswith(name_of(told))) == (True, True)
    record = harvester.get_record(identifier=header.identifier, metadata_prefix="oai_dc")
    assert record.header.deleted
    answer = browse(None).get(reverse("oai"), {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content.decode()
    assert [word for word in ("nobody", "Respite", "Ada", told.slug) if word in answer] == []
    assert code(browse(None), verb="ListSets") == "noSetHierarchy"


def test_a_draft_that_was_taken_back_was_never_there(browse, ada, story):
    take_back(story(published=False), hand=Hand(ada))
    assert code(browse(None), verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"


def test_lists_go_on_page_by_page_and_none_is_missed(harvester, story, monkeypatch):
    monkeypatch.setattr(archives, "A_PAGE", 2)
    told = [story(f"Story {number}") for number in range(5)]
    found = [header.identifier.rpartition(":")[2] for header in harvester.list_identifiers(metadata_prefix="oai_dc")]
    assert found == [name_of(one) for one in told]


def test_a_list_costs_as_many_questions_for_many_as_for_one(browse, story):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            asked(browse(None), verb="ListRecords", metadataPrefix="oai_dc")
        return len(asked_for)

    story("One", themes=("Respite",))
    first = questions()
    for number in range(4):
        story(f"Story {number}", themes=("Respite", "Carers"))
    assert questions() == first


def test_only_what_became_another_since_and_until_is_listed(harvester, browse, story):
    old, new = story("Old"), story("New")
    now = timezone.now().replace(microsecond=0)
    Stamp.objects.filter(story=old).update(changed_at=now - timedelta(days=3))
    Stamp.objects.filter(story=new).update(changed_at=now)

    def listed(**when):
        found = harvester.list_identifiers(metadata_prefix="oai_dc", **when)
        return [header.identifier.rpartition(":")[2] for header in found]

    day = (now - timedelta(days=1)).strftime("%Y-%m-%d")
    assert listed(from_=day) == [name_of(new)]
    assert listed(until=day) == [name_of(old)]
    assert listed(from_=now.strftime("%Y-%m-%dT%H:%M:%SZ"), until=now.strftime("%Y-%m-%dT%H:%M:%SZ")) == [name_of(new)]
    assert code(browse(None), verb="ListRecords", metadataPrefix="oai_dc", from_="2090-01-01") == "noRecordsMatch"


def test_sets_are_the_themes_of_what_everybody_may_see(harvester, browse, story):
    told = story("Open", themes=("Respite",))
    story("Draft", themes=("Secret",), published=False)
    [one] = harvester.list_sets()
    assert one.setName == "Respite"
    [header] = harvester.list_identifiers(metadata_prefix="oai_dc", set_=one.setSpec)
    assert (header.identifier.endswith(name_of(told)), header.setSpecs) == (True, [one.setSpec])
    for other in ("theme:999999", "theme:x", "place:1", "theme:" + "9" * 30):
        assert code(browse(None), verb="ListRecords", metadataPrefix="oai_dc", set=other) == "noRecordsMatch"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, "badVerb"),
        ({"verb": "Dance"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "yesterday"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-02-31"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-01-01", "until": "2026-01-01T00:00:00Z"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-02-01", "until": "2026-01-01"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "\0\ud7ff"}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:x:story-1"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "story-" + "9" * 40}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "nothing\0"}, "idDoesNotExist"),
    ],
)
def test_what_cannot_be_understood_has_the_code_of_the_protocol(browse, db, arguments, expected):
    assert code(browse(None), **arguments) == expected


def test_it_is_asked_by_post_too(browse, story):
    story()
    answer = browse(None).post(reverse("oai"), {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"})
    assert len(ElementTree.fromstring(answer.content).findall(f".//{OAI}header")) == 1


# IIIF


@pytest.fixture
def viewer(db):
    """A client that reads manifests as viewers do."""
    return iiisight.Client(transport=through(httpx))


def manifest(story):
    return f"http://testserver{reverse('manifest-of-story', args=[story.slug])}"


def document(browse, story):
    answer = browse(None).get(reverse("manifest-of-story", args=[story.slug]))
    assert answer.status_code == 200
    return answer


def test_a_viewer_gets_the_sound_and_what_is_said_when(viewer, browse, ada, story):
    told = give_sound(story("The value of co-production", summary="A circle."), seconds=14)
    begin_chapter(told, "w7", "A good one", by=ada)
    found = viewer.fetch_manifest(manifest(told))
    assert str(found.label) == "The value of co-production"
    [canvas] = found.canvases
    assert canvas.duration == 14
    assert len(found.structures) == 1
    answer = document(browse, told)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"].startswith("application/ld+json;profile=")
    node = answer.json()
    assert iiisight.lint(node).diagnostics == ()
    [painting] = node["items"][0]["items"][0]["items"]
    assert (painting["body"]["type"], painting["body"]["format"]) == ("Sound", "audio/mp4")
    assert painting["target"] == node["items"][0]["id"]
    captions, words = node["items"][0]["annotations"]
    assert captions["items"][0]["body"]["format"] == "text/vtt"
    first = words["items"][0]
    assert first["body"]["value"] == "Speaker 1: Do you want to introduce yourself?"
    assert first["target"] == f"{node['items'][0]['id']}#t=0.00,2.90"
    assert first["motivation"] == "supplementing"
    assert [str(one["label"]["en"][0]) for one in node["structures"][0]["items"]] == ["A good one"]


def test_a_film_has_a_size(browse, story):
    node = document(browse, give_film(story("Seen and heard"), seconds=4)).json()
    canvas = node["items"][0]
    assert canvas["items"][0]["items"][0]["body"]["type"] == "Video"
    assert canvas["width"] > 0 < canvas["height"]
    assert iiisight.lint(node).diagnostics == ()


def test_words_are_in_it_only_where_they_may_be_taken_away_and_never_hidden_ones(browse, ada, story):
    told = give_sound(story("Coal"), seconds=14)
    hide(told, Part((6.5, 7.4)), hand=Hand(ada))
    told.recording.renditions.update(hides=told.recording.__class__.objects.get(story=told).hides)
    assert "coal production" not in document(browse, told).content.decode()
    record_consent(told.people.get(), {Use.EXPORT: False}, hand=Hand(ada))
    pages = document(browse, told).json()["items"][0]["annotations"]
    assert [page["items"][0]["body"].get("format") for page in pages] == ["text/vtt"]


def test_its_note_is_told_with_it_and_comes_first_by_hand(browse, story):
    told = give_sound(story("Hard", content_note="Talks about a death."))
    node = document(browse, told).json()
    assert node["requiredStatement"]["value"] == {"none": ["Talks about a death."]}
    by_hand = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none", "Accept": "text/html"}
    assert browse(None).get(reverse("manifest-of-story", args=[told.slug]), headers=by_hand).status_code == 302


def test_there_is_none_of_what_has_nothing_to_play_or_is_not_everybodys(browse, ada, story):
    written = story("Written", words_from="teller")
    draft = give_sound(story("Draft", published=False))
    back = give_sound(story("Back"))
    take_back(back, hand=Hand(ada))
    found = [
        browse(who).get(reverse("manifest-of-story", args=[one.slug])).status_code
        for who in (None, ada)
        for one in (written, draft, back)
    ]
    assert found == [404, 404, 410, 404, 404, 410]
