"""Ask near misses and tell how many get a wrong answer, by kind.

    python -m evals.near_misses [--limit N] [--list] [--json FILE] [--report FILE]

They are made of ``evals/facts.csv`` by code; what is right is a refusal, or the figure of
another row. Without ``--limit`` all are asked, which takes hours.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.core import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from evals import record, running
from evals.__main__ import run_of
from evals.groups import by_kind, by_pair
from evals.metrics import WRONG
from evals.metrics.interval import percent
from evals.near_misses.generate import near_misses, part
from evals.progress import Progress
from evals.record import Result, Run
from evals.report import writing
from evals.report.text import headed
from evals.tables import FACTS, TableError, load_facts

_HEAD = ("near misses", "n", "wrong % (95%)", "refused %", "qualifier lost")
_WRONG_USE = 2


def main(argv: list[str] | None = None) -> int:
    """Ask and report; 0, or 2 for what cannot be asked. A wrong answer is no error here."""
    given = _parser().parse_args(argv)
    settings = Settings.from_env()
    try:
        for path in given.report:
            writing.check(path)
        return _run(given, settings)
    except (AssistantError, TableError) as error:
        sys.stderr.write(f"evals.near_misses: {error}\n")
        return _WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals.near_misses", description="Ask what the corpus all but answers."
    )
    parser.add_argument("--limit", type=int, metavar="N", help="ask N, every kind in turn")
    parser.add_argument("--list", action="store_true", help="print the questions, ask nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every outcome")
    parser.add_argument(
        "--report", type=Path, action="append", default=[], metavar="FILE",
        help="write a page (.html) or Markdown (.md)",
    )  # fmt: skip
    return parser


def _run(given: argparse.Namespace, settings: Settings) -> int:
    folder = running.corpus_index(settings)
    articles = running.read_articles(folder)
    asked = near_misses(load_facts(FACTS, running.texts(articles.values())), articles)
    if given.limit is not None:
        asked = part(asked, given.limit)
    if given.list:
        for one in asked:
            sys.stdout.write(f"{one.kind}\t{record.expected(one.row)}\t{one.text}\n")
        return 0
    with Assistant.open(folder, replace(settings, index=folder)) as assistant:
        outcomes = running.ask_all(assistant, asked, articles, Progress())
        run = run_of(assistant, asked, outcomes, running.Tables(FACTS))
    sys.stdout.write("\n".join(table(run)) + "\n")
    if given.json:
        record.save(run, given.json)
    for path in given.report:
        writing.write(run, path)
    return 0


def table(run: Run) -> list[str]:
    """The rate of wrong answers by kind and by language, as a Markdown table."""
    groups = by_kind(run.results) | by_pair(run.results)
    rows = [[name, *_cells(run.chosen(keys))] for name, keys in groups.items()]
    return headed(_HEAD, [*rows, ["all", *_cells(run.results)]])


def _cells(results: Sequence[Result]) -> list[str]:
    wrong = WRONG.measure(results)
    if wrong is None:
        return ["0", "-", "-", "-"]
    shown = [WRONG.shown(value) for value in (wrong.value, wrong.low, wrong.high)]
    return [
        str(wrong.n),
        f"{shown[0]} ({shown[1]}-{shown[2]})",
        percent(sum(result.is_refusal for result in results), len(results)),
        str(sum("qualifier" in result.faults for result in results)),
    ]


if __name__ == "__main__":
    sys.exit(main())
