"""What the body of a page is made of. Blocks hold what an editor chose, never words of a story: a quote is the code of
a moment, and whoever opens the page asks the one door for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from heard.apps.sharing.models import Moment

IN_TEXT = ["bold", "italic", "link", "ul", "ol"]
DESCRIBED, CAPTION, HEADING, WHY = 300, 300, 120, 200
"""Letters."""


class MomentBlock(blocks.CharBlock):
    """The code of a moment, given by the address of its page."""

    def clean(self, value: Any) -> Any:
        code = _code_in(super().clean(value))
        if not Moment.objects.filter(code=code).exists():
            raise ValidationError(
                gettext(
                    "There is no moment at this address. Open the story, choose the words, and "
                    "copy the address of the page that you get."
                )
            )
        return code

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    class Meta:
        icon = "openquote"


def _code_in(text: str) -> str:
    """The code itself, or the one in an address of ours."""
    try:
        found = resolve(urlsplit(text.strip()).path)
    except (ValueError, Resolver404):
        return text.strip()
    return str(found.kwargs.get("code", "")) if found.url_name == "moment" else ""


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    described = blocks.CharBlock(
        label=_("What is to be seen in it?"),
        max_length=DESCRIBED,
        help_text=_("For people who cannot see it, in a sentence: “Pauline at a table with dominoes, laughing.”"),
    )
    caption = blocks.CharBlock(label=_("Words under it"), max_length=CAPTION, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")


class FileBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    named = blocks.CharBlock(
        label=_("What it is"), max_length=HEADING, help_text=_("Such as: “The plan, in Easy Read”")
    )

    class Meta:
        icon = "doc-full"
        label = _("File to download")


def _pieces() -> list[tuple[str, blocks.Block]]:
    return [
        ("text", blocks.RichTextBlock(label=_("Text and lists"), features=IN_TEXT)),
        ("heading", blocks.CharBlock(label=_("Heading"), max_length=HEADING, icon="title")),
        ("subheading", blocks.CharBlock(label=_("Smaller heading"), max_length=HEADING, icon="title")),
        ("quote", MomentBlock(
            label=_("Quote from a story, that plays"),
            help_text=_("The address of a moment: open the story, choose the words, and copy what you get."),
        )),
        ("picture", PictureBlock()),
        ("table", TypedTableBlock([("text", blocks.CharBlock(label=_("Text"), required=False))], label=_("Table"))),
        ("file", FileBlock()),
    ]  # fmt: skip


class Body(blocks.StreamBlock):
    """Any of these, in any order."""

    def __init__(self, local_blocks: Any = None, **options: Any) -> None:
        super().__init__(local_blocks or _pieces(), **options)


class StepBlock(blocks.StructBlock):
    """One step of a guide."""

    title = blocks.CharBlock(label=_("What to do"), max_length=HEADING)
    body = Body(label=_("How"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")


def words_in(page: Any) -> str:
    """What an editor wrote on a page, without what it quotes; each piece on a line of its own."""
    said = [page.title, page.standfirst]
    for name in ("before", "body", "steps"):
        if stream := getattr(page, name, None):
            said += stream.stream_block.get_searchable_content(stream)
    return "\n".join(map(str, said))
