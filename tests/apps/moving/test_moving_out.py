"""A network leaves as a folder of open files: as much of it as everybody in it agreed, and nothing else."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from heard.apps.browsing import actions as browsing
from heard.apps.conversing.actions import comments
from heard.apps.conversing.actions.comments import Saying
from heard.apps.hiding import actions as hiding
from heard.apps.joining.senders import Sender
from heard.apps.moving.actions import bags, exporting
from heard.apps.moving.queries.bags import faults_of
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import ExportNote, Recording, Rendition, Story
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.queries import transcript_of, whole_transcript_of
from heard.core.errors import Conflict, WrongState
from heard.core.formats import json as ours
from heard.core.people.consent import Use
from heard.core.transcript.hiding import around


@pytest.fixture
def leave(tmp_path, hana):
    """`leave()` writes the network down; what it wrote lies in the folder that it gives."""

    def left(name: str = "gone") -> Path:
        exporting.export_site(tmp_path / name, by=hana)
        return tmp_path / name

    return left


def with_sound(story: Story, sound: bytes = b"what is heard") -> Story:
    folder = place_of(f"sound-{story.pk}")
    folder.mkdir(parents=True)
    kept = {"path": f"{folder.name}/original.mp3", "filename": "chat.mp3", "size": 9, "duration": 12.0}
    recording = Recording.objects.create(story=story, kind="audio", **kept)
    for name, kind in (("audio.opus", "audio/ogg"), ("audio.m4a", "audio/mp4")):
        (folder / name).write_bytes(sound)
        how = {"path": f"{folder.name}/{name}", "media_type": kind, "size": len(sound)}
        Rendition.objects.create(recording=recording, name=name, **how)
    return story


def say(story: Story, use: Use, yes: bool) -> None:
    record_consent(story.people.get(), {use: yes}, hand=Hand(story.reporter))
    story.refresh_from_db()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_story_leaves_with_its_words_its_sound_and_what_was_said_about_it(story, leave, ada):
    told = with_sound(story("Fourteen nights", themes=("Carers",), place="Leeds", content_note="A death."))
    comments.comment(told, Sender(ada), Saying("Thank you for this."))
    gone = leave()
    (row,) = table(gone, "stories")
    assert (row["id"], row["title"], row["place"], row["themes"]) == ("fourteen-nights", told.title, "Leeds", "Carers")
    assert row["media"] == "media/fourteen-nights.m4a"
    assert (gone / "data" / row["media"]).read_bytes() == b"what is heard"
    assert ours.read((gone / "data" / row["transcript"]).read_bytes()) == transcript_of(told)
    assert (gone / "data/transcripts/fourteen-nights.vtt").read_text().startswith("WEBVTT")
    assert [one["text"] for one in table(gone, "comments")] == ["Thank you for this."]
    assert [(one["name"], one["role"]) for one in table(gone, "parts")] == [("Hamid", "storyteller")]
    assert {(one["use"], one["answer"]) for one in table(gone, "consent")} == {(use.value, "given") for use in Use}
    assert [one["name"] for one in table(gone, "people")] == ["Ada Okafor"]


def test_whoever_does_not_want_downloads_stays_and_the_list_says_so(story, leave):
    stays = story("Not to be taken away")
    say(stays, Use.EXPORT, yes=False)
    gone = leave()
    assert table(gone, "stories") == []
    assert not list((gone / "data/transcripts").iterdir())
    left = {one["which"]: one["why"] for one in table(gone, "left-out")}
    assert left["/stories/not-to-be-taken-away/"] == "The people in it do not want its words to be downloaded."


def test_sound_leaves_only_where_they_agreed_to_copies_of_it(story, leave):
    told = with_sound(story("Words alone"))
    say(told, Use.PODCAST, yes=False)
    gone = leave()
    assert [(one["transcript"], one["media"]) for one in table(gone, "stories")] == [
        ("transcripts/words-alone.json", "")
    ]
    assert not list((gone / "data/media").iterdir())
    assert ("sound", "/stories/words-alone/") in {(one["what"], one["which"]) for one in table(gone, "left-out")}


def test_of_what_is_not_everybodys_only_the_number_is_told(story, leave):
    story("Nobody may know of this", published=False)
    story("Nor of this one", published=False)
    gone = leave()
    assert ("story", "", "2", "Private drafts.") in {tuple(one.values()) for one in table(gone, "left-out")}
    assert b"may know" not in b"".join(place.read_bytes() for place in gone.rglob("*") if place.is_file())


def test_what_is_hidden_does_not_leave(story, leave, ada):
    told = story("With a name in it", ("S2", "I live at Marigold Street with my mother."))
    hiding.hide(told, hiding.Part(around(whole_transcript_of(told), "w4", "w5")), hand=Hand(ada))
    gone = leave()
    assert [place for place in gone.rglob("*") if place.is_file() and b"Marigold" in place.read_bytes()] == []
    assert b"mother" in (gone / "data/stories/with-a-name-in-it.html").read_bytes()


def test_every_file_has_its_checksum(story, leave):
    with_sound(story("Fourteen nights"))
    gone = leave()
    lines = (gone / "manifest-sha256.txt").read_text().splitlines()
    said = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = [place for place in (gone / "data").rglob("*") if place.is_file()]
    assert said == {str(f.relative_to(gone)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
    oxum = f"{sum(f.stat().st_size for f in files)}.{len(files)}"
    assert f"Payload-Oxum: {oxum}\n" in (gone / "bag-info.txt").read_text()
    assert (gone / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert list(faults_of(gone)) == []


def test_a_bag_in_which_something_is_lost_or_changed_says_what(story, leave):
    with_sound(story("Fourteen nights"))
    gone = leave()
    (gone / "data/media/fourteen-nights.m4a").unlink()
    (gone / "data/comments.csv").write_text("other")
    assert {fault.sentence for fault in faults_of(gone)} == {
        "“data/media/fourteen-nights.m4a” is missing.",
        "“data/comments.csv” is not as it was when it was written.",
    }


class Asked(HTMLParser):
    """What a page asks for."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def test_its_pages_can_be_read_and_heard_without_heard(story, leave):
    with_sound(story("Fourteen nights"))
    gone = leave()
    pages = [gone / "index.html", *(gone / "data/stories").iterdir()]
    assert len(pages) == 2
    for page in pages:
        asked = Asked(page)
        assert [one for one in asked.found if not (page.parent / one).resolve().is_file()] == []
        assert not asked.tags & {"script", "style", "iframe"}
    assert "audio" in Asked(pages[1]).tags


