"""Which files of the media folder belong to a row. Only those are in a backup, come back from one, and stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from heard.apps.browsing.models import PlacePicture
from heard.apps.furnishing.models import Logo
from heard.apps.joining.models import Portrait
from heard.apps.publishing.models import PageFile, PagePicture, PagePictureCopy
from heard.apps.telling.models import ConsentEntry, Picture, Recording, Rendition, StoryPerson, Upload
from heard.apps.telling.models.pictures import SIDES
from heard.apps.understanding.models import EasyLine

_COLUMNS = (
    *((table, "path") for table in (Recording, Rendition, Upload)),
    *((table, column) for table in (Portrait, Logo, EasyLine) for column in ("sent", "made")),
    *((table, "sent") for table in (Picture, PlacePicture)),
    *((table, "file") for table in (PagePicture, PagePictureCopy, PageFile)),
)
_WORK = (Recording, Upload)
"""Beside these, in the same folder, the worker leaves what it can go on from."""


def files_with_a_row() -> set[str]:
    """Paths under the media folder."""
    paths = {path for table, column in _COLUMNS for path in table._default_manager.values_list(column, flat=True)}
    return (paths | set(_papers()) | set(_pictures())) - {""}


def _pictures() -> Iterator[str]:
    """The copies of a picture; while the worker makes them, its row says so once they are all there."""
    for table in (Picture, PlacePicture):
        for row in table._default_manager.exclude(made=""):
            yield from map(row.path_of, SIDES)


def _papers() -> Iterator[str]:
    """Photos of paper consent, made or still to be made. The record of it stays when the story goes, the photo not."""
    there = ConsentEntry.objects.filter(subject__in=StoryPerson.objects.values("subject")).exclude(paper="")
    for path in there.values_list("paper", flat=True):
        yield from (path, f"{path.removesuffix('.jpg')}.sent")


def left_behind() -> list[Path]:
    """What a process that was killed left: files that nothing leads to, and what was needed for a moment."""
    scratch = settings.DATA / "tmp"
    return [*map(settings.MEDIA_ROOT.joinpath, files_without_a_row()), *(scratch.iterdir() if scratch.exists() else ())]


def files_without_a_row() -> list[str]:
    """Under the media folder, but for what lies beside a recording at work."""
    root, known = settings.MEDIA_ROOT, files_with_a_row()
    at_work = {
        path.partition("/")[0] for table in _WORK for path in table._default_manager.values_list("path", flat=True)
    }
    paths = (path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file())
    return [path for path in paths if path not in known and path.partition("/")[0] not in at_work]
