"""A project as text, one record a line in a stable order: two versions differ where the drawing does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from projects.document import Document
from projects.records import AnyRecord, Settings
from projects.service import Service
from projects.upgrades import FORMAT, FORMAT_VERSION
from projects.version import app_version


def dumps(document: Document) -> str:
    """The project as text: equal documents give equal texts, and nothing but what differs from a default."""
    ordered = sorted(document.records(), key=lambda record: (not isinstance(record, Settings), record.id))
    lines = ",\n".join(_line(record) for record in ordered)
    written_by = _json(f"Blueprice {app_version()}")
    head = f'"format": "{FORMAT}",\n"version": {FORMAT_VERSION},\n"written_by": {written_by}'
    return f'{{\n{head},\n"records": [\n{lines}\n]\n}}\n'


def _line(record: AnyRecord) -> str:
    line = _json(dict(_stated(record)))
    try:
        line.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, kept from an unknown service: only an escape can hold it.
        line = _json(dict(_stated(record)), encode_basestring_ascii)
    return line


def _stated(record: AnyRecord) -> Iterator[tuple[str, Any]]:
    """What a file says of a record, in the order of its fields."""
    yield "type", record.type
    yield "id", record.id
    for name, default in _defaults(type(record)):
        value = getattr(record, name)
        if isinstance(value, Service):
            yield "service", value.stored_name
            properties = value.stated()
            if properties:
                unknown = value.stored_name != value.name
                yield "properties", properties if unknown else {k: _plain(v) for k, v in properties.items()}
        elif value != default:
            yield name, _plain(value)


@cache
def _defaults(kind: type[AnyRecord]) -> tuple[tuple[str, Any], ...]:
    fields = ((name, field) for name, field in kind.model_fields.items() if name != "id")
    return tuple(
        (
            name,
            None if field.is_required() else field.get_default(call_default_factory=True, validated_data={}),
        )
        for name, field in fields
    )


def _plain(value: Any) -> Any:
    """Numbers in their shortest form, so that equal documents give equal files."""
    if isinstance(value, Decimal) and value.is_finite():
        return shortest(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def shortest(amount: Decimal) -> Decimal:
    """The same number without trailing zeros or a needless exponent; exact, whatever its length."""
    sign, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int):
        return amount
    kept = len(digits)
    while exponent < 0 and kept > 1 and digits[kept - 1] == 0:
        kept, exponent = kept - 1, exponent + 1
    if digits == (0,) or not any(digits):
        return Decimal(0)
    if 0 < exponent <= 30:
        return Decimal((sign, digits + (0,) * exponent, 0))
    return Decimal((sign, digits[:kept], exponent))


def _json(value: Any, text: Any = encode_basestring) -> str:
    """JSON with decimals as exact numbers, which the standard encoder cannot write."""
    if isinstance(value, str):
        return str(text(value))
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        value = shortest(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return str(value) if value.is_finite() else "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(str(key))}: {_json(item, text)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_json(item, text) for item in value) + "]"
