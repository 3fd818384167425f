"""A guardian's no is undone by no form: who decides is a day, and each change of it is a row of the ledger."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing.actions.notices import tell_of_decisions
from heard.apps.telling import tasks
from heard.apps.telling.actions.consent import EVERY_USE, Hand, decide_anew, describe_person, record_consent
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import ConsentEntry, DecidingEntry, Story, StoryPerson
from heard.core.errors import NotAllowed, WrongState
from heard.core.people.consent import Deciding, Use
from tests.page import Page

LATER = Deciding(True, date(2999, 5, 3))


@pytest.fixture
def told(story, ada):
    """Jaden, who is under 18, and his guardian said yes to everything."""
    told = story("The bus to school", storyteller="Jaden")
    decide_anew(told.people.get(), LATER, by=ada)
    record_consent(told.people.get(), EVERY_USE, hand=Hand(themself=True, as_guardian=True))
    return told


@pytest.fixture
def jaden(told):
    return told.people.get()


@pytest.fixture
def guardian(jaden, ada):
    """The address of the guardian's link."""
    return reverse("yours", args=[make_link(jaden, by=ada, for_guardian=True)])


@pytest.fixture
def seen(browse, told):
    """`seen()`: whether strangers get the story."""
    return lambda: browse(None).get(told.get_absolute_url()).status_code == 200


def at(name, story, *rest):
    return reverse(name, args=[story.slug, *rest])


def come_of_age():
    """The day has come."""
    StoryPerson.objects.update(alone_from=timezone.localdate())


def says_no(browse, guardian):
    return browse(None).post(f"{guardian}uses/", {"publish": "no"})


@pytest.mark.parametrize(
    "edited",
    [
        {},
        {"born": "1980"},
        {"born": "3 May 1980"},
        {"under_18": "on", "born": str(timezone.localdate().year - 17)},
    ],
)
def test_no_edit_of_their_age_undoes_a_guardians_no(browse, ada, told, jaden, guardian, seen, edited):
    says_no(browse, guardian)
    sent = {"name": "Jaden B.", "is_storyteller": "on", **edited}
    page = browse(ada).post(at("story-person", told, jaden.pk), sent)
    assert (page.status_code, seen()) == (400, False)
    assert "Their parent or guardian said no, and that stands." in page.content.decode()
    assert 'value="Jaden B."' in page.content.decode()
    jaden.refresh_from_db()
    assert (jaden.name, jaden.deciding) == ("Jaden", LATER)


def test_the_guardian_can_say_yes_again_and_nobody_for_them(browse, ada, told, jaden, guardian, seen):
    says_no(browse, guardian)
    sent = {"publish": "yes", "how": "screen", "side": "guardian"}
    assert browse(ada).post(at("person-uses", told, jaden.pk), sent).status_code == 403
    assert not seen()
    browse(None).post(f"{guardian}uses/", {"publish": "yes"})
    assert seen()


def test_after_their_day_a_no_stands_until_the_young_person_says_yes_with_their_own_hand(
    browse, ada, told, jaden, guardian, seen
):
    theirs = reverse("yours", args=[make_link(jaden, by=ada)])
    says_no(browse, guardian)
    come_of_age()
    tasks.tick()
    assert not seen()
    browse(ada).post(at("person-uses", told, jaden.pk), {"publish": "yes", "how": "screen", "side": "theirs"})
    assert not seen()
    gap = browse(ada).get(at("story-people", told)).context["gaps"][0].sentence
    assert gap.startswith("The parent or guardian of Jaden said no to publishing. Jaden decides alone now")
    page = browse(None).get(theirs)
    assert "Your parent or guardian said no to some of this. You decide alone now." in page.content.decode()
    browse(None).post(f"{theirs}uses/", {"quote": "yes"})
    assert not seen()
    browse(None).post(f"{theirs}uses/", {"publish": "yes"})
    assert seen()
    assert "the parent or guardian’s no ended" in browse(ada).get(at("story-person", told, jaden.pk)).content.decode()


def test_a_guardians_link_ends_with_childhood(browse, guardian, told):
    assert browse(None).get(guardian).status_code == 200
    come_of_age()
    for _ in range(2):
        page = browse(None).get(guardian)
        assert page.status_code == 410
        assert "ends when the young person decides alone" in page.content.decode()
        tasks.tick()
    assert says_no(browse, guardian).status_code == 410


def test_the_day_itself_is_a_row_of_the_ledger_once(told, jaden):
    come_of_age()
    for _ in range(2):
        tasks.tick()
    rows = DecidingEntry.objects.filter(subject=jaden.subject).values_list("with_guardian", "by__name")
    assert list(rows) == [(True, "Ada Okafor"), (False, None)]


def test_what_was_agreed_in_childhood_holds_after_it(told, seen):
    come_of_age()
    assert seen()


