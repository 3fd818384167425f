"""A picture without what its file says of place, device and time: only what is to be seen in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import IO, Any

from django.core.files.images import ImageFile
from PIL import Image, ImageOps

LONGEST = 2560
"""Pixels of the longer side that are kept."""
_FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def bare(file: IO[Any]) -> ImageFile:
    """Turned upright first, since that too stands in what goes."""
    file.seek(0)
    with Image.open(file) as sent:
        kind = sent.format if sent.format in _FORMATS else "PNG"
        seen = ImageOps.exif_transpose(sent)
        seen.thumbnail((LONGEST, LONGEST))
        drawn = Image.new(seen.mode, seen.size)
        drawn.paste(seen)
        if seen.mode == "P":
            drawn.putpalette(seen.getpalette() or [])
    kept = BytesIO()
    drawn.save(kept, kind, **({"quality": 88} if kind != "PNG" else {}))
    name = PurePath(getattr(file, "name", "") or "picture").stem
    return ImageFile(BytesIO(kept.getvalue()), name=f"{name}{_FORMATS[kind]}")
