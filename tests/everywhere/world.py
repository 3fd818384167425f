"""A small network with a story for every way of being shut, and a marker of its own in everything kept about each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from django.utils import timezone

from heard.apps.browsing import tasks as browsing
from heard.apps.browsing.models import Collection, Piece, PlacePicture
from heard.apps.browsing.queries import slug_of
from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.models import Comment
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.exploring import tasks as exploring
from heard.apps.helping.actions.forgetting import unlearn
from heard.apps.hiding import actions as hiding
from heard.apps.joining.models import Group, Membership, User
from heard.apps.moderating.models import CaseNote, Concern, Referral
from heard.apps.publishing import actions as publishing
from heard.apps.publishing.models import Article, Guide, PageFile, Shelf
from heard.apps.sharing.models import Moment, MomentCard
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import PersonContact, PrivateLink, Recording, Rendition, Story, Theme, Upload, Voice
from heard.apps.telling.queries import pictures_of, place_of
from heard.apps.transcribing.queries import whole_transcript_of
from heard.apps.understanding.models import Chapter, EasyLine, TranslatedParagraph, Translation
from heard.apps.wording.actions import learn_form
from heard.apps.wording.models import Ask, Form, StoryName, Term
from heard.core.people.permissions import Role
from heard.core.transcript.hiding import around
from heard.server.parts import Pace
from tests import cast
from tests.worker import learn_and_look

KINDS = ("open", "hidden", "draft", "group", "named", "refused", "held", "past", "future", "sealed", "erased")
EVERYBODYS = {"open"}
NOBODYS = {"sealed", "erased"}


def marker(kind: str) -> str:
    return f"Qz{kind}qz"


@dataclass
class World:
    media: Path
    stories: dict[str, Story] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)


@contextmanager
def settings_of_the_world(media: Path) -> Iterator[None]:
    """Its files where they were put, cheap passwords, and no limit to how often something is sent."""
    as_often_as_it_takes = {"HEARD_PACE": Pace(comments=10**6, corrections=10**6)}
    ours = {**settings.HEARD, **as_often_as_it_takes, "HEARD_EMAIL_URL": "smtp://localhost"}
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(MEDIA_ROOT=media, HEARD=ours, PASSWORD_HASHERS=cheap):
        yield


def make_world(media: Path) -> World:
    made = World(media)
    roles = {
        "ada": ("Ada Okafor", Role.REPORTER),
        "helper": ("Ben Achterberg", Role.HELPER),
        "editor": ("Cleo Marsh", Role.EDITOR),
        "moderator": ("Rae Solomon", Role.MODERATOR),
        "host": ("Hana Yilmaz", Role.HOST),
        "reporter": ("Reporter Person", Role.REPORTER),
        "member": ("Member Person", Role.VISITOR),
        "former": ("Former Person", Role.VISITOR),
        "named": ("Nadia Person", Role.VISITOR),
    }
    made.people = {key: cast.make_person(*who) for key, who in roles.items()}
    ours, other = (Group.objects.create(name=name, slug=name.lower()) for name in ("Ours", "Others"))
    Group.objects.filter(pk=ours.pk).update(is_public=True)
    Membership.objects.create(group=ours, person=made.people["member"])
    Membership.objects.create(group=ours, person=made.people["former"], left_at=timezone.now())
    Membership.objects.create(group=other, person=made.people["reporter"])
    ada, cleo = made.people["ada"], made.people["editor"]
    for number, kind in enumerate(KINDS):
        made.stories[kind] = planted(kind, number, ada, cleo)
    Story.objects.update(gathered_with=ours)
    learn_and_look()
    for kind, story in made.stories.items():
        undo(story, marker(kind), "Nothing special" if kind == "hidden" else marker(kind), cleo)
    learn_and_look()
    with TestCase.captureOnCommitCallbacks(execute=True):  # files go after the rows
        close(made, ours)
    learn_and_look()
    unlearn()
    with TestCase.captureOnCommitCallbacks(execute=True):
        browsing.forget()
    exploring.tick()  # words and what they mean are there to be found
    return made


def planted(kind: str, number: int, ada: User, cleo: User) -> Story:
    """A story that is open to everybody, with its marker in everything that is kept about it. In the one of which a
    part is hidden, only in what is about that part."""
    secret, own = marker(kind), "Nothing special" if kind == "hidden" else marker(kind)
    places = KINDS if kind == "open" else (kind,)
    went = " ".join(f"Then we saw Lester{place}." for place in places)
    turns = (
        ("S1", f"In Lesster we met {secret} that day. Lesster was cold."),
        ("S2", "It was a good day."),
        ("S2", went),
    )
    how = {"summary": own, "place": own, "content_note": own, "themes": ()}
    story = cast.make_story(f"Story {number}", ada, *turns, storyteller="" if kind == "refused" else own, **how)
    Story.objects.filter(pk=story.pk).update(title=own, slug=f"story-{number}")
    story.refresh_from_db()
    story.themes.add(Theme.objects.create(name=own[:40] + str(number), slug=f"theme-{number}"))
    Voice.objects.update_or_create(story=story, key="S2", defaults={"name": own})
    StoryName.objects.create(story=story, text=own, kind="name")
    Ask.objects.create(story=story, text=secret, key=secret.lower(), start=story_time(story), visitor="someone")
    for person in story.people.all():
        PersonContact.objects.update_or_create(person=person, defaults={"real_name": own})
    give_files(story, own, secret)
    give_easy_read(story, own)
    give_translation(story, own, secret)
    give_place(own)
    begins = whole_transcript_of(story).words[4]
    Chapter.objects.create(story=story, title=secret, first="w5", start=begins.start, end=begins.end, revision=1)
    correct(story, secret, ada, cleo)
    row = comment(story, Sender(user=cleo), Saying(f"What {own} said."))
    Comment.objects.filter(pk=row.pk).update(state=Comment.State.SHOWN)
    if kind not in NOBODYS:  # a concern outlives what it was about, for moderators
        raise_concern(story, own)
    return story


def story_time(story: Story) -> float:
    return whole_transcript_of(story).words[4].start


def raise_concern(story: Story, secret: str) -> None:
    about = f"story:{story.pk}"
    row = Concern.objects.create(about=about, reason="safeguarding", text=secret, start=2.0, end=2.4)
    CaseNote.objects.create(concern=row, text=secret)
    Referral.objects.create(concern=row, name=secret, organisation=secret, passed_at=timezone.now())


def give_files(story: Story, own: str, secret: str) -> None:
    """Files whose very bytes are the marker."""
    folder = place_of(f"folder-{story.pk}")
    folder.mkdir(parents=True)
    recording = Recording.objects.create(
        story=story, path=f"{folder.name}/original.mp3", filename=f"{own}.mp3", size=9, duration=9.0, kind="audio"
    )
    (folder / "original.mp3").write_text(secret)
    for name, kind in (("audio.opus", "audio/ogg"), ("audio.m4a", "audio/mp4"), ("peaks.json", "application/json")):
        path = folder / name
        path.write_text(secret * 20)
        how = {"path": f"{folder.name}/{name}", "media_type": kind, "size": path.stat().st_size}
        Rendition.objects.create(recording=recording, name=name, **how)


def give_easy_read(story: Story, own: str) -> None:
    """A sentence that tells nothing hidden, and a picture whose very bytes are the marker."""
    place = place_of(f"{pictures_of(story.pk)}/made.jpg")
    place.parent.mkdir(parents=True)
    place.write_text(own * 20)
    EasyLine.objects.create(story=story, position=1, text=own, alt=own, made=f"{pictures_of(story.pk)}/made.jpg")


def give_translation(story: Story, own: str, secret: str) -> None:
    """In a language that readers see and in one that nobody has finished, from before a part was hidden."""
    for language, shown in (("cy", timezone.now()), ("pl", None)):
        row = Translation.objects.create(story=story, language=language, shown_at=shown)
        for paragraph in whole_transcript_of(story).paragraphs:
            TranslatedParagraph.objects.create(
                translation=row,
                first=paragraph.first,
                start=paragraph.start,
                end=paragraph.end,
                of=paragraph.text,
                text=f"{own if paragraph.number else secret} {language}",
            )


def give_place(own: str) -> None:
    """A picture of where it was told, whose very bytes are the marker."""
    about = {"described": own, "people": own, "shows": "people", "width": 1280, "height": 960}
    row = PlacePicture(slug=slug_of(own), made=f"pictures-of-places/{own}", **about)
    place = place_of(row.path_of(320))
    place.parent.mkdir(exist_ok=True)
    place.write_text(own * 20)
    row.save()


def correct(story: Story, secret: str, ada: User, cleo: User) -> None:
    """Two that are accepted and teach, one of them the marker."""
    first = correcting.report(story, Sender(user=ada), Remark("replace", ("w2",), "Leicester"))
    correcting.accept(first, cleo)
    about = correcting.report(story, Sender(user=ada), Remark("replace", ("w5",), f"{secret}ed", base=2))
    correcting.accept(about, cleo)


def undo(story: Story, secret: str, own: str, cleo: User) -> None:
    """What the machine learnt of the marker by now is taken back. Something waits, and something was declined."""
    correcting.undo(story.revisions.get(number=3), cleo)
    correcting.report(story, Sender(visitor="someone"), Remark("replace", ("w5",), f"{secret}ing", f"{secret}!", 4))
    correcting.report(story, Sender(visitor="someone"), Remark("replace", ("w4", "w5"), f"saw {secret}", "", 4))
    declined = correcting.report(story, Sender(visitor="someone"), Remark("wrong", ("w5",), base=4))
    correcting.decline(declined, cleo, f"She says {secret}.")
    teach(story, own, cleo)


def teach(story: Story, own: str, cleo: User) -> None:
    """A pair that is offered in the story that is open, and a mishearing that the glossary took up."""
    if story.slug == "story-0":
        return
    sent = correcting.report(story, Sender(visitor="someone"), Remark("replace", ("w18",), f"{own}ham.", base=4))
    correcting.accept(sent, cleo)
    learn_form(
        Term.objects.get_or_create(text="Leicester")[0], Form.Kind.MISHEARING, f"{own} stir", by=cleo, story=story
    )


def close(made: World, ours: Group) -> None:
    """Every story but the open one is shut in its own way."""
    ada, stories, yesterday = made.people["ada"], made.stories, timezone.localdate() - timedelta(days=1)
    changes = {
        "draft": {"state": "draft"},
        "group": {"reach": "group", "group": ours},
        "named": {"reach": "named"},
        "held": {"held_at": timezone.now(), "is_looked_at": True},
        "past": {"closes_on": yesterday},
        "future": {"opens_on": yesterday + timedelta(days=9)},
    }
    for kind, fields in changes.items():
        Story.objects.filter(pk=stories[kind].pk).update(**fields)
    collect(list(stories.values()))
    write(list(stories.values()), made.people["ada"])
    stories["named"].readers.add(made.people["named"])
    part = hiding.Part(around(whole_transcript_of(stories["hidden"]), "w4", "w5"))
    hiding.hide(stories["hidden"], part, hand=Hand(ada))
    made.tokens = links_of(stories, ada)
    for kind in NOBODYS:
        take_back(stories[kind], hand=Hand(ada))
    erase(Story.objects.get(pk=stories["erased"].pk))
    upload = {"filename": f"{marker('draft')}.mp3", "size": 9, "path": f"folder-{stories['draft'].pk}/upload"}
    Upload.objects.create(story=stories["draft"], owner=ada, **upload)


def collect(stories: list[Story]) -> None:
    """A collection that everybody may open, of every story and a moment of each."""
    row = Collection.objects.create(title="All of it", slug="all", state=Collection.State.PUBLISHED)
    for story in stories:
        Piece.objects.create(collection=row, position=2 * story.pk, story=story)
        Piece.objects.create(collection=row, position=2 * story.pk + 1, moment=share(story))


def write(stories: list[Story], ada: User) -> None:
    """An article and a guide for everybody that quote every story; and an article that is a draft, to be published next
    week, with a file, all of it the marker of drafts."""
    publishing.begin()
    quotes = [("quote", row.code) for row in Moment.objects.filter(story__in=stories)]
    shelves = {row.slug: row for row in Shelf.objects.all()}
    article = Article(title="All of them", author=ada, body=[("text", "<p>They say:</p>"), *quotes])
    guide = Guide(title="How it went", steps=[("step", {"title": "Hear", "body": quotes})])
    for shelf, page in (("articles", article), ("guides", guide)):
        shelves[shelf].add_child(instance=page)
        page.save_revision().publish()
    own = marker("draft")
    file = PageFile.objects.create(title=own, file=ContentFile(own * 20, "plan.txt"))
    draft = Article(
        title=own, slug="not-yet", standfirst=own, author_name=own, body=[("file", {"file": file, "named": own})]
    )
    draft.live, draft.go_live_at = False, timezone.now() + timedelta(days=7)
    shelves["articles"].add_child(instance=draft)
    draft.save_revision(approved_go_live_at=draft.go_live_at)


def share(story: Story) -> Moment:
    """A moment of the words with the marker, made while it could be."""
    first, last = (word for word in whole_transcript_of(story).words if word.id in ("w4", "w6"))
    row = Moment.objects.create(
        story=story, first="w4", last="w6", start=first.start, end=last.end, revision=4, seal="-"
    )
    MomentCard.objects.create(moment=row, made_of="-", stamp="0" * 16, png=marker_of(story).encode() * 20)
    return row


def marker_of(story: Story) -> str:
    return marker(KINDS[int(story.slug.rpartition("-")[2])])


def links_of(stories: dict[str, Story], ada: User) -> list[str]:
    """One that has run out, and one that was ended."""
    person = stories["draft"].people.get()
    ended, expired = make_link(person, by=ada), make_link(person, by=ada)
    PrivateLink.objects.filter(person=person, revoked_at=None).update(expires_at=timezone.now())
    return [ended, expired]
