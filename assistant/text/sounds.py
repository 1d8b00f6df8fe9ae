"""How likely a run of kana spells an English word: a joint model of letters and kana.

Each kana, with the small one behind it, stands for nought to four letters; the table says
how often each pair is met in foreign names and borrowed words, fitted by
``evals/fit_sounds.py`` to JMnedict and JMdict (after Li, Zhang and Su 2004, "A joint
source-channel model for machine transliteration").
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

TABLE = Path(__file__).with_name("sounds.tsv")
HEAD = (
    "# Kana, the letters it stands for in names, and how probable the pair is.",
    "# Fitted by evals/fit_sounds.py to JMnedict and JMdict of the Electronic Dictionary Research",
    "# and Development Group (edrdg.org), CC BY-SA 4.0, and shared under the same licence.",
)
LETTERS = 4  # that one kana stands for, at most
NEVER = -99.0  # the log-odds of what cannot be spelled
_UNIT = re.compile("[\u30a1-\u30fa][ァィゥェォャュョヮ]?")
_RARE = 1e-6
_NO_EDGES: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


@dataclass(frozen=True)
class Table:
    """Probabilities: of letters with a kana, by kana; logarithms: of a letter and of a kana."""

    pairs: dict[str, dict[str, float]]
    letters: dict[str, float]
    kana: dict[str, float]
    edges: dict[str, tuple[frozenset[str], frozenset[str]]]  # letters it begins and ends with


@cache
def table() -> Table:
    """The table as it is shipped."""
    pairs: defaultdict[str, dict[str, float]] = defaultdict(dict)
    letters: defaultdict[str, float] = defaultdict(float)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        unit, spelled, share = line.split("\t")
        pairs[unit][spelled] = float(share)
        for letter in spelled:
            letters[letter] += float(share)
    total = sum(letters.values())
    return Table(
        dict(pairs),
        {letter: math.log(share / total) for letter, share in letters.items()},
        {unit: math.log(sum(spelled.values())) for unit, spelled in pairs.items()},
        {
            unit: (frozenset(s[:1] for s in spelled), frozenset(s[-1:] for s in spelled))
            for unit, spelled in pairs.items()
        },
    )


@lru_cache(16384)
def units(kana: str) -> tuple[str, ...]:
    """Katakana (or hiragana) cut into what is spelled by itself; long marks are dropped."""
    katakana = "".join(chr(ord(c) + 0x60) if "\u3041" <= c <= "\u3096" else c for c in kana)
    return tuple(_UNIT.findall(katakana))


@lru_cache(65536)
def log_odds(word: str, kana: str) -> float:
    """The log of how much likelier ``kana`` spells the lower-case ``word`` than by chance."""
    return _read(word, kana)[-1] if units(kana) else NEVER


@lru_cache(65536)
def part_log_odds(word: str, kana: str) -> tuple[float, float]:
    """As ``log_odds``, of the likeliest beginning and end of ``kana`` that is not all of it."""
    begins, ends = (_read(word, kana, backwards=back)[:-1] for back in (False, True))
    return max(begins, default=NEVER), max(ends, default=NEVER)


def _read(word: str, kana: str, *, backwards: bool = False) -> list[float]:
    """For each number of kana from the start or end: the log-odds that they spell ``word``."""
    word = word.rstrip("0123456789")  # Hayabusa2
    known, size, found = table(), len(word), list[float]()
    spelled = units(kana)[::-1] if backwards else units(kana)
    if not _may_start(word[-1:] if backwards else word[:1], spelled, backwards):
        return [NEVER] * len(spelled)
    row = [1.0] + [0.0] * size  # by the number of letters that are spelled
    for unit, by_chance in zip(spelled, _by_chance(word, spelled), strict=True):
        shares, following = known.pairs.get(unit, {}), [0.0] * (size + 1)
        for done, share in enumerate(row):
            for new in range(min(LETTERS, size - done) + 1) if share else ():
                at = size - done - new if backwards else done
                following[done + new] += share * shares.get(word[at : at + new], 0.0)
        row = following
        found.append(math.log(row[size]) - by_chance if row[size] else NEVER)
    return found


def _may_start(letter: str, spelled: tuple[str, ...], backwards: bool) -> bool:
    """Whether the first kana, or the second behind a silent one, has ``letter`` at its edge."""
    for unit in spelled[:2]:
        letters = table().edges.get(unit, _NO_EDGES)[backwards]
        if letter in letters:
            return True
        if "" not in letters:  # エ is silent in エヌビディア, Nvidia
            return False
    return False


def _by_chance(word: str, spelled: tuple[str, ...]) -> list[float]:
    """The log-probability of ``word`` and of as many of the kana as have been read."""
    known, rare = table(), math.log(_RARE)
    letters = sum(known.letters.get(letter, rare) for letter in word)
    return [letters + kana for kana in accumulate(known.kana.get(unit, rare) for unit in spelled)]
