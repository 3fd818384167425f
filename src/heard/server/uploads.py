"""How a file that comes with a plain form is received: never more of it than is allowed, and only from people who may
send one. What is small enough is never written to the disk (settings.py)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from heard.apps.joining.queries import Viewer, person
from heard.core.people.permissions import can_tell
from heard.core.people.pictures import LARGEST


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Keeps no file of a stranger's, and stops writing one byte past the limit: the form then says what is wrong."""

    def new_file(self, field_name: str, *args: Any, **options: Any) -> None:
        super().new_file(field_name, *args, **options)
        self._most = _most_from(self.request.user, field_name) if self.request else 0
        if not self._most:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = self._most + 1 - start
        if room > 0:
            self.file.write(raw_data[:room])


def _most_from(sender: Viewer, field_name: str) -> int:
    """Bytes: of a recording from whoever may tell, of a picture of themselves from everybody with an account."""
    who = person(sender)
    if can_tell(who):
        return int(settings.HEARD["HEARD_RECORDINGS"].bytes)
    return LARGEST if who.id is not None and field_name == "picture" else 0
