"""Japanese names in Latin letters: whether a romanised word reads a run of kanji.

A dictionary of names has the common ones; a company, a school or a village is
often in none. Its characters' readings (KANJIDIC2, in ``jamdict-data``) tell all
the same: Tamanagawa is 玉名川, for 玉 may read tama, 名 na and 川 kawa, gawa.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from assistant.text.names import romanise
from assistant.text.tokens import unstemmed

Readings = Callable[[str], Collection[str]]

_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b", "f": "b"}
_CLIPPED = ("tsu", "chi", "ku", "ki")  # before a doubled consonant: nichi + kou is Nikko
_LONG = re.compile(r"(o)[ou](?![aeiou])|(u)u|ei(?=i)")
_KANJI = re.compile(r"[\u3400-\u9fff]")
LEAST = 4  # letters


def romans(kana: str) -> set[str]:
    """How a character's reading in kana may be romanised inside a name."""
    whole = romanise(kana.replace("-", "").replace(".", ""))
    stem = romanise(kana.replace("-", "").split(".")[0])
    plain = {whole, stem} | {_LONG.sub(r"\1\2", roman) for roman in (whole, stem)}
    voiced = {_voiced(roman) for roman in plain}
    hard = {"p" + roman[1:] for roman in plain if roman[:1] in ("h", "f")}
    return {roman for roman in plain | voiced | hard if roman}


def _voiced(roman: str) -> str:
    """As behind another character: kawa is gawa there, shima jima."""
    if roman.startswith(("sh", "ch")):
        return "j" + roman[2:]
    if roman.startswith("tsu"):
        return "zu" + roman[3:]
    return _VOICED.get(roman[:1], roman[:1]) + roman[1:]


@lru_cache(1 << 16)  # a run stands in the sentence, the paragraph and the article
def read_as(word: str, text: str, readings: Readings) -> str:
    """The characters of ``text`` that read as the lower-case Latin ``word``, or nothing.

    At least two characters, of which one is a kanji; ``readings`` gives those of
    one kanji. Kana read themselves. ``word`` may be stemmed (takas for Takase).
    """
    if len(word) < LEAST or not word.isalpha():
        return ""
    forms = (*unstemmed(word), word + "ing") if word[-1] not in "aiou" else (word,)
    starts = [at for at in range(len(text) - 1) if word[0] in _initials(text[at], readings)]
    for form in forms:
        for at in starts:
            if size := _size(form, text, at, readings):
                return text[at : at + size]
    return ""


@lru_cache(1 << 13)
def _initials(char: str, readings: Readings) -> frozenset[str]:
    """The letters that what the character reads may begin with."""
    return frozenset(roman[:1] for roman in _known(char, readings))


def _known(char: str, readings: Readings) -> Collection[str]:
    return readings(char) if _KANJI.match(char) else (romanise(char),)


def _size(word: str, text: str, at: int, readings: Readings) -> int:
    """How many characters from ``at`` on read as ``word``; 0 if they do not."""
    open_, kanji = {word}, False
    for size, char in enumerate(text[at:], 1):
        kanji = kanji or bool(_KANJI.match(char))
        known = _known(char, readings)
        open_ = {rest for left in open_ for rest in _rests(left, known)}
        if not open_:
            return 0
        if "" in open_:
            return size if kanji and size > 1 else 0
    return 0


def _rests(word: str, known: Collection[str]) -> Iterator[str]:
    """What may be left of ``word`` behind one character of these readings."""
    for roman in known:
        if roman[:1] != word[:1]:
            continue
        if roman and word.startswith(roman):
            yield word[len(roman) :]
        for clipped in _CLIPPED:
            short = roman.removesuffix(clipped)
            doubled = word[len(short) : len(short) + 2]
            if short and short != roman and word.startswith(short) and _is_double(doubled):
                yield word[len(short) + 1 :]


def _is_double(two: str) -> bool:
    return len(two) == 2 and (two[0] == two[1] or two == "tc") and two[0] not in "aeioun"


@lru_cache(1024)
def splits(word: str, most: int = 4) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a romanised word into two to ``most`` parts that characters may read."""
    found = []
    open_: list[tuple[tuple[str, ...], str]] = [((), word)]
    while open_:
        parts, rest = open_.pop()
        if not rest:
            if len(parts) > 1:
                found.append(parts)
            continue
        if len(parts) < most:
            for size in range(1, min(6, len(rest)) + 1):
                if _SYLLABLES.fullmatch(rest[:size]):
                    open_.append(((*parts, rest[:size]), rest[size:]))
    return tuple(sorted(found, key=len))


_SYLLABLES = re.compile(r"(?:(?:[bcdfghjkmnprstwyz]|ch|sh|ts|[bghkmnpr]y)?[aeiou]n?)+")


def spellings(
    word: str, characters: Callable[[str], str], known: Collection[str], most: int = 8
) -> list[str]:
    """Runs of kanji that ``word`` reads, each pair of neighbours among ``known``.

    ``characters`` gives the kanji of a reading; those of fewest characters come first.
    """
    found: dict[str, None] = {}
    for parts in splits(word):
        chains = list(characters(parts[0]))
        for part in parts[1:]:
            chains = [
                chain + char
                for chain in chains
                for char in characters(part)
                if chain[-1] + char in known
            ]
            if len(chains) > 200:  # a word of everyday syllables is told by no reading
                chains = []
        found |= dict.fromkeys(chains)
        if len(found) >= most:
            break
    return list(found)[:most]
