"""Make ready what pages are kept under, and what comes back from a backup."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Collection, Locale, Page, Revision, Site

from heard.apps.publishing.models import PlainPage, Shelf
from heard.apps.publishing.queries import starting_page
from heard.apps.publishing.starting import STANDING
from heard.web.languages import first as first_language

SHELVES = ("articles", "guides")


@transaction.atomic
def mend_history() -> None:
    """After a backup came back: earlier versions name the kind of their page by a key, which is another one here."""
    for row in Revision.objects.filter(content__has_key="content_type").iterator(chunk_size=100):
        row.content["content_type"] = row.content_type_id
        row.save(update_fields=["content"])


@transaction.atomic
def begin() -> None:
    """The lists of articles and of guides, and the pages about the network with the texts that they begin with. What is
    there already stays as it is."""
    if PlainPage.objects.filter(standing="about").exists():
        return
    with translation.override(first_language()):
        home = _home()
        for slug in SHELVES:
            home.add_child(instance=Shelf(title=_TITLES[slug](), slug=slug, locale=home.locale))
        about = _stand("about", home)
        for slug in STANDING:
            if slug != "about":
                _stand(slug, about)


_TITLES = {"articles": lambda: _("Articles"), "guides": lambda: _("Guides")}


def _stand(slug: str, parent: Page) -> PlainPage:
    page = starting_page(slug)
    page.locale, page.first_published_at = parent.locale, timezone.now()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _home() -> Page:
    """What Wagtail keeps all pages under; it has made most of it itself."""
    code = get_supported_content_language_variant(first_language())
    locale, _made = Locale.objects.get_or_create(language_code=code)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    home = root.get_children().first() or root.add_child(instance=Page(title="Home", slug="home", locale=locale))
    Page.objects.filter(pk=home.pk).update(title=_("Pages"), draft_title=_("Pages"))
    if not Site.objects.filter(root_page=home).exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return Page.objects.get(pk=home.pk)
