"""The records that flow through the assistant, from article to answer.

All records are frozen. Offsets are half-open ``[start, end)`` character
positions in the stored ``Article.text`` (or ``Article.title``), never in a
folded or cleaned copy.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Lang = Literal["ja", "en"]
Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the year, or the smaller parts, may be unknown.

    ``str()`` gives ``2024``, ``2024-02``, ``2024-02-19``, ``--11-06`` (no year
    follows from anything) or ``---19``.
    """

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        text = "-" if self.year is None else f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        elif self.day is not None:
            text += "-"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what ``str()`` wrote. Raises ``ValueError`` on anything else."""
        if text.startswith("---"):
            return cls(None, None, int(text[3:]))
        if text.startswith("--"):
            month, _, day = text[2:].partition("-")
            return cls(None, int(month), int(day) if day else None)
        parts = [int(part) if part else None for part in text.split("-")]
        if not 1 <= len(parts) <= 3 or parts[0] is None or parts[-1] is None:
            raise ValueError(f"not a partial date: {text!r}")
        return cls(*parts)

    def contains(self, other: PartialDate) -> bool:
        """Whether ``other`` lies within this date: 2024 contains 2024-04-19."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )


def checked_date(text: str) -> str:
    """A full or partial ISO date as articles store it; digits may be full-width.

    Raises ``ValueError``, with what to write, on anything else.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", plain):
            raise ValueError
        when = PartialDate.parse(plain)
        date(when.year or 0, when.month or 1, when.day or 1)
    except ValueError:
        raise ValueError(f"{text!r} is not a date; write 2024-04-19, 2024-04 or 2024") from None
    return plain


Value = Decimal | Fraction | PartialDate


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored; ``skip`` lists the furniture ranges of ``text``."""

    id: str
    title: str
    text: str
    lang: Lang
    url: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO date, as much of it as is known
    published_source: Literal["given", "inferred", "unknown"] = "unknown"
    skip: tuple[tuple[int, int], ...] = ()

    def part(self, field: Field) -> str:
        """The title or the text, into which offsets of that field point."""
        return self.title if field == "title" else self.text


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not become an article, and why; the batch goes on."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A sentence-aligned passage of ``Article.text``; ``id`` is a content hash."""

    id: str
    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as an article prints it, read exactly.

    ``[start, end)`` of ``field`` covers the number with its unit, without
    qualifiers. ``unit`` is ISO 4217, ``percent``, ``point``, ``ratio``,
    ``times``, ``people``, ``year|month|day|hour|minute``, ``date``,
    ``count:社``, an SI unit, or ``X/Y`` for a rate. ``face_of`` is the start of
    the figure in the same field that this one converts (「29億米ドル(約4,400億円)」).
    ``as_of`` is the date that the statement holds for, ``period`` the stretch of
    time that the quantity covers; both are ISO partial dates as text.
    """

    article_id: str
    field: Field
    start: int
    end: int
    surface: str
    value: Value
    unit: str
    kind: str
    value_hi: Value | None = None
    qualifiers: tuple[str, ...] = ()
    modality: Literal["planned", "forecast", "actual"] | None = None
    subject: str | None = None
    measure: str | None = None
    counterparty: str | None = None
    period: str | None = None
    as_of: str | None = None
    as_of_source: Literal["written", "inferred", "unknown"] = "unknown"
    face_of: int | None = None


QUESTION_LIMIT = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks for, as far as code can tell."""

    text: str
    lang: Lang
    wants: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    period: tuple[PartialDate, ...] = ()
    operation: str | None = None
    scope: Literal["one", "all"] = "one"


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved chunk; ``why`` holds the score each retriever gave it."""

    chunk: Chunk
    score: float
    rank: int
    why: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence of the answer is proved; ``quote`` is an exact substring."""

    n: int
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    field: Field
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of an article that a sentence rests on, and the figure it proves, if any."""

    article_id: str
    field: Field
    start: int
    end: int
    figure: Figure | None = None
    role: Literal["answer", "context"] = "answer"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft with all that it cites; ``verify`` adds the numbers."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer proposes.

    ``raw`` is a model's own output, kept for inspection; ``note`` says why one that
    was to write did not.
    """

    sentences: tuple[Sentence, ...]
    status: Literal["answered", "refused"] = "answered"
    reason: str | None = None
    answer_span: str | None = None
    confidence: float = 0.0
    writer: str = "template"
    raw: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict of ``verify`` on one figure of the answer."""

    figure: Figure
    status: Literal["supported", "computed", "restated", "unsupported"]
    evidence: int | None  # Citation.n
    role: Literal["answer", "context"] = "answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verified answer or a reasoned refusal. Only ``verify`` makes one.

    ``writer`` is ``template`` or the language model that worded it; ``raw`` and ``note``
    are the draft's.
    """

    question: str
    lang: Lang
    status: Literal["answered", "refused"]
    reason: str | None
    text: str
    answer_span: str | None = None
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    confidence: float = 0.0
    writer: str = "template"
    raw: str | None = None
    note: str | None = None
    timings: dict[str, float] = field(default_factory=dict)  # milliseconds


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a question may be answered from; dates are inclusive."""

    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    lang: Lang | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether it begins after its end, so that nothing can lie within."""
        if not self.since or not self.until:
            return False
        known = min(len(self.since), len(self.until))
        return self.since[:known] > self.until[:known]
