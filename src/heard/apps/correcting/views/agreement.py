"""The page that explains who decides what the words are, with the numbers that this host has set."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from heard.apps.correcting.queries.agreement import host_rules, is_on
from heard.apps.correcting.queries.trust import outcomes_to_be_trusted


@require_GET
def how_agreement_works(request: HttpRequest) -> HttpResponse:
    rules = host_rules()
    days = rules.rest / timedelta(days=1)
    context = {
        "is_on": is_on(),
        "rules": rules,
        "needed_for_meaning": rules.people + rules.more_for_meaning,
        "most_needed": rules.people + rules.more_for_meaning + rules.most_doubters,
        "rest_days": round(days) if days.is_integer() else days,
        "patience_days": rules.patience.days,
        "trusted_in_a_hundred": round(rules.trusted_from * 100),
        "taken": outcomes_to_be_trusted(rules.trusted_from),
    }
    return render(request, "correcting/how_agreement_works.html", context)
