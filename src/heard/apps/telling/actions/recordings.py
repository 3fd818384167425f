"""Take in a recording: in one go, or piece by piece over a bad connection. Nothing that arrived is lost."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import FileIO
from pathlib import Path, PurePath
from typing import IO, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import Recording, Story, Upload
from heard.apps.telling.queries import (
    bytes_here,
    in_words,
    largest_recording,
    place_of,
    recording_of,
    unfinished_uploads,
)
from heard.core.errors import BadRecording, OutOfRoom, TooMany, WrongState
from heard.core.files.filenames import plain_name
from heard.core.files.recordings import listed, may_be_one
from heard.core.people.permissions import check_can_edit_story, check_is_trained

PIECE = 4 * 1024**2  # bytes that are made safe on the disk at a time, and the most that a crash can cost
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

logger = logging.getLogger("heard.telling")


class Body(Protocol):
    """What pieces of a recording are read from."""

    def read(self, size: int, /) -> bytes: ...


def check_recording(filename: str, size: int) -> None:
    """Raises BadRecording for what need not be sent at all. What is inside a file is found out by the worker."""
    if not may_be_one(filename):
        raise BadRecording(
            _("“%(filename)s” is not a kind of recording that can be used here. Use one of: %(kinds)s.")
            % {"filename": filename, "kinds": listed()},
            code="wrong-kind",
        )
    if size <= 0:
        raise BadRecording(_("This file is empty."), code="empty-file")
    if size > largest_recording():
        raise BadRecording(
            _("This recording is too big: %(size)s. The most that is taken here is %(most)s.")
            % {"size": in_words(size), "most": in_words(largest_recording())},
            code="too-big",
        )


def keep_recording(story: Story, file: IO[bytes], filename: str, *, by: User) -> Recording:
    """Copy a whole recording into the network's folder. Raises OutOfRoom and leaves nothing when the disk is full."""
    size, filename = file.seek(0, os.SEEK_END), plain_name(filename)
    file.seek(0)
    _check_can_replace(story, by)
    check_recording(filename, size)
    _check_room(size)
    path = _new_path(filename)
    try:
        with _plain_words_for_the_disk(), place_of(path).open("xb") as target:
            shutil.copyfileobj(file, target, PIECE)
            os.fsync(target.fileno())
        recording = _register(story, path, filename, size, by=by)
    except BaseException:
        shutil.rmtree(place_of(path).parent)
        raise
    _drop_upload_of(story)
    return recording


def begin_upload(story: Story, filename: str, size: int, *, by: User, metadata: str = "") -> Upload:
    """Make room for a recording that will come piece by piece. Another one under way for the story is dropped."""
    filename = plain_name(filename)
    _check_can_replace(story, by)
    check_recording(filename, size)
    _check_quota(story, by)
    _check_room(size)
    _drop_upload_of(story)
    path = _new_path(filename)
    place_of(path).touch(mode=0o600)
    about = {"filename": filename, "metadata": metadata, "size": size, "path": path}
    return Upload.objects.create(story=story, owner=by, **about)


def take_piece(upload: Upload, offset: int, body: Body) -> Upload:
    """Append what `body` holds to an upload that has `offset` bytes, and return the upload as it then is.

    Raises WrongState (`offset-mismatch`) when it has another number of bytes, and OutOfRoom when the disk is full.
    Whatever was said to be here is on the disk: after a crash or a broken connection the upload goes on from there.
    """
    _check_offset(upload, offset)
    while offset < upload.size:
        piece = _read(body, min(PIECE, upload.size - offset))
        if piece:
            upload = _append(upload, offset, piece)
            offset = upload.offset
        if len(piece) < PIECE:
            break
    return upload


def drop_upload(upload: Upload) -> None:
    """Forget an upload and, unless it became the recording, its bytes."""
    finished = Recording.objects.filter(path=upload.path).exists()
    upload.delete()
    if not finished:
        shutil.rmtree(place_of(upload.path).parent, ignore_errors=True)


def _drop_upload_of(story: Story) -> None:
    if upload := Upload.objects.filter(story=story).first():
        drop_upload(upload)


def drop_old_uploads() -> int:
    """Forget uploads that nobody touched for as many days as the host set. Safe to call at any time."""
    old = timezone.now() - timedelta(days=settings.HEARD["HEARD_KEEP_DAYS"].uploads)
    uploads = list(Upload.objects.filter(touched_at__lt=old))
    for upload in uploads:
        drop_upload(upload)
    return len(uploads)


