"""The tables of a run as lines of Markdown, which read as well on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from evals.groups import by_kind, by_pair
from evals.metrics import METRICS, RIGHT, WRONG, Metric
from evals.metrics.interval import Measured, percent
from evals.metrics.refusal import due
from evals.record import Result, Run
from evals.tables import is_fitted

GROUP_HEAD = ("questions", "n", "right % (95%)", "wrong % (95%)", "refused %")
METRIC_HEAD = ("metric", "value", "95%", "n", "what it is")


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


def headed(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table with its head."""
    return markdown([head, ["---", *["---:"] * (len(head) - 1)], *rows])


def metric_rows(results: Sequence[Result]) -> list[list[str]]:
    """A row for every metric; a dash where no question is eligible."""
    return [
        [metric.name, *_cells(metric, metric.measure(results)), metric.meaning]
        for metric in METRICS
    ]


def _cells(metric: Metric, found: Measured | None) -> list[str]:
    if found is None:
        return ["-", "-", "0"]
    return [
        f"{metric.shown(found.value)} {metric.unit}",
        f"{metric.shown(found.low)}-{metric.shown(found.high)}",
        str(found.n),
    ]


def groups(run: Run) -> dict[str, list[Result]]:
    """The results by language pair, all, by type, and by whether the ranking knew their rows."""
    found = {name: run.chosen(keys) for name, keys in by_pair(run.results).items()}
    found["all"] = list(run.results)
    found |= {name: run.chosen(keys) for name, keys in by_kind(run.results).items()}
    if "facts.csv" in run.tables:  # the ranking was fitted on half of its rows
        fitted = [r for r in run.results if r.wants != "words" and is_fitted(r.row)]
        known = {result.key for result in fitted}
        found["all, fitted on"] = fitted
        found["all, held out"] = [r for r in run.results if r.key not in known]
    return {name: group for name, group in found.items() if group}


def group_rows(run: Run) -> list[list[str]]:
    """A row for every group: how many are right, wrong and refused."""
    return [[name, *_group(results)] for name, results in groups(run).items()]


def _group(results: Sequence[Result]) -> list[str]:
    refused = sum(due(result) is not None for result in results)
    cells = [_with_interval(metric, results) for metric in (RIGHT, WRONG)]
    return [str(len(results)), *cells, percent(refused, len(results))]


def _with_interval(metric: Metric, results: Sequence[Result]) -> str:
    found = metric.measure(results)
    if found is None:
        return "-"
    value, low, high = map(metric.shown, (found.value, found.low, found.high))
    return f"{value} ({low}-{high})"


def tables(run: Run) -> list[str]:
    """Both tables."""
    return [
        *headed(GROUP_HEAD, group_rows(run)),
        "",
        *headed(METRIC_HEAD, metric_rows(run.results)),
    ]


def wrong_lines(run: Run, limit: int) -> list[str]:
    """The first ``limit`` questions that were answered wrongly or with a fault."""
    lines = []
    for one in run.results:
        if one.verdict == "wrong" or one.faults:
            what = " ".join([one.verdict, *one.faults])
            lines.append(
                f"{one.key} [{what}] {one.question}\n    expected {one.expected}\n"
                f"    got      {one.answer}  ({one.article or 'no article'})"
            )
    return lines[:limit]
