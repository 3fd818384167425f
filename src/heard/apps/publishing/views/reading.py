"""Articles, guides and pages, as everybody reads them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from heard.apps.publishing import queries
from heard.apps.publishing.models import Article, Guide, PlainPage, Written

Row = TypeVar("Row", bound=Written)
View = Callable[..., HttpResponse]


def or_where_it_is_now(view: View) -> View:
    """An address that a page had before leads to the one that it has."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Article.DoesNotExist, Guide.DoesNotExist, PlainPage.DoesNotExist):
            address = queries.moved_to(request.path)
            if not address:
                raise
            return redirect(address, permanent=True)

    return shown


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.articles(), queries.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/articles.html", {"page": page, "may_write": queries.may_write(request.user)})


@or_where_it_is_now
def article(request: HttpRequest, slug: str, draft: Article | None = None) -> HttpResponse:
    """`draft` is what an editor looks at before anybody else does."""
    row = draft or queries.articles().get(slug=slug)
    context = {
        "article": row,
        "pieces": queries.body_of(request.user, row.body),
        "themes": row.themes.all(),
        "related": queries.related_to(row),
        "may_write": queries.may_write(request.user),
    }
    return render(request, "publishing/article.html", context)


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.guides(), queries.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "publishing/guides.html", {"page": page, "may_write": queries.may_write(request.user)})


@or_where_it_is_now
def guide(request: HttpRequest, slug: str, draft: Guide | None = None) -> HttpResponse:
    row = draft or queries.guides().get(slug=slug)
    context = {
        "guide": row,
        "pieces": queries.body_of(request.user, row.before),
        "steps": queries.steps_of(request.user, row),
        "may_write": queries.may_write(request.user),
    }
    return render(request, "publishing/guide.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, queries.page_called("about"))


@or_where_it_is_now
def about_page(request: HttpRequest, slug: str, draft: PlainPage | None = None) -> HttpResponse:
    if slug == "about" and draft is None:
        return redirect("about")
    return _page(request, draft or queries.page_called(slug))


def _page(request: HttpRequest, row: PlainPage) -> HttpResponse:
    context = {
        "page": row,
        "pieces": queries.body_of(request.user, row.body),
        "others": queries.pages_to_list() if row.standing == "about" else [],
        "may_write": queries.may_write(request.user),
    }
    return render(request, "publishing/page.html", context)
