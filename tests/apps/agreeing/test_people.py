"""People and consent: one step for each person in a story, written down by whoever asked them."""

from __future__ import annotations

import os
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heard.apps.telling import tasks
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import ConsentEntry, PersonContact, PrivateLink, SignOff, StoryPerson
from heard.apps.telling.queries import place_of
from heard.core.errors import HeardError
from heard.core.people.consent import Use


def png(side: int = 16) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    rows = (b"\0" + b"\x80\x80\x80" * side) * side
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def draft(story):
    """A draft in which nobody is named yet."""
    return story("Fourteen nights", published=False, storyteller="")


@pytest.fixture
def asked(story):
    """A story whose storyteller agrees to everything."""
    return story("One card")


def at(name, story, *rest):
    return reverse(name, args=[story.slug, *rest])


def entries(person):
    return list(ConsentEntry.objects.filter(subject=person.subject).values_list("use", "ruling", "how", "second"))


def test_somebody_is_added_with_their_voice_and_their_private_contact(browse, ada, draft):
    sent = {"name": "Hamid", "is_storyteller": "on", "voice": "S2", "real_name": "Hamid K.", "reach_at": "07700 900123"}
    response = browse(ada).post(at("add-person", draft), sent)
    person = StoryPerson.objects.get()
    assert response["Location"] == at("story-person", draft, person.pk)
    assert (person.name, person.is_storyteller, person.is_young, person.voice) == ("Hamid", True, False, "S2")
    assert PersonContact.objects.get().real_name == "Hamid K."
    assert list(draft.voice_names.values_list("key", "name")) == [("S2", "Hamid")]
    assert "Hamid K." not in browse(ada).get(draft.get_absolute_url()).content.decode()


