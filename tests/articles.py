"""Articles and guides for tests, written as editors write them. Nobody is at work when they are."""

from __future__ import annotations

from heard.apps.publishing import actions
from heard.apps.publishing.models import Article, Guide, Shelf, Written


def write_article(title: str = "What a gritter is for", *, live: bool = True, **fields: object) -> Article:
    themes = fields.pop("themes", ())
    article = Article(title=title, live=live, **{"author_name": "Somebody from Marple", **fields})
    _put("articles", article)
    article.themes = themes
    article.save()
    _end(article)
    return Article.objects.get(pk=article.pk)


def write_guide(title: str = "How to record a talk", *, live: bool = True, **fields: object) -> Guide:
    guide = Guide(title=title, live=live, **fields)
    _put("guides", guide)
    _end(guide)
    return Guide.objects.get(pk=guide.pk)


def _put(shelf: str, page: Written) -> None:
    actions.begin()
    Shelf.objects.get(slug=shelf).add_child(instance=page)


def _end(page: Written) -> None:
    revision = page.save_revision()
    if page.live:
        revision.publish()
