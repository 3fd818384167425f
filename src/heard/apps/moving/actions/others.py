"""Take in what belongs to no story alone: comments, moments, collections, places, the glossary, old addresses."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from heard.apps.browsing import actions as browsing
from heard.apps.browsing.models import Collection
from heard.apps.browsing.queries import slug_of
from heard.apps.conversing.actions.comments import Saying, bring_in
from heard.apps.conversing.models import Comment
from heard.apps.joining.senders import Sender
from heard.apps.moving.actions.people import person_called
from heard.apps.moving.actions.taking import Run, Taken, take
from heard.apps.moving.models import OldAddress
from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment
from heard.apps.telling.models import Story
from heard.apps.wording.actions import take_in
from heard.core.errors import BadInput
from heard.core.files import tables
from heard.core.moving import layout, values
from heard.core.moving.addresses import plain_address
from heard.core.moving.reading import Line
from heard.core.offering import wordlist
from heard.web.slugs import free_slug


def story_called(run: Run, name: str) -> Story:
    """One that came in, by its id there. Raises BadInput where it did not, or is not here any more."""
    found = Story.objects.filter(
        pk=run.key_of("stories", name) or 0, state__in=(Story.State.DRAFT, Story.State.PUBLISHED)
    ).first()
    if found is None:
        raise BadInput("The story “%(name)s” is not here.", code="no-story", field="story", name=name[:60])
    return found


def take_comment(run: Run, line: Line) -> None:
    take(run, line, lambda key: _comment(run, line, key))


def _comment(run: Run, line: Line, key: int | None) -> Taken:
    if key is not None:
        return Taken(key)
    story, author = story_called(run, line["story"]), person_called(run, line["author"])
    parent = Comment.objects.filter(pk=run.key_of("comments", line["parent"]) or 0).first() if line["parent"] else None
    at = values.moment(line["at"], "at")
    said = Saying(line["text"], parent, line["first"], line["last"])
    row = bring_in(story, Sender(author, name=line["name"]), said, at=at, by=run.by)
    return Taken(row.pk, story.get_absolute_url())


def take_moment(run: Run, line: Line) -> None:
    take(run, line, lambda key: _moment(run, line, key))


def _moment(run: Run, line: Line, key: int | None) -> Taken:
    if key is not None:
        return Taken(key)
    story = story_called(run, line["story"])
    row = share(story, line["first"], line["last"], revision=1)
    changes: dict[str, object] = {"made_at": values.moment(line["made_at"], "made_at") or row.made_at}
    if len(line.key) <= 12 and line.key.isalnum() and not Moment.objects.filter(code=line.key).exists():
        changes["code"] = line.key
    Moment.objects.filter(pk=row.pk).update(**changes)
    return Taken(row.pk)


def take_collection(run: Run, line: Line) -> None:
    pieces = run.of("pieces", line.key)
    take(run, line, lambda key: _collection(run, line, key), of={"pieces": [dict(one.cells) for one in pieces]})


def _collection(run: Run, line: Line, key: int | None) -> Taken:
    if known := Collection.objects.filter(pk=key or 0).first():
        browsing.describe(known, line["title"], line["summary"], by=run.by)
        return Taken(known.pk, known.get_absolute_url())
    row = browsing.make(line["title"], line["summary"], by=run.by)
    others = Collection.objects.exclude(pk=row.pk)
    row.slug = free_slug(line.key, others, usual="collection", most=120, kept=("new", "pieces"))
    row.save(update_fields=["slug"])
    for piece in sorted(run.of("pieces", line.key), key=lambda one: values.whole(one["position"], "position") or 0):
        browsing.add(row, _thing(run, piece), by=run.by)
    if published := values.moment(line["published_at"], "published_at"):
        browsing.publish(row, by=run.by)
        Collection.objects.filter(pk=row.pk).update(published_at=published)
    return Taken(row.pk, row.get_absolute_url())


def _thing(run: Run, piece: Line) -> Story | Moment | str:
    if piece["story"]:
        return story_called(run, piece["story"])
    if piece["moment"]:
        found = Moment.objects.filter(pk=run.key_of("moments", piece["moment"]) or 0).first()
        if found is None:
            raise BadInput("The moment “%(name)s” is not here.", code="no-moment", name=piece["moment"][:60])
        return found
    return piece["text"]


def take_place(run: Run, line: Line) -> None:
    take(run, line, lambda key: _place(run, line))


def _place(run: Run, line: Line) -> Taken:
    try:
        where = Decimal(line["latitude"]), Decimal(line["longitude"])
    except InvalidOperation:
        raise BadInput("Latitude and longitude are numbers, such as 53.8.", code="no-number") from None
    browsing.put_on_map(slug_of(line.key), *where, by=run.by)
    return Taken()


def take_term(run: Run, line: Line) -> None:
    take(run, line, lambda key: _term(run, line))


def _term(run: Run, line: Line) -> Taken:
    cells = [line[name] for name in layout.GLOSSARY.columns]
    table = wordlist.read(tables.write(layout.GLOSSARY.columns, [cells]).encode())
    plan = take_in(table, "moved in", by=run.by)
    if plan.refused:
        raise BadInput("%(why)s", code="term", why=plan.refused[0].why)
    return Taken()


def take_address(run: Run, line: Line) -> None:
    take(run, line, lambda key: _address(run, line))


def _address(run: Run, line: Line) -> Taken:
    """To a story, by its id there; or to a page of this site."""
    old, new = plain_address(line["old"]), line["new"]
    if new.startswith("/") and not new.startswith("//"):
        OldAddress.objects.update_or_create(old=old, defaults={"story": None, "path": new[:300]})
        return Taken(0, new)
    story = story_called(run, new)
    OldAddress.objects.update_or_create(old=old, defaults={"story": story, "path": ""})
    return Taken(story.pk, story.get_absolute_url())
