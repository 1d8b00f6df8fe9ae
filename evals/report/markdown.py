"""The report of a run as Markdown, for the log of a CI run."""

from __future__ import annotations

import re

from evals.metrics import calibration
from evals.record import Result, Run
from evals.report import text
from evals.report.failures import failing, told

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$&!])")


def page(run: Run) -> str:
    """Tables, calibration, and every failure."""
    lines = ["# Evaluation", "", *_made_with(run), "", *text.tables(run), ""]
    if run.results:
        lines += ["## Calibration", "", *_calibration(run), ""]
    for pair, failures in failing(run).items():
        lines += [f"## {pair}: {len(failures)} to look at", ""]
        for failure in failures:
            lines += _failure(failure)
    return "\n".join(lines).rstrip() + "\n"


def _made_with(run: Run) -> list[str]:
    return [f"- {name}: {_escape(value)}" for name, value in run.made_with().items()]


def _calibration(run: Run) -> list[str]:
    rows = [
        [f"{bin.confidence:.2f}", f"{bin.right.value:.2f}",
         f"{bin.right.low:.2f}-{bin.right.high:.2f}", str(bin.right.n)]
        for bin in calibration.bins(run.results)
    ]  # fmt: skip
    return text.headed(("confidence", "right", "95%", "n"), rows)


def _failure(result: Result) -> list[str]:
    lines = [
        f"- **{told(result)}** {_escape(result.question)}",
        f"  - answer: {_escape(result.answer)}",
        f"  - expected: {_escape(result.expected)}",
    ]
    if result.quote is not None:
        lines.append(f"  - quote ({_escape(result.article or '-')}): {_escape(result.quote)}")
    return lines


def _escape(words: str) -> str:
    """Words on one line that mean nothing to Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))
