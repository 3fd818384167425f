"""What is kept about people: one line for every table of the database, and its columns read off the table itself.

A test asks that no table is without its line, so that nothing can be kept that the page does not tell.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.apps.hosting.queries.kept_pages import EMPTY, WRITTEN


class Until:
    """How long something is kept."""

    STORY = _("As long as the story.")
    ACCOUNT = _("As long as the account.")
    STAYS = _("It stays, so that what was said and decided can be checked.")
    BY_ITSELF = _("Until it is forgotten by itself, as below.")
    HOST = _("Until somebody takes it away.")


@dataclass(frozen=True)
class Kept:
    """What one table keeps, why, and how long."""

    table: str
    what: str | Promise
    why: str | Promise
    until: str | Promise

    @property
    def columns(self) -> list[str]:
        """Those that can hold something about somebody: a person, free text, an address or a mark."""
        return [str(field.verbose_name) for field in apps.get_model(self.table)._meta.concrete_fields if _can(field)]


def _can(field: models.Field) -> bool:  # type: ignore[type-arg]
    if field.is_relation:
        return field.related_model is not None and field.related_model._meta.label == "joining.User"
    free = isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField)
    return free and not field.choices


@dataclass(frozen=True)
class Room:
    """What belongs together on the page."""

    title: str | Promise
    kept: tuple[Kept, ...]


ROOMS = (
    Room(
        _("People with an account"),
        (
            Kept(
                "joining.User",
                _(
                    "E-mail address, password as a digest, name to show, role, a few words, and whether they like to "
                    "be thanked by name."
                ),
                _("To log in and to be credited."),
                Until.ACCOUNT,
            ),
            Kept(
                "joining.PrivateDetails",
                _("Real name and ways to reach them. Apart from everything else."),
                _("So that the host can reach them."),
                Until.ACCOUNT,
            ),
            Kept(
                "joining.Portrait",
                _("Their picture, and what is to be seen in it."),
                _("So that people know who gathered a story."),
                Until.ACCOUNT,
            ),
            Kept(
                "joining.Training",
                _("Which training they did, and when."),
                _("Before they gather stories."),
                Until.ACCOUNT,
            ),
            Kept("joining.Group", _("Groups and organisations."), _("To share stories within them."), Until.HOST),
            Kept(
                "joining.Membership",
                _("Who belongs to which group, from when to when."),
                _("To know who may see what."),
                Until.ACCOUNT,
            ),
            Kept(
                "joining.Invitation",
                _("Whom somebody asked to join."),
                _("So that the link works once."),
                Until.BY_ITSELF,
            ),
            Kept(
                "account.EmailAddress",
                _("E-mail addresses, and whether they are proved."),
                _("To log in and to write to them."),
                Until.ACCOUNT,
            ),
            Kept(
                "connecting.Token",
                _("Tokens by which programs ask for somebody, as a digest: what for, until when, last used when."),
                _("So that a program may do what its person chose, and no more."),
                Until.ACCOUNT,
            ),
            Kept("account.EmailConfirmation", _("Links that prove an address."), _("To prove it."), Until.ACCOUNT),
            Kept(
                "mfa.Authenticator",
                _("Passkeys, and secrets for one-time codes."),
                _("To log in safely."),
                Until.ACCOUNT,
            ),
            Kept(
                "sessions.Session",
                _("Who is logged in, and with which browser."),
                _("To stay logged in."),
                Until.BY_ITSELF,
            ),
        ),
    ),
    Room(
        _("Stories and the people in them"),
        (
            Kept("telling.Story", _("Title, summary, place, date, whom it is for."), _("To tell it."), Until.STORY),
            Kept("telling.Theme", _("What stories are about."), _("To find them."), Until.HOST),
            Kept(
                "telling.Voice",
                _("Which voice is whose, under the name to show."),
                _("To read who speaks."),
                Until.STORY,
            ),
            Kept("telling.Recording", _("The recording itself, and its file's name."), _("To hear it."), Until.STORY),
            Kept(
                "telling.Rendition",
                _("Smaller copies, without what the file says of place and device."),
                _("To play them everywhere."),
                Until.STORY,
            ),
            Kept(
                "telling.Upload",
                _("Recordings that are on their way here."),
                _("To carry on after a broken line."),
                Until.BY_ITSELF,
            ),
            Kept(
                "telling.StoryPerson",
                _("Who is in a story, under the name to show."),
                _("To ask each of them."),
                Until.STORY,
            ),
            Kept(
                "telling.PersonContact",
                _("Their real name and how to reach them; for somebody under 18, when they were born."),
                _("So that they can be asked again, and decide alone once they are 18."),
                Until.STORY,
            ),
            Kept(
                "telling.ConsentEntry",
                _("What each of them agreed to, when and how. No name, and nothing of the story."),
                _("To prove that they were asked, and that they took it back."),
                Until.STAYS,
            ),
            Kept(
                "telling.DecidingEntry",
                _("Who decides: they alone, or with a parent or guardian, until which day. No name."),
                _("To prove who was asked."),
                Until.STAYS,
            ),
            Kept(
                "telling.SignOff",
                _("That the storyteller heard it and found it good."),
                _("Nobody else hears it before."),
                Until.STORY,
            ),
            Kept(
                "telling.PrivateLink",
                _("Private links, as a digest."),
                _("For people without an account."),
                Until.STORY,
            ),
            Kept(
                "understanding.Chapter",
                _("Titles of the parts of a story, and who wrote them."),
                _("To find one’s way in it."),
                Until.STORY,
            ),
            Kept(
                "understanding.EasyLine",
                _("The story in short sentences with pictures, and who wrote them."),
                _("So that more people understand it."),
                Until.STORY,
            ),
            Kept(
                "understanding.Translation",
                _("Into which languages a story is put, and who began."),
                _("So that people read it in their own language."),
                Until.STORY,
            ),
            Kept(
                "understanding.TranslatedParagraph",
                _("What was said in it, in another language, and who wrote that."),
                _("So that people read it in their own language."),
                Until.STORY,
            ),
            Kept("telling.HiddenSpan", _("Which seconds are hidden."), _("To keep them hidden."), Until.STORY),
            Kept(
                "telling.Picture",
                _("The picture of a story, what is to be seen in it, who is in it, and who said that they agreed."),
                _("To show it with the story."),
                Until.STORY,
            ),
            Kept(
                "moving.Waiting",
                _("Stories from elsewhere that are published as soon as their sound is made."),
                _("So that they are where they were."),
                Until.STORY,
            ),
            Kept(
                "moving.OldAddress",
                _("Where a story was found before it came here."),
                _("So that old links lead to it."),
                Until.STORY,
            ),
            Kept(
                "telling.ExportNote",
                _("Who downloaded the words of a story."),
                _("So that they can be told when it is taken back."),
                Until.STORY,
            ),
        ),
    ),
    Room(
        _("Words"),
        (
            Kept("transcribing.Job", _("Work on a recording."), _("To carry on after a break."), Until.STORY),
            Kept(
                "transcribing.Take",
                _("What the machine wrote, and what a second, smaller one heard."),
                _("To see what people changed, and to ask them where it may be wrong."),
                Until.STORY,
            ),
            Kept("transcribing.Transcript", _("In which revision the words stand."), _("To read them."), Until.STORY),
            Kept("transcribing.Paragraph", _("The words as they stand."), _("To read them."), Until.STORY),
            Kept(
                "transcribing.VoiceReason",
                _("Why a voice is nobody’s who was asked."),
                _("To answer for it."),
                Until.STORY,
            ),
            Kept("transcribing.Passage", _("The words, a paragraph a row."), _("To find them."), Until.STORY),
            Kept("exploring.Indexed", _("The words without their endings."), _("To find them."), Until.STORY),
            Kept(
                "exploring.Meaning",
                _("What the words mean, as numbers that a machine made of them."),
                _("To find what was said in other words."),
                Until.STORY,
            ),
            Kept("exploring.Related", _("Which stories are alike, and why."), _("To lead there."), Until.STORY),
            Kept(
                "exploring.Card",
                _("The picture of a story for pages elsewhere: its title, a sentence and its waveform."),
                _("To be seen beside a link."),
                Until.STORY,
            ),
            Kept("exploring.NetworkCard", _("The picture of this site."), _("To be seen beside a link."), Until.HOST),
            Kept("exploring.Stamp", _("That a story changed."), _("To show its page anew."), Until.STORY),
            Kept("exploring.ListStamp", _("That the lists changed."), _("To count them anew."), Until.HOST),
            Kept("exploring.NetworkStamp", _("That the network changed."), _("To show pages anew."), Until.HOST),
            Kept("exploring.Stale", _("That a story changed."), _("To index it again."), Until.BY_ITSELF),
            Kept(
                "exploring.KnownWord",
                _("Every word that is said in any story."),
                _("To find it misspelt."),
                Until.STORY,
            ),
            Kept("correcting.Revision", _("Each change of the words, and who made it."), _("To undo it."), Until.STORY),
            Kept(
                "correcting.Correction",
                _("What people reported: the words, their name if they gave one."),
                _("To put words right, and to tell them what became of it."),
                Until.STORY,
            ),
            Kept("correcting.Tally", _("How much of each there is."), _("Not to count each time."), Until.STORY),
            Kept(
                "correcting.RandomCheck",
                _("Moments that somebody checked."),
                _("To say how far the words can be trusted."),
                Until.STORY,
            ),
            Kept("helping.Pair", _("Pairs of words that were misheard."), _("To find the same elsewhere."), Until.HOST),
            Kept(
                "helping.Lesson",
                _("What a correction taught, with a few words around it."),
                _("To find the same elsewhere."),
                Until.STORY,
            ),
            Kept("helping.Proposal", _("Where something may be misheard."), _("To ask people."), Until.STORY),
            Kept("helping.Answer", _("What somebody said to that."), _("Not to ask twice."), Until.STORY),
            Kept("helping.Look", _("Which words a story has."), _("To look through it quickly."), Until.STORY),
            Kept("helping.Due", _("Whether a story was looked through."), _("To look it through."), Until.STORY),
            Kept("helping.Spot", _("Moments worth listening to."), _("To ask people."), Until.STORY),
            Kept(
                "helping.Reservation",
                _("Who was handed which moment."),
                _("Not to ask two people at once."),
                Until.BY_ITSELF,
            ),
            Kept(
                "helping.Listening",
                _("Which moments somebody listened to."),
                _("To say how much people have heard."),
                Until.STORY,
            ),
            Kept("wording.Term", _("Words explained."), _("To understand them."), Until.HOST),
            Kept(
                "wording.Form", _("Other ways to say a word, and how it is misheard."), _("To find them."), Until.HOST
            ),
            Kept("wording.StoryName", _("Names said in a story."), _("To write them as they are."), Until.STORY),
            Kept("wording.Ask", _("Words that somebody asked about."), _("To explain them."), Until.STORY),
        ),
    ),
    Room(
        _("Talk and care"),
        (
            Kept(
                "conversing.Comment",
                _("What somebody said about a story, with their name if they gave one."),
                _("To talk about it."),
                Until.STORY,
            ),
            Kept(
                "conversing.Version",
                _("How a comment read before it was changed."),
                _("For moderators, when somebody complains."),
                Until.STORY,
            ),
            Kept("conversing.Experience", _("Who has experienced the same."), _("To count them once."), Until.STORY),
            Kept("browsing.Collection", _("Collections that editors made."), _("To show them."), Until.HOST),
            Kept(
                "moving.Imported",
                _("What came in from elsewhere, as digests: no name and no text."),
                _("So that nothing comes in twice."),
                Until.STAYS,
            ),
            Kept("browsing.Point", _("Where a place lies, roughly."), _("To show it on a map."), Until.HOST),
            Kept(
                "browsing.PlacePicture",
                _("The picture of a place, what is to be seen in it, who is in it, and who said that they agreed."),
                _("To show it while a story tells of the place."),
                Until.HOST,
            ),
            Kept("browsing.Piece", _("What is in a collection."), _("To show it."), Until.HOST),
            Kept(
                "sharing.Moment",
                _("Which words of a story were shared, by nobody knows whom."),
                _("So that a link shows and plays just them."),
                Until.STORY,
            ),
            Kept(
                "sharing.MomentCard",
                _("The picture of such words for pages elsewhere, while they may be quoted."),
                _("To be seen beside a link."),
                Until.STORY,
            ),
            Kept("conversing.Notice", _("What somebody was told of."), _("To tell them once."), Until.BY_ITSELF),
            Kept("exploring.KeptSearch", _("Searches that somebody keeps."), _("To tell them."), Until.ACCOUNT),
            Kept("conversing.MailChoice", _("How often somebody wants e-mail."), _("To keep to it."), Until.ACCOUNT),
            Kept(
                "moderating.Concern",
                _("What somebody is worried about, in their words, with their name if they gave one."),
                _("To look after people, and to see later what was done."),
                Until.STAYS,
            ),
            Kept(
                "moderating.Ruling",
                _("What was decided on a concern, by whom, and why."),
                _("To answer for it, and so that somebody else can look again."),
                Until.STAYS,
            ),
            Kept(
                "moderating.CaseNote",
                _("What moderators wrote down while they looked after a concern."),
                _("To look after people, and to answer for it."),
                Until.BY_ITSELF,
            ),
            Kept(
                "moderating.Referral",
                _("To whom a concern was passed, and when."),
                _("So that nobody is forgotten."),
                Until.BY_ITSELF,
            ),
            Kept("moderating.SavedReply", _("What moderators often say."), _("To say it again."), Until.HOST),
        ),
    ),
    Room(
        _("Articles, guides and pages"),
        (
            *(Kept(table, what, why, Until.HOST) for table, what, why in WRITTEN),
            *(Kept(table, _("Nothing about people."), _("Wagtail needs it."), Until.HOST) for table in EMPTY),
        ),
    ),
    Room(
        _("Running the network"),
        (
            Kept(
                "mailing.Letter",
                _("E-mails until they have left; of those that could not be sent, the address."),
                _("To try again, and to tell the host."),
                Until.BY_ITSELF,
            ),
            Kept(
                "journal.Entry",
                _("Who did what, and when."),
                _("To see what happened, and to put it right."),
                Until.BY_ITSELF,
            ),
            Kept(
                "admin.LogEntry", _("What the host changed in the back room."), _("To see what happened."), Until.HOST
            ),
            Kept(
                "connecting.Webhook",
                _("Which programs are told of stories, the secret that signs it, and who said so."),
                _("To tell them."),
                Until.HOST,
            ),
            Kept(
                "connecting.Announced",
                _("The addresses of the stories that everybody may see, for each of these programs."),
                _("To tell it when one is taken back."),
                Until.HOST,
            ),
            Kept(
                "connecting.Delivery",
                _("What such a program is still to be told: the address of a story."),
                _("To try again, for a day and a half."),
                Until.BY_ITSELF,
            ),
            Kept("hosting.Clock", _("What the clock showed."), _("To forget nothing by a wrong clock."), Until.HOST),
            Kept(
                "hosting.Sweep",
                _("When something was last forgotten by itself."),
                _("To show that it was."),
                Until.HOST,
            ),
            Kept(
                "furnishing.Network",
                _("What the host says of the network: its name and its looks, who is behind it, what is on."),
                _("So that every page is like that."),
                Until.HOST,
            ),
            Kept("furnishing.Logo", _("The logos of the network."), _("To show them on every page."), Until.HOST),
            Kept("auth.Permission", _("Nothing about people."), _("Django needs it."), Until.HOST),
            Kept("auth.Group", _("Nothing about people."), _("Django needs it."), Until.HOST),
            Kept("contenttypes.ContentType", _("Nothing about people."), _("Django needs it."), Until.HOST),
        ),
    ),
)
