"""A site comes in from a folder: each thing once, with what was said to each use of it, and a line for every row."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from heard.apps.conversing.models import Comment
from heard.apps.joining.models import User
from heard.apps.moving import tasks
from heard.apps.moving.actions import stories as taking
from heard.apps.moving.models import Imported, OldAddress, Waiting
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.actions.stories import delete_story
from heard.apps.telling.models import ConsentEntry, Recording, Rendition, SignOff, Story
from heard.apps.telling.queries import stories_that_permit
from heard.apps.transcribing.models import Job, Transcript
from heard.apps.transcribing.queries import transcript_of
from heard.core.people.consent import Use

STORIES = (
    "id,title,summary,reporter,storyteller,consent,place,told_on,published_at,themes,old_address\n"
    '12,Fourteen nights,"On the ward, at night.",ada,Hamid,all,Leeds,03/04/2021,5 June 2021,"Carers, Hospitals",'
    "/node/12?lang=en\n"
)
PEOPLE = "id,name,email\nada,Ada Brown,\n"
WORDS = "Hamid: It was a long night.\n\nHamid: Nobody came.\n"


def outcomes(report):
    return [(row["what"], row["id"], row["outcome"]) for row in report]


def test_a_story_comes_in_with_its_words_its_people_and_its_days(folder, take_in):
    report = take_in(folder(stories=STORIES, people=PEOPLE, **{"transcripts/12.txt": WORDS}))
    assert outcomes(report) == [("people", "ada", "taken"), ("stories", "12", "taken")]
    story = Story.objects.get()
    assert (story.title, story.summary, story.place) == ("Fourteen nights", "On the ward, at night.", "Leeds")
    assert story.told_on == date(2021, 4, 3)
    assert (story.state, story.published_at) == ("published", datetime(2021, 6, 5, 12, tzinfo=UTC))
    assert story.reporter.name == "Ada Brown"
    assert set(story.themes.values_list("name", flat=True)) == {"Carers", "Hospitals"}
    assert transcript_of(story).text == "It was a long night.\nNobody came."
    teller = story.people.get()
    assert (teller.name, teller.is_storyteller, teller.voice) == ("Hamid", True, "S1")


def test_consent_comes_along_as_said_on_paper_and_who_wrote_it_down(folder, take_in, hana):
    take_in(folder(stories=STORIES, people=PEOPLE, **{"transcripts/12.txt": WORDS}))
    rows = set(ConsentEntry.objects.values_list("use", "ruling", "how", "themself", "by"))
    assert rows == {(use.value, "given", "paper", False, hana.pk) for use in Use}
    assert SignOff.objects.get().note == "It was published before it moved here."


def test_without_consent_a_story_stays_private_until_somebody_is_asked(folder, take_in):
    stories = "id,title,storyteller,published_at\n1,Nights,Hamid,2021-04-03\n"
    (row,) = take_in(folder(stories=stories, **{"transcripts/1.txt": WORDS}))
    assert row["outcome"] == "taken"
    assert row["why"].startswith("It is a private draft. It cannot be published yet. Ask Hamid whether")
    assert Story.objects.get().state == "draft"
    assert not stories_that_permit(Use.PUBLISH).exists()


def test_only_what_they_said_yes_to_is_permitted(folder, take_in):
    stories = 'id,title,storyteller,consent,published_at\n1,Nights,Hamid,"publish, quote",2021-04-03\n'
    take_in(folder(stories=stories, **{"transcripts/1.txt": WORDS}))
    assert {use for use in Use if stories_that_permit(use).exists()} == {Use.PUBLISH, Use.QUOTE}


def test_run_twice_nothing_doubles(folder, take_in):
    comments = "id,story,text,name,at\n1,12,Thank you.,Jo,2021-07-01\n"
    root = folder(stories=STORIES, people=PEOPLE, comments=comments, **{"transcripts/12.txt": WORDS})
    take_in(root)
    first = (Story.objects.count(), User.objects.count(), Comment.objects.count(), ConsentEntry.objects.count())
    assert {row["outcome"] for row in take_in(root)} == {"same"}
    assert (Story.objects.count(), User.objects.count(), Comment.objects.count(), ConsentEntry.objects.count()) == first


def test_a_row_that_says_something_else_now_changes_what_it_became_and_no_words(folder, take_in):
    root = folder(stories=STORIES, people=PEOPLE, **{"transcripts/12.txt": WORDS})
    take_in(root)
    take_in(
        folder(stories=STORIES.replace("Leeds", "Hull").replace("Carers", "Family"), **{"transcripts/12.txt": "X."})
    )
    story = Story.objects.get()
    assert story.place == "Hull"
    assert set(story.themes.values_list("name", flat=True)) == {"Family", "Hospitals"}
    assert "long night" in transcript_of(story).text


def test_what_was_deleted_here_does_not_come_back(folder, take_in, hana):
    root = folder(stories="id,title\n1,Nights\n")
    take_in(root)
    delete_story(Story.objects.get(), by=hana)
    assert [row["outcome"] for row in take_in(root)] == ["same"]
    changed = take_in(folder(stories="id,title\n1,Other nights\n"))
    assert changed[0]["why"] == "It was taken back or deleted here, and stays so."
    assert not Story.objects.exists()


def test_somebodys_no_that_was_said_here_is_not_overruled_by_an_older_folder(folder, take_in, story, hana):
    told = story("It was here before")
    subject = told.people.get().subject
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(themself=True))
    delete_story_of(told, hana)
    parts = f"id,story,name,role\n{subject},1,Hamid,storyteller\n"
    consent = f"part,use,answer\n{subject},publish,given\n"
    stories = "id,title,published_at\n1,Nights,2021-04-03\n"
    take_in(folder(stories=stories, parts=parts, consent=consent, **{"transcripts/1.txt": WORDS}))
    assert Story.objects.get().state == "draft"
    assert not stories_that_permit(Use.PUBLISH).exists()


def delete_story_of(told, hana):
    Story.objects.filter(pk=told.pk).update(state="draft")
    told.refresh_from_db()
    delete_story(told, by=hana)


def test_a_dry_run_says_the_same_and_changes_nothing(folder, take_in):
    comments = "id,story,text\n1,12,Thank you.\n2,13,Lost.\n"
    files = {"transcripts/12.txt": WORDS, "media/12.mp3": b"sound"}
    root = folder(stories=STORIES, people=PEOPLE, comments=comments, **files)
    dry = take_in(root, is_dry=True)
    assert not Story.objects.exists()
    assert not Imported.objects.exists()
    assert User.objects.count() == 1
    assert dry == take_in(root)
    assert outcomes(dry)[-2:] == [("comments", "1", "taken"), ("comments", "2", "refused")]
    assert dry[-1]["why"] == "story: The story “13” is not here."


def test_a_run_that_was_killed_goes_on_where_it_was(folder, take_in, monkeypatch):
    table = "id,title\n" + "".join(f"{number},Story {number}\n" for number in range(6))
    root, whole = folder(stories=table), taking._describe

    def killed(run, line, story):
        whole(run, line, story)
        if line.key == "3":
            raise KeyboardInterrupt

    monkeypatch.setattr(taking, "_describe", killed)
    with pytest.raises(KeyboardInterrupt):
        take_in(root)
    assert Story.objects.count() == 3
    monkeypatch.undo()
    assert [row["outcome"] for row in take_in(root)] == ["same", "same", "same", "taken", "taken", "taken"]


def test_a_story_with_sound_is_published_by_itself_once_it_can_be_heard(folder, take_in):
    root = folder(stories=STORIES, people=PEOPLE, **{"transcripts/12.txt": WORDS, "media/12.mp3": b"sound"})
    report = take_in(root)
    assert report[-1]["why"] == "It is published by itself as soon as its sound is made."
    story = Story.objects.get()
    assert (story.state, Job.objects.get().remake) == ("draft", True)
    tasks.tick()
    assert Waiting.objects.exists()
    recording = Recording.objects.get()
    how = {"path": "x/audio.m4a", "media_type": "audio/mp4", "size": 5}
    Rendition.objects.create(recording=recording, name="audio.m4a", **how)
    Job.objects.update(state="done")
    tasks.tick()
    story.refresh_from_db()
    assert (story.state, story.published_at) == ("published", datetime(2021, 6, 5, 12, tzinfo=UTC))
    assert not Waiting.objects.exists()


def test_sound_without_words_is_written_down_here(folder, take_in):
    take_in(folder(stories="id,title\n1,Nights\n", **{"media/1.mp3": b"sound"}))
    assert (Recording.objects.count(), Job.objects.count(), Transcript.objects.count()) == (1, 0, 0)


# Old addresses

ADDRESSES = "old,new\n/about-us.php,/account/signup/\nhttps://old.example/a%20b,//evil.example\n"


@pytest.mark.parametrize("asked", ["/node/12?lang=en", "/node/12/?lang=en"])
def test_an_old_address_leads_to_the_new_one(folder, take_in, browse, asked):
    take_in(folder(stories=STORIES, people=PEOPLE, **{"transcripts/12.txt": WORDS}))
    answer = browse(None).get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/stories/fourteen-nights/")


def test_an_old_address_of_what_not_everybody_may_see_leads_nowhere(folder, take_in, browse, hana):
    take_in(folder(stories="id,title,old_address\n1,Nights,https://old.example/stories/nights\n"))
    assert browse(None).get("/stories/nights/").status_code == 404
    assert browse(hana).get("/stories/nights").status_code in (301, 302)


def test_an_old_page_leads_to_one_of_ours(folder, take_in, browse):
    take_in(folder(**{"old-addresses": ADDRESSES}))
    assert browse(None).get("/about-us.php").headers["Location"] == "/account/signup/"
    assert list(OldAddress.objects.values_list("old", flat=True)) == ["/about-us.php"]


def test_a_page_that_is_there_is_never_an_old_one(folder, take_in, browse):
    take_in(folder(**{"old-addresses": "old,new\n/explore/,/account/signup/\n"}))
    assert browse(None).get("/explore/").status_code == 200


# What cannot be taken


OUT = "“../secret.mp3” leads out of the folder. Write where the file lies in it."
BAD = [
    ({"id": ""}, "The column “id” is empty."),
    ({"title": ""}, "The column “title” is empty."),
    ({"told_on": "31/02/2021"}, "told_on: “31/02/2021” is no day. Write 2021-04-03, 3/4/2021 or 3 April 2021."),
    ({"language": "xx"}, "language: Select a valid choice. xx is not one of the available choices."),
    ({"consent": "maybe"}, "consent: Select a valid choice. maybe is not one of the available choices."),
    ({"reporter": "nobody"}, "Nobody in the table “people” has the id “nobody”."),
    ({"media": "../secret.mp3"}, OUT),
    ({"media": "media/lost.mp3"}, "There is no file “media/lost.mp3” in the folder."),
    ({"voices": "many"}, "voices: “many” is no number."),
    ({"transcript": "transcripts/bad.docx"}, "This file is not a Word document (.docx), or it is damaged."),
    ({"transcript": "transcripts/bad.xyz"}, "“bad.xyz” is in no known format. Known are: docx, txt, srt, vtt, json."),
    ({"title": "x" * 500}, "title: That is too long. Please use no more than 160 letters."),
]


@pytest.mark.parametrize(("spoilt", "sentence"), BAD, ids=[next(iter(one)) for one, _ in BAD])
def test_what_cannot_be_taken_is_said_in_a_sentence_and_spoils_nothing_else(folder, take_in, spoilt, sentence):
    good = {"id": "1", "title": "Nights", "storyteller": "Hamid"}
    rows = [{**good, **spoilt}, {**good, "id": "2", "title": "The next one"}]
    files = {"transcripts/bad.docx": b"PK\x03\x04broken", "transcripts/bad.xyz": "?"}
    first, other = take_in(folder(**{"stories.json": json.dumps(rows), **files}))
    assert (first["outcome"], first["why"], other["outcome"]) == ("refused", sentence, "taken")
    assert Story.objects.get().title == "The next one"


def test_a_recording_of_no_kind_that_plays_is_refused_with_its_story(folder, take_in):
    (row,) = take_in(folder(stories="id,title,media\n1,Nights,media/picture.exe\n", **{"media/picture.exe": b"MZ"}))
    assert row["why"].startswith("“picture.exe” is not a kind of recording that can be used here.")
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("id;title;place\n1;Café nights;Leeds\n".encode("cp1252"), "Café nights"),
        ("\ufeffid\ttitle\n1\tNights\n".encode(), "Nights"),
        ("id,title\n1,Nights\n".encode("utf-16"), "Nights"),
        (b"Our old stories\n\nTitle,ID,Nonsense\nNights,1,x\n", "Nights"),
        (b'sep=;\nid;title\n1;"Nights; and days"\n', "Nights; and days"),
    ],
    ids=["cp1252", "tabs and a mark", "utf-16", "a title above", "Excel's own line"],
)
def test_a_table_comes_in_however_a_spreadsheet_saved_it(folder, take_in, data, title):
    assert outcomes(take_in(folder(stories=data)))[-1] == ("stories", "1", "taken")
    assert Story.objects.get().title == title


def test_a_table_without_a_column_that_is_needed_says_which(folder, take_in):
    (row,) = take_in(folder(stories="id,name\n1,Nights\n"))
    assert (row["outcome"], row["why"]) == ("refused", "The table “stories” has no column “title”.")


def test_an_id_that_stands_there_twice_is_taken_once(folder, take_in):
    rows = take_in(folder(stories="id,title\n1,Nights\n1,Days\n"))
    assert [(row["outcome"], row["why"]) for row in rows] == [
        ("taken", "It is a private draft."),
        ("refused", "“1” stands in line 2 already."),
    ]


def test_a_table_may_be_json(folder, take_in):
    take_in(folder(**{"stories.json": '[{"id": 7, "title": "Nights", "themes": ["Carers", "Home"], "voices": 2}]'}))
    story = Story.objects.get()
    assert (story.title, story.voices, story.themes.count()) == ("Nights", 2, 2)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder, take_in, tmp_path):
    (tmp_path / "secret.txt").write_text("A secret that is nobody's.")
    root = folder(stories="id,title,transcript\n1,Nights,transcripts/1.txt\n", **{"transcripts/x.txt": "x"})
    (root / "transcripts/1.txt").symlink_to(tmp_path / "secret.txt")
    assert [row["outcome"] for row in take_in(root)] == ["refused"]
