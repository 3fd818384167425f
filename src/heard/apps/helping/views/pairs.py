"""The learnt pairs: what each did, and how editors steer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.helping.actions import pairs as actions
from heard.apps.helping.forms import NeverForm
from heard.apps.helping.models import Pair
from heard.apps.helping.queries import pairs as queries
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.core.errors import BadInput
from heard.core.offering.record import Record
from heard.core.people.permissions import can_review, check_can_steer_pairs

A_PAGE = 30
State = Pair.State


@dataclass(frozen=True)
class Row:
    """A pair with how right it was, in the places that whoever looks may see."""

    pair: Pair
    record: Record

    @property
    def right(self) -> int:
        """In so many of 100 places. 0 before anything was decided."""
        return round(100 * self.record.accepted / max(self.record.decided, 1))

    @property
    def low(self) -> int:
        """0 where it never was right: the band always holds what was seen."""
        return floor(100 * self.record.low) if self.record.accepted else 0

    @property
    def high(self) -> int:
        return ceil(100 * self.record.high) if self.record.declined else 100

    @property
    def width(self) -> int:
        """Of the band from `low` to `high`, as it is drawn."""
        return self.high - self.low

    @property
    def mark(self) -> float:
        """Where `right` is drawn, so that it is seen at the ends too."""
        return min(self.right, 98.5)


@require_http_methods(["GET", "POST"])
def pairs(request: HttpRequest) -> HttpResponse:
    """All pairs, and for editors a place to note one that is never to be offered."""
    form = NeverForm(request.POST or None, initial={name: request.GET.get(name, "") for name in ("heard", "meant")})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.add_never(form.cleaned_data["heard"], form.cleaned_data["meant"], _editor(request)))
        except BadInput as error:
            form.add_error(None, error.sentence)
    page = Paginator(queries.first_pairs(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [_row(pair) for pair in queries.pairs_for(request.user).filter(pk__in=list(page))],
        "page": page,
        "form": form,
        "steers": _steers(request),
    }
    return render(request, "helping/pairs.html", context, status=400 if form.errors else 200)


@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair: who taught it, where it was offered and what became of it."""
    known = queries.pair_for(request.user, pk)
    places = Paginator(queries.places_of(known, request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": _row(known),
        "pair": known,
        "lessons": queries.lessons_of(known, request.user)[:A_PAGE],
        "page": places,
        "steers": _steers(request),
    }
    return render(request, "helping/pair.html", context)


@require_POST
def steer(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause it, let it go on, or mark it as never."""
    known = queries.pair_for(request.user, pk)
    way = _WAYS.get(request.POST.get("do", ""))
    if way is None:
        raise BadInput(_("Choose what to do with this pair."), code="unknown-way")
    way(known, _editor(request))
    messages.success(request, _SAID[known.state]())
    return redirect("pair", pk)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back everything that came of one pair."""
    known = queries.pair_for(request.user, pk)
    check_can_steer_pairs(person(request.user))
    if request.method == "GET":
        places = queries.places_of(known, request.user).filter(state="accepted")
        return render(request, "helping/undo_pair.html", {"pair": known, "places": places})
    undone = actions.undo_everything(known, _editor(request))
    if undone.places:
        said = ngettext("%(count)d place reads as before.", "%(count)d places read as before.", len(undone.places))
        messages.success(request, said % {"count": len(undone.places)})
    for row, sentence in undone.problems:
        messages.warning(request, f"{row.story}: “{row.meant}”. {sentence}")
    return redirect("pair", pk)


_WAYS: dict[str, Callable[[Pair, User], None]] = {
    "pause": actions.pause,
    "go-on": actions.go_on,
    "never": actions.never,
}
_SAID: dict[str, Callable[[], str]] = {
    State.LIVE: lambda: _("It is offered again."),
    State.PAUSED: lambda: _("It is paused: its places are not offered for now."),
    State.NEVER: lambda: _("It is never offered again."),
}


def _row(pair: Pair) -> Row:
    return Row(pair, Record(pair.accepted, pair.declined))  # type: ignore[attr-defined]


def _steers(request: HttpRequest) -> bool:
    return can_review(person(request.user))


def _editor(request: HttpRequest) -> User:
    check_can_steer_pairs(person(request.user))
    assert isinstance(request.user, User)
    return request.user
