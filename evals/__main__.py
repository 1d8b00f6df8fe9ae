"""Score the assistant on tables of questions: its own against a baseline, or anyone's.

    python -m evals [--all] [--show N] [--json FILE] [--report FILE] [--no-compare]
                    [--accept "REASON"]
    python -m evals --articles FOLDER [--facts CSV] [--spans CSV] [--unanswerable CSV]

Without ``--all`` a fixed sample of about two hundred of its own questions is asked; of a
table that is given, all. Exit code 1 when something that was right turned wrong, or a rate
fell out of its interval; a table of one's own is held against nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.core import Assistant
from assistant.errors import AssistantError, UsageError
from assistant.models.reader import CHECKSUM
from assistant.schema import Article
from assistant.settings import Settings
from evals import gate, record, running
from evals.gate import BaselineError
from evals.progress import Progress
from evals.record import Run
from evals.report import text, writing
from evals.running import CORPUS, OWN, Asked, Tables
from evals.scoring import Outcome
from evals.tables import FACT_COLUMNS, TableError

_WRONG_USE = 2


def main(argv: list[str] | None = None) -> int:
    """Run the evaluation; returns the exit code."""
    given = parser().parse_args(argv)
    settings = Settings.from_env()  # before chromadb or torch can be imported
    try:
        _check(given)
        return _run(given, settings)
    except TableError as error:
        for problem in error.problems:
            _say(problem)
        _say(f"evals: nothing was asked; {len(error.problems)} to mend")
    except (AssistantError, BaselineError) as error:
        _say(f"evals: {error}")
    return _WRONG_USE


def parser() -> argparse.ArgumentParser:
    """The options of the evaluation; also read by the tests of the README."""
    options = argparse.ArgumentParser(
        prog="assistant eval", description="Score the assistant on tables of questions."
    )
    options.add_argument("--all", action="store_true", help="ask every question, not the sample")
    options.add_argument("--show", type=int, default=0, metavar="N", help="list N wrong answers")
    options.add_argument("--json", type=Path, metavar="FILE", help="write every outcome")
    options.add_argument(
        "--report", type=Path, action="append", default=[], metavar="FILE",
        help="write a page (.html) or Markdown (.md); may be given twice",
    )  # fmt: skip
    own = options.add_argument_group("your own articles and tables (README, Measured)")
    own.add_argument(
        "--articles", type=Path, metavar="FOLDER", help="what to read; alone: list their ids"
    )
    for name in ("facts", "spans", "unanswerable"):
        own.add_argument(f"--{name}", type=Path, metavar="CSV", help=f"a table of {name}")
    held = options.add_argument_group("the baseline of the own tables")
    held.add_argument(
        "--compare", action=argparse.BooleanOptionalAction, default=True,
        help="hold the outcomes against the baseline",
    )  # fmt: skip
    held.add_argument(
        "--accept", metavar="REASON", help="make the outcomes of all questions the new baseline"
    )
    held.add_argument("--baseline", type=Path, default=gate.BASELINE, metavar="FILE")
    return options


def _check(given: argparse.Namespace) -> None:
    """What the arguments cannot mean together. Raises ``UsageError``, ``BaselineError``."""
    if given.accept is not None and not given.accept.strip():
        raise BaselineError('a new baseline needs a reason: python -m evals --accept "REASON"')
    if given.accept is not None and _is_theirs(given):
        raise UsageError("--accept is for the assistant's own tables: leave out --facts and so on")
    for path in given.report:
        writing.check(path)


def _is_theirs(given: argparse.Namespace) -> bool:
    return any((given.articles, given.facts, given.spans, given.unanswerable))


def _run(given: argparse.Namespace, settings: Settings) -> int:
    theirs = _is_theirs(given)
    tables = Tables(given.facts, given.spans, given.unanswerable) if theirs else OWN
    before = None if theirs else _baseline(given)
    begun = time.perf_counter()
    folder = running.corpus_index(settings, given.articles or CORPUS)
    articles = running.read_articles(folder)
    if not tables.given:
        return _list(articles)
    asked = running.questions(articles, tables)
    if not (theirs or given.all or given.accept is not None):
        asked = running.sample(asked)
    _say(f"the index was ready after {time.perf_counter() - begun:.0f} s")
    with Assistant.open(folder, replace(settings, index=folder)) as assistant:
        outcomes = running.ask_all(assistant, asked, articles, Progress())
        run = run_of(assistant, asked, outcomes, tables)
    _show(run, given)
    if given.accept is not None:
        gate.save(gate.accepted(before, given.accept, asked, outcomes, run), given.baseline)
        _out(f"{given.baseline.name}: {len(asked)} outcomes accepted")
        return 0
    return _judge(gate.compare(before, asked, outcomes)) if before else 0


def run_of(
    assistant: Assistant, asked: Sequence[Asked], outcomes: Mapping[str, Outcome], tables: Tables
) -> Run:
    """The record of a run."""
    status = assistant.status()
    return Run(
        date=datetime.now(UTC).isoformat(timespec="minutes"),
        embedder=status.embedder,
        reader=CHECKSUM,
        chunker=status.chunker,
        tables=tuple(path.name for path in tables.given),
        articles=status.articles,
        results=record.results(asked, outcomes),
    )


def _baseline(given: argparse.Namespace) -> gate.Baseline | None:
    """What to compare with, or whose history to continue."""
    if given.accept is not None:
        return gate.load(given.baseline) if given.baseline.exists() else None
    return gate.load(given.baseline) if given.compare else None


def _list(articles: Mapping[str, Article]) -> int:
    """The ids that a table needs, and what a table is."""
    for article in articles.values():
        _out(f"{article.id}\t{article.lang}\t{article.title}")
    columns = ",".join((FACT_COLUMNS.key, *FACT_COLUMNS.needed))
    _say(f"evals: now write a table ({columns}, ...) and name it: --facts FILE.csv")
    return 0


def _show(run: Run, given: argparse.Namespace) -> None:
    for line in (*text.tables(run), *text.wrong_lines(run, given.show)):
        _out(line)
    if given.json:
        record.save(run, given.json)
    for path in given.report:
        writing.write(run, path)


def _judge(verdict: gate.Verdict) -> int:
    for line in verdict.failures:
        _out(f"WORSE  {line}")
    for line in verdict.notes:
        _out(line)
    _out(f"{len(verdict.failures)} got worse" if verdict.failures else "nothing got worse")
    return verdict.exit_code


def _out(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
