"""Questions with the passages that answer them, for training the reader.

Every source becomes an endless, seeded stream of ``Example``: a question, the
passage behind its title, and where the answer lies. Public sets are read from the
folder given; the questions over news are our own (``evals/training``), over
articles of the same folder and over articles that we wrote.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.answer.followup import standalone
from assistant.text.lexicon import Lexicon
from evals.reader_gloss import Glossary

TRAINING = Path(__file__).with_name("training")

_WINDOW = {"ja": 380, "en": 900}  # characters of a passage, as the assistant cuts them
_KANA = re.compile(r"[\u3041-\u3096]")
_TAIL = re.compile(
    r"(?:は|が|の|を)?(?:何|いくつ|いくら|どれ(?:くらい|ほど)|いつ|どこ|誰|だれ)[^、。]{0,12}$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its title; ``group`` names the article that it is a part of."""

    title: str
    text: str
    lang: str
    group: str


@dataclass(frozen=True, slots=True)
class Example:
    """``[start, end)`` lies in ``text``; None when the passage does not answer."""

    question: str
    title: str
    text: str
    answer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question over a whole text; ``also``: other wordings of it, each as good."""

    question: str
    passage: Passage
    answer: tuple[int, int] | None
    also: tuple[str, ...] = ()


Stream = Iterator[Example]


def window(rng: random.Random, item: Labelled) -> Example:
    """A part of the text of a passage's size, with the answer at a random place."""
    text, size = item.passage.text, _WINDOW[item.passage.lang]
    start = 0
    if len(text) > size:
        low, high = item.answer or (len(text), 0)
        high = min(high, low + size)  # of a very long answer, as much as fits
        start = rng.randint(max(0, high - size), min(low, len(text) - size))
    part = text[start : start + size]
    answer = item.answer and (item.answer[0] - start, item.answer[1] - start)
    question = rng.choice((item.question, *item.also)) if item.also else item.question
    return Example(question, item.passage.title, part, answer)


def squad(folder: Path) -> list[Labelled]:
    """The answerable questions of a set in ``docs.jsonl`` and ``qa.jsonl``."""
    passages = {}
    for row in _rows(folder / "docs.jsonl"):
        group = row["id"].rsplit("-", 1)[0]
        passages[row["id"]] = Passage(
            row["title"].replace("_", " "), row["text"], _kind(row["lang"]), group
        )
    found = []
    for row in _rows(folder / "qa.jsonl"):
        passage = passages.get(row["gold_doc_ids"][0]) if row["answerable"] else None
        if passage is None:
            continue
        answer = row["answers"][0]
        start = row.get("answer_start", passage.text.find(answer))
        if start >= 0 and passage.text[start : start + len(answer)] == answer:
            found.append(Labelled(row["question"], passage, (start, start + len(answer))))
    return found


def crossed(folder: Path, same: bool) -> list[Labelled]:
    """Parallel questions: each over the passages of the other languages, or of its own."""
    passages = {row["id"]: row for row in _rows(folder / "docs.jsonl")}
    by_id: dict[str, list[dict]] = defaultdict(list)
    for row in _rows(folder / "qa.jsonl"):
        by_id[row["parallel_id"]].append(row)
    found = []
    for rows in by_id.values():
        for asked, told in itertools.product(rows, rows):
            pair = (asked["lang"], told["lang"])
            if (asked is told) != same or "en" not in pair:
                continue
            doc = passages[told["gold_doc_ids"][0]]
            start, answer = told["answer_start"], told["answers"][0]
            if doc["text"][start : start + len(answer)] == answer:
                title = doc["title"].replace("_", " ")
                passage = Passage(title, doc["text"], _kind(doc["lang"]), title)
                found.append(Labelled(asked["question"], passage, (start, start + len(answer))))
    return found


def articles(paths: Sequence[Path]) -> dict[str, Passage]:
    """News articles by id."""
    found = {}
    for path in paths:
        for row in _rows(path):
            lang = "ja" if _KANA.search(row["text"]) else "en"
            found[row["id"]] = Passage(row["title"], row["text"], lang, row["id"])
    return found


def news(texts: Mapping[str, Passage], questions: Sequence[Path]) -> list[Labelled]:
    """Our own questions over news; ``answer`` None where the article does not say.

    A line holds article id, kind, question, and the answer's offsets in the text.
    """
    found = []
    for path in questions:
        with path.open(encoding="utf-8", newline="") as file:
            for name, _, question, start, end in csv.reader(file, "excel-tab", quoting=3):
                answer = (int(start), int(end)) if start else None
                if name in texts:
                    found.append(Labelled(question, texts[name], answer))
    return found


