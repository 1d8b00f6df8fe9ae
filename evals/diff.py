"""What changed between two runs, and whether it is more than noise.

    python -m evals.diff OLD.json NEW.json

The files are of ``python -m evals --json``. Only questions that both runs asked, of rows that
did not change in between, are compared. Exit code 1 when fewer are right or more are wrong
than chance explains.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals import record
from evals.metrics import METRICS, RIGHT, WRONG, Metric
from evals.metrics.paired import Change, paired
from evals.record import RecordError, Result, Run
from evals.report.text import headed

Pairs = Sequence[tuple[Result, Result]]
_HEAD = ("metric", "old", "new", "change", "is it more than noise?")


def main(argv: list[str] | None = None) -> int:
    """Print the difference; 0, 1 when it is worse beyond noise, 2 when a file is no record."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.diff", description="What changed between two runs."
    )
    parser.add_argument("old", type=Path, metavar="OLD.json")
    parser.add_argument("new", type=Path, metavar="NEW.json")
    given = parser.parse_args(argv)
    try:
        old, new = record.load(given.old), record.load(given.new)
    except RecordError as error:
        sys.stderr.write(f"evals.diff: {error}\n")
        return 2
    pairs = common(old, new)
    sys.stdout.write("\n".join(lines(old, new, pairs)) + "\n")
    return 1 if any(_is_worse(metric, pairs) for metric in (RIGHT, WRONG)) else 0


def common(old: Run, new: Run) -> list[tuple[Result, Result]]:
    """The results of the questions that both runs asked of the same rows."""
    before = {(result.key, result.digest): result for result in old.results}
    return [
        (before[result.key, result.digest], result)
        for result in new.results
        if (result.key, result.digest) in before
    ]


def lines(old: Run, new: Run, pairs: Pairs) -> list[str]:
    """The difference as Markdown."""
    found = [f"{len(pairs)} questions in both runs, of {len(old.results)} and {len(new.results)}"]
    facts = new.made_with()
    found += [
        f"{name}: {value}, now {facts[name]}"
        for name, value in old.made_with().items()
        if value != facts[name]
    ]
    rows = [row for metric in METRICS if (row := _row(metric, pairs))]
    return [*found, "", *headed(_HEAD, rows), "", *_changed(pairs)]


def change(metric: Metric, pairs: Pairs) -> Change | None:
    """The paired test of a metric of shares, over questions eligible in both runs."""
    if metric.hit is None:
        return None
    judged = [(old.row, metric.hit(old), metric.hit(new)) for old, new in pairs]
    return paired(
        (row, before, after)
        for row, before, after in judged
        if before is not None and after is not None
    )


def _is_worse(metric: Metric, pairs: Pairs) -> bool:
    found = change(metric, pairs)
    if found is None or found.is_noise:
        return False
    return (found.fewer > found.more) == metric.rising_is_good


def _row(metric: Metric, pairs: Pairs) -> list[str] | None:
    before = metric.measure([old for old, _ in pairs])
    after = metric.measure([new for _, new in pairs])
    if before is None or after is None:
        return None
    found = change(metric, pairs)
    if found is not None:
        verdict = str(found)
    elif before.low <= after.value <= before.high or after.low <= before.value <= after.high:
        verdict = "within the interval of the other"
    else:
        verdict = "outside each other's interval"
    step = after.value - before.value
    return [
        metric.name, f"{metric.shown(before.value)} {metric.unit}",
        f"{metric.shown(after.value)} {metric.unit}",
        f"{'+' if step > 0 else ''}{metric.shown(step)}", verdict,
    ]  # fmt: skip


def _changed(pairs: Pairs) -> list[str]:
    """Every question whose verdict or faults changed, the worst first."""
    order = {"right": 2, "refused": 1, "wrong": 0}
    changed = [
        (order[new.verdict] - order[old.verdict], old, new)
        for old, new in pairs
        if (old.verdict, old.faults) != (new.verdict, new.faults)
    ]
    return [
        f"{_what(old)} -> {_what(new)}  {new.key}: {new.question}\n"
        f"    was {old.answer}  ({old.article or 'no article'})\n"
        f"    now {new.answer}  ({new.article or 'no article'})"
        for _, old, new in sorted(changed, key=lambda entry: entry[0])
    ]


def _what(result: Result) -> str:
    return " ".join([result.verdict, *result.faults])


if __name__ == "__main__":
    sys.exit(main())
