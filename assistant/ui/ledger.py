"""The figures of all articles: searched, filtered, sorted, and as bars of a chart."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assistant import render
from assistant.errors import UsageError
from assistant.schema import Article, Figure

_BARS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its article; ``text`` is what a search looks through, folded."""

    figure: Figure
    article: Article
    text: str

    @property
    def when(self) -> str:
        """The period or the date that the figure holds for, if known."""
        return self.figure.period or self.figure.as_of or ""

    @property
    def time(self) -> tuple[int, int]:
        """``when``, to sort by."""
        return render.time_key(self.figure)

    @property
    def amount(self) -> Fraction:
        """The exact value; 0 for a date."""
        value = self.figure.value
        return Fraction(value) if isinstance(value, Decimal | Fraction) else Fraction(0)


def rows(figures: Iterable[Figure], articles: Mapping[str, Article]) -> list[Row]:
    """The rows of the ledger, in the order of the figures."""
    return [Row(one, articles[one.article_id], _searched(one, articles[one.article_id]))
            for one in figures]  # fmt: skip


def _searched(figure: Figure, article: Article) -> str:
    parts = (figure.subject, figure.measure, figure.surface, figure.unit, figure.kind,
             figure.period, figure.as_of, article.title, article.publisher)  # fmt: skip
    return fold(" ".join(part for part in parts if part))


def fold(text: str) -> str:
    """A text as a search compares it: without case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


def chosen(
    ledger: Iterable[Row], search: str = "", subject: str = "", measure: str = "", order: str = ""
) -> list[Row]:
    """The rows that hold every word of ``search``, of one subject and measure if given.

    ``order`` is one of ``ORDERS``, or empty for that of the articles. Raises ``UsageError``.
    """
    if order and order not in ORDERS:
        raise UsageError(f"no order {order!r}; known: {', '.join(ORDERS)}")
    words = fold(search).split()
    kept = [
        row
        for row in ledger
        if subject in ("", row.figure.subject)
        and measure in ("", row.figure.measure)
        and all(word in row.text for word in words)
    ]
    return sorted(kept, key=ORDERS[order]) if order else kept


# Amounts of one unit stand together; what an order knows nothing of comes last.
ORDERS: dict[str, Callable[[Row], Any]] = {
    "largest": lambda row: (row.figure.unit == "date", row.figure.unit, -row.amount),
    "latest": lambda row: [-part for part in row.time],
    "subject": lambda row: (not row.figure.subject, fold(row.figure.subject or "")),
    "measure": lambda row: (not row.figure.measure, row.figure.measure or ""),
    "article": lambda row: fold(row.article.title),
}


# -- charts -------------------------------------------------------------------------------------


def bars(picked: Sequence[Row], subject: str) -> list[Row]:
    """Bars of the commonest measure: of ``subject`` over time, else the largest of each subject.

    Nothing is added up: each bar is one figure of one article.
    """
    known = [row for row in picked if row.figure.subject and row.figure.measure and row.amount > 0]
    if not known:
        return []
    commonest = Counter((row.figure.measure, row.figure.unit) for row in known).most_common(1)[0][0]
    alike = [row for row in known if (row.figure.measure, row.figure.unit) == commonest]
    return _over_time(alike) if subject else _largest(alike)


def _largest(alike: Iterable[Row]) -> list[Row]:
    """The largest of each subject; a total is nothing that one receives beside others."""
    best: dict[str, Row] = {}
    for row in sorted(alike, key=lambda row: -row.amount):
        if {"total", "cumulative"}.isdisjoint(row.figure.qualifiers):
            best.setdefault(fold(row.figure.subject or ""), row)
    return list(best.values())[:_BARS]


def _over_time(alike: Sequence[Row]) -> list[Row]:
    """One bar for each date and value, the oldest first."""
    dated = {(row.time, row.amount): row for row in reversed(alike) if row.when}
    return [dated[key] for key in sorted(dated)][-_BARS:]
