"""What is kept with the pages that editors write, table by table: its name, what it holds, and why. Most are Wagtail's,
and of those many stay empty here."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Line = tuple[str, str | Promise, str | Promise]

WRITTEN: tuple[Line, ...] = (
    ("publishing.Article", _("Articles, and who wrote them."), _("To show them under their name.")),
    ("publishing.Guide", _("Guides in steps."), _("To show them.")),
    ("publishing.PlainPage", _("Pages about the network."), _("To show them.")),
    ("publishing.Shelf", _("Nothing about people."), _("What articles and guides are kept under.")),
    (
        "publishing.PagePicture",
        _("Pictures for pages, and who sent them. Not where they were taken."),
        _("To show them."),
    ),
    ("publishing.PagePictureCopy", _("Smaller copies of these pictures."), _("To load quickly.")),
    ("publishing.PageFile", _("Files to download, and who sent them."), _("To pass them on.")),
    ("wagtailcore.Page", _("Titles and addresses of pages, and who began them."), _("To show them.")),
    ("wagtailcore.Revision", _("Every version of a page, and who wrote it."), _("To go back to it.")),
    ("wagtailcore.PageLogEntry", _("Who did what with a page."), _("To see what happened.")),
    ("wagtailcore.ModelLogEntry", _("Who did what with a picture or a file of a page."), _("To see what happened.")),
    ("wagtailcore.ReferenceIndex", _("Which page shows which picture."), _("A picture is as open as its page.")),
    ("wagtailredirects.Redirect", _("Addresses that pages had before."), _("To lead to the new ones.")),
    ("wagtailsearch.IndexEntry", _("The words of pages."), _("To find them in the editor.")),
    ("wagtailcore.UploadedFile", _("Files on their way, and who sends them."), _("To name them first.")),
    ("wagtailadmin.EditingSession", _("Who has which page open in the editor."), _("To warn whoever opens it too.")),
    ("wagtailadmin.FormState", _("How somebody left a form of the editor."), _("To find it so again.")),
    ("wagtailusers.UserProfile", _("How somebody likes the editor to look."), _("To look so again.")),
)
if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
    WRITTEN += (("wagtailsearch.SQLiteFTSIndexEntry", _("The words of pages."), _("To find them in the editor.")),)
EMPTY = (
    *(f"wagtailcore.{name}" for name in ("APIToken", "Collection", "CollectionViewRestriction", "Comment")),
    *(f"wagtailcore.{name}" for name in ("CommentReply", "GroupApprovalTask", "GroupCollectionPermission")),
    *(f"wagtailcore.{name}" for name in ("GroupPagePermission", "GroupSitePermission", "Locale", "PageSubscription")),
    *(f"wagtailcore.{name}" for name in ("PageViewRestriction", "Site", "Task", "TaskState", "Workflow")),
    *(f"wagtailcore.{name}" for name in ("WorkflowContentType", "WorkflowPage", "WorkflowState", "WorkflowTask")),
    *("wagtailadmin.Admin", "wagtaildocs.Document", "wagtailimages.Image", "wagtailimages.Rendition"),
    *("publishing.Writer", "taggit.Tag", "taggit.TaggedItem"),
)
"""Wagtail has them, and nothing about people is written into them here."""
