"""What the rules lose, whatever the reader says: python -m evals.ruled_out [DATA] [--show REASON].

Every answerable figure question of ``evals/training`` is held against its own article,
without retrieval and without the reader: is the figure that answers it scanned, is it of a
kind that the question is taken to want, and does nothing bar it? A thousand questions take ten
seconds. DATA is the folder of ``jawikinews``, whose articles some of the questions are about.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answer.context import Context
from assistant.answer.features import Query, features
from assistant.answer.gather import analysed
from assistant.answer.kinds import fits
from assistant.answer.read import BARS, is_unspoken, missing_names, objections
from assistant.answer.zone import with_owners
from assistant.figures.extract import extract
from assistant.schema import Article, Figure
from assistant.settings import Settings
from assistant.text.chunks import chunk
from assistant.text.lexicon import Lexicon, load_lexicon
from evals.reader_data import TRAINING

_SEED, _EACH = 5, 14  # questions drawn of one article
_HARD = BARS | {"unreceived", "missing"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose answer stands at ``[start, end)`` of the article's text."""

    question: str
    start: int
    end: int


def load(more: Sequence[Path]) -> tuple[dict[str, dict[str, str]], dict[str, list[Asked]]]:
    """The articles, and their questions, by the article's id."""
    articles: dict[str, dict[str, str]] = {}
    for path in (*sorted(TRAINING.glob("*.jsonl")), *more):
        with path.open(encoding="utf-8") as file:
            articles |= {row["id"]: row for row in map(json.loads, file)}
    questions: dict[str, list[Asked]] = defaultdict(list)
    for path in sorted(TRAINING.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for name, kind, question, start, end in csv.reader(file, "excel-tab", quoting=3):
                if kind == "figure" and name in articles:
                    questions[name].append(Asked(question, int(start), int(end)))
    return articles, questions


def reasons(asked: Asked, query: Query, context: Context) -> frozenset[str]:
    """Why the figure that answers cannot be given; nothing if it can."""
    told = [f for f in context.figures if f.field == "text"]
    gold = next((f for f in told if f.start < asked.end and f.end > asked.start), None)
    if gold is None:
        return frozenset({"unscanned"})
    question = query.question
    if question.operation is not None or question.scope == "all":
        return frozenset({"calculation or list"})
    if question.wants[:1] in {("who",), ("where",)}:
        return frozenset({"words"})
    same = [f for f in context.figures if (f.value, f.unit) == (gold.value, gold.unit)]
    fitting = [f for f in same if fits(question, f) > 0]
    if not fitting:
        return frozenset({"kind"})
    return min((_barred(query, f, context) for f in fitting), key=len)


def _barred(query: Query, figure: Figure, context: Context) -> frozenset[str]:
    missing = missing_names(query, context)
    found = objections(query, figure, features(query, figure, context, {}), missing, context)
    if is_unspoken(query, context):
        found |= {"unspoken"}
    crossed = context.article.lang != query.question.lang
    return (found & _HARD) - ({"missing"} if crossed else set())


def measured(
    articles: dict[str, dict[str, str]], questions: dict[str, list[Asked]], count: int,
    lexicon: Lexicon,
) -> Iterator[tuple[str, Asked, frozenset[str]]]:  # fmt: skip
    """At most ``count`` questions of articles drawn at random, with their languages."""
    rng = random.Random(_SEED)
    names = sorted(questions)
    rng.shuffle(names)
    for name in names:
        row = articles[name]
        lang = "ja" if any("\u3041" <= character <= "\u3096" for character in row["text"]) else "en"
        day = row.get("published") or row.get("date")
        article = Article(name, row["title"], row["text"], lang, published=day)  # type: ignore[arg-type]
        context = Context(article, extract(article), lexicon, tuple(chunk(article)))
        for asked in rng.sample(questions[name], min(_EACH, len(questions[name]))):
            if count <= 0:
                return
            count -= 1
            query = analysed(asked.question, lexicon)
            query = replace(query, terms=with_owners(query.terms, context.owners()), weights={})
            yield f"{query.question.lang}-{lang}", asked, reasons(asked, query, context)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the share ruled out for each pair of languages, and why."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="?", help="folder that holds jawikinews")
    parser.add_argument("--count", type=int, default=4000, help="questions asked at most")
    parser.add_argument("--show", metavar="REASON", help="list the questions lost for it")
    given = parser.parse_args(argv)
    more = [given.data / "jawikinews" / "docs.jsonl"] if given.data else []
    articles, questions = load(more)
    totals, lost = Counter[str](), Counter[tuple[str, str]]()
    lexicon = load_lexicon(Settings.from_env().cache)
    for pair, asked, found in measured(articles, questions, given.count, lexicon):
        totals[pair] += 1
        lost.update((pair, reason) for reason in (*found, *(["all"] if found else [])))
        if given.show in found:
            print(asked.question)
    for pair, total in sorted(totals.items()):
        why = ", ".join(f"{r} {n}" for (p, r), n in lost.most_common() if p == pair and r != "all")
        print(f"{pair}: {lost[pair, 'all'] / total:.1%} of {total} ruled out: {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
