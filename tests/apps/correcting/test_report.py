"""The page that works without JavaScript: stories/<slug>/report/."""

from __future__ import annotations

from html import unescape

from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.models import Correction
from heard.apps.telling.models import Recording, Rendition
from heard.apps.transcribing.queries import transcript_of
from heard.server.parts import Pace

SECOND = "I'm Hamid. My experience of coal production, um, is a good one."
BETTER = "I'm Hamid. My experience of co-production, um, is a good one."


def address(story):
    return reverse("report", args=[story.slug])


def boxes(story):
    """What the page would send when nothing is changed."""
    return {f"paragraph-{paragraph.first}": paragraph.text for paragraph in transcript_of(story).paragraphs}


def post(client, story, step, base=1, **paragraphs):
    given = boxes(story) | {f"paragraph-{first}": text for first, text in paragraphs.items()}
    return client.post(address(story), {**given, "base": base, "step": step})


def test_the_whole_transcript_is_there_in_labelled_boxes(browse, story):
    told = story()
    page = unescape(browse(None).get(address(told)).content.decode())
    assert "<title>Report transcript in: The value of co-production –" in page
    for name, text in boxes(told).items():
        assert f'<label for="{name}">' in page
        assert f">{text}</textarea>" in page


def test_each_paragraph_can_be_heard_where_there_is_sound(browse, story):
    told = story()
    recording = Recording.objects.create(story=told, path="a", filename="a.wav", size=1, kind="audio")
    Rendition.objects.create(recording=recording, name="audio.opus", path="a", media_type="audio/ogg", size=1)
    page = browse(None).get(address(told)).content.decode()
    assert f'href="/stories/{told.slug}/media/audio.opus#t=4.00,9.90"' in page


def test_what_was_changed_is_shown_before_it_is_sent(browse, story):
    told = story()
    answer = post(browse(None), told, "check", w7=BETTER)
    page = answer.content.decode()
    assert [(row.heard, row.text) for row in answer.context["rows"]] == [("coal production,", "co-production,")]
    assert "coal production,</del>" in page
    assert "co-production,</ins>" in page
    assert list(answer.context["texts"]) == ["w7"]
    assert Correction.objects.count() == 0


def test_sending_makes_corrections_and_shows_what_becomes_of_them(browse, story):
    told, visitor = story(), browse(None)
    given = {"paragraph-w7": BETTER, "base": 1, "step": "send", "name": "Doreen", "note": "My own story."}
    answer = visitor.post(address(told), given, follow=True)
    assert answer.redirect_chain == [("/my-corrections/", 302)]
    assert "Thank you. 1 correction is on its way." in answer.content.decode()
    row = Correction.objects.get()
    assert (row.heard, row.text, row.author_name, row.note) == (
        "coal production,",
        "co-production,",
        "Doreen",
        "My own story.",
    )


def test_going_back_loses_nothing(browse, story):
    told = story()
    given = {"paragraph-w7": BETTER, "base": 1, "step": "edit", "note": "My own story."}
    page = unescape(browse(None).post(address(told), given).content.decode())
    assert f">{BETTER}</textarea>" in page
    assert 'name="note" value="My own story."' in page


def test_a_page_without_changes_is_asked_about(browse, story):
    answer = post(browse(None), story(), "check")
    assert answer.status_code == 400
    assert "You have not changed any words yet." in answer.content.decode()


def test_line_ends_that_browsers_send_are_no_changes(browse, story):
    answer = post(browse(None), story(), "check", w7=SECOND.replace(" ", "\r\n", 3))
    assert "You have not changed any words yet." in answer.content.decode()


def test_what_is_too_long_keeps_everything_that_was_typed(browse, story):
    long = "word " * 500
    answer = post(browse(None), story(), "send", w7=long, w19="What made it great?")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "longer than a paragraph" in page
    assert long in page
    assert ">What made it great?</textarea>" in page


def test_somebody_too_fast_keeps_everything_that_was_typed(browse, story, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=1)}
    visitor, told = browse(None), story()
    post(visitor, told, "send", w7=BETTER)
    answer = post(visitor, told, "send", w19="What made it great?")
    assert answer.status_code == 429
    assert ">What made it great?</textarea>" in answer.content.decode()


def test_a_page_opened_before_somebody_else_changed_words_still_finds_its_own(browse, story, say, ben, cleo):
    told, visitor = story(), browse(None)
    begun = boxes(told)
    actions.accept(say(told, ben, "w12 w13", "co-production,"), cleo)
    changed = begun | {"paragraph-w19": "What made it great?", "base": 1}
    answer = visitor.post(address(told), {**changed, "step": "check"})
    assert [(row.heard, row.text) for row in answer.context["rows"]] == [("good?", "great?")]
    back = visitor.post(address(told), {**changed, "step": "edit"}).content.decode()
    assert "Somebody else has put words right since you began." in back
    visitor.post(address(told), {**changed, "step": "send"})
    actions.accept(Correction.objects.get(text="great?"), cleo)
    assert transcript_of(told).text.splitlines()[1:3] == [BETTER, "What made it great?"]


def test_a_page_without_its_revision_or_with_a_wrong_one_is_refused_with_a_sentence(browse, story):
    told = story()
    for base in ("", "x", "7", "-1"):
        answer = browse(None).post(address(told), {"base": base, "step": "send", "paragraph-w7": BETTER})
        assert answer.status_code == 400
    assert Correction.objects.count() == 0


def test_boxes_that_the_page_never_had_are_refused_with_a_sentence(browse, story):
    answer = browse(None).post(address(story()), {"base": 1, "step": "send", "paragraph-w8": "Harold."})
    assert answer.status_code == 400
    assert "Open the page again: it shows other paragraphs than this revision has." in answer.content.decode()


def test_markup_is_only_text(browse, story, cleo):
    told, visitor = story(), browse(None)
    script = "<script>alert(1)</script>"
    check = post(visitor, told, "check", w19=f"What {script} good?").content.decode()
    given = {"paragraph-w19": f"What {script} good?", "base": 1, "step": "send", "name": script, "note": script}
    mine = visitor.post(address(told), given, follow=True).content.decode()
    review = browse(cleo).get(reverse("review-story", args=[told.slug])).content.decode()
    for page in (check, mine, review):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert script not in page


def test_a_story_that_is_not_transcribed_says_so(browse, story):
    told = story(transcript=False)
    for answer in (browse(None).get(address(told)), browse(None).post(address(told), {"base": 1})):
        assert answer.status_code == 409
        assert "This story has no transcript yet." in answer.content.decode()


def test_a_page_with_many_paragraphs_costs_no_more_queries(browse, story, django_assert_num_queries):
    short, long = (
        story("Short", ("S1", "Hello there.")),
        story("Long", *([("S1", "Hello there."), ("S2", "Hello.")] * 200)),
    )
    for told in (short, long):
        with django_assert_num_queries(7):
            assert browse(None).get(address(told)).status_code == 200
