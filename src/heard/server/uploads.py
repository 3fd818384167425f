"""How a recording that comes with a plain form is received: never more of it than is allowed, and only from people
who may send one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from heard.apps.joining.queries import person
from heard.core.people.permissions import can_tell


class RecordingUploadHandler(TemporaryFileUploadHandler):
    """Keeps no file of a stranger's, and stops writing one byte past the limit: the form then says what is wrong."""

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        if self.request is None or not can_tell(person(self.request.user)):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = settings.HEARD["HEARD_RECORDINGS"].bytes + 1 - start
        if room > 0:
            self.file.write(raw_data[:room])
