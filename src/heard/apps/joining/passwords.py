"""What a password may be, besides what Django asks of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128  # characters: more is no safer, and costs the machine time


class NotEndless:
    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("Please use no more than %(longest)s characters.") % {"longest": LONGEST})

    def get_help_text(self) -> str:
        return _("Three or four words that do not belong together make a good one.")
