"""The record of a run: what it was made with, and how each question went. Written as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from evals.running import Asked
from evals.scoring import Outcome, Told
from evals.tables import Fact, Span, Unanswerable

Wants = Literal["figure", "words", "refusal"]


class RecordError(Exception):
    """A file is no record of a run; says which and what to do."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question of a run with its outcome.

    ``row`` names its row of the table, ``accepted`` the right figures as (value, unit),
    ``qualifiers`` and ``period`` are the row's; ``figure`` is the one that answered.
    ``confidence`` is 0 to 1, nothing when the question ended in an error.
    """

    key: str
    row: str
    digest: str
    pair: str
    kind: str
    question: str
    wants: Wants
    expected: str
    accepted: tuple[tuple[str, str], ...]
    qualifiers: tuple[str, ...]
    period: str
    sources: tuple[str, ...]
    verdict: Literal["right", "wrong", "refused"]
    answer: str
    article: str | None
    quote: str | None
    figure: Told | None
    faults: tuple[str, ...]
    confidence: float | None
    milliseconds: float

    @property
    def is_refusal(self) -> bool:
        """Whether the assistant refused, rightly or not."""
        return self.verdict == ("right" if self.wants == "refusal" else "refused")

    @property
    def is_failure(self) -> bool:
        """Whether something is to be mended: wrong, refused in vain, or with a fault."""
        return self.verdict != "right" or bool(self.faults)


@dataclass(frozen=True, slots=True)
class Run:
    """All of a run. ``reader`` is the SHA-256 of the reader's weights, ``date`` in UTC."""

    date: str
    embedder: str
    reader: str
    chunker: str
    tables: tuple[str, ...]
    articles: int
    results: tuple[Result, ...]

    def chosen(self, keys: Sequence[str]) -> list[Result]:
        """The results of some questions."""
        wanted = set(keys)
        return [result for result in self.results if result.key in wanted]

    def made_with(self) -> dict[str, str]:
        """What the run was made with, by name, for people."""
        return {
            "date": self.date,
            "tables": ", ".join(self.tables),
            "questions": str(len(self.results)),
            "articles": str(self.articles),
            "embedder": self.embedder,
            "reader": self.reader[:16],
            "chunker": self.chunker,
        }


def results(asked: Sequence[Asked], outcomes: Mapping[str, Outcome]) -> tuple[Result, ...]:
    """The record of every question."""
    return tuple(_result(one, outcomes[one.key]) for one in asked)


def _result(one: Asked, outcome: Outcome) -> Result:
    row = one.row
    fact = row if isinstance(row, Fact) else None
    wants: Wants = "figure" if fact else "words" if isinstance(row, Span) else "refusal"
    return Result(
        key=one.key, row=row.id, digest=one.digest, pair=one.pair, kind=one.kind,
        question=one.text, wants=wants, expected=expected(row),
        accepted=tuple((str(q.value), q.unit) for q in fact.accepted) if fact else (),
        qualifiers=tuple(sorted(fact.qualifiers)) if fact else (),
        period=fact.period if fact else "",
        sources=() if isinstance(row, Unanswerable) else row.articles,
        **{field.name: getattr(outcome, field.name) for field in fields(Outcome)},
    )  # fmt: skip


def expected(row: Fact | Span | Unanswerable) -> str:
    """What would have been right."""
    if isinstance(row, Unanswerable):
        return "a refusal"
    if isinstance(row, Span):
        return f"{' or '.join(row.accepted)}  ({row.articles[0]})"
    accepted = " or ".join(f"{gold.value} {gold.unit}" for gold in row.accepted)
    return " ".join([accepted, *sorted(row.qualifiers)]) + f"  ({row.articles[0]})"


def save(run: Run, path: Path) -> None:
    """Write a run, one question a line."""
    head = {name: value for name, value in asdict(run).items() if name != "results"}
    lines = ",\n".join(_json(asdict(result)) for result in run.results)
    path.write_text(f'{_json(head)[:-1]},\n"results": [\n{lines}\n]}}\n', "utf-8")


def load(path: Path) -> Run:
    """A run that ``save`` wrote. Raises ``RecordError``."""
    try:
        record = json.loads(path.read_text("utf-8"))
        made = tuple(_read(entry) for entry in record.pop("results"))
        return Run(**record | {"tables": tuple(record["tables"]), "results": made})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(
            f"{path}: no run can be read ({type(error).__name__}: {error}). "
            "Write one: python -m evals --json FILE"
        ) from None


def _read(entry: dict[str, Any]) -> Result:
    told = entry["figure"]
    if told is not None:
        told = Told(**told | {"qualifiers": tuple(told["qualifiers"])})
    listed = {name: tuple(entry[name]) for name in ("qualifiers", "sources", "faults")}
    accepted = tuple((value, unit) for value, unit in entry["accepted"])
    return Result(**entry | listed | {"accepted": accepted, "figure": told})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
