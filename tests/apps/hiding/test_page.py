"""The page on which parts are chosen, heard, hidden and shown again: for those who look after the story, and in it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.forms.clock import ClockField
from heard.apps.telling.models import HiddenSpan, PrivateLink, Recording
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.apps.understanding.actions.easy import add_line
from heard.core.timecode import exact_clock
from heard.core.transcript.hiding import Stretch
from tests.page import Page
from tests.renditions import give_sound


def address(story, **asked: str) -> str:
    return reverse("hide", args=[story.slug], query=asked)


def spans(story) -> list[Stretch]:
    return list(HiddenSpan.objects.filter(story=story, undone_at=None).values_list("start", "end"))


def test_words_are_chosen_heard_and_hidden(browse, told, ada):
    story, client = give_sound(told()), browse(ada)
    check = Page(client.get(address(story, first="w11", last="w11")))
    assert check.texts("blockquote") == ["Rosalind"]
    assert any(element.attributes.get("href", "").endswith("#t=5.90,6.50") for element in check.elements)
    given = {
        element.attributes["name"]: element.attributes.get("value", "")
        for element in check.elements
        if element.tag == "input" and element.attributes.get("name") in ("first", "last", "start", "end")
    }
    assert given == {"first": "w11", "last": "w11", "start": "0:05.9", "end": "0:06.5"}
    done = client.post(address(story), {**given, "reason": "names"}, follow=True)
    assert "That part is hidden." in done.content.decode()
    assert spans(story) == [(5.9, 6.5)]
    row = HiddenSpan.objects.get()
    assert (row.by, row.reason, row.first) == (ada, "names", "w11")
    client.post(address(story), {**given, "reason": "names"})
    assert HiddenSpan.objects.count() == 1


def test_without_javascript_a_paragraph_is_chosen_then_two_words(browse, told, ada):
    story = told()
    page = Page(browse(ada).get(address(story, paragraph="w8")))
    options = [element.text for element in page.elements if element.tag == "option"]
    assert options.count("4. Rosalind") == 2


def test_what_is_hidden_is_listed_with_its_words_and_can_be_shown_again(browse, told, hide, ada):
    story, client = told(), browse(ada)
    row = hide(story, "w11", "w11")
    page = client.get(address(story)).content.decode()
    assert "Read what is hidden" in page
    assert page.count("Rosalind") >= 2
    client.post(reverse("show-again", args=[story.slug, row.pk]))
    assert spans(story) == []


def test_who_hides_a_part_is_led_to_what_people_wrote_beside_the_story(browse, told, ada):
    story, client = told(), browse(ada)
    ways = [reverse(name, args=[story.slug]) for name in ("edit-easy", "chapters")]
    before = client.get(address(story)).content.decode()
    assert [way in before for way in ways] == [False, False]
    add_line(story, "Rosalind was ill.", by=ada)
    page = client.get(address(story)).content.decode()
    assert [way in page for way in ways] == [True, False]
    begin_chapter(story, "w8", "Rosalind", by=ada)
    done = client.post(address(story), {"first": "w11", "last": "w11"}, follow=True).content.decode()
    assert [f'<a href="{way}">' in done for way in ways] == [True, True]


def test_a_storyteller_is_told_whom_to_ask_about_it(browse, told, ada):
    story = told()
    page = reverse("yours-hide", args=[make_link(story.people.get(), by=ada)])
    assert "ask the reporter to change it" not in browse(None).get(page).content.decode()
    add_line(story, "Rosalind was ill.", by=ada)
    shown = browse(None).get(page).content.decode()
    assert "ask the reporter to change it" in shown
    assert reverse("edit-easy", args=[story.slug]) not in shown


def test_the_story_says_that_something_is_hidden(browse, told, hide):
    story = told()
    hide(story, "w11", "w14")
    page = browse(None).get(story.get_absolute_url()).content.decode()
    assert "[a part is hidden here]" in page
    assert "Rosalind" not in page


def test_parts_can_be_hidden_by_the_clock(browse, told, ada):
    story, client = told(), browse(ada)
    check = client.get(address(story, start="0:05.9", end="6,5"))
    assert Page(check).texts("blockquote") == ["Rosalind"]
    client.post(address(story), {"start": "0:05.9", "end": "0:06.5"})
    assert "Rosalind was" not in transcript_of(story).text


def test_the_ends_are_cut_off(browse, told, ada):
    story, client = told(), browse(ada)
    page = client.get(address(story)).content.decode()
    assert "Here somebody may be asking for consent" in page
    client.post(reverse("hide-ends", args=[story.slug]), {"begin": "w8", "end": "w17"})
    assert transcript_of(story).text == "Yes. My daughter Rosalind was ill. Rosalind is well now."
    again = Page(client.get(address(story)))
    chosen = [e.attributes["value"] for e in again.elements if e.tag == "option" and "selected" in e.attributes]
    assert {"w8", "w17"} <= set(chosen)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"first": "w14", "last": "w11"},
        {"first": "w11", "last": "parrot"},
        {"first": "w" * 500, "last": "w11"},
        {"first": "w1\x00", "last": "w11"},
        {"start": "3", "end": "2"},
        {"start": "nan", "end": "2"},
        {"start": "1", "end": "99999"},
        {"start": "-1", "end": "2"},
        {"start": "<script>", "end": "2"},
        {"start": "1", "end": "2", "reason": "because"},
    ],
)
def test_nonsense_is_answered_with_a_sentence(browse, told, ada, given):
    story = told()
    response = browse(ada).post(address(story), given)
    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()
    assert spans(story) == []


@pytest.mark.parametrize("given", [{}, {"begin": "w14", "end": "w11"}, {"begin": "w17", "end": "w7"}])
def test_nonsense_about_the_ends_too(browse, told, ada, given):
    story = told()
    assert browse(ada).post(reverse("hide-ends", args=[story.slug]), given).status_code == 400
    assert spans(story) == []


def test_it_is_not_for_strangers(browse, told, hide, ben, max_):
    story = told()
    row = hide(story, "w11", "w11")
    for client, status in ((browse(None), 302), (browse(ben), 403), (browse(max_), 403)):
        answers = [
            client.get(address(story)),
            client.post(address(story), {"first": "w11", "last": "w11"}),
            client.post(reverse("show-again", args=[story.slug, row.pk])),
            client.post(reverse("hide-ends", args=[story.slug]), {"begin": "w8", "end": "w17"}),
        ]
        assert [answer.status_code for answer in answers] == [status] * 4
        assert not any(b"Rosalind" in answer.content for answer in answers)
    assert spans(story) == [(5.9, 6.5)]


def test_somebody_in_the_story_hides_and_shows(browse, told, ben):
    story, client = told(), browse(ben)
    story.people.update(account=ben)
    assert client.post(address(story), {"first": "w11", "last": "w11"}).status_code == 302
    row = HiddenSpan.objects.get()
    assert client.post(reverse("show-again", args=[story.slug, row.pk])).status_code == 302
    assert spans(story) == []


def test_a_part_of_another_story_is_not_found(browse, told, hide, ada):
    one, other = told("One"), told("Other")
    row = hide(one, "w11", "w11")
    assert browse(ada).post(reverse("show-again", args=[other.slug, row.pk])).status_code == 404


def test_a_story_without_words_says_so(browse, story, ada):
    assert browse(ada).get(address(story("Empty", transcript=False))).status_code == 409


@pytest.mark.parametrize("seconds", [0, 0.001, 12.3, 62.5, 3599.999, 3600])
def test_a_time_is_read_as_it_was_written(seconds):
    assert ClockField().clean(exact_clock(seconds)) == pytest.approx(seconds)


# Sound


def test_the_sound_is_closed_to_others_until_it_is_made_anew(browse, told, hide, ada, cleo, ben):
    story = give_sound(told())
    sound = reverse("media", args=[story.slug, "audio.opus"])
    peaks = reverse("media", args=[story.slug, "peaks.json"])
    assert browse(ben).get(sound).status_code == 200
    hide(story, "w11", "w11")
    assert [browse(person).get(sound).status_code for person in (None, ben, ada, cleo)] == [404, 404, 200, 200]
    assert browse(ben).get(sound, headers={"Range": "bytes=0-9"}).status_code == 404
    assert browse(ben).get(peaks).status_code == 404
    page = browse(ben).get(story.get_absolute_url()).content.decode()
    assert "The sound is being made again" in page
    assert "audio.opus" not in page
    assert Job.objects.get().remake


def test_what_is_hidden_at_the_ends_is_passed_over_by_the_player(browse, told, ada):
    story = give_sound(told(), seconds=14.0)
    browse(ada).post(reverse("hide-ends", args=[story.slug]), {"begin": "w8", "end": "w17"})
    Recording.objects.get().renditions.update(hides=Recording.objects.get().hides)
    page = browse(None).get(story.get_absolute_url()).content.decode()
    assert "audio.opus#t=3.6,10.2" in page


def test_consent_that_was_spoken_is_offered_where_it_is_written_down(browse, told, ada):
    story = told()
    page = browse(ada).get(reverse("story-person", args=[story.slug, story.people.get().pk])).content.decode()
    assert "Are you happy for me to record?" in page
    assert f'href="{story.get_absolute_url()}?t=0.0"' in page


# By a private link


@pytest.fixture
def link(ada):
    """The secret of the storyteller's private link."""
    return lambda story: make_link(story.people.get(), by=ada)