def test_what_they_said_in_the_recording_is_pinned_to_its_second(browse, ada, draft):
    browse(ada).post(at("add-person", draft), {"name": "Hamid"})
    person = StoryPerson.objects.get()
    sent = {"publish": "yes", "quote": "no", "how": "spoken", "second": "0:12", "side": "theirs"}
    browse(ada).post(at("person-uses", draft, person.pk), sent)
    assert entries(person) == [("publish", "given", "spoken", 12.0), ("quote", "refused", "spoken", 12.0)]
    assert "Publishing: yes, said at 0:12" in browse(ada).get(at("story-person", draft, person.pk)).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"how": "spoken"}, "Say where in the recording they can be heard."),
        (
            {"how": "spoken", "second": "soon"},
            "Write a time as minutes and seconds, such as 1:05, or with hours, such as 1:02:03.",
        ),
        ({"how": "paper"}, "Send a photo of the paper."),
        ({"how": "by owl"}, "Select a valid choice."),
        ({"publish": "maybe", "how": "screen"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_used_is_said_and_writes_nothing(browse, ada, asked, sent, sentence):
    person = asked.people.get()
    before = entries(person)
    response = browse(ada).post(at("person-uses", asked, person.pk), {"quote": "no", **sent})
    assert (response.status_code, entries(person)) == (400, before)
    assert sentence in response.content.decode()


def test_a_paper_is_photographed_and_made_anew_for_those_who_look_after_the_story(browse, ada, cleo, max_, asked):
    person = asked.people.get()
    photo = SimpleUploadedFile("paper.png", png(), "image/png")
    browse(ada).post(at("person-uses", asked, person.pk), {"meetings": "no", "how": "paper", "paper": photo})
    row = ConsentEntry.objects.latest("pk")
    name = row.paper.removesuffix(".jpg").rpartition("/")[2]
    address = at("person-paper", asked, person.pk, name)
    assert browse(ada).get(address).status_code == 404
    tasks.tick()
    assert [path.suffix for path in place_of(row.paper).parent.iterdir()] == [".jpg"]
    seen = {who: browse(who).get(address) for who in (ada, cleo, max_)}
    assert [response.status_code for response in seen.values()] == [200, 200, 403]
    assert seen[ada].getvalue()[:2] == b"\xff\xd8"


def test_a_paper_that_cannot_be_made_just_now_is_tried_again_after_a_while(browse, ada, asked, monkeypatch):
    photo = SimpleUploadedFile("paper.png", png(), "image/png")
    browse(ada).post(
        at("person-uses", asked, asked.people.get().pk), {"meetings": "no", "how": "paper", "paper": photo}
    )
    [sent], tried = place_of("consent").glob("*/*.sent"), []

    def fails(*given, **how):
        tried.append(given)
        raise HeardError("Not just now.", code="stopped")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "remake", fails)
        tasks.tick()
        tasks.tick()  # not at once
    assert (len(tried), sent.exists()) == (1, True)
    os.utime(sent, (0, 0))
    tasks.tick()
    assert [path.suffix for path in sent.parent.iterdir()] == [".jpg"]


def test_what_is_no_picture_is_refused(browse, ada, asked):
    page = SimpleUploadedFile("paper.png", b"<script>alert(1)</script>", "image/png")
    sent = {"meetings": "no", "how": "paper", "paper": page}
    response = browse(ada).post(at("person-uses", asked, asked.people.get().pk), sent)
    assert "This is not a photo that we can use." in response.content.decode()
    assert not place_of("consent").exists()


def test_a_young_person_needs_their_guardian_too(browse, ada, asked):
    person = asked.people.get()
    client, publish = browse(ada), at("publish", asked)
    StoryPerson.objects.update(with_guardian=True)
    assert browse(None).get(asked.get_absolute_url()).status_code == 404
    sentence = "Hamid is under 18: a parent or guardian has to say yes too."
    assert [gap.sentence for gap in client.get(at("story-people", asked)).context["gaps"]] == [sentence]
    client.post(at("person-uses", asked, person.pk), {"publish": "yes", "how": "screen", "side": "guardian"})
    assert browse(None).get(asked.get_absolute_url()).status_code == 200
    assert client.get(publish).status_code == 200


def test_a_no_from_their_own_hand_is_not_overruled_by_the_reporter(browse, ada, asked):
    person = asked.people.get()
    record_consent(person, {Use.PUBLISH: False}, hand=Hand(themself=True))
    response = browse(ada).post(at("person-uses", asked, person.pk), {"publish": "yes", "how": "screen"})
    assert response.status_code == 403
    assert entries(person)[-1][:2] == ("publish", "withdrawn")


def test_somebody_added_by_mistake_can_go_and_somebody_who_has_spoken_stays(browse, ada, asked):
    client = browse(ada)
    client.post(at("add-person", asked), {"name": "Nobody"})
    added, teller = StoryPerson.objects.get(name="Nobody"), asked.people.get(name="Hamid")
    assert client.post(at("person-remove", asked, added.pk)).status_code == 302
    assert client.post(at("person-remove", asked, teller.pk)).status_code == 409
    assert list(asked.people.all()) == [teller]


def test_nobody_else_may_look_or_write(browse, max_, ben, asked, draft):
    person = asked.people.get()
    for who in (max_, ben):
        for name, story, rest in (
            ("story-people", asked, ()),
            ("add-person", asked, ()),
            ("story-person", asked, (person.pk,)),
            ("person-card", asked, (person.pk,)),
            ("audience", asked, ()),
            ("take-story-back", asked, ()),
        ):
            assert browse(who).get(at(name, story, *rest)).status_code == 403
            assert browse(who).post(at(name, story, *rest), {"name": "X"}).status_code in (403, 405)
        assert browse(who).get(at("story-people", draft)).status_code == 404
    assert asked.people.get().name == "Hamid"


def test_people_of_another_story_are_not_there(browse, ada, asked, story):
    other = story("Another").people.get()
    assert browse(ada).get(at("story-person", asked, other.pk)).status_code == 404


def test_a_sign_off_in_person_says_how_it_was(browse, ada, asked):
    SignOff.objects.update(void=True)
    person, client = asked.people.get(), browse(ada)
    assert client.post(at("person-signed", asked, person.pk), {"note": ""}).status_code == 400
    client.post(at("person-signed", asked, person.pk), {"note": "3 May, at his table"})
    row = SignOff.objects.get(void=False)
    assert (row.how, row.note, row.by) == ("in-person", "3 May, at his table", ada)


def test_a_card_holds_a_link_once_and_a_new_one_ends_the_old(browse, ada, asked):
    client, address = browse(ada), at("person-card", asked, asked.people.get().pk)
    assert client.get(address).context.get("address") is None
    assert PrivateLink.objects.count() == 0
    first, second = (client.post(address) for _ in range(2))
    tokens = [page.context["address"].split("/yours/")[1].strip("/") for page in (first, second)]
    assert [browse(None).get(reverse("yours", args=[token])).status_code for token in tokens] == [410, 200]
    page = second.content.decode()
    assert 'src="data:image/svg+xml' in page
    assert second["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert not any(token in repr(row) for token in tokens for row in PrivateLink.objects.values())


def test_a_lost_card_is_ended(browse, ada, asked):
    person = asked.people.get()
    page = browse(ada).post(at("person-card", asked, person.pk))
    browse(ada).post(at("person-end-links", asked, person.pk))
    assert browse(None).get(page.context["address"]).status_code == 410


@pytest.mark.parametrize("name", ["", " ", "\0", "x" * 81])
def test_a_name_that_cannot_be_shown_is_refused(browse, ada, draft, name):
    assert browse(ada).post(at("add-person", draft), {"name": name}).status_code == 400
    assert not StoryPerson.objects.exists()


def test_markup_in_a_name_is_only_text(browse, ada, draft):
    browse(ada).post(at("add-person", draft), {"name": "<script>alert(1)</script>", "voice": "S1"})
    page = browse(ada).get(at("story-people", draft)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
