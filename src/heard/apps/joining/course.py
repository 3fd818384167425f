"""The short course about responsible storytelling. Plain words, a few questions, and a reason for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from heard.web.network import network

Text = Any  # a sentence that is translated when it is shown


@dataclass(frozen=True)
class Section:
    key: str
    title: Text
    paragraphs: tuple[Text, ...]
    points: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Question:
    """`right` is the place of the right answer, from 0. `why` is said to whoever chose another."""

    key: str
    asked: Text
    answers: tuple[Text, ...]
    right: int
    why: Text


SECTIONS = (
    Section(
        "before",
        _("Before you begin"),
        (
            _("A story belongs to the person who lived it. You help it to be heard. That is all, and it is a lot."),
            _("This page takes about fifteen minutes. There is no clock, and you can try the questions again."),
        ),
    ),
    Section(
        "consent",
        _("Ask, and ask again"),
        (
            _("Consent means that somebody says yes, knows what they say yes to, and can still say no."),
            _("Say in plain words what you would like to record, who will hear it, and what may be done with it."),
        ),
        (
            _("Ask before you press record. Then ask once more on the recording."),
            _("Ask about each use by itself: putting it on this site, quoting it, playing it in a meeting."),
            _("Say that they can change their mind, today or in three years, and how."),
            _("A nod because somebody is tired, or afraid to lose a service, is not a yes."),
            _("For somebody under 18, a parent or guardian says yes as well. The young person’s no still counts."),
        ),
    ),
    Section(
        "listening",
        _("Listen"),
        (_("People tell you what matters when they feel that there is time."),),
        (
            _("Choose a quiet place where they feel at ease. Let them decide who else is there."),
            _("Ask one open question, such as “What was it like?” Then wait. Silence is not a fault."),
            _("Do not put words into their mouth, and do not correct how they speak."),
            _("If something is hard to tell, offer a break. They may stop at any time and owe you no reason."),
        ),
    ),
    Section(
        "safe",
        _("Keep people safe"),
        (
            _(
                "Safeguarding means keeping people from harm. Sometimes you hear that somebody is being hurt, or may "
                "hurt themselves or others."
            ),
        ),
        (
            format_lazy(
                _("If somebody is in danger now, call {number}."), number=lazy(lambda: network().emergency, str)()
            ),
            _("Say before the talk: “If you tell me that somebody is in danger, I may have to pass it on.”"),
            _("Do not promise to keep such a thing secret, and do not look into it by yourself."),
            _("Tell the safeguarding lead of your group the same day. If you do not know who that is, ask the host."),
            _("Write down what was said, in the person’s own words, and nothing you only guess."),
        ),
    ),
    Section(
        "promises",
        _("Promise nothing you cannot keep"),
        (
            _(
                "A story can change minds. It may also change nothing. Never say that telling it will get somebody a "
                "home, a treatment or money."
            ),
            _("Say what you do know: who will hear it, and when you will tell them what came of it. Then do so."),
        ),
    ),
    Section(
        "others",
        _("Others in the story"),
        (_("Nobody lives a story alone. The others in it were not asked."),),
        (
            _("Leave out names, streets, schools and wards of people who have not said yes."),
            _("Be careful with somebody’s health, faith, money, or trouble with the law."),
            _("Look at what is in the picture too: faces, letters on a table, a number plate."),
            _("If somebody is blamed, think whether they could be known by it. When in doubt, ask an editor."),
            _("You can hide seconds of a story. Their sound and their words then go together."),
        ),
    ),
    Section(
        "yourself",
        _("Look after yourself"),
        (
            _("Hard stories stay with those who hear them. This is not weakness."),
            _("Plan a quiet hour after a hard talk. Speak to somebody you trust about how it was, without names."),
            _("You may say no to a story that is too close to your own."),
        ),
    ),
    Section(
        "after",
        _("Afterwards"),
        (
            _("The storyteller hears and reads the story before anybody else does. What they want out goes out."),
            _("Delete the recording from your phone once it is safe here. Keep notes where nobody else reads them."),
        ),
    ),
)

QUESTIONS = (
    Question(
        "yes",
        _("Joan says “yes” to recording. Half-way through she says “I’d rather not have this on the internet.”"),
        (
            _("She agreed at the start, so I can publish it."),
            _("I ask what she would like, and do that: her no counts at any time."),
            _("I publish it without her name."),
        ),
        1,
        _("A yes can become a no at any time. Ask what she does want, and keep to it."),
    ),
    Question(
        "danger",
        _("A man tells you that his carer hits him, and begs you to tell nobody. What do you do?"),
        (
            _("I keep it to myself, because I promised him a private talk."),
            _("I go and speak to the carer."),
            _("I tell him that I have to pass it on, and tell the safeguarding lead today."),
        ),
        2,
        _("Nobody can promise to keep danger secret. Pass it on the same day to those whose work it is."),
    ),
    Question(
        "promise",
        _("“If I tell you this, will they give us a bus stop?” What do you say?"),
        (
            _("“I can’t promise that. I can tell you who will hear it, and come back to say what they answered.”"),
            _("“Yes, they will have to.”"),
            _("“Probably, if your story is sad enough.”"),
        ),
        0,
        _("Promise only what you can do yourself."),
    ),
    Question(
        "others",
        _("Amina tells how her neighbour lost his children. He is not here. What happens to that part?"),
        (
            _("It stays: it is Amina’s story."),
            _("It is hidden or told so that nobody can know him, unless he says yes."),
            _("It stays, with his first name only."),
        ),
        1,
        _("He was not asked. A first name and a street are enough to be known by."),
    ),
    Question(
        "words",
        _("Somebody says “them conditions was shocking”. What should the transcript say?"),
        (
            _("“Those conditions were shocking.”"),
            _("“The conditions were very bad.”"),
            _("“Them conditions was shocking.”"),
        ),
        2,
        _("The record is what was said. Dialect is not a mistake."),
    ),
    Question(
        "self",
        _("You feel shaken after a talk. What is wise?"),
        (
            _("To say nothing, because reporters should be strong."),
            _("To take time, and talk to somebody you trust about how it was, without names."),
            _("To record the next one at once, so as not to think about it."),
        ),
        1,
        _("Looking after yourself is part of doing this well."),
    ),
)


class CourseForm(forms.Form):
    """One question after another. A wrong answer is told with its reason, and can be tried again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            choices = [(str(number), answer) for number, answer in enumerate(question.answers)]
            self.fields[question.key] = forms.ChoiceField(
                label=question.asked,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose an answer.")},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for question in QUESTIONS:
            if question.key in given and given[question.key] != str(question.right):
                self.add_error(question.key, forms.ValidationError(question.why))
        return given
