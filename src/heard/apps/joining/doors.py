"""The one signed in, as the rest of the code knows them, and who must be signed in at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.core.people.permissions import Right, check

View = Callable[..., HttpResponseBase]


def user_of(request: HttpRequest) -> User:
    """A row of its own: forms may write into it before they are found to be wrong."""
    return User.objects.get(pk=request.user.pk or 0)


def for_right(right: Right) -> Callable[[View], View]:
    """A page for those who have a right. Strangers log in first; others are told why not."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            check(person(request.user), right)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
