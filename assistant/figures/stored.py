"""A period as it is stored: ``FY2024``, ``2024``, ``2024-02`` or ``2024-04/2024-09``."""

from __future__ import annotations

import re

from assistant.schema import PartialDate

Months = tuple[int, int]  # the first and the last, counted from the year 0
Key = tuple[int, int]


def moments(period: str | None) -> list[PartialDate]:
    """The dates that it is written by, of a range the first and the last."""
    found = []
    for part in (period or "").split("/"):
        try:
            found.append(PartialDate.parse(part.removeprefix("FY")))
        except ValueError:
            continue
    return found


def months(period: str | None) -> Months | None:
    """What it covers; None if its year is not known."""
    begin, _, end = (period or "").partition("/")
    first, last = date_of(begin), date_of(end or begin)
    if first is None or last is None or first.year is None or last.year is None:
        return None
    if begin.startswith("FY"):
        return fiscal(first.year)[0], fiscal(last.year)[1]
    return 12 * first.year + (first.month or 1), 12 * last.year + (last.month or 12)


def fiscal(year: int) -> Months:
    """A fiscal year as in Japan, from April to March."""
    return 12 * year + 4, 12 * year + 15


def key(period: str | None) -> Key:
    """To sort by: what ends later is greater, of two with one end the shorter; unknown is least."""
    covered, days = months(period), [when.day for when in moments(period)]
    if covered is None or not days:
        return 0, 0
    return 32 * covered[1] + (days[-1] or 31), 32 * covered[0] + (days[0] or 0)


def date_of(text: str | None) -> PartialDate | None:
    """The first date in a period such as ``2024-02`` or ``FY2024``."""
    match = re.search(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year, month, day)
