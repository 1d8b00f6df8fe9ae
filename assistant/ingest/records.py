"""JSON and JSON Lines records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from assistant.errors import InputError
from assistant.ingest.decode import decode
from assistant.ingest.found import Found
from assistant.schema import Rejected

LINE_LIMIT = 10_000_000  # bytes
_DIGITS = 4_000  # of a number
_OPTIONAL = ("title", "url", "published", "publisher", "lang")


def json_records(text: str, path: Path) -> Iterator[Found | Rejected]:
    """One record, or a list of them. Raises ``InputError`` when it is not JSON."""
    value = _parse(text, "save it as UTF-8 JSON with id, title and text")
    records = value if isinstance(value, list) else [value]
    if not records:
        raise InputError("is an empty list; put records with id, title and text in it")
    for number, record in enumerate(records, 1):
        source = f"{path}: record {number}" if isinstance(value, list) else str(path)
        yield _checked(record, source)


def json_lines(stream: BinaryIO, path: Path) -> Iterator[Found | Rejected]:
    """One record a line; a bad line is rejected and the next one read."""
    number = 0
    found = False
    while line := stream.readline(LINE_LIMIT):
        number += 1
        source = f"{path}: line {number}"
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            found = True
            yield Rejected(source, f"is over {LINE_LIMIT // 10**6} MB; split it")
            while line and not line.endswith(b"\n"):
                line = stream.readline(LINE_LIMIT)
        elif line.strip():
            found = True
            yield _line(line, source)
    if not found:
        raise InputError("is empty; put one JSON record a line in it")


def _line(line: bytes, source: str) -> Found | Rejected:
    try:
        record = _parse(decode(line), "mend or remove this line")
    except InputError as error:
        return Rejected(source, str(error))
    return _checked(record, source)


def _parse(text: str, advice: str) -> Any:
    try:
        return json.loads(text, parse_int=_integer)
    except RecursionError:
        raise InputError(f"is JSON nested too deep; {advice}") from None
    except ValueError as error:
        raise InputError(f"is not valid JSON ({error}); {advice}") from None


def _integer(digits: str) -> float:
    """A number; of more digits than Python reads, one as good, for no field is a number."""
    return int(digits) if len(digits) < _DIGITS else float("inf")


def _checked(record: Any, source: str) -> Found | Rejected:
    try:
        return _found(record, source)
    except InputError as error:
        return Rejected(source, str(error))


def _found(record: Any, source: str) -> Found:
    if not isinstance(record, dict):
        raise InputError(f"is {_kind(record)}, not a record; write {{'id', 'title', 'text'}}")
    if record.get("text") is None:
        raise InputError("has no field 'text'; add the article's text")
    fields = {name: _string(record, name) for name in ("text", *_OPTIONAL)}
    text = fields.pop("text") or ""
    if not text.strip():
        raise InputError("has an empty field 'text'; add the article's text")
    key = fields["url"] or f"{fields['title'] or ''}\n{text}"
    return Found(source, "record", text, key, "record", id=_id(record), **fields)


def _id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id")


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"has {_kind(value)} in field {name!r}; write it as text")
    if "\0" in value:
        raise InputError(f"holds NUL characters in field {name!r}; remove them")
    # Half of a surrogate pair cannot be stored; nothing else stands in its place.
    value = value.encode("utf-8", "replace").decode() if _lone(value) else value
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _lone(value: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in value)


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string",
             list: "a list", dict: "an object"}  # fmt: skip
    return names.get(type(value), "null")
