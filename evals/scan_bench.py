"""Measure the figure scanner: recall and precision on labelled cases, and speed.

    python evals/scan_bench.py --hard CASES.jsonl --seed ARTICLE.txt FIGURES.jsonl --body FROM TO
        --spec SPEC.jsonl ... --speed DOCS.jsonl [--show]

A labelled figure counts when value, high value, unit and qualifiers are all right. A spec case
counts when every expected value, and every ISO currency, is found somewhere in the scan. The
seed is measured on its body: from the first line holding FROM to before TO.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from assistant.figures import extract, scan
from assistant.figures.audit import audit
from assistant.figures.scan import FIGURES, Mention
from assistant.schema import Article, PartialDate

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
            for m in scan(case["text"], case["lang"]) if m.kind in FIGURES
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--hard")
    parser.add_argument("--seed", nargs=2)
    parser.add_argument("--body", nargs=2)
    parser.add_argument("--spec", nargs="*", default=[])
    parser.add_argument("--speed")
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


if __name__ == "__main__":
    main()
