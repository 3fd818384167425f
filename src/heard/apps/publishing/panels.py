"""What an editor is shown beside a page: how hard it is to read, and what it does not explain."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from heard.apps.publishing.blocks import words_in
from heard.apps.wording.models import Term
from heard.core.plain import reading_age, unexplained

FOR_MOST = 12
"""Years. Nine in ten adults read with ease what is written for this age."""


class HowPlain(Panel):
    """Of what was saved last; it asks for nothing, and refuses nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "publishing/parts/how_plain.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            text = words_in(self.instance)
            terms = Term.objects.filter(state=Term.State.LIVE).values_list("text", flat=True)
            found = {"age": reading_age(text), "for_most": FOR_MOST, "unexplained": unexplained(text, set(terms))}
            return {**(super().get_context_data(parent_context) or {}), **found, "is_written": bool(self.instance.pk)}
