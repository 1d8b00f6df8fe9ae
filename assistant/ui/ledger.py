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
from assistant.schema import Article, Figure, Lang

_BARS = 12
MOST_ROWS = 500  # of one answer; the CSV has them all


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its article; ``text`` is what a search looks through, folded."""

    figure: Figure
    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked of the ledger; an empty field lets everything through."""

    search: str = ""
    subject: str = ""
    measure: str = ""
    kind: str = ""
    publisher: str = ""
    article: str = ""
    sort: str = ""
    descending: bool = False


def rows(figures: Iterable[Figure], articles: Mapping[str, Article]) -> list[Row]:
    """The rows of the ledger, in the order of the figures."""
    return [
        Row(figure, articles[figure.article_id], _searched(figure, articles[figure.article_id]))
        for figure in figures
    ]


def _searched(figure: Figure, article: Article) -> str:
    parts = (figure.subject, figure.measure, figure.surface, figure.unit, figure.period,
             figure.as_of, article.title, article.publisher)  # fmt: skip
    return _fold(" ".join(part for part in parts if part))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def chosen(ledger: Iterable[Row], choice: Choice) -> list[Row]:
    """The rows that a choice lets through, sorted. Raises ``UsageError`` for an unknown column."""
    if choice.sort and choice.sort not in _KEYS:
        raise UsageError(f"no column {choice.sort!r} to sort by; known: {', '.join(_KEYS)}")
    words = _fold(choice.search).split()
    kept = [row for row in ledger if _passes(row, choice) and all(w in row.text for w in words)]
    if choice.sort:
        key = _KEYS[choice.sort]
        with_value = [row for row in kept if key(row) is not None]
        without = [row for row in kept if key(row) is None]
        kept = sorted(with_value, key=key, reverse=choice.descending) + without
    return kept


def _passes(row: Row, choice: Choice) -> bool:
    figure, article = row.figure, row.article
    pairs = (
        (choice.subject, figure.subject),
        (choice.measure, figure.measure),
        (choice.kind, figure.kind),
        (choice.publisher, article.publisher),
        (choice.article, article.id),
    )
    return all(not wanted or wanted == found for wanted, found in pairs)


def _amount(row: Row) -> tuple[str, Fraction, str] | None:
    """Amounts of one unit stand together in their order, then dates."""
    value = row.figure.value
    if isinstance(value, Decimal | Fraction):
        return row.figure.unit, Fraction(value), ""
    return "~date", Fraction(0), str(value)


_KEYS: dict[str, Callable[[Row], Any]] = {
    "subject": lambda row: _fold(row.figure.subject) if row.figure.subject else None,
    "measure": lambda row: row.figure.measure,
    "value": _amount,
    "qualifiers": lambda row: " ".join(row.figure.qualifiers) or None,
    "period": lambda row: row.figure.period or row.figure.as_of,
    "article": lambda row: _fold(row.article.title),
}


def shown(row: Row, lang: Lang) -> dict[str, Any]:
    """A row for the page and for programs: every field, its words, and where it stands."""
    return render.figure_row(row.figure) | {
        "words": render.figure_words(row.figure, row.article, lang),
        "title": render.line(row.article.title),
        "publisher": row.article.publisher,
        "published": row.article.published,
    }


# -- charts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to draw, each a figure of one article: nothing is added up."""

    bars: list[Row]
    over_time: bool


def chart(picked: Sequence[Row], subject: str) -> Chart | None:
    """Bars of the commonest measure: of ``subject`` over time, else the largest of each subject."""
    known = [row for row in picked if row.figure.subject and row.figure.measure and _length(row)]
    if not known:
        return None
    (measure, unit), _ = Counter((r.figure.measure, r.figure.unit) for r in known).most_common(1)[0]
    alike = [r for r in known if (r.figure.measure, r.figure.unit) == (measure, unit)]
    over_time = bool(subject)
    bars = _over_time(alike) if over_time else _largest(r for r in alike if not _is_sum(r))
    return Chart(bars, over_time) if bars else None


def _length(row: Row) -> Fraction:
    value = row.figure.value
    return Fraction(value) if isinstance(value, Decimal | Fraction) and value > 0 else Fraction(0)


def _is_sum(row: Row) -> bool:
    """A total or what has piled up over years is nothing that one receives beside others."""
    return not {"total", "cumulative"}.isdisjoint(row.figure.qualifiers)


def _largest(alike: Iterable[Row]) -> list[Row]:
    best: dict[str, Row] = {}
    for row in alike:
        subject = _fold(row.figure.subject or "")
        if subject not in best or _length(row) > _length(best[subject]):
            best[subject] = row
    return sorted(best.values(), key=_length, reverse=True)[:_BARS]


def _over_time(alike: Sequence[Row]) -> list[Row]:
    """One bar for each date and value, the oldest first; of many the latest."""
    dated = {
        (row.figure.period or row.figure.as_of or "", _length(row)): row
        for row in reversed(alike)
        if row.figure.period or row.figure.as_of
    }
    return [dated[key] for key in sorted(dated)][-_BARS:]