def followups(names: tuple[str, ...], lexicon: Lexicon | None = None) -> list[Labelled]:
    """Follow-ups of our own conversations, each behind the question before it as that is meant.

    Those of the files whose names begin so. A line holds article id, the question before, the
    follow-up as typed, and as it is meant, which the ``.tsv`` of the same name answers. With a
    ``lexicon`` each comes also as our rules complete it, which is what the reader is asked.
    """
    found = []
    for path in sorted(p for p in TRAINING.glob("*.talk") if p.name.startswith(names)):
        texts = articles([path.with_suffix(".jsonl")])
        with path.with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
            told = {(r[0], r[2]): r[3:] for r in csv.reader(file, "excel-tab", quoting=3)}
        with path.open(encoding="utf-8", newline="") as file:
            for name, before, typed, meant in csv.reader(file, "excel-tab", quoting=3):
                start, end = told[name, meant]
                answer = (int(start), int(end)) if start else None
                found.append(Labelled(f"{before} {typed}", texts[name], answer))
                if lexicon:
                    whole = standalone(typed, [before], lexicon)
                    found.append(Labelled(whole, texts[name], answer))
    return found


def neighbours(
    texts: Mapping[str, Passage], items: Sequence[Labelled], count: int = 8
) -> dict[str, list[Passage]]:
    """The most alike other articles of each one asked about, by character n-grams (tf-idf)."""
    passages = list(texts.values())
    asked = sorted({item.passage.group for item in items})
    count_of = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=2, max_df=0.2)
    rows = count_of.fit_transform(f"{p.title}\n{p.text[:400]}" for p in passages)
    place = {passage.group: n for n, passage in enumerate(passages)}
    found = {}
    for group in asked:
        alike = (rows @ rows[place[group]].T).toarray().ravel()
        alike[place[group]] = -1
        found[group] = [passages[n] for n in alike.argsort()[::-1][:count]]
    return found


def answered(
    rng: random.Random,
    items: Sequence[Labelled],
    negatives: float,
    near: Mapping[str, list[Passage]] | None = None,
) -> Stream:
    """``items`` in random order for ever; a share meets a passage that does not answer.

    Such a passage is one of those ``near`` (by default the others of the same
    article), or another part of the same text, else any.
    """
    groups: dict[str, list[Passage]] = defaultdict(list)
    for passage in dict.fromkeys(item.passage for item in items):
        groups[passage.group].append(passage)
    groups.update(near or {})
    everything = list(dict.fromkeys(item.passage for item in items))
    while True:
        for item in rng.sample(items, len(items)):
            if item.answer is None or rng.random() >= negatives:
                yield window(rng, item)
                continue
            yield _without(rng, item, groups[item.passage.group], everything)


def _without(
    rng: random.Random, item: Labelled, near: Sequence[Passage], everything: Sequence[Passage]
) -> Example:
    assert item.answer is not None
    answer = item.passage.text[slice(*item.answer)]
    others = [p for p in near if p != item.passage and answer not in p.text]
    size = _WINDOW[item.passage.lang]
    rest = item.passage.text[item.answer[1] + 1 :]
    if len(rest) > size // 2 and answer not in rest and (not others or rng.random() < 0.5):
        others = [Passage(item.passage.title, rest, item.passage.lang, item.passage.group)]
    if not others or rng.random() < 0.15:
        others = [rng.choice(everything)]
    other = rng.choice(others)
    if answer in other.text:
        return window(rng, item)
    return window(rng, replace(item, passage=other, answer=None))


def glossed(stream: Stream, glossary: Glossary) -> Stream:
    """Japanese questions word for word in English, where most of their words are known."""
    for example in stream:
        question = glossary.question(example.question)
        if question:
            yield Example(question, example.title, example.text, example.answer)


def shortened(stream: Stream, rng: random.Random, share: float) -> Stream:
    """A share of the Japanese questions as noun phrases, as people type them."""
    for example in stream:
        question = example.question
        if rng.random() < share:
            question = _TAIL.sub("", re.sub("[??。]+$", "", question)) or question
            if rng.random() < 0.5:
                question = re.sub(r"(?<=[^ぁ-ん])[のにがはでを](?=[^ぁ-ん])", " ", question)
        yield Example(question, example.title, example.text, example.answer)


def translated(rng: random.Random, path: Path) -> Stream:
    """A sentence as the question, its translation among others as the answer."""
    pairs = [
        (row["en"], row["ja"]) for row in _rows(path) if len(row["en"]) > 20 and len(row["ja"]) > 8
    ]
    while True:
        for chosen in pairs:
            others = rng.sample(pairs, 5)
            told = rng.choice((0, 1))
            sentences = [chosen, *others]
            rng.shuffle(sentences)
            text, answer = "", None
            for pair in sentences:
                if pair is chosen:
                    answer = (len(text), len(text) + len(pair[told]))
                text += pair[told] + " "
            if rng.random() < 0.1:
                text, answer = text[: answer[0]] + text[answer[1] :], None  # type: ignore[index]
            yield Example(chosen[1 - told], "", text, answer)
        rng.shuffle(pairs)


def mixed(rng: random.Random, streams: Sequence[tuple[float, Stream]]) -> Stream:
    """One stream of several, drawn by their shares."""
    shares = [share for share, _ in streams]
    while True:
        yield next(rng.choices([stream for _, stream in streams], shares)[0])


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _kind(lang: str) -> str:
    return "ja" if lang in {"ja", "zh"} else "en"
