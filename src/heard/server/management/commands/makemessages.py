"""Django's command, which finds what Python and templates mark for translation. Here it finds the core's sentences too,
by what they are given to, and looks through all of Heard from wherever it is called."""

from contextlib import chdir
from typing import Any

from django.core.management.commands import makemessages

import heard
from heard.core import errors

_ERRORS = [name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)]
# With the place of the sentence among what is given, where it is not the first.
_GIVEN_TO = (*_ERRORS, "Sentence", "counted:1,2", "to_translate", "noted", "usable:3", "seconds:2")


class Command(makemessages.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        self.xgettext_options = [*self.xgettext_options, *(f"--keyword={name}" for name in _GIVEN_TO)]
        with chdir(heard.__path__[0]):
            super().handle(*args, **options)