def test_the_storyteller_hides_by_their_private_link(browse, told, link):
    story, nobody = give_sound(told(published=False)), browse(None)
    page = reverse("yours-hide", args=[link(story)])
    shown = nobody.get(page)
    assert "Rosalind" in shown.content.decode()
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")
    check = nobody.get(page, {"first": "w11", "last": "w11"}).content.decode()
    assert page.replace("hide/", "media/audio.m4a#t=5.90,6.50") in check
    assert nobody.post(page, {"first": "w11", "last": "w11"}).status_code == 302
    row = HiddenSpan.objects.get()
    assert (row.by, spans(story)) == (None, [(5.9, 6.5)])
    nobody.post(f"{page}ends/", {"begin": "w8", "end": "w17"})
    assert len(spans(story)) == 3
    nobody.post(f"{page}{row.pk}/show-again/")
    assert len(spans(story)) == 2


def test_a_link_that_is_not_good_hides_nothing(browse, told, link, ada):
    story, nobody = told(), browse(None)
    old = link(story)
    new = link(story)
    PrivateLink.objects.update(expires_at=timezone.now())
    for token in (old, new, "nothing"):
        page = reverse("yours-hide", args=[token])
        answers = [nobody.get(page), nobody.post(page, {"first": "w11", "last": "w11"}), nobody.post(f"{page}ends/")]
        assert {answer.status_code for answer in answers} == {404 if token == "nothing" else 410}
    assert spans(story) == []


def test_somebody_who_is_only_in_it_does_not_read_what_is_hidden(browse, told, hide, link, ben):
    story = told()
    hide(story, "w11", "w14")
    story.people.update(is_storyteller=False, account=ben)
    assert browse(ben).get(address(story)).status_code == 403
    assert browse(None).get(reverse("yours-hide", args=[link(story)])).status_code == 403


def test_nobody_opens_a_story_that_was_taken_back(browse, told, link, ada):
    story = told()
    token = link(story)
    take_back(story, hand=Hand(ada))
    answer = browse(None).get(reverse("yours-hide", args=[token]))
    assert (answer.status_code, b"Rosalind" in answer.content) == (410, False)


def test_the_way_to_it_stands_on_the_storytellers_own_page(browse, told, link):
    story = told()
    token = link(story)
    page = browse(None).get(reverse("yours", args=[token])).content.decode()
    assert reverse("yours-hide", args=[token]) in page
    story.people.update(is_storyteller=False)
    assert reverse("yours-hide", args=[token]) not in browse(None).get(reverse("yours", args=[token])).content.decode()
