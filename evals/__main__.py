"""Score the assistant on its tables of questions, and hold it against the accepted baseline.

    python -m evals [--all] [--show N] [--json FILE] [--no-compare] [--accept "REASON"]

Without ``--all`` a fixed sample of about two hundred questions is asked.
Exit code 1 when something that was right turned wrong, or a rate fell out of its interval.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.core import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from evals import gate, report, running
from evals.gate import BaselineError
from evals.running import Asked
from evals.scoring import Outcome
from evals.tables import TableError

_WRONG_USE = 2


def main(argv: list[str] | None = None) -> int:
    """Run the evaluation; returns the exit code."""
    given = _parser().parse_args(argv)
    settings = Settings.from_env()  # before chromadb or torch can be imported
    try:
        return _run(given, settings)
    except (AssistantError, BaselineError, TableError) as error:
        _say(f"evals: {error}")
        return _WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assistant eval", description="Score the assistant on its tables of questions."
    )
    parser.add_argument("--all", action="store_true", help="ask every question, not the sample")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list N wrong answers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every outcome")
    parser.add_argument(
        "--compare", action=argparse.BooleanOptionalAction, default=True,
        help="hold the outcomes against the baseline",
    )  # fmt: skip
    parser.add_argument(
        "--accept", metavar="REASON", help="make the outcomes of all questions the new baseline"
    )
    parser.add_argument("--baseline", type=Path, default=gate.BASELINE, metavar="FILE")
    return parser


def _run(given: argparse.Namespace, settings: Settings) -> int:
    if given.accept is not None and not given.accept.strip():
        raise BaselineError('a new baseline needs a reason: python -m evals --accept "REASON"')
    before = _baseline(given)
    begun = time.perf_counter()
    folder = running.corpus_index(settings)
    articles = running.read_articles(folder)
    asked = running.questions(articles)
    if not (given.all or given.accept is not None):
        asked = running.sample(asked)
    ready = time.perf_counter()
    with Assistant.open(folder, replace(settings, index=folder)) as assistant:
        outcomes = running.ask_all(assistant, asked, articles, _Progress())
        status = assistant.status()
    facts = {
        "date": datetime.now(UTC).date().isoformat(),
        "embedder": status.embedder,
        "chunker": status.chunker,
    }
    _show(asked, outcomes, given.show, ready - begun, time.perf_counter() - ready)
    if given.json:
        _write_json(given.json, facts, asked, outcomes)
    if given.accept is not None:
        gate.save(gate.accepted(before, given.accept, asked, outcomes, facts), given.baseline)
        _out(f"{given.baseline.name}: {len(asked)} outcomes accepted")
        return 0
    return _judge(gate.compare(before, asked, outcomes)) if before else 0


def _baseline(given: argparse.Namespace) -> gate.Baseline | None:
    """What to compare with, or whose history to continue."""
    if given.accept is not None:
        return gate.load(given.baseline) if given.baseline.exists() else None
    return gate.load(given.baseline) if given.compare else None


def _show(
    asked: Sequence[Asked],
    outcomes: Mapping[str, Outcome],
    limit: int,
    before: float,
    took: float,
) -> None:
    for line in report.table(asked, outcomes):
        _out(line)
    _out(
        f"{len(asked)} questions in {took:.0f} s, {1000 * took / max(1, len(asked)):.0f} ms each;"
        f" the index was ready after {before:.0f} s"
    )
    for line in report.wrong_lines(asked, outcomes, limit):
        _out(line)


def _judge(verdict: gate.Verdict) -> int:
    for line in verdict.failures:
        _out(f"WORSE  {line}")
    for line in verdict.notes:
        _out(line)
    _out(f"{len(verdict.failures)} got worse" if verdict.failures else "nothing got worse")
    return verdict.exit_code


def _write_json(
    path: Path,
    facts: Mapping[str, str],
    asked: Sequence[Asked],
    outcomes: Mapping[str, Outcome],
) -> None:
    """Everything of a run: what it was made with, the rates, and each question's outcome."""
    groups = report.groups(asked)
    record = {
        **facts,
        "rates": {
            name: asdict(report.rates(outcomes[key] for key in keys))
            for name, keys in groups.items()
        },
        "questions": [
            {"key": one.key, "pair": one.pair, "kind": one.kind, "question": one.text}
            | {"expected": report.expected(one)}
            | asdict(outcomes[one.key])
            for one in asked
        ],
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


class _Progress:
    """How many questions are asked: in place on a terminal, else a line every ten seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        live = sys.stderr.isatty()
        if time.monotonic() - self._last < (0.2 if live else 10.0) and done < total:
            return
        self._last = time.monotonic()
        if live:
            sys.stderr.write(f"\r{done} of {total}" + ("\r\033[K" if done == total else ""))
            sys.stderr.flush()
        elif done < total:
            _say(f"asked {done} of {total}")


def _out(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
