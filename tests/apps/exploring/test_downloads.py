"""The transcript as files to take away: stories/<slug>/transcript.<suffix>."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.urls import reverse

from heard.core import formats

KINDS = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def download(client, story, suffix, query="", **headers):
    return client.get(reverse("transcript-file", args=[story.slug, suffix]) + query, headers=headers)


@pytest.mark.parametrize("suffix", KINDS)
def test_each_format_says_what_it_is_and_has_a_name_to_keep(browse, story, suffix):
    response = download(browse(None), story("Fourteen nights"), suffix)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == KINDS[suffix]
    assert response.headers["Content-Disposition"] == f'attachment; filename="fourteen-nights.{suffix}"'
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("suffix", KINDS)
def test_what_is_taken_away_reads_back_with_every_word(browse, story, suffix):
    told = story("Short", ("S1", "Hello there."), ("S2", "I'm Hamid."))
    back = formats.read(suffix, download(browse(None), told, suffix).content)
    assert [word.text for word in back.words] == ["Hello", "there.", "I'm", "Hamid."]


@pytest.mark.parametrize("suffix", KINDS)
def test_files_are_as_private_as_their_story(browse, story, ada, ben, cleo, max_, suffix):
    draft = story(published=False)
    statuses = [download(browse(who), draft, suffix).status_code for who in (ada, cleo, ben, max_, None)]
    assert statuses == [200, 200, 404, 404, 404]


def test_a_clean_copy_leaves_out_um_and_er(browse, story):
    told, reader = story("Short", ("S1", "It was, um, good.")), browse(None)
    texts = [download(reader, told, "txt", query).content.decode() for query in ("", "?clean=1")]
    assert texts == ["[0:00] Speaker 1: It was, um, good.\n", "[0:00] Speaker 1: It was, good.\n"]


def test_the_record_itself_is_never_cleaned(browse, story):
    told = story("Short", ("S1", "It was, um, good."))
    record = json.loads(download(browse(None), told, "json", "?clean=1").content)
    assert [word["text"] for word in record["words"]] == ["It", "was,", "um,", "good."]


def test_a_clean_copy_is_not_taken_for_the_other(browse, story):
    told, reader = story(), browse(None)
    tag = download(reader, told, "txt").headers["ETag"]
    statuses = [download(reader, told, "txt", query, if_none_match=tag).status_code for query in ("", "?clean=1")]
    assert statuses == [304, 200]


def test_the_document_has_the_title_of_the_story(browse, story):
    response = download(browse(None), story("Fourteen nights"), "docx")
    with zipfile.ZipFile(io.BytesIO(response.content)) as document:
        assert ">Fourteen nights</w:t>" in document.read("word/document.xml").decode()


def test_other_endings_are_not_there(browse, story):
    told = story()
    assert [download(browse(None), told, suffix).status_code for suffix in ("exe", "html", "VTT")] == [404, 404, 404]


def test_a_story_without_words_has_no_files(browse, story):
    assert download(browse(None), story(transcript=False), "txt").status_code == 404
