"""Whatever somebody made narrower after a backup is as narrow when the backup comes back."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from heard.apps.browsing.actions import drop_place_picture
from heard.apps.browsing.models import PlacePicture
from heard.apps.conversing.actions import comments
from heard.apps.conversing.actions.notices import choose_mail
from heard.apps.conversing.models import Comment, Experience, MailChoice
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.models import Correction
from heard.apps.helping.actions import pairs
from heard.apps.helping.models import Pair
from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.actions.groups import end_membership, join, set_leader
from heard.apps.joining.actions.people import change_person, give_role, keep_private, suspend
from heard.apps.joining.actions.portraits import drop_portrait
from heard.apps.joining.models import Group, Invitation, Membership, Portrait, PrivateDetails, Training, User
from heard.apps.joining.senders import Sender
from heard.apps.leaving.actions import Stories, leave
from heard.apps.moderating.models import Concern
from heard.apps.telling.actions.consent import Hand, ask_to_sign_again, decide_anew, describe_person, record_consent
from heard.apps.telling.actions.holding import hold_story
from heard.apps.telling.actions.linking import end_links, make_link
from heard.apps.telling.actions.stories import choose_audience, delete_story, describe_story, unpublish_story
from heard.apps.telling.actions.withdrawing import bring_back, erase, take_back
from heard.apps.telling.models import (
    ConsentEntry,
    DecidingEntry,
    HiddenSpan,
    PrivateLink,
    Recording,
    SignOff,
    Story,
    StoryPerson,
    Voice,
)
from heard.apps.telling.queries import place_of
from heard.apps.telling.queries.consent import uses_permitted
from heard.apps.wording.actions import add_term, retire_term
from heard.apps.wording.models import Form, Term
from heard.core.errors import HeardError, NotAllowed
from heard.core.offering.wordlist import Entry
from heard.core.people.consent import Deciding, Use
from heard.core.people.permissions import Role
from heard.server import backup, register
from heard.server.narrowings import NARROWINGS
from heard.server.not_narrowed import BY_OTHER_LINES, NOT_NARROWED
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_data_folder(settings, tmp_path):
    settings.DATA, settings.STATIC_ROOT = tmp_path / "data", tmp_path / "static"
    settings.DATA.mkdir()
    settings.STATIC_ROOT.mkdir()
    (settings.DATA / "secret-key").write_text("a key of this network")


@pytest.fixture
def come_back(tmp_path, settings):
    """Make a backup, do something after it, lose everything but the register, and bring the backup back."""

    def went_by(after) -> None:
        place, kept = tmp_path / "one.backup", tmp_path / "register.jsonl"
        backup.make(place)
        after()
        register.keep()
        register.place().rename(kept)
        call_command("flush", verbosity=0, interactive=False)
        if settings.MEDIA_ROOT.exists():
            settings.MEDIA_ROOT.rename(tmp_path / "lost")
        call_command("restore", place, register=kept)

    return went_by


def _again(row):
    return row._meta.model._base_manager.get(pk=row.pk)


# The table itself


def test_every_table_says_how_it_can_be_narrower_or_why_not():
    ours = {m._meta.label for m in apps.get_models() if m._meta.app_label not in backup._LEFT_OUT}
    said = [one.table._meta.label for one in NARROWINGS]
    assert sorted([*said, *BY_OTHER_LINES, *NOT_NARROWED]) == sorted(ours)


@pytest.mark.parametrize("one", [one for one in NARROWINGS if one.kept or one.sealed], ids=lambda one: one.label)
def test_every_column_is_kept_sealed_or_narrows_nothing(one):
    columns = [column.name for column in one.table._meta.concrete_fields if not column.primary_key]
    assert sorted([*one.kept, *one.sealed, *one.free]) == sorted(columns)


# Files


def _file(path: str) -> None:
    place_of(path).parent.mkdir(parents=True, exist_ok=True)
    place_of(path).write_text("sound")


def _files(settings) -> list[str]:
    return sorted(path.relative_to(settings.MEDIA_ROOT).as_posix() for path in settings.MEDIA_ROOT.rglob("*.*"))


@pytest.mark.parametrize("how", ["erased", "deleted"])
def test_the_sound_of_a_story_that_is_gone_is_not_there_again_nor_in_the_next_backup(
    story, ada, come_back, settings, tmp_path, how
):
    told = story("Told", published=False)
    _file("folder/one.opus")
    Recording.objects.create(story=told, path="folder/one.opus", filename="x.opus", size=5)

    def gone():
        if how == "deleted":
            delete_story(told, by=ada)
        else:
            take_back(told, hand=Hand(ada))
            erase(Story.objects.get(pk=told.pk))

    come_back(gone)
    assert (_files(settings) if settings.MEDIA_ROOT.exists() else []) == []
    assert backup.make(tmp_path / "next.backup").files.keys() == {"database.jsonl.gz", "secret-key"}


@pytest.mark.parametrize("how", ["left", "taken away"])
def test_a_picture_that_was_taken_away_is_not_there_again(ben, hana, come_back, settings, how):
    for user in (ben, hana):
        _file(f"people/{user.pk}/one.jpg")
        Portrait.objects.create(person=user, made=f"people/{user.pk}/one.jpg")
    come_back(lambda: leave(ben, Stories.LEAVE) if how == "left" else drop_portrait(ben))
    assert _files(settings) == [f"people/{hana.pk}/one.jpg"]


def test_a_picture_of_a_place_that_was_taken_away_is_not_there_again(story, cleo, come_back, settings):
    story("The bus", place="Salford")
    about = {"described": "A street.", "shows": "nobody"}
    row = PlacePicture.objects.create(slug="salford", made="pictures-of-places/one", **about)
    _file(row.path_of(320))
    come_back(lambda: drop_place_picture("salford", by=cleo))
    assert (PlacePicture.objects.exists(), _files(settings)) == (False, [])


# People


def test_a_network_whose_only_host_of_that_day_has_left_comes_back(hana, rae, come_back):
    def handed_over():
        give_role(rae, Role.HOST, by=hana)
        leave(User.objects.get(pk=hana.pk), Stories.LEAVE)

    come_back(handed_over)
    assert dict(User.objects.values_list("pk", "role")) == {hana.pk: "visitor", rae.pk: "host"}


def test_a_role_that_was_lowered_is_lowered(cleo, hana, come_back):
    come_back(lambda: give_role(cleo, Role.HELPER, by=hana))
    assert _again(cleo).role == "helper"


def test_somebody_who_was_suspended_is_suspended(ben, rae, come_back):
    come_back(lambda: suspend(ben, by=rae, why="Rude"))
    assert not _again(ben).is_active


def test_a_name_that_was_given_up_for_a_pseudonym_is_shown_nowhere(ada, story, come_back):
    story("Told")

    def renamed():
        ada.name, ada.about = "Sparrow", ""
        change_person(ada, by=ada, before={"name": "Ada Okafor"})

    come_back(renamed)
    assert _again(ada).name == ""
    assert "Okafor" not in Client().get("/reporters/").content.decode()


def test_private_details_that_were_emptied_stay_empty(ben, come_back):
    details = PrivateDetails.objects.create(person=ben, real_name="Benedict", phone="0113", support="large print")

    def emptied():
        details.phone = ""
        keep_private(details, by=ben)

    come_back(emptied)
    assert PrivateDetails.objects.values_list("real_name", "phone", "support").get() == ("Benedict", "", "large print")


def test_an_address_that_was_given_up_opens_no_account(ben, come_back):
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True)

    def moved():
        EmailAddress.objects.all().delete()
        EmailAddress.objects.create(user=ben, email="new@example.org", verified=True)
        User.objects.filter(pk=ben.pk).update(email="new@example.org")

    come_back(moved)
    assert not EmailAddress.objects.exists()
    assert _again(ben).email.endswith("@changed.invalid")


def test_an_old_password_opens_nothing(ben, come_back):
    def changed():
        ben.set_password("another-long-password")
        ben.save()

    come_back(changed)
    assert not _again(ben).has_usable_password()


def test_a_passkey_that_was_taken_away_opens_nothing(ben, come_back):
    lost, kept = (Authenticator.objects.create(user=ben, type=kind, data={"x": 1}) for kind in ("totp", "webauthn"))
    come_back(lost.delete)
    assert list(Authenticator.objects.values_list("pk", flat=True)) == [kept.pk]


def test_a_code_that_was_used_up_counts_no_more(ben, come_back):
    codes = Authenticator.objects.create(user=ben, type="recovery_codes", data={"used_mask": 0})
    come_back(lambda: Authenticator.objects.filter(pk=codes.pk).update(data={"used_mask": 1}))
    assert not Authenticator.objects.exists()


def test_memberships_that_ended_or_were_hidden_are_so_again(ben, max_, cleo, come_back):
    group = Group.objects.create(name="Ward 7", slug="ward-7")
    left, hidden = join(group, ben), join(group, max_)
    Membership.objects.update(shown=True, leads=True)

    def less():
        end_membership(left, by=ben)
        Membership.objects.filter(pk=hidden.pk).update(shown=False)
        set_leader(Membership.objects.get(pk=hidden.pk), False, by=cleo)

    come_back(less)
    assert [(row.left_at is None, row.shown, row.leads) for row in Membership.objects.order_by("pk")] == [
        (False, False, True),
        (True, False, False),
    ]


def test_an_invitation_that_ended_is_ended(cleo, come_back):
    row = Invitation.objects.create(token_hash="x", role="reporter", made_by=cleo)
    come_back(lambda: Invitation.objects.filter(pk=row.pk).update(ended_at=timezone.now()))
    assert _again(row).ended_at is not None


def test_a_training_that_was_struck_out_is_gone(ben, come_back):
    row = Training.objects.create(person=ben, kind="safeguarding", completed_at="2026-01-01")
    come_back(row.delete)
    assert not Training.objects.exists()


def test_whoever_wants_no_thanks_and_no_letters_gets_none(ben, come_back):
    User.objects.filter(pk=ben.pk).update(is_thanked=True)

    def enough():
        User.objects.filter(pk=ben.pk).update(is_thanked=False)
        choose_mail(ben, "never")

    come_back(enough)
    assert (_again(ben).is_thanked, MailChoice.objects.get().often) == (False, "never")


# Stories


@pytest.fixture
def told(story):
    return story("Told", ("S1", "My neighbour Zebedee said so."), ("S2", "Did he?"))


def _opens(told, client=None) -> int:
    return (client or Client()).get(told.get_absolute_url()).status_code


def test_a_story_that_its_teller_took_back_only_its_teller_brings_back(told, ada, come_back):
    teller = told.people.get()
    come_back(lambda: take_back(told, hand=Hand(themself=True), part=teller))
    now = Story.objects.get()
    assert (now.state, now.sealed_by) == ("withdrawn", teller.subject)
    with pytest.raises(NotAllowed):
        bring_back(now, hand=Hand(ada))
    bring_back(now, hand=Hand(themself=True), part=StoryPerson.objects.get())


def test_a_no_that_was_said_before_it_was_taken_back_stays_when_it_is_brought_back(told, ada, come_back):
    def went():
        record_consent(told.people.get(), {Use.EXPORT: False}, hand=Hand(ada))
        take_back(told, hand=Hand(ada))

    come_back(went)
    bring_back(Story.objects.get(), hand=Hand(ada))
    assert uses_permitted(Story.objects.get()) == set(Use) - {Use.EXPORT}


def test_a_no_by_their_own_hand_is_overruled_by_nobody(told, ada, come_back):
    come_back(lambda: record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(themself=True)))
    with pytest.raises(NotAllowed):
        record_consent(StoryPerson.objects.get(), {Use.PUBLISH: True}, hand=Hand(ada))
    assert _opens(told) == 404


def test_the_audience_is_as_narrow_even_when_it_is_published_anew(told, ada, come_back):
    days = {"opens_on": "2026-01-01", "closes_on": "2099-01-01"}
    come_back(lambda: choose_audience(told, {"reach": "members", "licence": "", **days}, by=ada))
    now = Story.objects.get()
    assert (now.state, now.reach, str(now.closes_on)) == ("draft", "members", "2099-01-01")


def test_somebody_whose_name_was_struck_out_reads_no_more(told, ada, ben, max_, come_back):
    choose_audience(told, {"reach": "named"}, by=ada, readers=[ben, max_])
    come_back(lambda: choose_audience(told, {"reach": "named"}, by=ada, readers=[max_]))
    assert [reader.pk for reader in Story.objects.get().readers.all()] == [max_.pk]


@pytest.mark.parametrize("what", ["title", "summary", "place", "content_note"])
def test_what_was_said_otherwise_since_waits_for_somebody_to_look(told, ada, come_back, what):
    come_back(lambda: describe_story(told, {what: "Said otherwise"}, by=ada))
    assert Story.objects.get().state == "draft"


def test_a_story_that_is_a_draft_since_is_one(told, ada, come_back):
    come_back(lambda: unpublish_story(told, by=ada))
    assert _opens(told) == 404


def test_a_story_that_is_held_stays_so_and_a_moderator_is_asked(told, come_back):
    come_back(lambda: hold_story(told, by=None, why="concern:9"))
    assert Story.objects.get().held_at is not None
    assert Concern.objects.get().about == f"story:{told.pk}"


def test_a_name_that_somebody_in_it_gave_up_is_shown_nowhere(told, ada, come_back):
    describe_person(told.people.get(), {"voice": "S1"}, hand=Hand(ada))
    come_back(lambda: describe_person(told.people.get(), {"name": "Sparrow"}, hand=Hand(themself=True)))
    assert StoryPerson.objects.get().name == "Somebody"
    assert not Voice.objects.exists()


def test_somebody_under_18_is_under_18(told, ada, come_back):
    come_back(lambda: decide_anew(told.people.get(), Deciding(True, date(2999, 5, 3)), by=ada))
    assert StoryPerson.objects.get().deciding == Deciding(True, date(2999, 5, 3))
    assert DecidingEntry.objects.count() == 1


def test_a_link_that_was_ended_opens_nothing(told, ada, come_back):
    token = make_link(told.people.get(), by=ada)
    come_back(lambda: end_links(told.people.get(), by=ada))
    assert PrivateLink.objects.get().revoked_at is not None
    assert "Zebedee" not in Client().get(f"/yours/{token}/").content.decode()


def test_a_sign_off_that_counts_no_more_does_not(told, come_back):
    come_back(lambda: ask_to_sign_again(told))
    assert SignOff.objects.get().void


def test_a_hidden_part_says_again_who_hid_it(told, cleo, come_back):
    come_back(lambda: hide(told, Part((0.9, 1.45), "w3", "w3", "names"), hand=Hand(cleo)))
    row = HiddenSpan.objects.get()
    assert (row.start, row.end, row.reason, row.by) == (0.9, 1.45, "names", cleo)


def test_what_was_hidden_before_the_copy_had_words_is_hidden_once_it_has(story, ada, come_back):
    bare = story("Bare", transcript=False)

    def heard():
        from heard.apps.transcribing.actions import keep_take

        keep_take(bare, cast.make_transcript())
        hide(bare, Part((0.9, 1.45)), hand=Hand(ada))

    come_back(heard)
    assert HiddenSpan.objects.get().start == 0.9


def test_a_recording_that_was_replaced_is_gone(story, come_back, settings):
    told = story("Told", published=False)
    for name in ("one", "two"):
        _file(f"{name}/original.mp3")
    first = Recording.objects.create(story=told, path="one/original.mp3", filename="x.mp3", size=5)

    def again():
        first.delete()
        Recording.objects.create(story=told, path="two/original.mp3", filename="x.mp3", size=5)

    come_back(again)
    assert not Recording.objects.exists()


# Words and talk


def test_a_comment_that_was_removed_declined_or_changed_is_not_shown(told, ben, rae, come_back):
    rows = [comments.comment(told, Sender(ben), comments.Saying(text)) for text in ("One", "Two", "Three", "Four")]
    Comment.objects.update(state="shown")

    def went():
        comments.remove(rows[0], Sender(ben))
        comments.decline(rows[1], rae, "No.")
        Comment.objects.filter(pk=rows[2].pk).update(text="Three, without a name", edited_at=timezone.now())

    come_back(went)
    assert list(Comment.objects.values_list("state", flat=True)) == ["removed", "declined", "waiting", "shown"]


def test_a_comment_that_was_wiped_says_nothing(told, ben, come_back):
    row = comments.comment(told, Sender(ben), comments.Saying("One"))

    def wiped():
        comments.remove(row, Sender(ben))
        Comment.objects.update(removed_at="2026-01-01T00:00Z")
        comments.forget_removed()

    come_back(wiped)
    assert Comment.objects.get().text == ""


def test_i_have_experienced_this_too_is_taken_back(told, ben, come_back):
    comments.say_same(told, Sender(ben))
    come_back(lambda: comments.unsay_same(told, Sender(ben)))
    assert not Experience.objects.exists()


def test_a_correction_that_was_withdrawn_waits_no_more(told, ben, come_back):
    row = correcting.report(told, Sender(ben), Remark("replace", ("w3",), "Zachary"))
    come_back(lambda: correcting.withdraw(row, Sender(ben)))
    assert Correction.objects.get().state == "withdrawn"


def test_a_pair_that_is_never_to_be_offered_is_not(cleo, come_back):
    pair = Pair.objects.create(heard="two", meant="too", by_hand=True)
    come_back(lambda: pairs.never(pair, cleo))
    assert Pair.objects.get().state == "never"


def test_a_term_out_of_use_is_out_of_use(cleo, come_back):
    term = add_term(Entry("Glenfield", mishearings=("glen feel", "glean field")), by=cleo)

    def less():
        Form.objects.filter(text="glen feel").delete()
        retire_term(term, by=cleo)

    come_back(less)
    assert (Term.objects.get().state, Form.objects.get().text) == ("retired", "glean field")


# The register itself


def test_what_is_newer_than_the_register_stays(told, ben, tmp_path):
    """Where the last copy of the register is older than the backup, nothing is taken for deleted that came later."""
    comments.say_same(told, Sender(ben))
    register.keep()
    register.place().rename(tmp_path / "old.jsonl")
    comments.say_same(told, Sender(visitor="later"))
    comments.comment(told, Sender(ben), comments.Saying("Later"))
    backup.make(tmp_path / "one.backup")
    call_command("flush", verbosity=0, interactive=False)
    call_command("restore", tmp_path / "one.backup", register=tmp_path / "old.jsonl")
    assert (Experience.objects.count(), Comment.objects.count()) == (2, 1)


@pytest.mark.parametrize("harm", ["cut short", "a line less", "a letter changed"])
def test_a_register_that_is_not_whole_is_not_believed(told, ada, hana, tmp_path, harm):
    backup.make(tmp_path / "one.backup")
    take_back(told, hand=Hand(ada))
    register.keep()
    lines = register.place().read_text().splitlines(keepends=True)
    changed = {
        "cut short": lines[:-1],
        "a line less": lines[:2] + lines[3:],
        "a letter changed": [line.replace("visitor", "host").replace("withdrawn", "refused") for line in lines],
    }[harm]
    (tmp_path / "harmed").write_text("".join(changed))
    call_command("flush", verbosity=0, interactive=False)
    with pytest.raises(HeardError) as refused:
        call_command("restore", tmp_path / "one.backup", register=tmp_path / "harmed")
    assert (refused.value.code, Story.objects.count()) == ("bad-register", 0)


def test_the_ledger_is_written_once(told, ada, come_back):
    record_consent(told.people.get(), {Use.EXPORT: False}, hand=Hand(ada))
    come_back(lambda: None)
    assert ConsentEntry.objects.filter(use="export").count() == 2
