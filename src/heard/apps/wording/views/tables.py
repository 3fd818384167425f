"""The glossary as a table: bring one in, after a look at what it would do, and take one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.wording import actions, queries
from heard.apps.wording.forms import TableForm
from heard.core.errors import BadInput
from heard.core.offering import wordlist
from heard.core.offering.wordlist import Plan, Table
from heard.core.people.permissions import check_can_keep_glossary

SHOWN = 200  # of each kind on the check page; what is left out stands there whole


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """A file, then what it would do to check, then it is done."""
    check_can_keep_glossary(person(request.user))
    if request.POST.get("step") == "take-in":
        return _taken_in(request)
    sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if sent else TableForm()
    if sent and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            return _check_page(request, wordlist.read(file.read()), file.name or "")
        except BadInput as error:
            form.add_error("table", error.sentence)
    context = {"form": form, "columns": wordlist.COLUMNS, "kinds": wordlist.KINDS}
    return render(request, "wording/bring.html", context, status=400 if form.errors else 200)


def _check_page(request: HttpRequest, table: Table, name: str) -> HttpResponse:
    plan = wordlist.plan(table, queries.known_terms())
    context = {
        "name": name,
        "table": table,
        "text": wordlist.write_as_read(table),
        "new": plan.new[:SHOWN],
        "changed": plan.changed[:SHOWN],
        "refused": plan.refused[:SHOWN],
        "plan": plan,
        "left_out": wordlist.write_refused(table, plan.refused),
        "columns": wordlist.COLUMNS,
    }
    return render(request, "wording/bring_check.html", context)


def _taken_in(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    table = wordlist.read(request.POST.get("text", "").encode())
    plan = actions.take_in(table, request.POST.get("name", "")[:500], by=request.user)
    messages.success(request, _sentence(plan))
    return redirect("glossary")


def _sentence(plan: Plan) -> str:
    new = ngettext("%(count)d new term", "%(count)d new terms", len(plan.new)) % {"count": len(plan.new)}
    changed = ngettext("%(count)d changed", "%(count)d changed", len(plan.changed)) % {"count": len(plan.changed)}
    refused = ngettext("%(count)d line left out", "%(count)d lines left out", len(plan.refused))
    return _("Your list is in: %(new)s, %(changed)s, %(refused)s.") % {
        "new": new,
        "changed": changed,
        "refused": refused % {"count": len(plan.refused)},
    }


@require_safe
def take(request: HttpRequest) -> HttpResponse:
    """The terms in use as a CSV file, which spreadsheets open and `bring` reads back."""
    check_can_keep_glossary(person(request.user))
    text = wordlist.write(queries.entry_of(term) for term in queries.found_terms())
    # The mark tells spreadsheets that this is UTF-8.
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    name = f"glossary-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    response.headers["Cache-Control"] = "private, no-store"
    return response
