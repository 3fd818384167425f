"""What is kept about people: one line for every table of the database, and its columns read off the table itself.

A test asks that no table is without its line, so that nothing can be kept that the page does not tell.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heard.apps.hosting.queries.keeping import Kept, Room, Until
from heard.apps.hosting.queries.kept_pages import EMPTY, WRITTEN
from heard.apps.hosting.queries.kept_people import PEOPLE

ROOMS = (
    *PEOPLE,
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
