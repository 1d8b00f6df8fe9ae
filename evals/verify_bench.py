"""The last gate measured: true answers that it must keep, wrong ones that it must drop.

    python -m evals.verify_bench [--questions FILE.tsv ... --articles FILE.jsonl ...]

A true answer is the writer's own draft over the figure that a person marked: the rows of
``facts.csv`` over ``corpus/``, and the lines of tables of questions (article, language,
kind, question, answer, context) over articles of their own. Each is changed in every way
that applies; what a change made untrue is known from the change, not from the gate. A
change is caught when the answer no longer shows it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.answer.choose import Choice
from assistant.answer.context import Context
from assistant.answer.question import analyse
from assistant.answer.read import Candidate
from assistant.answer.verify import verify
from assistant.answer.write import write_figures
from assistant.errors import InputError
from assistant.figures import extract
from assistant.ingest import read
from assistant.schema import Answer, Article, Figure, Lang
from evals.metrics.interval import percent, wilson
from evals.running import CORPUS, texts
from evals.scoring import is_right
from evals.tables import FACTS, load_facts
from evals.verify_mutations import BINDINGS, SLIPS, Case, Mutant, mutants

_SEED = 20260419
_LANGUAGES: tuple[Lang, ...] = ("ja", "en")


def load_articles(paths: Iterable[Path]) -> dict[str, Article]:
    """The articles of files or folders by id. Raises ``InputError`` when one is rejected."""
    found = {}
    for item in read(list(paths)):
        if not isinstance(item, Article):
            raise InputError(f"{item.source}: {item.reason}")
        found[item.id] = item
    return found


# -- true answers ---------------------------------------------------------------------------------


class Writer:
    """Drafts as the assistant writes them, over figures chosen by their place."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self.articles = articles
        self._contexts: dict[str, Context] = {}
        self._owners: tuple[str, ...] = ()

    def context(self, article_id: str) -> Context:
        """The article with its figures."""
        if article_id not in self._contexts:
            article = self.articles[article_id]
            self._contexts[article_id] = Context(article, extract(article))
        return self._contexts[article_id]

    def case(self, id: str, lang: Lang, question: str, figure: Figure) -> Case:
        """The draft that answers ``question`` with ``figure``."""
        context = self.context(figure.article_id)
        candidate = Candidate(figure, context, 0.0, 1.0)
        asked = replace(analyse(question), text=question, lang=lang)
        draft = write_figures(asked, Choice(main=(candidate,), confidence=0.9))
        text = draft.sentences[0].text
        head, said, when = _parts(text, draft.answer_span or "", figure)
        others = tuple(f for f in context.figures if f != figure)
        return Case(id, lang, draft, figure, others, head, said, when, self._strangers(context))

    def _strangers(self, context: Context) -> tuple[str, ...]:
        if not self._owners:
            some = list(self.articles)[:: max(1, len(self.articles) // 40)]
            self._owners = tuple(sorted({
                f.subject for id in some for f in self.context(id).figures
                if f.subject and not any(c.isdigit() for c in f.subject)
            }))  # fmt: skip
        whole = f"{context.article.title}\n{context.article.text}".lower()
        return tuple(name for name in self._owners if name.lower() not in whole)


def _parts(text: str, printed: str, figure: Figure) -> tuple[str, str, str]:
    """Head, number and time of a drafted sentence."""
    cut = len(f"{text.split(': ', 1)[0]}: ") if figure.subject and ": " in text else 0
    if figure.subject and text.startswith(figure.subject):
        cut = text.index(": ", len(figure.subject)) + 2
    rest = text[cut:]
    stop = max(rest.rfind(" ("), 0)
    known = figure.period or figure.as_of
    dated = figure.unit != "date" and bool(known) and rest.endswith(")") and stop > 0
    at = stop if dated else len(rest)
    return text[:cut], rest[:at], rest[at:]


def fact_cases(writer: Writer) -> Iterator[Case]:
    """A case for each fact, language and article that prints it where the person's quote says."""
    facts = load_facts(FACTS, texts(writer.articles.values()))
    for fact in facts:
        context = writer.context(fact.articles[0])
        spans = _found(context.article, fact.quote)
        for figure in context.figures:
            placed = any(f == figure.field and s <= figure.start < e for f, s, e in spans)
            if placed and is_right(fact, figure):
                for lang in _LANGUAGES:
                    yield writer.case(f"{fact.id}/{lang}", lang, fact.questions[lang], figure)
                break


def question_cases(writer: Writer, lines: Iterable[str]) -> Iterator[Case]:
    """A case for each line whose answer is a figure that was read at the marked place."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 6 or cells[2] != "figure" or cells[0] not in writer.articles:
            continue
        id, lang, _, question, answer, near = cells
        context = writer.context(id)
        for name, start, _ in _found(context.article, near):
            first = start + near.find(answer)
            figure = next(
                (f for f in context.figures if f.field == name and f.start < first + len(answer)
                 and first < f.end), None,
            )  # fmt: skip
            if figure is not None:
                own: Lang = "ja" if lang == "ja" else "en"
                yield writer.case(f"{id}:{number}/{lang}", own, question, figure)
                break


def _found(article: Article, quote: str) -> list[tuple[str, int, int]]:
    places = [("text", article.text.find(quote)), ("title", article.title.find(quote))]
    return [(name, at, at + len(quote)) for name, at in places if at >= 0 and quote]


# -- judging --------------------------------------------------------------------------------------


def answer_of(case: Case, articles: Mapping[str, Article], mutant: Mutant | None = None) -> Answer:
    """The gate's answer to the true draft or to a changed one."""
    question = replace(analyse("?"), text="?", lang=case.lang)
    return verify(question, mutant.draft if mutant else case.draft, articles)


def is_kept(case: Case, answer: Answer) -> bool:
    """Whether the true answer came through with its sentence and its figure."""
    return (
        answer.status == "answered"
        and case.draft.sentences[0].text in answer.text
        and any(f.start == case.figure.start for f in answer.figures)
    )


def is_caught(mutant: Mutant, answer: Answer) -> bool:
    """Whether nothing that the change made untrue is shown."""
    if mutant.words is not None and answer.status == "answered" and mutant.words in answer.text:
        return False
    return mutant.record is None or mutant.record not in answer.figures


@dataclass
class Score:
    """Counts of one language; ``caught`` maps class and change to caught and tried."""

    true: int = 0
    kept: int = 0
    caught: dict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0])
    )
    rejected: list[Case] = field(default_factory=list)
    missed: list[Mutant] = field(default_factory=list)

    def of(self, kinds: Sequence[str]) -> tuple[int, int]:
        """Caught and tried of some classes."""
        rows = [count for (kind, _), count in self.caught.items() if kind in kinds]
        return sum(r[0] for r in rows), sum(r[1] for r in rows)


