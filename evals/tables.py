"""The tables of questions: figures and words with their answers, and what no article answers.

A table is UTF-8 CSV with a header. All that is wrong with it is told at once, a line a problem.
"""

from __future__ import annotations

import csv
import difflib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

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
_QUESTIONS: dict[Lang, str] = {"ja": "question_ja", "en": "question_en"}
T = TypeVar("T")


class TableError(Exception):
    """A table is wrong: ``problems`` names file, line, column and what is expected, one each."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a kind of table; ``key`` is the one whose cells name the rows."""

    key: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is known."""
        return (self.key, *self.needed, *self.optional)


FACT_COLUMNS = Columns(
    "fact", ("value", "unit", "article", "quote"),
    ("subject", "measure", "period", "qualifiers", "accept", *_QUESTIONS.values()),
)  # fmt: skip
SPAN_COLUMNS = Columns(
    "id", ("kind", "article", "answer", "quote"), ("accept", *_QUESTIONS.values())
)
UNANSWERABLE_COLUMNS = Columns("id", ("kind",), ("note", *_QUESTIONS.values()))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its unit, as the tables and the answers give it."""

    value: Value
    unit: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A question with its answer: any of ``accepted`` is right, the first is the row's own.

    ``articles`` are the ids of those that state it; ``quote`` is from the first.
    ``questions`` holds one language or both.
    """

    id: str
    accepted: tuple[Quantity, ...]
    qualifiers: frozenset[str]
    articles: tuple[str, ...]
    quote: str
    questions: dict[Lang, str]
    subject: str = ""
    measure: str = ""
    period: str = ""

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


# -- the kinds of tables ------------------------------------------------------------------------


def load_facts(path: Path, articles: Mapping[str, str]) -> list[Fact]:
    """The rows of a fact table, checked against ``articles``: id to text. Raises ``TableError``."""
    return _load(path, FACT_COLUMNS, lambda row: _fact(row, articles))


def load_spans(path: Path, articles: Mapping[str, str]) -> list[Span]:
    """The rows of a table of words, checked against ``articles``. Raises ``TableError``."""
    return _load(path, SPAN_COLUMNS, lambda row: _span(row, articles))


def load_unanswerable(path: Path) -> list[Unanswerable]:
    """The rows of a table of unanswerable questions. Raises ``TableError``."""
    return _load(
        path,
        UNANSWERABLE_COLUMNS,
        lambda row: Unanswerable(row("id"), row.read("kind", _one_of(KINDS)), _questions(row)),
    )


def _fact(row: _Row, articles: Mapping[str, str]) -> Fact:
    named, quote = _quoted(row, articles)
    unit = row.read("unit", _unit)
    own = row.read("value", lambda text: _quantity(text, unit or "JPY", value_only=True))
    others = row.read("accept", lambda text: _others(text, unit or "JPY"))
    return Fact(
        row("fact"), (own, *(others or ())), row.read("qualifiers", _qualifiers), named, quote,
        _questions(row), row("subject"), row("measure"), row("period"),
    )  # fmt: skip


def _span(row: _Row, articles: Mapping[str, str]) -> Span:
    named, quote = _quoted(row, articles)
    answer = row.read("answer", lambda text: _standing(text, quote or text, "the row's quote"))
    others = (part.strip() for part in row("accept").split("|"))
    accepted = (answer, *filter(None, others))
    kind = row.read("kind", _one_of(SPAN_KINDS))
    return Span(row("id"), kind, accepted, named, quote, _questions(row))


def _quoted(row: _Row, articles: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """The articles of a row, and its quote, which stands in the first."""
    named = row.read("article", lambda text: _articles(text, articles))
    if not named:  # the quote cannot be looked up
        return (), row("quote")
    return named, row.read("quote", lambda text: _standing(text, articles[named[0]], named[0]))


def _questions(row: _Row) -> dict[Lang, str]:
    asked = {lang: row(column) for lang, column in _QUESTIONS.items() if row(column)}
    if not asked:
        row.wrong("question_en", "is empty, as is question_ja; expected a question in either")
    return asked


# -- cells --------------------------------------------------------------------------------------


class _CellError(Exception):
    """What is wrong with a cell, and what is expected."""


def _quantity(text: str, unit: str, *, value_only: bool = False) -> Quantity:
    """``VALUE`` or ``VALUE UNIT``; a value without a unit has the given one."""
    number, _, own = text.strip().partition(" ")
    if own and not value_only:
        unit = _unit(own.strip())
    read: Callable[[str], Value] = _date if unit == "date" else number_of
    try:
        if own and value_only:
            raise ValueError(text)
        return Quantity(read(number), unit)
    except (ValueError, InvalidOperation, ZeroDivisionError):
        wanted = "2024, 2024-04 or 2024-04-19" if unit == "date" else "10240000000, 22.67 or 1/3"
        raise _CellError(
            f"{text.strip()!r} is no value in {unit}; expected one like {wanted}"
        ) from None


def number_of(text: str) -> Decimal | Fraction:
    """A number as the contract writes it: ``10240000000``, ``22.67``, ``1/3``."""
    value = Fraction(text) if "/" in text else Decimal(text)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(text)
    return value


def _date(text: str) -> PartialDate:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return PartialDate.parse(text)


def _others(text: str, unit: str) -> tuple[Quantity, ...]:
    return tuple(_quantity(part, unit) for part in text.split(";") if part.strip())


def _unit(text: str) -> str:
    if not all(_UNIT.fullmatch(part) for part in text.split("/")):
        raise _CellError(
            f"{text!r} is no unit; expected JPY, USD, percent, people, year, date, count:社, MW, "
            "JPY/kWh or the like"
        )
    return text


def _qualifiers(text: str) -> frozenset[str]:
    given = frozenset(text.split())
    if unknown := sorted(given - _QUALIFIERS):
        raise _CellError(
            f"{', '.join(unknown)} is not known; expected none or some of "
            f"{' '.join(sorted(_QUALIFIERS))}"
        )
    return given


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise _CellError(f"{text!r} is not known; expected one of {', '.join(known)}")
        return text

    return read


def _articles(text: str, articles: Mapping[str, str]) -> tuple[str, ...]:
    named = tuple(part.strip() for part in text.split("|"))
    for article in named:
        if article not in articles:
            near = difflib.get_close_matches(article, articles, 1)
            raise _CellError(
                f"{article!r} is no article; expected the id of one"
                + (f", perhaps {near[0]}" if near else "")
            )
    return named


def _standing(text: str, source: str, name: str) -> str:
    if text not in source:
        raise _CellError(f"{text!r} does not stand in {name}; expected words copied from there")
    return text


# -- the file -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row; what is wrong with them is gathered in ``problems``."""

    place: str
    cells: Mapping[str, str]
    needed: frozenset[str]
    problems: list[str] = field(default_factory=list)

    def __call__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """What ``reader`` makes of a cell; nothing when it is wrong, which is noted."""
        text = self(column)
        try:
            if not text and column in self.needed:
                raise _CellError("is empty; expected a value")
            return reader(text)
        except _CellError as error:
            self.wrong(column, str(error))
            return None

    def wrong(self, column: str, why: str) -> None:
        """Note a problem."""
        self.problems.append(f"{self.place}, column {column}: {why}")


