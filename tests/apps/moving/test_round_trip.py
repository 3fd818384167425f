"""What left comes in again into an empty network as it was, field by field."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import call_command

from heard.apps.browsing import actions as browsing
from heard.apps.browsing.models import Collection, Point
from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.models import Comment
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.joining.models import Group, User
from heard.apps.joining.senders import Sender
from heard.apps.moving.actions.exporting import export_site
from heard.apps.moving.actions.importing import import_site, report_to
from heard.apps.moving.models import OldAddress
from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import ConsentEntry, SignOff, Story, StoryPerson
from heard.apps.transcribing.models import VoiceReason
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.apps.understanding.actions.easy import add_line
from heard.apps.understanding.models import Chapter, EasyLine
from heard.apps.wording.actions import add_term
from heard.apps.wording.queries import entry_of, found_terms
from heard.core.errors import BadInput
from heard.core.offering.wordlist import Entry
from heard.core.people.consent import Use
from heard.core.people.permissions import Role
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
STORY = (
    "slug", "title", "summary", "state", "reporter__slug", "reporter__name", "gathered_with__slug", "language", "place",
    "told_on", "voices", "synthetic", "published_at", "reach", "content_note", "licence",
    "publish_from", "quote_from", "meetings_from", "export_from", "podcast_from", "improve_from",
)  # fmt: skip


@pytest.fixture
def network(story, ada, cleo):
    """Stories of two people, with a bit of everything."""
    riverside = Group.objects.create(name="Riverside", slug="riverside", kind="organisation", is_public=True)
    told = story(
        "Fourteen nights", themes=("Carers", "Wards"), place="Leeds", summary="=Not a sum", content_note="A death.",
        licence="CC BY-NC 4.0", told_on="2026-02-03", gathered_with=riverside, voices=2,
    )  # fmt: skip
    other = story("The bus", by=cleo, language="cy")
    record_consent(other.people.get(), {Use.PODCAST: False}, hand=Hand(themself=True))
    correcting.accept(correcting.report(told, Sender(ada), Remark("replace", ("w7",), "Hamida.")), cleo)
    first = comment(told, Sender(cleo), Saying("It was the\nsame for us."))
    comment(told, Sender(ada), Saying("Thank you.", parent=first))
    comment(other, Sender(ada), Saying("A good one.", first="w9", last="w11"))
    begin_chapter(told, "w14", "What made it good", by=ada)
    add_line(told, "They took the lead.", by=ada)
    row = browsing.make("Nights", "About the night.", by=cleo)
    for thing in (told, "In between.", share(told, "w8", "w12", revision=2), other):
        browsing.add(row, thing, by=cleo)
    browsing.publish(row, by=cleo)
    browsing.put_on_map("leeds", 53.8, -1.5, by=cleo)
    add_term(Entry("co-production", "term", "Doing it together", ("coproduction",), ("coal production",)), by=cleo)
    OldAddress.objects.create(old="/node/12", story=told)


def as_it_is():
    stories = {story.pk: story for story in Story.objects.order_by("slug")}
    return {
        "stories": list(Story.objects.order_by("slug").values(*STORY)),
        "themes": {one.slug: sorted(one.themes.values_list("name", flat=True)) for one in stories.values()},
        "words": {one.slug: transcript_of(one) for one in stories.values()},
        "voices": {one.slug: list(one.voice_names.values_list("key", "name")) for one in stories.values()},
        "reasons": _rows(VoiceReason, "story__slug", "key", "reason"),
        "people": _rows(StoryPerson, "subject", "story__slug", "name", "voice", "is_storyteller", "with_guardian"),
        "ledger": list(
            ConsentEntry.objects.order_by("pk").values_list(
                "subject", "use", "ruling", "how", "second", "as_guardian", "themself", "at"
            )
        ),
        "signed": _rows(SignOff, "person__subject", "how", "at", "void"),
        "chapters": _rows(Chapter, "story__slug", "first", "start", "end", "title"),
        "easy": _rows(EasyLine, "story__slug", "position", "text", "alt"),
        "comments": _rows(
            Comment,
            "created_at",
            "text",
            "story__slug",
            "author__slug",
            "author_name",
            "parent__text",
            "first",
            "last",
            "start",
            "state",
        ),
        "moments": _rows(Moment, "code", "story__slug", "first", "last", "start", "end", "made_at"),
        "collections": [
            (row.slug, row.title, row.summary, row.published_at, _pieces(row)) for row in Collection.objects.all()
        ],
        "points": _rows(Point, "slug", "latitude", "longitude"),
        "terms": [entry_of(term) for term in found_terms()],
        "groups": _rows(Group, "slug", "name", "kind", "about", "website", "is_public"),
        "accounts": sorted(User.objects.exclude(role=Role.HOST).values_list("slug", "name", "about")),
        "old": _rows(OldAddress, "old", "story__slug", "path"),
    }


def _rows(model, *columns):
    return sorted(model.objects.values_list(*columns), key=str)


def _pieces(row):
    return list(row.pieces.values_list("story__slug", "moment__code", "text"))


def test_the_same_network_comes_in_again_field_by_field(network, hana, tmp_path):
    before = as_it_is()
    assert len(before["ledger"]) == 13
    assert all(before.values())
    export_site(tmp_path / "gone", by=hana)
    call_command("flush", verbosity=0, interactive=False)
    host, report = cast.make_person("Another Host", Role.HOST), io.StringIO(newline="")
    import_site(tmp_path / "gone", report_to(report), by=host)
    refused = [row for row in csv.DictReader(io.StringIO(report.getvalue())) if row["outcome"] == "refused"]
    assert refused == []
    after = as_it_is()
    assert after == before


def test_it_comes_in_again_from_what_came_in(network, hana, tmp_path):
    """Twice round: nothing wears off, and both folders say the same."""
    export_site(tmp_path / "one", by=hana)
    call_command("flush", verbosity=0, interactive=False)
    host = cast.make_person("Another Host", Role.HOST)
    import_site(tmp_path / "one", lambda row: None, by=host)
    export_site(tmp_path / "two", by=host)
    folders = [tmp_path / name / "data" for name in ("one", "two")]
    first, second = ({str(p.relative_to(f)): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in folders)
    numbered = {"comments.csv"}  # their ids are numbers
    changed = {
        name: (first[name], second.get(name)) for name in first.keys() - numbered if first[name] != second.get(name)
    }
    assert changed == {}
    assert first.keys() == second.keys()


def test_a_bag_that_is_not_whole_is_not_taken_in(network, hana, tmp_path):
    export_site(tmp_path / "gone", by=hana)
    place = next((tmp_path / "gone/data/transcripts").iterdir())
    place.write_bytes(place.read_bytes().replace(b"introduce", b"introdace"))
    with pytest.raises(BadInput, match="is not as it was when it was written"):
        import_site(tmp_path / "gone", lambda row: None, by=hana)
