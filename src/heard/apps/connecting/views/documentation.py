"""What there is to ask, for those who write programs: as an OpenAPI document, and as a page that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from heard.apps.connecting.views.api import api

_A_LIST = "Listing_"
"""How the names of shapes begin that are a page of a list of others."""


@cache
def _written() -> dict[str, Any]:
    return api.document()


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(_written())
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    rooms: dict[str, list[Operation]] = {}
    for one in _operations(_written()):
        rooms.setdefault(one.tag, []).append(one)
    shapes = [Shape(name, list(_fields(shape))) for name, shape in _written()["components"]["schemas"].items()]
    problems = {status: gettext(one["description"]) for status, one in _written()["components"]["responses"].items()}
    context = {
        "rooms": rooms.items(),
        "shapes": [shape for shape in shapes if not shape.name.startswith(_A_LIST)],
        "problems": problems,
    }
    return render(request, "connecting/documentation.html", context)


@dataclass(frozen=True)
class FieldOf:
    """Something that is sent or told. `shape` is the kind of thing that it holds, where that has a table of its own."""

    name: str
    kind: str
    shape: str
    needed: bool
    said: str


@dataclass(frozen=True)
class Shape:
    """A kind of thing."""

    name: str
    fields: list[FieldOf]


@dataclass(frozen=True)
class Operation:
    """One thing to ask. Where it `gives_list`, it gives a page of the list of those."""

    tag: str
    name: str
    method: str
    address: str
    summary: str
    said: str
    parameters: list[FieldOf]
    takes: str
    gives: str
    gives_list: bool
    status: str


def _operations(written: dict[str, Any]) -> Iterator[Operation]:
    for address, methods in written["paths"].items():
        for method, one in methods.items():
            status = next(status for status in one["responses"] if status.startswith("2"))
            gives = _shape_in(one["responses"][status].get("content", {}))
            gives_list = gives.startswith(_A_LIST)
            yield Operation(
                tag=gettext(one["tags"][0]),
                name=one["operationId"],
                method=method.upper(),
                address=address,
                summary=gettext(one["summary"]),
                said=_said(one),
                parameters=[_field(row["name"], row["schema"], row["required"]) for row in one["parameters"]],
                takes=_shape_in(one.get("requestBody", {}).get("content", {})),
                gives=gives.removeprefix(_A_LIST).removesuffix("_") if gives_list else gives,
                gives_list=gives_list,
                status=status,
            )


def _shape_in(content: dict[str, Any]) -> str:
    schema = content.get("application/json", {}).get("schema", {})
    return _shape(schema)


def _fields(shape: dict[str, Any]) -> Iterator[FieldOf]:
    needed = shape.get("required", [])
    for name, schema in shape.get("properties", {}).items():
        yield _field(name, schema, name in needed)


def _field(name: str, schema: dict[str, Any], needed: bool) -> FieldOf:
    return FieldOf(name, _kind(schema), _shape(schema), needed, _said(schema))


def _said(about: dict[str, Any]) -> str:
    """What is said about it, in the reader's language. The document itself is in English."""
    return gettext(about["description"]) if about.get("description") else ""


def _kind(schema: dict[str, Any]) -> str:
    """In the words of JSON."""
    if "$ref" in schema:
        return ""
    if choices := schema.get("anyOf"):
        return " / ".join(filter(None, map(_kind, choices)))
    if "enum" in schema:
        return " / ".join(f"“{value}”" for value in schema["enum"])
    if schema.get("type") == "array":
        return "array"
    bounds = f" {schema.get('minimum', '')}–{schema['maximum']}" if "maximum" in schema else ""
    form = f" ({schema['format']})" if "format" in schema else ""
    return f"{schema.get('type', '')}{bounds}{form}"


def _shape(schema: dict[str, Any]) -> str:
    """The kind of thing that stands in it, however deep."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inside = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    return next(filter(None, map(_shape, inside)), "")