def _load(path: Path, columns: Columns, make: Callable[[_Row], T]) -> list[T]:
    """Every row as ``make`` makes it. Raises ``TableError`` with all that is wrong."""
    made: list[T] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    try:
        for place, cells in _lines(path, columns, problems):
            row = _Row(place, cells, frozenset({columns.key, *columns.needed}))
            name = row.read(columns.key, str)
            if name in seen:
                row.wrong(columns.key, f"{name!r} occurs in {seen[name]} too; expected a new name")
            elif name:
                seen[name] = place.rpartition(", ")[2]
            made.append(make(row))
            problems += row.problems
    except OSError as error:
        raise TableError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TableError(f"{path.name}: is not UTF-8; save it as CSV UTF-8") from None
    except csv.Error as error:
        problems.append(f"{path.name}: {error}; expected CSV with each quotation mark doubled")
    if problems:
        raise TableError(*problems)
    return made


def _lines(
    path: Path, columns: Columns, problems: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Place and cells of every row that has as many cells as the header; else a problem."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.reader(handle, strict=True)
        header = [name.strip() for name in next(lines, [])]
        if wrong := _header(header, columns):
            raise TableError(f"{path.name}, line 1: {wrong}")
        begins = lines.line_num + 1
        for cells in lines:
            place = f"{path.name}, line {begins}"
            begins = lines.line_num + 1
            if not cells:
                continue
            if len(cells) != len(header):
                problems.append(f"{place}: {len(cells)} cells; expected {len(header)}")
                continue
            yield place, dict(zip(header, cells, strict=True))


def _header(header: list[str], columns: Columns) -> str | None:
    """What is wrong with the names of the columns."""
    missing = [name for name in (columns.key, *columns.needed) if name not in header]
    unknown = [name for name in header if name not in columns.all]
    if not missing and not unknown and len(set(header)) == len(header):
        return None
    faults = [f"no column {name}" for name in missing]
    faults += [f"unknown column {name!r}" for name in unknown]
    faults += ["a column twice"] if len(set(header)) < len(header) else []
    return (
        f"{', '.join(faults)}; expected {','.join((columns.key, *columns.needed))} "
        f"and any of {','.join(columns.optional)}"
    )
