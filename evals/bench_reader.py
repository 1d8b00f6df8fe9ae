"""The reader by itself: with the right passage given, and on what is not there at all.

Exact match and character F1 are SQuAD's (Rajpurkar et al. 2016), on characters as for
JSQuAD (Kurihara et al. 2022): the better of the answers given counts.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.answer.retrieve import retrieve
from assistant.core import passage_text
from assistant.figures import scan
from assistant.models.embedder import load_embedder
from assistant.models.reader import Reader, Reading, load_reader
from assistant.settings import Settings
from assistant.store import Index
from evals import bench_retrieval
from evals.reader_data import Labelled, articles, news, window

PASSAGE_SETS = ("jsquad_valid", "jaquad_dev")
ABSTAIN_SET = "jsquad_valid_abstain"
CHOOSING = Path(__file__).with_name("choosing")
_SEED = 20240419
_READ = 6  # passages, as the assistant reads at most
_LOST = 0.10  # of the answerable that may be refused

Tell = Callable[[str], None]


@dataclass
class Score:
    """Sums over the questions of one row."""

    exact: list[bool] = field(default_factory=list)
    overlap: list[float] = field(default_factory=list)
    numbers: list[bool] = field(default_factory=list)

    def record(self, data: str, task: str) -> dict[str, Any]:
        """The line of the table, rates in percent."""
        return {
            "data": data,
            "task": task,
            "questions": max(len(self.exact), len(self.numbers)),
            "EM": _percent(self.exact),
            "F1": _percent(self.overlap),
            "of these numbers": len(self.numbers),
            "numbers right": _percent(self.numbers),
        }


def measure(
    data: Path, cache: Path, settings: Settings, count: int, tell: Tell
) -> list[dict[str, Any]]:
    """The tables' rows; ``count`` questions of each set, drawn by a fixed seed, 0 for all."""
    reader = load_reader(settings.cache, settings.threads)
    rows = []
    for name in PASSAGE_SETS:
        rows.append(_passages(data / name, reader, count).record(name, "passage given"))
        tell(f"{name}: {rows[-1]}")
    for name, texts in (
        ("news", data / "jawikinews" / "docs.jsonl"),
        ("pages", CHOOSING / "pages.jsonl"),
        ("deep", CHOOSING / "deep.jsonl"),
        ("saved", CHOOSING / "saved.jsonl"),
        ("told", CHOOSING / "told.jsonl"),
        ("asked", CHOOSING / "asked.jsonl"),
    ):
        asked = news(articles([texts]), [CHOOSING / f"{name}.tsv"])
        for pair, score in sorted(_own(asked, reader).items()):
            rows.append(score.record(f"evals/choosing/{name}", f"passage given, {pair}"))
    return rows + _from_questions(data / ABSTAIN_SET, cache, settings, reader, count, tell)


def _passages(folder: Path, reader: Reader, count: int) -> Score:
    documents = {row["id"]: row for row in _rows(folder / "docs.jsonl")}
    score = Score()
    for row in drawn([r for r in _rows(folder / "qa.jsonl") if r["answerable"]], count):
        document = documents[row["gold_doc_ids"][0]]
        (reading,) = reader.read([(row["question"], document["title"], document["text"])])
        said = best_words(reading, document["text"])
        score.exact.append(is_exact(said, row["answers"]))
        score.overlap.append(max(overlap(said, answer) for answer in row["answers"]))
        if row["type"] != "span":
            score.numbers.append(score.exact[-1])
    return score


def _own(asked: Iterable[Labelled], reader: Reader) -> dict[str, Score]:
    """Our own questions by languages: words by exact match, figures among the scanned ones."""
    rng = random.Random(_SEED)
    scores: defaultdict[str, Score] = defaultdict(Score)
    for item in asked:
        if item.answer is None:
            continue
        example = window(rng, item)
        assert example.answer is not None
        start, end = example.answer
        pair = f"{'en' if item.question.isascii() else 'ja'} over {item.passage.lang}"
        (reading,) = reader.read([(example.question, example.title, example.text)])
        figures = [m for m in scan(example.text) if m.kind != "name"]
        if any(m.start < end and m.end > start for m in figures):
            best = max(figures, key=lambda m: reading.score(m.start, m.end))
            scores[pair].numbers.append(best.start < end and best.end > start)
            continue
        answer, said = example.text[start:end], best_words(reading, example.text)
        scores[pair].exact.append(is_exact(said, [answer]))
        scores[pair].overlap.append(overlap(said, answer))
    return scores


def _from_questions(
    folder: Path, cache: Path, settings: Settings, reader: Reader, count: int, tell: Tell
) -> list[dict[str, Any]]:
    """Retrieval and reading on a set of which some questions' documents are withheld."""
    built = bench_retrieval.build(folder / "docs.jsonl", cache / folder.name, settings, tell)
    embedder = load_embedder(settings)
    asked = list(_rows(folder / "qa.jsonl"))
    score = Score()
    relevance: defaultdict[str, list[float]] = defaultdict(list)
    with Index.open(built) as index:
        told = {article.id: article for article in index.articles()}
        for known in (True, False):
            for row in drawn([r for r in asked if r["answerable"] is known], count):
                hits = retrieve(row["question"], index, embedder, k=_READ)
                texts = [passage_text(told[h.chunk.article_id], h.chunk) for h in hits]
                readings = reader.read([(row["question"], "", text) for text in texts])
                most, best = max(enumerate(r.relevance for r in readings), key=lambda p: p[1])
                relevance["" if known else row["withheld_kind"]].append(best)
                if known:
                    said = best_words(readings[most], texts[most])
                    score.exact.append(is_exact(said, row["answers"]))
                    score.overlap.append(max(overlap(said, a) for a in row["answers"]))
    answered = sorted(relevance.pop(""))
    least = answered[int(_LOST * len(answered))]
    rows = [score.record(folder.name, "from the question alone")]
    for kind, scores in sorted(relevance.items()):
        refused = Score(numbers=[s < least for s in scores])
        task = f"not there ({kind}): refused where {_LOST:.0%} of the answerable are"
        rows.append(refused.record(folder.name, task))
    return rows


# -- the measures ---------------------------------------------------------------------------------


def best_words(reading: Reading, text: str) -> str:
    """The words of the best span."""
    found = reading.best(1, 40)
    return text[found[0][1] : found[0][2]] if found else ""


def is_exact(said: str, answers: Iterable[str]) -> bool:
    """Whether the words are one of the answers, width, case, spaces and edges aside."""
    return plain(said) in {plain(answer) for answer in answers}


def overlap(said: str, answer: str) -> float:
    """F1 of the characters."""
    left, right = Counter(plain(said)), Counter(plain(answer))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0


def plain(text: str) -> str:
    """Without width, case, spaces and the punctuation at the ends."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split()).strip("「」『』()、。.,・")


def drawn(rows: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """``count`` of the rows by a fixed seed; all for 0 or when there are fewer."""
    if not 0 < count < len(rows):
        return list(rows)
    return random.Random(_SEED).sample(rows, count)


def _percent(values: Sequence[float]) -> float | None:
    return round(100 * sum(values) / len(values), 1) if values else None


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
