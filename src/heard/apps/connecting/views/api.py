"""The API: who may ask, how answers are sent, and how what goes wrong is told. Its documentation is made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from heard.apps.connecting.doors import BearerToken, UnknownToken
from heard.apps.connecting.views.shapes import Problem
from heard.core.errors import BadInput, HeardError
from heard.core.people.tokens import Scope
from heard.web import problems
from heard.web.network import network

View = TypeVar("View", bound=Callable[..., Any])
VERSION = "1"
_NAMED = re.compile('#/components/schemas/([^"]+)')
_MAY_GO_WRONG = {
    400: gettext_noop("What was sent cannot be used."),
    401: gettext_noop("The token is not known, or has ended."),
    403: gettext_noop("You may not do this, or it is being looked at."),
    404: gettext_noop("There is nothing at this address, or it is not open to you."),
    405: gettext_noop("This address cannot be asked in this way."),
    409: gettext_noop("Something has changed."),
    410: gettext_noop("It was here, and its people took it back."),
    413: gettext_noop("What was sent is too large."),
    429: gettext_noop("Not so fast: try again in a minute."),
    503: gettext_noop("A lot is going on: try again in a minute."),
}


class _Reader(Parser):
    """What a program sends. No text of ours holds a null character, and PostgreSQL breaks on the question."""

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        found = super().parse_querydict(data, list_fields, request)
        if any("\0" in str(value) for value in found.values()):
            raise BadInput(_("Null characters are not allowed."), code="unseen")
        return found

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise ValueError(request.content_type)
        found = super().parse_body(request)
        json.dumps(found, ensure_ascii=False).encode()  # half a sign (“\\ud800”) is no text
        return found


class Api(NinjaAPI):
    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        """Nothing but “as before” to whoever has it already."""
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
        if request.method == "POST" or response.status_code != 200:
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        return f"api-{operation.view_func.__name__}"

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)

    def document(self) -> dict[str, Any]:
        """The OpenAPI document, with all that may go wrong."""
        found: dict[str, Any] = json.loads(json.dumps(self.get_openapi_schema(path_prefix=reverse("api"))))
        found["info"]["title"] = f"{network().name}: API"
        problem = {"schema": Problem.model_json_schema()}
        found["components"]["responses"] = {
            str(status): {"description": said, "content": {"application/problem+json": problem}}
            for status, said in _MAY_GO_WRONG.items()
        }
        for methods in found["paths"].values():
            methods.pop("head", None)
            for method, operation in methods.items():
                _tell_more(method, operation)
        shapes = found["components"]["schemas"]
        found["components"]["schemas"] = {name: shapes[name] for name in sorted(_named_in(found["paths"], shapes))}
        return found


def _named_in(told: Any, shapes: dict[str, Any]) -> set[str]:
    """The shapes that are told or taken somewhere, and those in them."""
    names = set(_NAMED.findall(json.dumps(told)))
    return names.union(*(_named_in(shapes[name], shapes) for name in names))


def _tell_more(method: str, operation: dict[str, Any]) -> None:
    """Nobody needs a token for what strangers may do."""
    operation["security"] = [{}, *operation["security"]]
    operation["responses"] |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in _MAY_GO_WRONG}
    if method == "get":
        operation["responses"]["304"] = {"description": "As before: the ETag that was sent (If-None-Match) holds."}


api = Api(
    version=VERSION,
    description="Stories, what was said in them, and a way to report what was misheard.",
    docs_url=None,
    openapi_url=None,
    parser=_Reader(),
)


def read(router: Router, path: str, response: Any, **how: Any) -> Callable[[View], View]:
    """An address that is read."""
    return router.api_operation(["GET", "HEAD"], path, auth=BearerToken(Scope.READ), response=response, **how)


def send(router: Router, path: str, response: Any, **how: Any) -> Callable[[View], View]:
    """An address to which reports are sent."""
    return router.post(path, auth=BearerToken(Scope.REPORT), response={201: response}, **how)


@api.exception_handler(HeardError)
def _told(request: HttpRequest, error: HeardError) -> HttpResponse:
    return problems.told(request, error)


@api.exception_handler(UnknownToken)
def _unknown_token(request: HttpRequest, error: UnknownToken) -> HttpResponse:
    return problems.unknown_token(request)


@api.exception_handler(Http404)
@api.exception_handler(ObjectDoesNotExist)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, AttributeError):  # a missing related row is a fault of ours
        raise error
    return problems.not_found(request)


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problems.too_large(request)


@api.exception_handler(HttpError)
def _no_json(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: a body that it cannot read."""
    sentence = _("This is no JSON, or it does not say so (Content-Type: application/json).")
    return problems.told(request, BadInput(sentence, code="no-json"))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first of what is wrong."""
    first = error.errors[0]
    name = str(first["loc"][-1])
    return problems.told(request, BadInput(_why(first, name), code="bad-input", field=name))


def _why(fault: dict[str, Any], name: str) -> str:
    values = {"name": name, **fault.get("ctx", {})}
    if fault["type"] == "missing":
        return _("“%(name)s” is missing.") % values
    if fault["type"] in ("greater_than_equal", "less_than_equal"):
        limit = values.get("ge", values.get("le"))
        least = fault["type"] == "greater_than_equal"
        said = _("“%(name)s” is %(limit)s at least.") if least else _("“%(name)s” is %(limit)s at most.")
        return said % {"name": name, "limit": limit}
    if fault["type"] == "string_too_long":
        return _("“%(name)s” is longer than %(max_length)s characters.") % values
    return _("“%(name)s” cannot be read: look at the documentation of the API for what it may be.") % values
