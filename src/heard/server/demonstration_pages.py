"""Make the articles, the guide and the page “About” of the demo network. Quotes in them are of what was really said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.images import ImageFile
from django.utils.html import format_html, format_html_join
from wagtail.contrib.typed_table_block.blocks import TypedTable

from heard import demo
from heard.apps.joining.models import User
from heard.apps.publishing import actions
from heard.apps.publishing.models import Article, Guide, PagePicture, PlainPage, Shelf
from heard.apps.telling.models import Story, Theme
from heard.server.demonstration_collections import drawn, moment_of


def publish_pages(rows: Mapping[str, Story], people: Mapping[str, User]) -> None:
    """What is there stays as it is."""
    if Article.objects.exists():
        return
    actions.begin()
    for made in demo.articles():
        _publish_article(made, rows, people)
    for made in demo.guides():
        steps = [("step", {"title": step.title, "body": list(_blocks(step, rows))}) for step in made.steps]
        guide = Guide(title=made.title, standfirst=made.standfirst, steps=steps, owner=people["cleo"])
        Shelf.objects.get(slug="guides").add_child(instance=guide)
        guide.save_revision(user=people["cleo"]).publish()
    about, page = demo.about(), PlainPage.objects.get(standing="about")
    page.title, page.standfirst, page.body = about.title, about.standfirst, list(_blocks(about, rows))
    page.save_revision(user=people["cleo"]).publish()


def _publish_article(made: demo.DemoPage, rows: Mapping[str, Story], people: Mapping[str, User]) -> None:
    article = Article(
        title=made.title,
        standfirst=made.standfirst,
        author=people.get(made.by),
        author_name=made.by_name,
        author_about=made.by_about,
        picture=_picture(made),
        picture_described=made.described,
        body=list(_blocks(made, rows)),
        owner=people["cleo"],
    )
    Shelf.objects.get(slug="articles").add_child(instance=article)
    article.themes = Theme.objects.filter(name__in=made.themes)
    article.save_revision(user=people["cleo"]).publish()


def _picture(made: demo.DemoPage) -> PagePicture | None:
    if not made.picture:
        return None
    file = ImageFile(drawn(made.picture), name=made.picture)
    picture: PagePicture = PagePicture.objects.create(title=made.described, file=file)
    return picture


def _blocks(made: demo.DemoPage, rows: Mapping[str, Story]) -> Iterator[tuple[str, Any]]:
    """A quote whose words the machine did not hear is left out."""
    for piece in made.pieces:
        if piece.heading:
            yield "heading", piece.heading
        elif piece.said:
            if piece.story in rows and (moment := moment_of(rows[piece.story], piece.said)):
                yield "quote", moment.code
        elif piece.table:
            yield "table", _table(piece)
        elif piece.list:
            yield (
                "text",
                format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in piece.list))),
            )
        else:
            yield "text", format_html("<p>{}</p>", piece.text)


def _table(piece: demo.DemoPassage) -> TypedTable:
    text = Article._meta.get_field("body").stream_block.child_blocks["table"].child_blocks["text"]
    headings, *values = piece.table
    columns = [{"block": text, "heading": heading} for heading in headings]
    return TypedTable(columns, [{"values": list(row)} for row in values], caption=piece.caption)
