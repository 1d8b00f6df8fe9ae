"""Rates with their intervals, and the tables that show them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.running import Asked
from evals.scoring import Outcome
from evals.tables import Span, Unanswerable, is_fitted

_Z = 1.96  # 95%


@dataclass(frozen=True, slots=True)
class Rates:
    """How a group of questions went; ``unqualified`` and ``cited`` are among the right ones."""

    n: int
    right: int
    wrong: int
    refused: int
    unqualified: int
    cited: int
    unquoted: int

    def row(self) -> list[str]:
        """The cells of a table's row after its name."""
        low, high = wilson(self.right, self.n)
        return [
            str(self.n),
            f"{percent(self.right, self.n)} ({100 * low:.1f}-{100 * high:.1f})",
            percent(self.wrong, self.n),
            percent(self.refused, self.n),
            str(self.unqualified),
            percent(self.cited, self.right),
            str(self.unquoted),
        ]


def wilson(hits: float, n: int) -> tuple[float, float]:
    """The 95% score interval of a proportion (Wilson 1927); the whole unit line when n is 0."""
    if n == 0:
        return 0.0, 1.0
    rate, z2 = hits / n, _Z * _Z
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def percent(part: int, whole: int) -> str:
    """A share in percent, or a dash."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def rates(outcomes: Iterable[Outcome]) -> Rates:
    """The counts of a group."""
    group = list(outcomes)
    right = [outcome for outcome in group if outcome.verdict == "right"]
    return Rates(
        n=len(group),
        right=len(right),
        wrong=sum(outcome.verdict == "wrong" for outcome in group),
        refused=sum(outcome.verdict == "refused" for outcome in group),
        unqualified=sum("qualifier" in outcome.faults for outcome in right),
        cited=sum("citation" not in outcome.faults for outcome in right),
        unquoted=sum("quote" in outcome.faults for outcome in group),
    )


def groups(asked: Iterable[Asked]) -> dict[str, list[str]]:
    """Keys of the questions by language pair, by type, by kind of unanswerable, and all."""
    pairs: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in asked:
        pairs[one.pair].append(one.key)
        kinds[one.kind].append(one.key)
        pairs["all"].append(one.key)
    order = sorted(
        pairs,
        key=lambda name: ("unans" in name, "words" in name, "all" in name, name == "all", name),
    )
    return {name: pairs[name] for name in order} | {name: kinds[name] for name in sorted(kinds)}


def halves(asked: Iterable[Asked]) -> dict[str, list[str]]:
    """Keys of the questions whose rows the ranking was fitted on, and of the others."""
    found: dict[str, list[str]] = {"all, fitted on": [], "all, held out": []}
    for one in asked:
        fitted = is_fitted(one.row.id) and not isinstance(one.row, Span)
        found["all, fitted on" if fitted else "all, held out"].append(one.key)
    return found


def table(asked: Sequence[Asked], outcomes: Mapping[str, Outcome]) -> list[str]:
    """The rates of every group as lines of a Markdown table."""
    head = ["questions", "n", "right % (95%)", "wrong %", "refused %", "qualifier lost", "cited %",
            "outside quote"]  # fmt: skip
    rows = [head, ["---"] + ["---:"] * (len(head) - 1)]
    for name, keys in (groups(asked) | halves(asked)).items():
        rows.append([name, *rates(outcomes[key] for key in keys).row()])
    return markdown(rows)


def markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines of a Markdown table, columns aligned."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "| "
        + " | ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in rows
    ]


def wrong_lines(asked: Sequence[Asked], outcomes: Mapping[str, Outcome], limit: int) -> list[str]:
    """The first ``limit`` questions that were answered wrongly or with a fault."""
    lines = []
    for one in asked:
        outcome = outcomes[one.key]
        if outcome.verdict == "wrong" or outcome.faults:
            what = " ".join([outcome.verdict, *outcome.faults])
            lines.append(
                f"{one.key} [{what}] {one.text}\n    expected {expected(one)}\n"
                f"    got      {outcome.answer}  ({outcome.article or 'no article'})"
            )
    return lines[:limit]


def expected(one: Asked) -> str:
    """What would have been right."""
    if isinstance(one.row, Unanswerable):
        return "a refusal"
    if isinstance(one.row, Span):
        return f"{' or '.join(one.row.accepted)}  ({one.row.articles[0]})"
    accepted = " or ".join(f"{gold.value} {gold.unit}" for gold in one.row.accepted)
    return " ".join([accepted, *sorted(one.row.qualifiers)]) + f"  ({one.row.articles[0]})"