def score(
    cases: Iterable[Case], articles: Mapping[str, Article], seed: int = _SEED
) -> dict[Lang, Score]:
    """Every case true and changed, by language."""
    scores: dict[Lang, Score] = {lang: Score() for lang in _LANGUAGES}
    for case in cases:
        own = scores[case.lang]
        own.true += 1
        if is_kept(case, answer_of(case, articles)):
            own.kept += 1
        else:
            own.rejected.append(case)
        for mutant in mutants(case, random.Random(f"{seed}/{case.id}")):
            caught = is_caught(mutant, answer_of(case, articles, mutant))
            count = own.caught[mutant.kind, mutant.name]
            count[0] += caught
            count[1] += 1
            if not caught:
                own.missed.append(mutant)
    return scores


# -- the report -----------------------------------------------------------------------------------


def main(argv: list[str] | None = None) -> int:
    """Print the rates; 1 when one of them is below its target."""
    parser = argparse.ArgumentParser(prog="python -m evals.verify_bench")
    parser.add_argument("--questions", nargs="*", type=Path, default=[], metavar="FILE.tsv")
    parser.add_argument("--articles", nargs="*", type=Path, default=[], metavar="FILE.jsonl")
    parser.add_argument("--show", type=int, default=0, help="misses and rejections to print")
    given = parser.parse_args(argv)
    corpus = load_articles([CORPUS])
    runs: list[tuple[str, Writer, list[Case]]] = []
    writer = Writer(corpus)
    runs.append(("facts", writer, list(fact_cases(writer))))
    if given.questions:
        other = Writer(load_articles(given.articles))
        lines = [line for path in given.questions for line in path.open(encoding="utf-8")]
        runs.append(("questions", other, list(question_cases(other, lines))))
    good = True
    for name, one, cases in runs:
        for lang, found in score(cases, one.articles).items():
            good &= _print(f"{name}, {lang}", found, given.show)
    return 0 if good else 1


def _print(name: str, found: Score, show: int) -> bool:
    wrong = found.true - found.kept
    lines = [
        f"## {name}: {found.true} true, {wrong} rejected ({percent(wrong, found.true)}%)",
        *(_line(kind, *found.of([kind])) for kind in (*SLIPS, *BINDINGS)),
        _line("all slips (99.5)", *found.of(SLIPS)),
        _line("all bindings (97)", *found.of(BINDINGS)),
    ]
    if show:
        lines += [f"   {k} / {n}: {c[0]} of {c[1]}" for (k, n), c in sorted(found.caught.items())]
    lines += [f"REJECTED {c.id}: {c.draft.sentences[0].text}" for c in found.rejected[:show]]
    lines += [
        f"MISSED {m.case.id} {m.kind} {m.name}: {m.draft.sentences[0].text}  [was "
        f"{m.case.draft.sentences[0].text}]" for m in found.missed[:show]
    ]  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n\n")
    slips, bindings = found.of(SLIPS), found.of(BINDINGS)
    return (
        wrong <= 0.01 * found.true
        and slips[0] >= 0.995 * slips[1]
        and bindings[0] >= 0.97 * bindings[1]
    )


def _line(name: str, caught: int, tried: int) -> str:
    low, high = wilson(caught, tried)
    rate = percent(caught, tried)
    return f"   {name:18} {rate:>6}% ({100 * low:.1f}-{100 * high:.1f}) of {tried}"


if __name__ == "__main__":
    sys.exit(main())
