"""What is kept about people, and about stories with the people in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from heard.apps.hosting.queries.keeping import Kept, Room, Until

PEOPLE = (
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
)