def test_who_takes_the_words_away_is_noted_with_the_story(story, leave, hana):
    told = story("Fourteen nights")
    leave()
    assert list(ExportNote.objects.values_list("story", "by", "suffix")) == [(told.pk, hana.pk, "folder")]


def test_a_folder_with_something_in_it_is_left_as_it_is(story, leave, tmp_path):
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "mine.txt").write_text("mine")
    with pytest.raises(WrongState, match="holds something already"):
        leave()
    assert [place.name for place in (tmp_path / "gone").iterdir()] == ["mine.txt"]


def test_a_run_that_breaks_off_leaves_nothing_that_looks_whole_and_the_next_one_goes_through(
    story, leave, tmp_path, monkeypatch
):
    story("Fourteen nights")
    monkeypatch.setattr(bags, "_seal", lambda part: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        leave()
    monkeypatch.undo()
    assert not (tmp_path / "gone").exists()
    assert not (tmp_path / "gone.unfinished" / "bagit.txt").exists()
    assert list(faults_of(leave())) == []
    assert not (tmp_path / "gone.unfinished").exists()


def test_what_is_taken_back_meanwhile_is_in_no_folder(story, leave, tmp_path, monkeypatch):
    told = story("Fourteen nights")
    monkeypatch.setattr(exporting, "_write_pages", lambda part, keys: say(told, Use.EXPORT, yes=False))
    with pytest.raises(Conflict):
        leave()
    assert not (tmp_path / "gone").exists()


def test_collections_places_and_words_of_the_glossary_leave(story, leave, cleo):
    told, stays = story("Fourteen nights", place="Leeds"), story("It stays")
    say(stays, Use.EXPORT, yes=False)
    row = browsing.make("Nights", "About the night.", by=cleo)
    for thing in ("First this.", told, stays):
        browsing.add(row, thing, by=cleo)
    browsing.publish(row, by=cleo)
    browsing.put_on_map("leeds", 53.8, -1.5, by=cleo)
    gone = leave()
    assert [(one["id"], one["title"]) for one in table(gone, "collections")] == [("nights", "Nights")]
    assert [(one["story"], one["text"]) for one in table(gone, "pieces")] == [
        ("", "First this."),
        ("fourteen-nights", ""),
    ]
    assert [tuple(one.values()) for one in table(gone, "places")] == [("leeds", "53.8", "-1.5")]


def test_a_cell_that_a_spreadsheet_would_run_is_kept_text(story, leave):
    story("=HYPERLINK(1)")
    (row,) = table(leave(), "stories")
    assert row["title"] == "'=HYPERLINK(1)"


def test_nobody_is_given_away_by_what_only_few_may_know(story, leave, ada):
    told = story("Fourteen nights")
    gone = leave()
    everything = b"".join(place.read_bytes() for place in gone.rglob("*") if place.is_file()).decode()
    assert told.title in everything
    assert re.findall(r"[\w.]+@[\w.]+", everything) == []
    assert json.loads((gone / "data/transcripts/fourteen-nights.json").read_text())["format"] == "heard-transcript"
