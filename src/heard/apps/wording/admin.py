"""Where a host looks terms up. They are kept on the glossary's own pages, which write the journal."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from heard.apps.wording.models import Term


@admin.register(Term)
class Terms(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("text", "kind", "state", "merged_into", "by", "created_at")
    list_filter = ("state", "kind")
    list_select_related = ("merged_into", "by")
    search_fields = ("text", "meaning")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Term | None = None) -> bool:
        return False