def test_each_change_of_who_decides_is_shown_and_told(browse, ada, cleo, max_, told, jaden, guardian):
    StoryPerson.objects.update(account=max_)
    sent = {"name": "Jaden", "is_storyteller": "on", "account": max_.email, "under_18": "on", "born": "3/5/2998"}
    assert browse(cleo).post(at("story-person", told, jaden.pk), sent).status_code == 400
    sent["born"] = f"3 May {timezone.localdate().year - 10}"
    assert browse(cleo).post(at("story-person", told, jaden.pk), sent).status_code == 302
    day = f"3 May {timezone.localdate().year + 8}"
    sentence = f"Under 18: a parent or guardian decides too, until they decide alone from {day}"
    pages = (browse(ada).get(at("story-person", told, jaden.pk)), browse(max_).get(at("my-yours", told)))
    assert [sentence in page.content.decode() for page in (*pages, browse(None).get(guardian))] == [True] * 3
    tell_of_decisions()
    news = [Page(browse(who).get(reverse("notices"))).texts("p") for who in (ada, max_, cleo)]
    assert "New Who decides about Jaden’s part in your story “The bus to school” has changed." in news[0]
    assert "New Who decides about your part in “The bus to school” has changed." in news[1]
    assert not any("Who decides" in text for text in news[2])


def test_an_age_that_contradicts_the_tick_is_asked_about(browse, ada, told, jaden):
    young = str(timezone.localdate().year - 10)
    for edited in ({"born": young}, {"under_18": "on", "born": "1980"}, {"under_18": "on", "born": "in spring"}):
        page = browse(ada).post(at("story-person", told, jaden.pk), {"name": "Jaden", **edited})
        assert page.status_code == 400
    assert DecidingEntry.objects.count() == 1


def test_a_stated_year_is_kept_beside_them_and_its_day_in_the_ledger(browse, ada, told, jaden):
    year = timezone.localdate().year - 12
    browse(ada).post(at("story-person", told, jaden.pk), {"name": "Jaden", "under_18": "on", "born": str(year)})
    jaden.refresh_from_db()
    assert (jaden.contact.born, jaden.alone_from) == (str(year), date(year + 18, 12, 31))
    page = browse(ada).get(at("story-person", told, jaden.pk)).content.decode()
    assert f'name="born" value="{year}"' in page


def test_where_nobody_said_no_an_age_put_right_counts_at_once(browse, ada, story, seen):
    other = story("One card", storyteller="Ruth")
    ruth, client = other.people.get(), browse(ada)
    client.post(at("story-person", other, ruth.pk), {"name": "Ruth", "is_storyteller": "on", "under_18": "on"})
    assert browse(None).get(other.get_absolute_url()).status_code == 404
    client.post(at("story-person", other, ruth.pk), {"name": "Ruth", "is_storyteller": "on"})
    assert browse(None).get(other.get_absolute_url()).status_code == 200
    assert list(DecidingEntry.objects.values_list("with_guardian", flat=True).filter(subject=ruth.subject)) == [
        True,
        False,
    ]


def test_rows_about_who_decides_are_never_changed(told):
    row = DecidingEntry.objects.get()
    for change in (row.save, row.delete, DecidingEntry.objects.all().delete):
        with pytest.raises(WrongState):
            change()


def test_for_somebody_who_decides_alone_no_guardian_is_asked(story, ada):
    person = story("One card").people.get()
    with pytest.raises(WrongState):
        record_consent(person, {Use.PUBLISH: True}, hand=Hand(ada, as_guardian=True))


def test_the_account_of_whoever_said_no_is_not_made_somebody_elses(story, ada):
    person = story("One card").people.get()
    record_consent(person, {Use.PUBLISH: False}, hand=Hand(themself=True))
    with pytest.raises(NotAllowed):
        describe_person(person, {"account": ada}, hand=Hand(ada))


def test_what_a_guardian_took_back_the_young_person_cannot_bring_back(browse, ada, told, jaden, guardian):
    theirs = reverse("yours", args=[make_link(jaden, by=ada)])
    browse(None).post(f"{guardian}take-back/")
    by_hand = ConsentEntry.objects.filter(ruling="withdrawn").values_list("as_guardian", flat=True)
    assert set(by_hand) == {True}
    assert "Bring it back" not in browse(None).get(theirs).content.decode()
    assert browse(None).post(f"{theirs}bring-back/").status_code == 403
    assert Story.objects.get().state == "withdrawn"
    browse(None).post(f"{guardian}bring-back/")
    assert Story.objects.get().state == "draft"


def test_after_a_no_every_page_says_what_readers_get(browse, ada, told, jaden, guardian):
    before = browse(ada).get(reverse("my-stories")).content.decode()
    page = says_no(browse, guardian)
    after = browse(None).get(page["Location"]).content.decode()
    nothing = "It was published, but not everybody in it says yes now. Readers get nothing of it."
    assert nothing in after
    assert "It is published." not in after
    for address in (at("edit-story", told), at("story-people", told), at("story-person", told, jaden.pk)):
        text = browse(ada).get(address).content.decode()
        assert nothing in text
        assert 'badge-good">Published' not in text
    mine = browse(ada).get(reverse("my-stories")).content.decode()
    assert ('badge-good">Published' in before, 'badge-good">Published' in mine) == (True, False)
    assert "Not shown: not everybody says yes" in mine


def test_a_guardian_reads_whose_they_are(browse, guardian):
    text = browse(None).get(guardian).content.decode()
    assert "You are here as Jaden’s parent or guardian." in text
    assert "A no of yours stays until Jaden says otherwise." in text
