"""The OpenAPI document, and answers held against it."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

METHODS = ("get", "post")


@cache
def document() -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, item[method])
        for path, item in document()["paths"].items()
        for method in METHODS
        if method in item
    ]


def wrong(value: Any, schema: dict[str, Any]) -> list[str]:
    """What is wrong with a value, unknown members included."""
    whole = _closed({**schema, "components": document()["components"]})
    checker = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in checker.iter_errors(value)]


def _closed(schema: Any) -> Any:
    """The same schema, with objects that have no other members than those described."""
    if isinstance(schema, list):
        return [_closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _closed(inner) for name, inner in schema.items()}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        made.setdefault("additionalProperties", False)
    return made


def answer_schema(operation_id: str, status: int, media: str = "application/json") -> dict[str, Any]:
    found = next(op for _, _, op in operations() if op["operationId"] == operation_id)
    schema: dict[str, Any] = found["responses"][str(status)]["content"][media]["schema"]
    return schema
