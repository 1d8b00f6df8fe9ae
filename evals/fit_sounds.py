"""Fit how letters spell kana: ``python -m evals.fit_sounds``.

Names of JMnedict in katakana with one English word (EDRDG, CC BY-SA 4.0, in the package
``jamdict-data``) are cut into pairs of a kana and nought to four letters; expectation
maximisation tells how often each pair is meant (a joint source-channel model, Li, Zhang and
Su 2004). Katakana words of JMdict with one English word join them where the names alone make
it likely that they were borrowed. Every sixteenth of both is kept out and tells how well true
pairs and random ones are kept apart. Writes ``assistant/text/sounds.tsv`` in about 4 minutes.
"""

from __future__ import annotations

import random
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from assistant.text import sounds

Pair = tuple[str, str]  # letters, kana

_ROUNDS = 6
_LEAST = 1.0  # times a pair must be meant to be kept
_FIRST = (0.02, 0.5, 1.0, 0.4, 0.1)  # how likely so many letters are, before anything is known
_UNSEEN = 1e-7
_BORROWED = 0.0  # log-odds, by names alone, at which a word of JMdict is taken to be borrowed
_WEIGHT = 3  # times that a borrowed word counts
_THRESHOLDS = (2.0, 4.0, 6.0, 8.0)


_NAMES = (
    "SELECT g.text, k.text FROM NEKana k JOIN NETranslation t ON t.idseq = k.idseq"
    " JOIN NETransGloss g ON g.tid = t.ID"
)
_WORDS = (
    "SELECT g.text, k.text FROM Kana k JOIN Sense s ON s.idseq = k.idseq"
    " JOIN SenseGloss g ON g.sid = s.ID"
)


def pairs_of(query: str) -> list[Pair]:
    """Single English words with the katakana given for them, in random order."""
    spec = find_spec("jamdict_data")
    if spec is None or spec.origin is None:
        raise SystemExit("the package jamdict-data is missing; run: pip install jamdict-data")
    source = Path(spec.origin).with_name("jamdict.db")
    db = sqlite3.connect(f"{source.as_uri()}?mode=ro&immutable=1", uri=True)
    found = {
        (english.lower(), kana)
        for english, kana in db.execute(query)
        if re.fullmatch("[A-Za-z]{3,}", english) and re.fullmatch("[\u30a1-\u30fa\u30fc]{3,}", kana)
    }
    ordered = sorted(found)
    random.Random(1).shuffle(ordered)
    return ordered


def fitted(pairs: Sequence[Pair]) -> dict[Pair, float]:
    """How often each letters and kana belong together in ``pairs``."""
    data = [(word, sounds.units(kana)) for word, kana in pairs]
    data = [(word, units) for word, units in data if len(word) <= sounds.LETTERS * len(units)]
    known: dict[Pair, float] = {}
    counts: dict[Pair, float] = {}
    for number in range(1, _ROUNDS + 1):
        counts = defaultdict(float)
        for word, units in data:
            for pair, share in _meant(word, units, known):
                counts[pair] += share
        total = sum(counts.values())
        known = {pair: count / total for pair, count in counts.items() if count > 0.05}
        print(f"round {number}: {len(known)} pairs", file=sys.stderr)
    return counts


def _meant(
    word: str, units: Sequence[str], known: Mapping[Pair, float]
) -> Iterator[tuple[Pair, float]]:
    """The pairs that ``word`` and ``units`` may be cut into, and how likely each is."""
    size, most = len(word), sounds.LETTERS

    def likely(letters: str, unit: str) -> float:
        return known.get((letters, unit), _UNSEEN) if known else _FIRST[len(letters)]

    ahead = [[1.0] + [0.0] * size]
    for unit in units:
        row = [0.0] * (size + 1)
        for at, share in enumerate(ahead[-1]):
            for end in range(at, min(at + most, size) + 1) if share else ():
                row[end] += share * likely(word[at:end], unit)
        ahead.append(row)
    whole = ahead[-1][size]
    if not whole:
        return
    behind = [0.0] * size + [1.0]
    for number in range(len(units) - 1, -1, -1):
        row = [0.0] * (size + 1)
        for at in range(size + 1):
            for end in range(at, min(at + most, size) + 1):
                share = likely(word[at:end], units[number]) * behind[end]
                row[at] += share
                if share and ahead[number][at]:
                    yield (word[at:end], units[number]), ahead[number][at] * share / whole
        behind = row


def apart(held: Sequence[Pair]) -> Iterator[str]:
    """How many true and how many random pairs of ``held`` reach each threshold."""
    rng = random.Random(2)
    kana = [one for _, one in held]
    true = [sounds.log_odds(word, one) for word, one in held]
    wrong = [
        sounds.log_odds(word, other)
        for word, one in held
        for other in rng.sample(kana, 4)
        if other != one
    ]
    for least in _THRESHOLDS:
        kept = sum(score >= least for score in true) / len(true)
        false = sum(score >= least for score in wrong) / len(wrong)
        yield f"log-odds {least:.0f}: {kept:.1%} of true pairs, {false:.2%} of random ones"


def main() -> int:
    """Command line."""
    names, words = pairs_of(_NAMES), pairs_of(_WORDS)
    held = {"names": names[::16], "words": words[::16]}
    names, words = ([pair for n, pair in enumerate(all_) if n % 16] for all_ in (names, words))
    write(fitted(names))
    borrowed = [pair for pair in words if sounds.log_odds(*pair) >= _BORROWED]
    held["words"] = [pair for pair in held["words"] if sounds.log_odds(*pair) >= _BORROWED]
    size = write(fitted([*names, *borrowed * _WEIGHT]))
    print(f"{size} pairs of letters and kana from {len(names)} names, {len(borrowed)} words")
    for kind, pairs in held.items():
        print(*(f"{kind}, {line}" for line in apart(pairs)), sep="\n")
    return 0


def write(counts: Mapping[Pair, float]) -> int:
    """Write the table, and take it into use; the number of its pairs."""
    kept = {pair: count for pair, count in counts.items() if count >= _LEAST}
    total = sum(kept.values())
    lines = [f"{unit}\t{letters}\t{kept[letters, unit] / total:.3g}" for letters, unit in kept]
    sounds.TABLE.write_text("\n".join([*sounds.HEAD, *sorted(lines)]) + "\n", encoding="utf-8")
    sounds.table.cache_clear()
    sounds.log_odds.cache_clear()
    return len(lines)


if __name__ == "__main__":
    sys.exit(main())
