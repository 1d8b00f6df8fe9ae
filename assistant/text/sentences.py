"""Sentence boundaries in Japanese and English news text."""

from __future__ import annotations

import re
from collections.abc import Sequence

Span = tuple[int, int]

_OPEN = "「『（(【［[〔《"
_CLOSE = "」』）)】］]〕》"
_STOP = re.compile(r"[。！？!?\n.「『（(【［\[〔《」』）)】］\]〕》]")
_MAX_QUOTED = 400  # an unclosed bracket must not swallow the article
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Rev|St|Co|Corp|Inc|Ltd|Jr|Sr|vs|No|Nos|approx|est|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b[ap]\.m|\b[eE]\.g|\b[iI]\.e)\.$"
)
_NEXT_STARTS = re.compile(r"[\"'”’)\]]*\s+[\"'“‘(\[]*[A-Z0-9¥$€£\u3040-\u9fff]")


def sentences(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """Split ``text`` into ``[start, end)`` sentence spans without surrounding white space.

    A full stop inside brackets or quotation marks does not end a sentence; a
    line break does. Ranges in ``skip`` belong to no sentence and end the one
    before them.
    """
    spans: list[Span] = []
    for start, end in _outside(len(text), skip):
        spans.extend(_split(text, start, end))
    return spans


def _outside(length: int, skip: Sequence[Span]) -> list[Span]:
    kept, position = [], 0
    for start, end in sorted(skip):
        if start > position:
            kept.append((position, min(start, length)))
        position = max(position, end)
    if position < length:
        kept.append((position, length))
    return kept


def _split(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin, depth, opened = start, 0, start
    for match in _STOP.finditer(text, start, end):
        at, char = match.start(), match.group()
        if char in _OPEN:
            opened = at if depth == 0 else opened
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
            if depth == 0 and text[at - 1] in "。！？" and _ends_quote(text, at + 1, end):
                begin = _close(text, spans, begin, at + 1)
        elif _is_end(text, at, end, depth > 0 and at - opened < _MAX_QUOTED):
            depth = 0
            begin = _close(text, spans, begin, _after_quotes(text, at + 1, end))
    _close(text, spans, begin, end)
    return spans


def _ends_quote(text: str, at: int, end: int) -> bool:
    """A closed quotation ends its sentence only before a new quotation or line."""
    return at >= end or text[at] in "\n「『"


def _is_end(text: str, at: int, end: int, quoted: bool) -> bool:
    char = text[at]
    if char == "\n":
        return True
    if quoted:
        return False
    if char in "。！？":
        return at + 1 >= end or text[at + 1] not in "。！？」』）"
    if char == ".":
        if _ABBREVIATION.search(text, max(0, at - 8), at + 1):
            return False
        return at + 1 >= end or bool(_NEXT_STARTS.match(text, at + 1, min(end, at + 12)))
    return at + 1 >= end or text[at + 1] in " \n\"'”’"


def _after_quotes(text: str, at: int, end: int) -> int:
    """Behind the quotation marks that close with the sentence: «He said "Stop." Then …»."""
    stop = at
    while stop < end and text[stop] in "\"'”’":
        stop += 1
    return stop if stop >= end or text[stop].isspace() else at


def _close(text: str, spans: list[Span], begin: int, stop: int) -> int:
    start, end = begin, stop
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))
    return stop
