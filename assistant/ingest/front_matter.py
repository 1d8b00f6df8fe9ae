"""The ``---`` block of fields at the head of a Markdown file."""

from __future__ import annotations

import re

from assistant.errors import InputError

FrontMatter = dict[str, str | list[str]]

_FENCE = re.compile(r"---[ \t]*\n(?:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_][\w .-]*?)[ \t]*:(?:[ \t]+(.*?)|)[ \t]*\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*?)[ \t]*\Z")
_QUOTED = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]+#.*\Z")
_COMMENT = re.compile(r"[ \t]+#.*\Z")


def split(text: str) -> tuple[FrontMatter, str]:
    """Fields and body of a Markdown text.

    A small strict subset of YAML in which every value stays the text that was
    written (``007`` is no number, ``2024-04-19`` no date object) and a colon
    needs no quotes: ``key: value``, quoted values, ``[a, b]`` and ``- item``
    lists, ``|`` and ``>`` blocks. Raises ``InputError`` naming the line.
    """
    if not text.startswith("---"):
        return {}, text
    match = _FENCE.match(text)
    if match is None:
        return {}, text  # a thematic break, not front matter
    lines = (match.group(1) or "").split("\n")
    fields: FrontMatter = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
            continue
        field = _FIELD.match(line)
        if field is None:
            raise InputError(
                f"has {line[:60]!r} in line {at + 2}, in the front matter; "
                "write it as 'field: value' or remove it"
            )
        end = at + 1
        while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t-"):
            end += 1
        fields[field.group(1).lower()] = _value(field.group(2) or "", lines[at + 1 : end])
        at = end
    return fields, text[match.end() :].lstrip("\n")


def _value(inline: str, block: list[str]) -> str | list[str]:
    if inline[:1] in ("|", ">") and len(inline) <= 2:
        return (" " if inline[0] == ">" else "\n").join(line.strip() for line in block).strip()
    if inline.startswith("[") and inline.endswith("]"):
        return [_scalar(part) for part in inline[1:-1].split(",") if part.strip()]
    items = [match.group(1) for line in block if (match := _ITEM.match(line))]
    if items and not inline:
        return [_scalar(item) for item in items]
    return _scalar(inline)


def _scalar(text: str) -> str:
    text = text.strip()
    quoted = _QUOTED.match(text)
    if quoted:
        text = quoted.group(1)
    if len(text) >= 2 and text[0] in "\"'" and text[-1] == text[0]:
        inner = text[1:-1]
        if text[0] == "'":
            return inner.replace("''", "'")
        return inner.replace('\\"', '"').replace("\\\\", "\\")
    text = _COMMENT.sub("", text)
    return "" if text in ("~", "null") else text
