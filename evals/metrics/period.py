"""Period: does the figure that answered hold for the time that the row is about?

Dates are compared as stretches of days; they agree where they overlap. A fiscal year is
named by the year it starts in or by the one it ends in, so FY2023 reaches from January
2023 to March 2024 here.
"""

from __future__ import annotations

import re

from evals.record import Result

_PART = re.compile(r"(FY)?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_FIRST, _LAST = "0000-00-00", "9999-99-99"


def hit(result: Result) -> bool | None:
    """Nothing when no figure answered, or the row or the figure has no period that can be read."""
    if result.figure is None:
        return None
    gold = stretch(result.period)
    told = (result.figure.period, result.figure.as_of)
    got = [found for text in told if (found := stretch(text))]
    if gold is None or not got:
        return None
    return any(gold[0] <= last and first <= gold[1] for first, last in got)


def stretch(text: str | None) -> tuple[str, str] | None:
    """First and last day as ISO text; nothing for what cannot be read.

    Reads ``2024``, ``2024-04``, ``FY2023``, ``2023/2027``, ``/2027`` and ``from 2023``.
    """
    text = (text or "").strip()
    if text.startswith("from "):
        text = f"{text.removeprefix('from ')}/"
    begin, slash, end = text.partition("/")
    first, last = _ends(begin), _ends(end if slash else begin)
    if not (begin or end) or (begin and not first) or (end and not last):
        return None
    return first[0] if first else _FIRST, last[1] if last else _LAST


def _ends(text: str) -> tuple[str, str] | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    fiscal, year, month, day = match.groups()
    if fiscal:
        return f"{year}-01-01", f"{int(year) + 1:04d}-03-31"
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or '31'}"
