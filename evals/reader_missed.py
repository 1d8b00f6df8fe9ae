"""Our own questions that the reader answers worst: ``python -m evals.reader_missed NAME...``.

Most of what it has read once teaches it nothing more: three questions in ten of its last sets
make more than four fifths of its loss. A stage that reads those again learns from them alone
(selective backpropagation, Jiang et al. 2019, arXiv:1910.00762). ``NAME`` is how the names of
sets begin; the list goes to ``evals/training/missed.csv``, a line each table with the numbers
of its lines. What it is surest to have wrong is left out: many of these are slips of ours.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.models.reader import Reader, load_reader
from assistant.settings import Settings
from evals import reader_data as data

LIST = data.TRAINING / "missed.csv"
_LEAST, _MOST = 0.25, 5.0  # of the loss, in nats
_SEED = 7


def missed(texts: Mapping[str, data.Passage]) -> list[data.Labelled]:
    """The questions of the list; ``texts`` are their articles by id."""
    found = []
    with LIST.open(encoding="utf-8", newline="") as file:
        for name, numbers in csv.reader(file):
            asked = data.news(texts, [data.TRAINING / name])
            found += [asked[int(number)] for number in numbers.split()]
    return found


def lost(reader: Reader, example: data.Example) -> float | None:
    """The loss of one example; ``None`` where its answer was not read."""
    (reading,) = reader.read([(example.question, example.title, example.text)])
    first, last = _log_sum(reading.first), _log_sum(reading.last)
    if example.answer is None:
        return (first + last) / 2
    start, end = example.answer
    inside = np.flatnonzero((reading.starts < end) & (reading.ends > start))
    if not len(inside):
        return None
    return float(first - reading.first[inside[0]] + last - reading.last[inside[-1]]) / 2


def _log_sum(scores: NDArray[np.float32]) -> float:
    """Of the scores and of "not in this passage", which is 0."""
    return float(np.logaddexp.reduce(np.append(scores, 0.0)))


def _lines(reader: Reader, table: Path) -> Iterator[int]:
    rng = random.Random(_SEED)
    texts = data.articles([table.with_suffix(".jsonl")])
    for number, item in enumerate(data.news(texts, [table])):
        loss = lost(reader, data.window(rng, item))
        if loss is not None and _LEAST < loss < _MOST:
            yield number


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="+", help="how the names of the tables begin: story desk")
    names = tuple(parser.parse_args().names)
    settings = Settings.from_env()
    reader = load_reader(settings.cache, settings.threads)
    tables = sorted(t for t in data.TRAINING.glob("*.tsv") if t.name.startswith(names))
    with LIST.open("w", encoding="utf-8", newline="") as file:
        for table in tables:
            lines = list(_lines(reader, table))
            csv.writer(file, lineterminator="\n").writerow([table.name, " ".join(map(str, lines))])
            print(f"{table.name}: {len(lines)}", flush=True)


if __name__ == "__main__":
    main()
