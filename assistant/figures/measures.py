"""Measures: what a figure can be an amount of, and the words that say so in two languages.

One table (``measure_words``) serves the binder of article text and the question analyser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.figures.measure_words import TABLE
from assistant.text.fold import fold

Family = Literal["money", "people", "percent", "count", "times", "time", "physical"]


@dataclass(frozen=True, slots=True)
class MeasureHit:
    """A word of measure ``id`` at ``[start, end)`` of the text given to ``find``."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A class of measure: words, kinds of unit, and the more general class it is part of."""

    id: str
    ja: tuple[str, ...]
    en: tuple[str, ...]
    families: frozenset[Family]
    parent: str | None = None


_FAMILIES: dict[str, Family] = {
    "m": "money", "p": "people", "%": "percent", "n": "count", "x": "times",
    "t": "time", "q": "physical",
}  # fmt: skip


def _measures() -> Iterator[Measure]:
    for block in re.split(r"\n(?=\S)", TABLE.strip()):
        head, *lines = block.split("\n")
        name, families, parent = (*head.split(), "")[:3]
        words: dict[str, list[str]] = {"ja:": [], "en:": []}
        for token in " ".join(lines).split():
            if token in words:
                current = words[token]
            else:
                current.append(token)
        yield Measure(
            id=name,
            ja=tuple(words["ja:"]),
            en=tuple(word.replace("+", " ") for word in words["en:"]),
            families=frozenset(_FAMILIES[char] for char in families),
            parent=parent or None,
        )


MEASURES: dict[str, Measure] = {measure.id: measure for measure in _measures()}


# Words of a measure class whose meaning is settled only by what stands beside them.
GENERIC: frozenset[str] = frozenset(
    {"amount", "change", "receipt", "provision", "people_count", "payment"}
)

_PEOPLE_UNITS = frozenset({"people"})
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})


def family_of(unit: str) -> Family | None:
    """The kind of quantity a figure's unit measures; ``None`` for dates and names."""
    base = unit.partition("/")[0]
    if unit == "date":
        return None
    if base in {"percent", "point", "ratio"}:
        return "percent"
    if base == "times":
        return "times"
    if base in _PEOPLE_UNITS:
        return "people"
    if base in _TIME_UNITS:
        return "time"
    if base == "" or base.startswith("count"):
        return "count"
    if re.fullmatch(r"[A-Z]{3}", base):
        return "money"
    return "physical"


def compatible(measure_id: str, unit: str) -> bool:
    """Whether a figure in ``unit`` can be an amount of ``measure_id``.

    A rate of change (percent, point, times) is compatible with every measure that
    grows or shrinks; unknown ids (head nouns) are compatible with everything.
    """
    measure = MEASURES.get(measure_id)
    family = family_of(unit)
    if measure is None or family is None:
        return True
    if unit == "" and "people" in measure.families:
        return True  # «23 people were killed and 118 injured»
    return family in measure.families


def related(asked: str, found: str) -> bool:
    """Whether a figure of measure ``found`` can answer a question about ``asked``.

    True for the same class and for a class and its ancestors in either direction:
    ``profit`` fits ``net_profit``; ``operating_profit`` does not.
    """
    return asked == found or found in _ancestors(asked) or asked in _ancestors(found)


def _ancestors(measure_id: str) -> tuple[str, ...]:
    chain: list[str] = []
    measure = MEASURES.get(measure_id)
    while measure is not None and measure.parent is not None:
        chain.append(measure.parent)
        measure = MEASURES.get(measure.parent)
    return tuple(chain)


def _inflections(form: str) -> Iterator[str]:
    """Every written form of an English table entry."""
    if not form.endswith("~"):
        yield form
        yield _plural(form)
        return
    stem, _, rest = form.partition("~")
    base = stem.removesuffix("e")
    yield stem + rest
    yield _plural(stem) + rest
    if stem.endswith("y") and stem[-2] not in "aeiou":
        endings = [stem[:-1] + "ied", stem + "ing"]
    else:
        endings = [base + "ed", base + "ing"]
        if re.search(r"[^aeiou][aeiou][bdglmnprt]$", stem):
            endings += [stem + stem[-1] + "ed", stem + stem[-1] + "ing"]
    for ending in endings:
        yield ending + rest


def _plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")


