"""The tables of questions: figures and words with their answers, and what no article answers."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from assistant.schema import Lang, PartialDate, Value

HERE = Path(__file__).parent
FACTS = HERE / "facts.csv"
SPANS = HERE / "spans.csv"
UNANSWERABLE = HERE / "unanswerable.csv"

SPAN_KINDS = ("who", "what", "where")
KINDS = ("absent", "wrong_year", "near_miss", "calculation")
_QUALIFIERS = frozenset({
    "max", "min", "approx", "over", "under", "total", "cumulative", "each", "increase", "decrease",
    "vague",
})  # fmt: skip
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_UNIT = re.compile(r"[A-Za-z][A-Za-z0-9]*|count:[^/]+")
_FACT_COLUMNS = (
    "fact", "subject", "measure", "period", "value", "unit", "qualifiers", "accept", "article",
    "quote", "question_ja", "question_en",
)  # fmt: skip
_SPAN_COLUMNS = (
    "id", "kind", "article", "answer", "accept", "quote", "question_ja", "question_en",
)  # fmt: skip
_UNANSWERABLE_COLUMNS = ("id", "kind", "question_ja", "question_en", "note")


class TableError(Exception):
    """A row of a table is wrong; names file, row (the header is row 1) and field."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its unit, as the tables and the answers give it."""

    value: Value
    unit: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A question with its answer: any of ``accepted`` is right, the first is the row's own.

    ``articles`` are the ids of those that state it; ``quote`` is from the first.
    """

    id: str
    accepted: tuple[Quantity, ...]
    qualifiers: frozenset[str]
    articles: tuple[str, ...]
    quote: str
    questions: dict[Lang, str]

    @property
    def unit(self) -> str:
        """The unit of the row's own value."""
        return self.accepted[0].unit


@dataclass(frozen=True, slots=True)
class Span:
    """A question that words answer: any of ``accepted``, of which the first is ``quote``'s."""

    id: str
    kind: str
    accepted: tuple[str, ...]
    articles: tuple[str, ...]
    quote: str
    questions: dict[Lang, str]


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question the corpus does not answer; ``kind`` says why it looks as if it did."""

    id: str
    kind: str
    questions: dict[Lang, str]


def is_fitted(id: str) -> bool:
    """Whether the ranking was fitted on this row; scores on the other half are the honest ones."""
    return zlib.crc32(id.encode()) % 2 == 0


def load_facts(path: Path, articles: dict[str, str]) -> list[Fact]:
    """The rows of a fact table, checked against ``articles``: id to text. Raises ``TableError``."""
    rows = _rows(path, _FACT_COLUMNS, "fact")
    return [_fact(cell, articles) for cell in rows]


def load_spans(path: Path, articles: dict[str, str]) -> list[Span]:
    """The rows of a table of words, checked against ``articles``. Raises ``TableError``."""
    found = []
    for row in _rows(path, _SPAN_COLUMNS, "id"):
        if row("kind") not in SPAN_KINDS:
            raise row.wrong("kind", f"not one of {', '.join(SPAN_KINDS)}")
        named, quote = _quoted(row, articles)
        answer = row.needed("answer")
        if answer not in quote:
            raise row.wrong("answer", "does not stand in the quote")
        others = (part.strip() for part in row("accept").split("|"))
        accepted = (answer, *filter(None, others))
        found.append(Span(row("id"), row("kind"), accepted, named, quote, _questions(row)))
    return found


def load_unanswerable(path: Path) -> list[Unanswerable]:
    """The rows of a table of unanswerable questions. Raises ``TableError``."""
    found = []
    for cell in _rows(path, _UNANSWERABLE_COLUMNS, "id"):
        if cell("kind") not in KINDS:
            raise cell.wrong("kind", f"not one of {', '.join(KINDS)}")
        found.append(Unanswerable(cell("id"), cell("kind"), _questions(cell)))
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    number: int
    cells: dict[str, str]

    def __call__(self, field: str) -> str:
        return self.cells[field].strip()

    def needed(self, field: str) -> str:
        if not self(field):
            raise self.wrong(field, "is empty")
        return self(field)

    def wrong(self, field: str, why: str) -> TableError:
        return TableError(
            f"{self.path.name}, row {self.number}, field {field}: {self(field)!r} {why}"
        )


def _rows(path: Path, columns: tuple[str, ...], key: str) -> Iterator[_Row]:
    try:
        handle = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise TableError(f"{path}: {error.strerror}") from None
    with handle:
        lines = csv.reader(handle, strict=True)
        header = next(lines, [])
        if tuple(header) != columns:
            raise TableError(f"{path.name}, row 1: the fields must be {','.join(columns)}")
        seen: set[str] = set()
        for number, line in enumerate(lines, 2):
            if len(line) != len(columns):
                raise TableError(
                    f"{path.name}, row {number}: {len(line)} fields instead of {len(columns)}"
                )
            row = _Row(path, number, dict(zip(columns, line, strict=True)))
            if row.needed(key) in seen:
                raise row.wrong(key, "occurs twice")
            seen.add(row(key))
            yield row


def _fact(row: _Row, articles: dict[str, str]) -> Fact:
    named, quote = _quoted(row, articles)
    qualifiers = frozenset(row("qualifiers").split())
    if not qualifiers <= _QUALIFIERS:
        raise row.wrong("qualifiers", f"has {', '.join(sorted(qualifiers - _QUALIFIERS))}")
    unit = row.needed("unit")
    own = _quantity(row, "value", f"{row.needed('value')} {unit}", unit)
    others = [_quantity(row, "accept", part, unit) for part in row("accept").split(";") if part]
    questions = _questions(row)
    return Fact(row("fact"), (own, *others), qualifiers, named, quote, questions)


def _quoted(row: _Row, articles: dict[str, str]) -> tuple[tuple[str, ...], str]:
    """The articles of a row, and its quote, which stands in the first."""
    named = tuple(row.needed("article").split("|"))
    for article in named:
        if article not in articles:
            raise row.wrong("article", f"names no article of the corpus ({article})")
    if row.needed("quote") not in articles[named[0]]:
        raise row.wrong("quote", f"does not stand in {named[0]}")
    return named, row("quote")


def _questions(row: _Row) -> dict[Lang, str]:
    return {"ja": row.needed("question_ja"), "en": row.needed("question_en")}


def _quantity(row: _Row, field: str, text: str, unit: str) -> Quantity:
    """``VALUE`` or ``VALUE UNIT``; a value without a unit has the row's."""
    number, _, own = text.strip().partition(" ")
    unit = own.strip() or unit
    if not all(_UNIT.fullmatch(part) for part in unit.split("/")):
        raise row.wrong("unit" if field == "value" else field, f"has no unit {unit!r}")
    read: Callable[[str], Value] = _date if unit == "date" else number_of
    try:
        return Quantity(read(number), unit)
    except (ValueError, InvalidOperation, ZeroDivisionError):
        raise row.wrong(field, f"holds {number!r}, which is no {unit}") from None


def _date(text: str) -> PartialDate:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return PartialDate.parse(text)


def number_of(text: str) -> Decimal | Fraction:
    """A number as the contract writes it: ``10240000000``, ``22.67``, ``1/3``."""
    value = Fraction(text) if "/" in text else Decimal(text)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(text)
    return value
