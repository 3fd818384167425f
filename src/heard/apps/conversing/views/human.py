"""The sum that a stranger's browser solves while its owner writes."""

from __future__ import annotations

from altcha_django import build_challenge
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def challenge(request: HttpRequest) -> JsonResponse:
    return JsonResponse(build_challenge().to_dict())