def _trie_pattern(words: Iterable[str]) -> str:
    """A regular expression of ``words`` as a prefix tree: longest match, no backtracking."""
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, dict[str, object]]) -> str:
    options = [
        re.escape(char) + _branch(child)  # type: ignore[arg-type]
        for char, child in sorted(node.items())
        if char
    ]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return body + "?" if "" in node else body


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, str], re.Pattern[str]]:
    """Folded word form -> measure id, and the pattern that finds any of them."""
    forms: dict[str, str] = {}
    plain: list[str] = []
    final: list[str] = []
    english: list[str] = []
    for measure in MEASURES.values():
        for word in measure.ja:
            bare = fold(word).lower().removesuffix("+")
            if forms.setdefault(bare, measure.id) == measure.id:
                kind = english if bare.isascii() else final if word.endswith("+") else plain
                kind.append(bare)  # TOB is no part of October
        for entry in measure.en:
            for written in _inflections(entry):
                for form in {written, written.replace(" ", "-")}:  # «its operating-income target»
                    if forms.setdefault(form, measure.id) == measure.id:
                        english.append(form)
    pattern = (
        rf"{_trie_pattern(plain)}"
        rf"|(?<=[一-鿿々]){_trie_pattern(final)}(?![一-鿿々])"
        rf"|(?<![a-z0-9]){_trie_pattern(english)}(?![a-z0-9])"
    )
    return forms, re.compile(pattern)


_OF_PAY = re.compile(
    r"(?:\b(?:an?|the|average|mean|monthly|annual|hourly|wage|salary|big|bigger|biggest|highest"
    r"|largest|percent|percentage)|%) $"
)
_OF_TAX = re.compile(r"税の?$")
_PRICE_OF = re.compile("物価格(?!差)")  # 「先物価格」 is a price
_OF_YEARS = re.compile(r"(?<=\d)年(?=金利)")  # 「10年金利」 is no pension
_OF_CROPS = re.compile(r"\b(?:rice|crop|wheat|harvest|corn|soy|potato|milk) $")
_SPARED = re.compile(r"[ -](?:free|exempt)\b")
# Words that name no measure behind some words, and before some.
_NOT_BEHIND = {
    "share": re.compile(r"(?:\bper|\beach|\d a) $"),  # «$47 a share»
    "tax": re.compile(r"\b(?:after|before|pre|post)[ -]$"),  # «after-tax profit»
    "yield": _OF_CROPS,
    "yields": _OF_CROPS,
    "home": re.compile(r"at $"),
    "case": re.compile(r"(?:best|worst)[ -]$"),
    "支援": re.compile(r"(?:運転|操縦|操船|業務|経営|制作|開発|診断)$"),  # 「先進運転支援」
}
_NOT_BEFORE = {
    "tax": _SPARED,  # «tax-free sales»
    "duty": _SPARED,
    "支援": re.compile(r"システム|ソフト|サービス|センター|機能|学校|ロボット|アプリ|団体|装置"),
}


def find(text: str) -> list[MeasureHit]:
    """Measure words of ``text`` in order, longest first at each place, never overlapping.

    Offsets are those of ``text``; folding and case do not matter.
    """
    forms, pattern = _lexicon()
    folded = _lower(fold(text))
    return [
        MeasureHit(_sense(forms, folded, match), match.start(), match.end())
        for match in pattern.finditer(_OF_YEARS.sub("＿", _PRICE_OF.sub("＿価格", folded)))
        if not _is_no_measure(folded, match)
    ]


def _sense(forms: dict[str, str], folded: str, match: re.Match[str]) -> str:
    """The id of the measure; a raise, as a noun, is one of pay."""
    word, before = match.group(), _before(folded, match)
    if word in {"raise", "raises"} and _OF_PAY.search(before):
        return "wage"
    if word.startswith("収入") and _OF_TAX.search(before):
        return "tax"  # 「宿泊税の収入額」
    return forms[word]


def _is_no_measure(folded: str, match: re.Match[str]) -> bool:
    """Whether the words beside it turn a measure's word into something else."""
    word = match.group()
    elsewhere = _NOT_BEHIND.get(word)
    if elsewhere is not None and elsewhere.search(_before(folded, match)):
        return True
    otherwise = _NOT_BEFORE.get(word)
    return otherwise is not None and otherwise.match(folded, match.end()) is not None


def _before(folded: str, match: re.Match[str]) -> str:
    return folded[max(0, match.start() - 16) : match.start()]


def _lower(text: str) -> str:
    """Lower case, one character for one character."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
