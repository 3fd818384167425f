"""Where a host says who may do what."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from heard.apps.joining.actions import change_person
from heard.apps.joining.forms import PersonForm
from heard.apps.joining.models import User

admin.site.site_header = admin.site.site_title = settings.SITE_NAME


@admin.register(User)
class People(admin.ModelAdmin):  # type: ignore[type-arg]
    """Accounts are made by the people themselves, and closed rather than deleted: their words stay in the record."""

    form = PersonForm
    list_display = ("name", "email", "role", "is_active", "date_joined")
    list_filter = ("role", "is_active")
    search_fields = ("name", "email")
    ordering = ("name",)

    def save_model(self, request: HttpRequest, obj: User, form: PersonForm, change: bool) -> None:
        before: dict[str, Any] = {name: form.initial.get(name) for name in form.changed_data}
        assert isinstance(request.user, User)
        change_person(obj, by=request.user, before=before)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
