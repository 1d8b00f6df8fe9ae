"""Measure whose figures are: subject, measure and period against labels.

    python -m evals.binding_bench DOCS.jsonl ... [--show FIELD ...]

``labels/binding.jsonl`` names, for a figure at offsets of an article, every subject, measure
and period that is right; ``-`` where the article tells none, for which unknown is right too.
Articles are those of DOCS, of the demo corpus and of ``choosing/pages.jsonl``; labels of other
articles are counted and left out. The rules were mended with the half ``tune``, the set
``second`` among it; the set ``third``, by an author who had not seen them, is unread. A subject
is right when it is one of the names, or holds it or is held by it; a period when one begins the
other.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.figures import extract, measures
from assistant.ingest.read import read
from assistant.schema import Article, Figure
from assistant.text.fold import fold
from evals.scan_bench import article_in

_HERE = Path(__file__).parent
LABELS = _HERE / "labels" / "binding.jsonl"
_PAGES = _HERE / "choosing" / "pages.jsonl"
_CORPUS = _HERE.parent / "corpus"
FIELDS = ("subject", "measure", "period")


def articles(files: Sequence[Path]) -> dict[str, Article]:
    """The articles of the files and those of the repository, by id."""
    found = {
        item.id: item for item in read(sorted(_CORPUS.glob("*.md"))) if isinstance(item, Article)
    }
    for file in (_PAGES, *files):
        for line in file.read_text(encoding="utf-8").splitlines():
            article = article_in(json.loads(line))
            found[article.id] = article
    return found


def verdict(field: str, found: str | None, labels: Sequence[str]) -> str:
    """``right``, ``wrong``, ``unknown``, or ``none`` where nothing is told and nothing said."""
    if found is None:
        return "none" if "-" in labels else "unknown"
    named = [_plain(label) for label in labels if label != "-"]
    said = _plain(found)
    if field == "measure":
        phrase = found not in measures.MEASURES  # 「同国の喫煙率」 for 喫煙率
        like = said in named or (phrase and any(label in said for label in named))
        return "right" if like else "wrong"
    if field == "period":
        like = any(said.startswith(label) or label.startswith(said) for label in named)
    else:
        like = any(label in said or (len(said) > 1 and said in label) for label in named)
    return "right" if like else "wrong"


def _plain(text: str) -> str:
    return fold(text).lower().replace(" ", "").removeprefix("the")


def scored(label: dict[str, Any], figures: Sequence[Figure]) -> Iterator[tuple[str, str, str]]:
    """For each field labelled: its name, the verdict and what was found."""
    at = next(
        (f for f in figures if f.start < label["end"] and f.end > label["start"]
         and f.field == label["field"]), None,
    )  # fmt: skip
    for field in FIELDS:
        if label.get(field) is not None:
            found = getattr(at, field) if at else None
            yield field, verdict(field, found, label[field]), str(found)


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("docs", type=Path, nargs="*", help="JSON lines with id, title and text")
    parser.add_argument("--show", nargs="+", default=[], choices=FIELDS, help="what is not right")
    given = parser.parse_args(argv)
    known, tallies, absent = articles(given.docs), defaultdict[str, Counter[str]](Counter), 0
    figures: dict[str, list[Figure]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        article = known.get(label["article"])
        if article is None:
            absent += 1
            continue
        if article.id not in figures:
            figures[article.id] = list(extract(article))
        for field, what, found in scored(label, figures[article.id]):
            tallies[f"{label['set']} {label['half']} {field}"][what] += 1
            if field in given.show and what in ("wrong", "unknown"):
                text = article.text[max(0, label["start"] - 60) : label["end"] + 20]
                print(f"{what} {field} {article.id}: {found}, not {label[field]}\n    {text!r}")
    for name in sorted(tallies):
        tally = tallies[name]
        asserted, all_ = tally["right"] + tally["wrong"], tally.total()
        print(f"{name:24} {all_:4} labels, {tally['right']} of {asserted} asserted right"
              f" = {tally['right'] / max(1, asserted):.1%}, unknown"
              f" {tally['unknown'] / all_:.1%}")  # fmt: skip
    if absent:
        print(f"{absent} labels left out: their articles are in none of the files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
