"""The texts that a network begins with, for its host to make their own: what it is, how consent works, whom to ask, and
what it promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from heard.web.network import network

Piece = tuple[str, str | tuple[str, ...]]
"""A heading, a paragraph or a list."""


@dataclass(frozen=True)
class Start:
    title: str
    standfirst: str
    pieces: tuple[Piece, ...]

    def body(self) -> list[tuple[str, str]]:
        """As the blocks of a page."""
        return list(_blocks(self.pieces))


def _blocks(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, str]]:
    for kind, said in pieces:
        if kind == "heading":
            yield "heading", str(said)
        elif isinstance(said, tuple):
            yield "text", format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in said)))
        else:
            yield "text", format_html("<p>{}</p>", said)


def _about() -> Start:
    site = {"site": network().name}
    return Start(
        _("About %(site)s") % site,
        _("%(site)s is a community reporter network: a place for stories of lived experience, told by the people who "
          "lived them. The stories are there so that decisions are made with people, and not about them.") % site,
        (
            ("heading", _("Who we are")),
            ("paragraph", _("Write here who runs this network, where you are, and why you began. Two or three short "
                            "paragraphs are enough. People tell their story to somebody whom they know.")),
            ("heading", _("What becomes of a story")),
            ("paragraph", _("A community reporter sits down with somebody and records a talk. The person hears it "
                            "before anybody else does, and decides who may. Then people read it, hear it, talk about "
                            "it, and quote it where decisions are made.")),
            ("heading", _("Take part")),
            ("list", (
                _("Tell your own story: ask one of our reporters."),
                _("Help for five minutes: listen to a few words, and say what is really said."),
                _("Become a community reporter: write to us."),
            )),
        ),
    )  # fmt: skip


def _consent() -> Start:
    return Start(
        _("How consent works"),
        _("Your story is yours. You say what may be done with it, one thing at a time, and you can change your mind on "
          "any day."),
        (
            ("heading", _("You are asked, one thing at a time")),
            ("paragraph", _("For each of these you say yes or no. A no to one of them changes nothing about the "
                            "others.")),
            ("list", (
                _("Whether people may hear and read your story here."),
                _("Whether your words may be quoted, in a link or in an article."),
                _("Whether it may be played at meetings where decisions are made."),
                _("Whether others may take a copy with them."),
                _("Whether it is part of our podcast."),
                _("Whether it may help to make the machine better that writes stories down."),
            )),
            ("heading", _("You hear it first")),
            ("paragraph", _("Nobody else hears your story until you have heard it and found it good. You can hide "
                            "parts of it, such as a name.")),
            ("heading", _("Everybody in it is asked")),
            ("paragraph", _("If two people speak, both are asked. Somebody under 18 decides together with a parent or "
                            "guardian, and alone once they are 18.")),
            ("heading", _("You can take it back")),
            ("paragraph", _("You need to give no reason. From that moment nobody finds, reads or hears it here. Where "
                            "it was quoted, a gap is left that says so. What others had copied before, we cannot "
                            "fetch back; we tell you who took a copy.")),
            ("paragraph", _("You have a private link for all this. If you have lost it, ask whoever recorded you, or "
                            "write to us.")),
        ),
    )  # fmt: skip


def _contact() -> Start:
    return Start(
        _("Contact"),
        _("Talk to us: about your story, about this site, or about something that worries you."),
        (
            ("paragraph", _("Write here how people reach you: a name, a telephone number and the hours, an e-mail "
                            "address, a postal address, and whether they may just come by.")),
            ("heading", _("If something on this site worries you")),
            ("paragraph", _("Use “Raise a concern” at the foot of every page. You need no account, and you need not "
                            "give your name. A person reads it.")),
            ("heading", _("If somebody is in danger now")),
            ("paragraph", _("Call the emergency services. Nobody here watches this site day and night.")),
        ),
    )  # fmt: skip


def _accessibility() -> Start:
    return Start(
        _("Accessibility statement"),
        _("Everybody should be able to hear, read and tell stories here. This page says what works, what does not yet, "
          "and how to get help."),
        (
            ("heading", _("What you can do here")),
            ("list", (
                _("Do everything with a keyboard alone, or with a screen reader."),
                _("Read every story that you could hear, and see captions under a film."),
                _("Make the letters larger, up to four times, without losing anything."),
                _("Choose colours, letters and spacing on the page “How pages look”."),
                _("Read and report without JavaScript, and on a slow line."),
            )),
            ("heading", _("What we aim for")),
            ("paragraph", _("This site is built to meet the Web Content Accessibility Guidelines (WCAG), version 2.2, "
                            "level AA. Its makers test it with a program in every version. We have not yet had it "
                            "tested by others.")),
            ("heading", _("What does not work yet")),
            ("paragraph", _("Write here what you know of: a film without a description of its pictures, a file that a "
                            "screen reader cannot read. Say until when you will have mended it.")),
            ("heading", _("Tell us")),
            ("paragraph", _("If you cannot use a part of this site, please tell us. We answer within five working "
                            "days, and give you what you were looking for in another way: on paper, in large print, "
                            "by telephone.")),
        ),
    )  # fmt: skip


def _policies() -> Start:
    return Start(
        _("Policies"),
        _("What we promise to the people who tell, read and help here."),
        (
            ("heading", _("Responsible storytelling")),
            ("paragraph", _("People tell what they choose to tell. Reporters are trained to ask open questions, to "
                            "stop when somebody wants to stop, and never to promise what a story cannot do.")),
            ("heading", _("Safeguarding")),
            ("paragraph", _("If a story says that a child or an adult is being harmed, we do not keep it to ourselves. "
                            "Write here who your safeguarding lead is, and how to reach them.")),
            ("heading", _("What we keep about you")),
            ("paragraph", _("The page “What we keep” names all of it, and for how long. It is made from the program "
                            "itself, so that it cannot be out of date. We sell nothing and track nobody.")),
            ("heading", _("How we moderate")),
            ("paragraph", _("The page “How we moderate” says what may be written here, who decides, and how to ask for "
                            "another look.")),
            ("heading", _("Complaints")),
            ("paragraph", _("Write here who answers complaints, within how many days, and where people can go if the "
                            "answer is not good enough.")),
        ),
    )  # fmt: skip


STANDING: dict[str, Callable[[], Start]] = {
    "about": _about,
    "how-consent-works": _consent,
    "contact": _contact,
    "accessibility": _accessibility,
    "policies": _policies,
}