def expires(upload: Upload) -> float:
    """When an upload that nobody touches is forgotten, in seconds since 1970."""
    return (upload.touched_at + timedelta(days=settings.HEARD["HEARD_KEEP_DAYS"].uploads)).timestamp()


def _read(body: Body, size: int) -> bytes:
    """As much as there is, up to `size`. A connection that broke off is the end of what there is."""
    piece = bytearray()
    while len(piece) < size:
        try:
            got = body.read(size - len(piece))
        except OSError as error:  # Django's UnreadablePostError is one
            logger.info("a recording stopped coming: %r", error)
            break
        if not got:
            break
        piece += got
    return bytes(piece)


def _append(upload: Upload, offset: int, piece: bytes) -> Upload:
    """One piece on the disk and in the database, or neither. Of two requests at once, one is told to look again."""
    with _alone_with(upload) as file:
        upload.refresh_from_db()
        _check_offset(upload, offset)
        _write(file, offset, piece)
        upload.offset = offset + len(piece)
        with transaction.atomic():
            upload.save(update_fields=["offset", "touched_at"])
            if upload.offset == upload.size:
                _register(upload.story, upload.path, upload.filename, upload.size, by=upload.owner)
    return upload


def _check_offset(upload: Upload, offset: int) -> None:
    here = bytes_here(upload)
    if offset != here:
        sentence = _("This upload has %(here)s bytes, not %(given)s.") % {"here": here, "given": offset}
        raise WrongState(sentence, code="offset-mismatch")


@contextmanager
def _alone_with(upload: Upload) -> Iterator[FileIO]:
    try:
        file = place_of(upload.path).open("r+b", buffering=0)
    except FileNotFoundError:
        raise Upload.DoesNotExist from None  # its owner ended it meanwhile
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _write(file: FileIO, offset: int, piece: bytes) -> None:
    """Bytes beyond the known offset were never acknowledged, so they are written over."""
    with _plain_words_for_the_disk():
        file.seek(offset)
        file.truncate()
        rest = memoryview(piece)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())


@transaction.atomic
def _register(story: Story, path: str, filename: str, size: int, *, by: User) -> Recording:
    """The recording is whole: make it the story's own. The worker finds it and begins."""
    _check_can_replace(story, by)
    ask_to_sign_again(story, by=by)
    if earlier := recording_of(story):
        earlier.delete()
        transaction.on_commit(lambda: shutil.rmtree(place_of(earlier.path).parent, ignore_errors=True))
    recording = Recording.objects.create(story=story, path=path, filename=filename, size=size)
    journal.write("recording received", about=story, by=by, filename=filename, size=size)
    return recording


def _check_can_replace(story: Story, by: User) -> None:
    check_can_edit_story(person(by), reporter=story.reporter_id)
    check_is_trained(person(by))
    recording = recording_of(story)
    has_words = recording and recording.renditions.exists() and not recording.heard_nothing
    if recording and (story.state != Story.State.DRAFT or has_words):
        raise WrongState(
            _("This story has its recording and its words. For another recording, begin another story."),
            code="recording-kept",
        )


def _check_quota(story: Story, owner: User) -> None:
    most = settings.HEARD["HEARD_RECORDINGS"].unfinished
    if unfinished_uploads(owner).exclude(story=story).count() >= most:
        raise TooMany(
            _("You have %(most)s uploads that are not finished. Finish one, or delete its draft, under My stories.")
            % {"most": most},
            code="too-many-uploads",
        )


def _check_room(size: int) -> None:
    """Refuses what cannot fit, counting what others were promised."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    promised = Upload.objects.aggregate(still=Sum("size") - Sum("offset"))["still"] or 0
    if shutil.disk_usage(folder).free < size + promised:
        raise _out_of_room()


def _new_path(filename: str) -> str:
    """A folder that nobody can guess, for this recording and what is made from it."""
    folder = secrets.token_hex(16)
    place_of(folder).mkdir(parents=True)
    return f"{folder}/original{PurePath(filename).suffix.lower()}"


@contextmanager
def _plain_words_for_the_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _out_of_room() from error
        raise


def _out_of_room() -> OutOfRoom:
    return OutOfRoom(
        _("There is no room on this machine for the recording. What is here stays: ask the host to make room."),
        code="disk-full",
    )
