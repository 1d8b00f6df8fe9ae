"""Asking every question of the tables of an assistant that has read the corpus."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import assistant
from assistant.core import Assistant
from assistant.errors import InputError
from assistant.schema import Answer, Article, Filter, Lang
from assistant.settings import Settings
from assistant.store import Index
from evals.scoring import Outcome, score_fact, score_span, score_unanswerable
from evals.tables import (
    FACTS,
    SPANS,
    UNANSWERABLE,
    Fact,
    Span,
    Unanswerable,
    load_facts,
    load_spans,
    load_unanswerable,
)

CORPUS = Path(__file__).parent.parent / "corpus"

_LANGUAGES: tuple[Lang, ...] = ("ja", "en")
_SEED = 20240419
Row = Fact | Span | Unanswerable
# Questions that the gate asks in the tests, of each kind of row: under two minutes in all.
_SAMPLE: dict[type[Row], int] = {Fact: 120, Span: 32, Unanswerable: 56}
# What an index does not depend on: these may change without reading the corpus again.
_NOT_INDEXED = frozenset({"answer", "ui", "adapters", "render.py", "cli.py", "arguments.py"})
_KEPT = 4  # indexes kept in the cache

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to the assistant; ``over`` limits it to the articles of a language.

    ``key`` names it in the baseline, ``digest`` changes when the row does.
    """

    key: str
    digest: str
    kind: str
    pair: str
    text: str
    over: Lang | None
    row: Row


def plan(
    facts: Sequence[Fact | Span],
    unanswerable: Sequence[Unanswerable],
    langs: Mapping[str, Lang],
) -> list[Asked]:
    """Every question to ask; ``langs`` gives each article's language.

    A fact is asked in both languages over all articles, and over those of each
    language that state it, so that crossing languages is measured where nothing
    else can help: ``en-ja`` is an English question over Japanese articles.
    """
    asked = []
    for fact in facts:
        stated = {langs[article] for article in fact.articles}
        for own in _LANGUAGES:
            for over in (*(lang for lang in _LANGUAGES if lang in stated), None):
                kind = fact.kind if isinstance(fact, Span) else kind_of(fact.unit)
                asked.append(_asked(fact, own, over, kind))
    for row in unanswerable:
        asked += [_asked(row, own, None, row.kind) for own in _LANGUAGES]
    return asked


def questions(articles: Mapping[str, Article]) -> list[Asked]:
    """Every question of the tables over these articles, by id. Raises ``TableError``."""
    found = texts(articles.values())
    return plan(
        [*load_facts(FACTS, found), *load_spans(SPANS, found)],
        load_unanswerable(UNANSWERABLE),
        {article.id: article.lang for article in articles.values()},
    )


def _asked(row: Row, own: Lang, over: Lang | None, kind: str) -> Asked:
    pair = f"{own}-{over or 'all'}"
    gold = text = row.questions[own]
    if isinstance(row, Unanswerable):
        pair = f"{own} unanswerable"
    elif isinstance(row, Span):
        pair, gold = f"{pair} words", repr((text, row.accepted))
    else:
        gold = repr((text, row.accepted, sorted(row.qualifiers)))
    digest = hashlib.sha256(gold.encode()).hexdigest()[:8]
    return Asked(f"{row.id}/{own}-{over or 'all'}", digest, kind, pair, text, over, row)


def kind_of(unit: str) -> str:
    """The type that a fact's unit belongs to."""
    if len(unit) == 3 and unit.isupper():
        return "money"
    if unit in {"percent", "ratio", "point", "bp", "times"}:
        return "percent"
    if unit in {"year", "month", "day", "hour", "minute"}:
        return "duration"
    if unit in {"people", "date"}:
        return unit
    return "count" if unit.startswith("count") else "measure"


def sample(asked: Sequence[Asked]) -> list[Asked]:
    """A fixed part of the questions of each kind of row, every type and pair in proportion."""
    chosen: set[str] = set()
    for row, count in _SAMPLE.items():
        strata: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in asked:
            if isinstance(one.row, row):
                strata[one.pair, one.kind].append(one.key)
        total = sum(map(len, strata.values()))
        for stratum, keys in strata.items():
            share = max(1, round(count * len(keys) / max(1, total)))
            chosen.update(random.Random(f"{_SEED} {stratum}").sample(sorted(keys), share))
    return [one for one in asked if one.key in chosen]


def ask_all(
    assistant: Assistant,
    asked: Sequence[Asked],
    articles: Mapping[str, Article],
    progress: Progress | None = None,
) -> dict[str, Outcome]:
    """The outcome of each question by its key; an exception counts as a wrong answer."""
    outcomes = {}
    for number, one in enumerate(asked, 1):
        begun = time.perf_counter()
        try:
            answer = assistant.ask(one.text, filter=Filter(lang=one.over))
            outcome = _score(one, answer, articles)
        except Exception as error:
            outcome = Outcome("wrong", f"{type(error).__name__}: {error}", None, ("error",))
        elapsed = round(1000 * (time.perf_counter() - begun), 1)
        outcomes[one.key] = replace(outcome, milliseconds=elapsed)
        if progress is not None:
            progress(number, len(asked))
    return outcomes


def _score(one: Asked, answer: Answer, articles: Mapping[str, Article]) -> Outcome:
    if isinstance(one.row, Fact):
        return score_fact(one.row, answer, articles)
    if isinstance(one.row, Span):
        return score_span(one.row, answer, articles)
    return score_unanswerable(answer, articles)


# -- the index ----------------------------------------------------------------------------------


def corpus_index(settings: Settings, corpus: Path = CORPUS) -> Path:
    """The folder of an index of ``corpus``, kept in the user's cache while nothing changes.

    Its name is a hash of the articles, of the code that reads them and of the
    embedder's name. Raises ``InputError`` when an article is rejected.
    """
    cache = settings.cache / "evals"
    folder = cache / index_name(settings, corpus)
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="new-") as made:
            index = Path(made) / "index"
            with Assistant.open(index, settings) as reader:
                report = reader.ingest([corpus])
            if report.rejected:
                first = report.rejected[0]
                raise InputError(f"{first.source}: {first.reason}. Mend the article.")
            with suppress(OSError):  # another run was faster
                index.rename(folder)
        _forget_old(cache)
    return folder


def index_name(settings: Settings, corpus: Path) -> str:
    """The hash of all that an index depends on."""
    code = Path(assistant.__file__).parent
    digest = hashlib.sha256(settings.embedder.encode())
    sources = [p for p in code.rglob("*.py") if p.relative_to(code).parts[0] not in _NOT_INDEXED]
    for path in [*sorted(sources), *sorted(p for p in corpus.rglob("*") if p.is_file())]:
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_old(cache: Path) -> None:
    made = [path for path in cache.iterdir() if not path.name.startswith("new-")]
    for path in sorted(made, key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def read_articles(folder: Path) -> dict[str, Article]:
    """The articles of an index by id."""
    with Index.open(folder) as index:
        return {article.id: article for article in index.articles()}


def texts(articles: Iterable[Article]) -> dict[str, str]:
    """Title and text of each article, for checking the tables' quotes."""
    return {article.id: f"{article.title}\n{article.text}" for article in articles}
