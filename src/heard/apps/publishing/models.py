"""Pages that editors write: articles, guides in steps, and pages about the network. Wagtail keeps drafts and history;
what of them is shown, and how, is ours."""

from __future__ import annotations

from typing import Any, ClassVar

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page
from wagtail.search import index

from heard.apps.joining.models import User
from heard.apps.publishing.bare import bare
from heard.apps.publishing.blocks import DESCRIBED, Body, StepBlock
from heard.apps.publishing.panels import HowPlain
from heard.apps.telling.models import Theme
from heard.core.people.fields import ARTICLE
from heard.core.people.permissions import Role

FOLDER = "pages"
"""Of their pictures and files, under MEDIA_ROOT. Nothing is served from there but by our own views."""
_CREDITED = [role.value for role in Role if role.rank >= Role.REPORTER.rank]


def _sent_by() -> models.ForeignKey[Any, Any]:
    """Whoever sent a picture or a file; that says nothing of where it is shown."""
    column: models.ForeignKey[Any, Any] = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    column.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    return column


class PagePicture(AbstractImage):
    """A picture for pages. It is kept without what the file said of place and device."""

    uploaded_by_user = _sent_by()
    admin_form_fields = ("title", "file")

    def save(self, *args: Any, **options: Any) -> None:
        if self.file and not self.file._committed:
            self.file: Any = bare(self.file)
        super().save(*args, **options)

    def get_upload_to(self, filename: str) -> str:
        return f"{FOLDER}/{super().get_upload_to(filename)}"


class PagePictureCopy(AbstractRendition):
    image = models.ForeignKey(PagePicture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_copy"),)

    def get_upload_to(self, filename: str) -> str:
        return f"{FOLDER}/{super().get_upload_to(filename)}"

    @property
    def url(self) -> str:
        """For whoever writes pages; readers have addresses that ask whether a page shows it."""
        return reverse("page-picture-copy", args=[self.pk])


class PageFile(AbstractDocument):
    """A file to download from a page."""

    file = models.FileField(_("file"), upload_to=f"{FOLDER}/files")
    uploaded_by_user = _sent_by()
    admin_form_fields = ("title", "file")

    @property
    def url(self) -> str:
        return reverse("page-file", args=[self.pk])


class Written(Page):
    """What all pages have. `door` is the name of the address at which one is shown."""

    standfirst = models.TextField(
        _("what it says, in two sentences"), max_length=ARTICLE["standfirst"].longest, blank=True
    )

    door = ""
    private_page_options: ClassVar[list[str]] = []  # a page is a draft, or for everybody
    promote_panels: ClassVar = [FieldPanel("slug")]
    settings_panels: ClassVar = [PublishingPanel()]
    content_panels: ClassVar = [HowPlain(), *Page.content_panels, FieldPanel("standfirst")]

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse(self.door, args=[self.slug])

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Wagtail asks for the site, its address, and the path on it."""
        found = super().get_url_parts(request)
        return found and (found[0], str(settings.SITE_URL), self.get_absolute_url())

    def serve(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """By whoever answers for its address, so that a draft looks as it will."""
        if not self.slug:
            self.slug: str = "-"
        show = resolve(self.get_absolute_url()).func
        return show(request, slug=self.slug, draft=self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """In a frame beside the editor."""
        return xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(self.serve))(request)


class Shelf(Page):
    """What articles, or guides, are kept under."""

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar = ["publishing.Article", "publishing.Guide"]
    private_page_options: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("list")

    def get_absolute_url(self) -> str:
        return reverse(self.slug)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        found = super().get_url_parts(request)
        return found and (found[0], str(settings.SITE_URL), self.get_absolute_url())


class Article(Written):
    """What somebody writes under their name: a person of the network, or somebody else with a few words about them."""

    door = "article"
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"role__in": _CREDITED, "is_active": True},
        help_text=_("Somebody of this network. Their page is linked."),
    )
    author_name = models.CharField(_("or by somebody else"), max_length=ARTICLE["author_name"].longest, blank=True)
    author_about = models.TextField(_("a few words about them"), max_length=ARTICLE["author_about"].longest, blank=True)
    picture = models.ForeignKey(
        PagePicture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    picture_described = models.CharField(
        _("What is to be seen in it?"),
        max_length=DESCRIBED,
        blank=True,
        help_text=_("For people who cannot see it, in a sentence."),
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="articles")
    body = StreamField(Body(), verbose_name=_("text"), blank=True)

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.SearchField("author_name"),
        index.FilterField("live"),
    ]
    parent_page_types: ClassVar = ["publishing.Shelf"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Written.content_panels,
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("author_name"), FieldPanel("author_about")], heading=_("Who wrote it")
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_described")], heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def by(self) -> str:
        """The name of whoever wrote it."""
        return str(self.author) if self.author else self.author_name

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        return super().can_create_at(parent) and parent.slug == "articles"

    def clean(self) -> None:
        super().clean()
        problems = {}
        if bool(self.author_id) == bool(self.author_name.strip()):
            problems["author_name"] = gettext("Say who wrote it: choose somebody of this network, or give a name.")
        if self.picture_id and not self.picture_described.strip():
            problems["picture_described"] = gettext("Say what is to be seen in the picture.")
        if problems:
            raise ValidationError(problems)


class Guide(Written):
    """How something is done, step by step."""

    door = "guide"
    before = StreamField(Body(required=False), verbose_name=_("before the first step"), blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True)

    parent_page_types: ClassVar = ["publishing.Shelf"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*Written.content_panels, FieldPanel("before"), FieldPanel("steps")]

    class Meta:
        verbose_name = _("guide in steps")
        verbose_name_plural = _("guides in steps")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        return super().can_create_at(parent) and parent.slug == "guides"


class PlainPage(Written):
    """A page about the network. Those that every page leads to are `standing`: they may be rewritten, and stay."""

    door = "about-page"
    standing = models.CharField(max_length=40, unique=True, null=True, editable=False)
    body = StreamField(Body(), verbose_name=_("text"), blank=True)

    parent_page_types: ClassVar = ["publishing.PlainPage"]
    subpage_types: ClassVar = ["publishing.PlainPage"]
    content_panels: ClassVar = [*Written.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_absolute_url(self) -> str:
        return reverse("about") if self.standing == "about" else super().get_absolute_url()


class Writer(User):
    """An editor, as Wagtail knows them while they write: somebody who may do all that it shows them. It is never
    saved, so what stands here goes nowhere else."""

    class Meta:
        proxy = True

    def save(self, *args: Any, **options: Any) -> None:
        raise NotImplementedError("who writes pages is changed on the page “People”")

    def get_username(self) -> str:
        """What Wagtail shows: never the address."""
        return str(self)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active
