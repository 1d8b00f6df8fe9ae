"""Measure the figure scanner: recall and precision on labelled cases, and speed.

    python evals/scan_bench.py --hard CASES.jsonl --seed ARTICLE.txt FIGURES.jsonl --body FROM TO
        --spec SPEC.jsonl ... --speed DOCS.jsonl [--show]
    python evals/scan_bench.py --labels LABELS.jsonl --docs DOCS.jsonl [--half 0|1] [--show]
    python evals/scan_bench.py --pairs LABELS.jsonl --pairs-data PAIRS.jsonl [--show]

A labelled figure counts when value, high value, unit and qualifiers are all right. A spec case
counts when every expected value, and every ISO currency, is found somewhere in the scan. The
seed is measured on its body: from the first line holding FROM to before TO.

Labels are figures at offsets of an article: ``[start, end, value, high, unit, qualifiers, kind]``.
A figure found belongs to the label that it overlaps most. It is right when value, high value and
unit are; it is a wrong value when value or high value differ. Qualifiers are scored apart, among
the right ones. What the label calls ``unsure`` is neither asked for nor held against a figure
found there. Units that mean the same are taken as one (``same_unit``). The halves are those
of the last bit of the article id's SHA-256. Those of ``figures_jawikinews_unseen.jsonl`` had
not been seen when each of its four parts was first measured; the rules were mended then.

A pair counts when each of its labelled figures comes out of both sides; there any two counters
go together, for their words differ by language.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from assistant.figures import extract, scan
from assistant.figures.audit import audit
from assistant.figures.compare import both_counts
from assistant.figures.scan import FIGURES, Mention
from assistant.ingest.articles import article_of
from assistant.ingest.found import Found
from assistant.schema import Article, Figure, PartialDate

Key = tuple[Any, Any, str, tuple[str, ...]]


def rows(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line]


def exact(value: object) -> Fraction | str | None:
    """Values compare as numbers where they are numbers, as text where they are dates."""
    if value is None:
        return None
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return str(value)


def key(value: object, high: object, unit: str, qualifiers: Any) -> Key:
    return exact(value), exact(high), unit, tuple(sorted(qualifiers))


def report(name: str, got: Counter[Key], expected: Counter[Key], where: str, show: bool) -> None:
    hits = sum((got & expected).values())
    recall, precision = hits / max(1, expected.total()), hits / max(1, got.total())
    if name:
        sys.stdout.write(f"{name}: recall {recall:.4f} precision {precision:.4f} "
                         f"({hits} of {expected.total()}, {got.total()} found)\n")  # fmt: skip
    if show and got != expected:
        missed, extra = list((expected - got).elements()), list((got - expected).elements())
        sys.stdout.write(f"  {where}\n    missed {missed}\n    extra  {extra}\n")


def hard(path: str, show: bool) -> None:
    total, wanted = Counter[Key](), Counter[Key]()
    for number, case in enumerate(rows(path)):
        got = Counter(
            key(m.value, m.value_hi, m.unit, m.qualifiers)
            for m in scan(case["text"]) if m.kind in FIGURES
        )  # fmt: skip
        expected = Counter(
            key(f["value"], f["value_hi"], f["unit"], f["qualifiers"]) for f in case["figures"]
        )
        report("", got, expected, f"{case['id']} {case['text']}", show)
        total.update({(number, *k): n for k, n in got.items()})  # type: ignore[misc]
        wanted.update({(number, *k): n for k, n in expected.items()})  # type: ignore[misc]
    report("hard", total, wanted, "", False)


def seed(page: str, labels: str, body: list[str], show: bool) -> None:
    text = Path(page).read_text("utf-8")
    start, end = text.index(body[0]), text.index(body[1])
    article = Article("seed", "", text, "ja", skip=((0, start), (end, len(text))))
    got = Counter(key(f.value, f.value_hi, f.unit, f.qualifiers) for f in extract(article))
    expected = Counter(key(f["value"], None, f["unit"], f["qualifiers"]) for f in rows(labels))
    report("seed", got, expected, page, show)


def spec(path: str, show: bool) -> None:
    passed, count = Counter[str](), Counter[str]()
    for case in rows(path):
        model = case["model"]
        if model not in ("CurrencyModel", "PercentModel", "NumberModel") or not case["results"]:
            continue
        mentions = scan(case["input"])
        values = {v for m in mentions for v in numbers(m)}
        units = {m.unit.split("/")[0] for m in mentions}
        fine = True
        for result in case["results"]:
            resolution = result.get("Resolution") or {}
            value, currency = resolution.get("value"), resolution.get("isoCurrency")
            minor = resolution.get("unit") in ("Cent", "Penny", "Pence")
            if value is not None and minor:  # a hundredth of the currency in our units
                value = float(value) / 100
            if value is not None:
                fine &= near(exact(str(value).rstrip("%")), values)
            if currency:
                fine &= currency in units
        count[model] += 1
        passed[model] += fine
        if show and not fine:
            found = [(str(m.value), m.unit, m.kind) for m in mentions]
            sys.stdout.write(f"  {model} {case['input']!r} {case['results']}\n    {found}\n")
    for model in sorted(count):
        share = passed[model] / count[model]
        sys.stdout.write(f"{path} {model}: {passed[model]} of {count[model]} = {share:.3f}\n")


def numbers(mention: Mention) -> Iterator[Any]:
    """The numbers a mention holds; of a date its year, month and day."""
    if isinstance(mention.value, PartialDate):
        date = mention.value
        yield from (Fraction(p) for p in (date.year, date.month, date.day) if p is not None)
        return
    yield exact(mention.value)
    if mention.unit in ("percent", "ratio"):  # the same share, as a part or in hundredths
        yield exact(mention.value) / 100  # type: ignore[operator]
        yield exact(mention.value) * 100  # type: ignore[operator]
    if mention.value_hi is not None:
        yield exact(mention.value_hi)


def near(expected: object, values: set[Any]) -> bool:
    """The specs print 15 digits of a fraction."""
    if expected in values:
        return True
    return isinstance(expected, Fraction) and any(
        isinstance(v, Fraction) and abs(v - expected) <= abs(expected) * Fraction(1, 10**12)
        for v in values
    )


def speed(path: str) -> None:
    texts = [row["text"] for row in rows(path)][:300]
    size = sum(len(text.encode()) for text in texts)
    start = time.perf_counter()
    kinds = defaultdict[str, int](int)
    for text in texts:
        for mention in scan(text):
            kinds[mention.kind] += 1
    took = time.perf_counter() - start
    missing = sum(len(audit(text).unaccounted) for text in texts)
    runs = sum(audit(text).runs for text in texts)
    sys.stdout.write(f"speed: {size / took / 1e6:.2f} MB/s over {len(texts)} articles; "
                     f"digit runs unaccounted {missing} of {runs}; {dict(kinds)}\n")  # fmt: skip


_SPELLINGS = {
    "count:歳": "year", "s": "second", "count": "", "count:人": "people", "count:個": "count:つ",
    "count:ポイント": "point",
}  # fmt: skip
_PLACES = re.compile(r"(?<=:)[ヶヵか箇ケ](?=[国所月年])")
_PER = {"株": "share", "人": "person", "年": "year", "月": "month"}


def plain_unit(unit: str) -> str:
    """One name for units that mean the same.

    Ages are years (歳); ヶ国, か国 and カ国 are one counter, 箇所 and カ所, つ and 個 too; 株 below
    the line is ``share``; a bare ``count`` has no unit.
    """
    name, *per = unit.split("/")
    name = _SPELLINGS.get(name, _PLACES.sub("カ", name))
    return "/".join((name, *(_PER.get(part, part) for part in per)))


def same_unit(found: str, label: str, loose: bool = False) -> bool:
    """``loose``: any two counters, or a counter and a number without unit, go together."""
    a, b = plain_unit(found), plain_unit(label)
    if a == b:
        return True
    return loose and (both_counts(a, b) or _head(a, b) or _head(b, a))


def _head(whole: str, head: str) -> bool:
    """「メジャータイトル」 counts タイトル."""
    return head.startswith("count:") and whole.endswith(head.removeprefix("count:"))


class Tally:
    """Counts of one slice of the labels."""

    def __init__(self) -> None:
        self.labels = self.found = self.right = self.wrong = self.qualified = 0

    def line(self, name: str) -> str:
        labels, found, right = max(1, self.labels), max(1, self.found), max(1, self.right)
        return (
            f"{name:12} labels {self.labels:4} recall {self.right / labels:.4f} "
            f"precision {self.right / found:.4f} wrong {self.wrong / labels:.4f} "
            f"qualifiers {self.qualified / right:.4f}\n"
        )


def article_in(doc: dict[str, Any]) -> Article:
    """A document as ingest takes it: when it was published is inferred where that is a guess."""
    found = Found(
        doc["id"], "record", doc["text"], doc["id"], doc["id"],
        id=doc["id"], title=doc["title"], lang=doc.get("lang"),
    )  # fmt: skip
    return article_of(found, None if doc.get("published_is_guess") else doc.get("published"), None)


def half(article_id: str) -> int:
    return hashlib.sha256(article_id.encode()).digest()[-1] & 1


def labels(path: str, docs: str, only: int | None, show: bool) -> None:
    wanted = {row["article"]: row["figures"] for row in rows(path)}
    tallies = defaultdict[str, Tally](Tally)
    for doc in rows(docs):
        if doc["id"] not in wanted or only not in (None, half(doc["id"])):
            continue
        article = article_in(doc)
        found = [f for f in extract(article) if f.field == "text"]
        _score(found, wanted[doc["id"]], article, tallies, show)
    for name in sorted(tallies, key=lambda n: (n != "all", n != "no dates", n)):
        sys.stdout.write(tallies[name].line(name))


def _score(
    found: list[Figure], wanted: list[Any], article: Article, tallies: dict[str, Tally], show: bool
) -> None:
    back: dict[int, Figure] = {}
    taken: set[int] = set()
    for figure in found:
        shared = [min(figure.end, w[1]) - max(figure.start, w[0]) for w in wanted]
        most = max(shared, default=0)
        if most > 0 and (label := wanted[shared.index(most)]) and id(label) not in back:
            back[id(label)] = figure
            taken.add(id(figure))
    for label in wanted:
        if label[6] == "unsure":
            continue
        match = back.get(id(label))
        what = _verdict(match, label)
        for tally in _slices(tallies, label[6]):
            tally.labels += 1
            tally.found += match is not None
            tally.right += what in ("right", "qualifiers")
            tally.wrong += what == "value"
            tally.qualified += what == "right"
        if show and what != "right":
            _point(article, label[0], label[1], f"{what}: label {label[2:]}", match)
    for figure in found:
        if id(figure) not in taken:
            for tally in _slices(tallies, figure.kind):
                tally.found += 1
            if show:
                _point(article, figure.start, figure.end, "extra", figure)


def _verdict(figure: Figure | None, label: Any) -> str:
    if figure is None:
        return "missed"
    if (exact(figure.value), exact(figure.value_hi)) != (exact(label[2]), exact(label[3])):
        return "value"
    if not same_unit(figure.unit, label[4]):
        return "unit"
    return "right" if sorted(figure.qualifiers) == sorted(label[5]) else "qualifiers"


def _slices(tallies: dict[str, Tally], kind: str) -> list[Tally]:
    kind = {"age": "count", "number": "count", "percent_point": "percent"}.get(kind, kind)
    names = ["all", kind] if kind == "date" else ["all", "no dates", kind]
    return [tallies[name] for name in names]


def _point(article: Article, start: int, end: int, what: str, figure: Figure | None) -> None:
    text = article.text
    got = (
        (figure.surface, str(figure.value), str(figure.value_hi), figure.unit, figure.qualifiers)
        if figure
        else "-"
    )
    around = f"{text[max(0, start - 18) : start]}[{text[start:end]}]{text[end : end + 14]}"
    around = around.replace(chr(10), "|")
    sys.stdout.write(f"  {article.id} {start} {around}\n      {what}; found {got}\n")


def pairs(path: str, data: str, show: bool) -> None:
    texts = {row["id"]: row for row in rows(data)}
    agreeing = fine = alike = with_marks = 0
    for case in rows(path):
        if not case["agree"] or not case["figures"]:
            continue
        sides = {
            lang: list(extract(Article(case["pair"], "", texts[case["pair"]][lang], lang)))
            for lang in ("en", "ja")
        }
        lacking = {
            lang: [label for label in case["figures"] if not _has(figures, label)]
            for lang, figures in sides.items()
        }
        agreeing += 1
        fine += not any(lacking.values())
        with_marks += all(_has(side, w, True) for side in sides.values() for w in case["figures"])
        alike += all(
            any(_alike(f, g) for g in sides[other])
            for lang, other in (("en", "ja"), ("ja", "en")) for f in sides[lang]
        )  # fmt: skip
        if show and any(lacking.values()):
            for lang, figures in sides.items():
                got = [f"{f.surface}={f.value}..{f.value_hi} {f.unit}" for f in figures]
                sys.stdout.write(f"  {case['pair']} {lang} {texts[case['pair']][lang]}\n"
                                 f"      lacks {lacking[lang]}; found {got}\n")  # fmt: skip
    sys.stdout.write(
        f"pairs: {fine} of {agreeing} = {fine / max(1, agreeing):.4f} give every labelled figure "
        f"on both sides; {with_marks} with its qualifiers too; {alike} nothing else\n"
    )


def _has(figures: list[Figure], label: Any, marks: bool = False) -> bool:
    value, high, unit, qualifiers = label
    return any(
        exact(f.value_hi) == exact(high)
        and (exact(f.value) == exact(value) or ("vague" in f.qualifiers and high is not None))
        and same_unit(f.unit, unit, loose=True)
        and (not marks or sorted(f.qualifiers) == sorted(qualifiers))
        for f in figures
    )


def _alike(a: Figure, b: Figure) -> bool:
    return (a.value, a.value_hi) == (b.value, b.value_hi) and same_unit(a.unit, b.unit, loose=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--hard")
    parser.add_argument("--seed", nargs=2)
    parser.add_argument("--body", nargs=2)
    parser.add_argument("--spec", nargs="*", default=[])
    parser.add_argument("--speed")
    parser.add_argument("--labels")
    parser.add_argument("--docs")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--pairs")
    parser.add_argument("--pairs-data")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    if options.hard:
        hard(options.hard, options.show)
    if options.seed:
        seed(options.seed[0], options.seed[1], options.body, options.show)
    for path in options.spec:
        spec(path, options.show)
    if options.speed:
        speed(options.speed)
    if options.labels:
        labels(options.labels, options.docs, options.half, options.show)
    if options.pairs:
        pairs(options.pairs, options.pairs_data, options.show)


if __name__ == "__main__":
    main()
