"""A picture as a phone makes it, and a table, for pages that editors write."""

from __future__ import annotations

from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.contrib.typed_table_block.blocks import TypedTable

from heard.apps.publishing.models import Article


def drawn(name: str = "photo.jpg") -> ImageFile:
    """Its file says by which phone it was taken, and where."""
    said = Image.Exif()
    said[0x8825] = {1: "N", 2: (53.0, 30.0, 0.0)}  # GPS
    said[0x010F] = "Ada's phone"
    kept = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(kept, "JPEG", exif=said)
    return ImageFile(BytesIO(kept.getvalue()), name=name)


def table() -> TypedTable:
    text = Article._meta.get_field("body").stream_block.child_blocks["table"].child_blocks["text"]
    columns = [{"block": text, "heading": heading} for heading in ("Road", "Salted at")]
    rows = [{"values": ["Long Hill", "nine"]}, {"values": ["Church Lane", "seven"]}]
    return TypedTable(columns, rows, caption="Who is first")
