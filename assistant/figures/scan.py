"""Scan a text for figures: numerals with their units, ranges, rates, qualifiers and modality."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.figures import (
    amounts,
    counted,
    names,
    numerals,
    qualifiers,
    rates,
    spoken,
    written,
)
from assistant.figures.amounts import Amount
from assistant.figures.counted import BARE
from assistant.figures.currencies import NAMELESS, SHARED
from assistant.figures.moments import DateMention
from assistant.figures.numerals import Numeral
from assistant.figures.qualifiers import Modality
from assistant.figures.units import Unit, symbol_before, unit_at
from assistant.schema import PartialDate, Value
from assistant.text.fold import fold

FIGURES = frozenset(
    ("money", "percent", "percent_point", "fraction", "multiple", "count", "measure", "duration",
     "age", "date", "number")
)  # fmt: skip
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of a text, read; ``[start, end)`` is the number with its unit.

    ``outer`` is the span with the qualifiers. ``kind`` is one of ``FIGURES`` or a
    non-figure: name, ordinal, time, score, per. ``when`` is set for dates.
    """

    start: int
    end: int
    surface: str
    value: Value
    unit: str
    kind: str
    value_hi: Value | None = None
    qualifiers: tuple[str, ...] = ()
    modality: Modality | None = None
    outer: tuple[int, int] = (0, 0)
    when: DateMention | None = None


def scan(text: str) -> list[Mention]:
    """All numbers of ``text`` in order, figures and typed non-figures alike.

    The patterns of both languages are read everywhere, for Japanese articles quote
    English titles. Offsets are those of ``text``. Linear in its length.
    """
    return _Scanner(text).run()


_NEGATIVE = re.compile(r"(?:(?<![\w)\]%.,-])-|[▲△]|(?:マイナス|minus) ?)$")
_MINUS = frozenset("-−－")
_SHORT = re.compile(r"\d{1,9}+")
_EVENT = re.compile(
    r"[ァ-ヴー]{3}|w杯|[一-龥]{0,4}(?:選|杯|賞|祭|五輪|博)|世界|国際|全日本|[春夏秋冬梅]"
)  # 2014サッカー...: a year before an event
_NAMED_YEAR = re.compile(r"w杯|[一-龥ァ-ヴー]{2}")  # 2016東京都知事選
_DETERMINED = re.compile(r"(?:\b(?:the|of|in|since|by|from|for|its|their|his|her|our|this)|'s) $")
_NOT_BEFORE_YEAR = frozenset("$#-/.,:+*=")
_YEAR_TO = re.compile(r"(?:(?:-| to )((?:19|20)\d\d)|-(\d\d))(?!\d|[,.]\d)")
_MOVED_UP = re.compile(
    r"\b(?:rose|rising|rises|risen|edged|ticked|crept|went|gone|goes|moved|inched|nudged|revised|"
    r"climbed|pushed|raised|brings?|brought|jumped|is|was|were|rates?|inflation|unemployment|sales|"
    r"profits?|toll|prices?|index|back|year|month|march's|april's) (?:slightly |sharply )?$"
)
_FROM_NUMBER = re.compile(r" from (?:about |around |some )?[\d$€£¥]")
_LENT = re.compile(
    r",?\s*(?:and|or|to|from|against|versus|compared (?:with|to)|up from|down from|below|above)?\s*"
    r"(?:about |around |some |nearly |up to )?"
)
_SCALE_WORD = re.compile(r"\d ?(?:million|billion|trillion|bn)$")
_LISTED = frozenset((*"〜~-・、と", "から"))
_SIDES = frozenset({"over", "under"})
_ABOUT = re.compile(r"[ごこ]ろ|頃|前後")
_PART_OF_YEAR = ("mid-", "late-", "early-", "pre-", "post-")
_COUNTS_OVER = ("for ", "takes ", "well ", "took ", "of ")


class _Scanner:
    """One pass over one text; holds the folded text and what has been read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.lower = self.folded.translate(_ASCII_LOWER)
        self.mentions: list[Mention] = []
        self.per: Mention | None = None  # 「1人当たり」, waiting for its amount
        self.read_to = 0  # where the last numeral read ends

    def run(self) -> list[Mention]:
        said = [self._finish(amount) for amount in spoken.find(self.lower)]
        taken = _without_overlap([*self._names(), *self._dates(), *said])
        spans = [(m.start, m.end) for m in taken]
        starts = [start for start, _ in spans]
        found = [n for n in numerals.find(self.lower) if not _inside(n, starts, spans)]
        for index, numeral in enumerate(found):
            if numeral.start < self.read_to:
                continue
            following = found[index + 1] if index + 1 < len(found) else None
            mention = self._mention(numeral, following)
            if mention is not None:
                self.mentions.append(mention)
                self.read_to = mention.end
        return self._lent(_of_a_country(self._faces(_without_overlap([*taken, *self.mentions]))))

    def _lent(self, mentions: list[Mention]) -> list[Mention]:
        """ "175 million and 110 million pounds": a scaled number takes the money beside it."""
        for index, (first, second) in enumerate(pairwise(mentions)):
            if {first.kind, second.kind} != {"money", "number"}:
                continue
            bare, money = (first, second) if second.kind == "money" else (second, first)
            scaled = _SCALE_WORD.search(bare.surface.lower())
            gap = self.lower[first.end : second.start]
            if scaled and gap.isascii() and _LENT.fullmatch(gap):
                at = index if bare is first else index + 1
                mentions[at] = replace(bare, unit=money.unit, kind="money")
        return mentions

    def _faces(self, mentions: list[Mention]) -> list[Mention]:
        """「200億ドル(約3兆円)超」: what stands behind the bracket holds for what is before."""
        for index, (first, second) in enumerate(pairwise(mentions)):
            if first.kind != "money" or second.kind != "money":
                continue
            opening = self.lower[first.end : second.outer[0]]
            if opening != "(" or not self.lower.startswith(")", second.outer[1]):
                continue
            marks, end = qualifiers.after(self.lower, second.outer[1] + 1)
            if marks:
                kept = tuple(sorted({*first.qualifiers, *marks}))
                mentions[index] = replace(first, qualifiers=kept, outer=(first.outer[0], end))
        return mentions

    def _names(self) -> list[Mention]:
        found = names.find(self.folded, self.lower)
        return [self._typed(start, end, kind) for start, end, kind in found]

    def _typed(self, start: int, end: int, kind: str, value: Value | None = None) -> Mention:
        """A non-figure; ordinals keep their number, scores both."""
        high: Value | None = None
        if value is None and kind in ("score", "ordinal"):
            numbers = [Decimal(n) for n in _SHORT.findall(self.lower[start:end])]
            value, high = (numbers or [Decimal(0)])[0], numbers[1] if len(numbers) > 1 else None
        surface = self.text[start:end]
        return Mention(start, end, surface, value or Decimal(0), "", kind, high, outer=(start, end))

    def _dates(self) -> list[Mention]:
        return [self._date(when) for when in written.find(self.folded, self.lower)]

    def _date(self, when: DateMention) -> Mention:
        value: Value = when.date if when.hours is None else when.hours
        about = _ABOUT.match(self.lower, when.end) if when.kind == "date" else None
        return Mention(
            when.start, when.end, self.text[when.start : when.end], value, when.kind, when.kind,
            when.hi, ("approx",) if about else (),
            outer=(when.start, about.end() if about else when.end), when=when,
        )  # fmt: skip

    def _mention(self, numeral: Numeral, following: Numeral | None) -> Mention | None:
        """What one numeral is; ``following`` may be the other end of its range."""
        folded, lower = self.folded, self.lower
        if numeral.value is None:
            return self._typed(numeral.start, numeral.end, "name")
        if numeral.style == "kanji" and not names.kanji_allowed(lower, numeral.start, numeral.end):
            return None
        if not amounts.priced(folded, lower, numeral):
            named = names.kind_at(folded, lower, numeral)
            if named is not None:
                return self._typed(numeral.start, named[0], named[1], numeral.value)
            if following and self._first_of_ordinals(numeral, following):
                return self._typed(numeral.start, numeral.end, "ordinal", numeral.value)
        year = self._bare_year(numeral)
        if year is not None:
            return self._date(year)
        numeral = amounts.accounting(lower, numeral)
        amount = amounts.joined(folded, lower, numeral, following)
        amount = amount or amounts.amount(folded, lower, numeral)
        if amount is None:
            return None
        return self._price_of_one(amount, following) or self._finish(amount, numeral.hi is not None)

    def _price_of_one(self, amount: Amount, following: Numeral | None) -> Mention | None:
        """「1株44円」「1キログラム30円」: what one costs, without あたり."""
        counts = amount.unit.kind in ("count", "measure") and amount.value == 1
        if not counts or following is None or following.start != amount.end:
            return None
        price = amounts.amount(self.folded, self.lower, following)
        if price is None or price.unit.kind != "money":
            return None
        return self._per(amount, amount.end)

    def _per(self, amount: Amount, end: int) -> Mention:
        """「1人当たり」: kept, and taken into the amount that follows."""
        surface, span = self.text[amount.start : end], (amount.start, end)
        name = rates.unit_name(amount.unit)
        self.per = Mention(*span, surface, Decimal(1), name, "per", outer=span)
        return self.per

    def _first_of_ordinals(self, numeral: Numeral, following: Numeral) -> bool:
        """「1〜3号機」「2、3位」: the first number is an ordinal as the second is."""
        if self.lower[numeral.end : following.start] not in _LISTED or not numeral.integer:
            return False
        named = names.kind_at(self.folded, self.lower, following)
        return named is not None and named[1] == "ordinal" and named[0] > following.end

    def _bare_year(self, numeral: Numeral) -> DateMention | None:
        """ "by 2030": four digits without a unit between Latin words are a year."""
        start, end, lower = numeral.start, numeral.end, self.lower
        if not numeral.integer or end - start != 4 or not 1500 <= int(numeral.value or 0) <= 2100:
            return None
        year = int(numeral.value or 0)
        ahead, behind = lower[max(0, start - 1) : start], lower[end : end + 1]
        if year >= 1900 and ahead in ("、", "(") and behind in ("。", ")", "』"):
            return DateMention(start, end, PartialDate(year))  # 「『結核』、1999。」
        event = _NAMED_YEAR if 1990 <= year <= 2035 and year != 2000 else _EVENT
        if year >= 1900 and event.match(lower, end) and not unit_at(lower, end):
            return DateMention(start, end, PartialDate(year))
        part = lower.endswith(_PART_OF_YEAR, 0, start)
        if not (ahead + behind).isascii() or (ahead in _NOT_BEFORE_YEAR and not part):
            return None
        near = lower[max(0, start - 3) : start] + lower[end : end + 3]
        if not any(c.isascii() and c.isalpha() for c in near) or symbol_before(lower, start):
            return None
        if counted.unit_behind(self.folded, lower, numeral) and not self._names_year(numeral):
            return None
        match = _YEAR_TO.match(lower, end)
        high = int(match[1] or match[2]) if match else 0
        high = high if high >= 100 else year // 100 * 100 + high
        if match and high > year:
            return DateMention(start, match.end(), PartialDate(year), PartialDate(high))
        return DateMention(start, end, PartialDate(year))

    def _names_year(self, numeral: Numeral) -> bool:
        """ "the 2012 Olympics", "its 2023 results": a year before a noun, and no count of it."""
        found = counted.unit_behind(self.folded, self.lower, numeral)
        if not found or not found[0].name.startswith("count:"):
            return False
        if unit_at(self.lower, numeral.end + 1) or int(numeral.value or 0) < 1900:
            return False
        capital = self.folded[numeral.end + 1 : numeral.end + 2].isupper()
        ahead = self.lower[max(0, numeral.start - 8) : numeral.start]
        return capital or bool(_DETERMINED.search(ahead))

    def _finish(self, amount: Amount, vague: bool = False) -> Mention:
        """Sign, rate, qualifiers and modality around the amount."""
        lower, unit = self.lower, amount.unit
        self._sign(amount)
        start, end = amount.start, amount.end
        per = rates.PER.match(lower, end)
        if per and amount.value == 1 and unit is not BARE:
            return self._per(amount, per.end())
        marks, outer_start = qualifiers.before(lower, start)
        if unit.kind == "duration" and not lower.endswith(_COUNTS_OVER, 0, outer_start):
            marks.discard("over")  # "over 10 years" is a stretch, "for over 10 years" a bound
        name, begin, end = self._rate(unit, start, outer_start, end)
        if begin < start:  # 最大で月4万枚
            more, outer_start = qualifiers.before(lower, begin)
            marks |= more
        start = begin
        after, outer_end = qualifiers.after(lower, end)
        marks |= after | amount.marks | ({"vague"} if vague else set())
        if unit.kind == "percent" and (way := qualifiers.direction(lower, outer_start, end)):
            marks.add(way)
        if lower[start - 1 : start] == "+" and unit.kind in ("percent", "percent_point", "money"):
            marks.add("increase")
        if marks & _SIDES and (
            qualifiers.is_compared(lower, outer_start, start, end)
            or self._exceeded(name, outer_start, end)
        ):
            marks -= _SIDES
            outer_end = end if after & _SIDES else outer_end
        if "max" in marks and self._moved_up(outer_start, end):
            marks.discard("max")
            outer_start = start
        if amount.hi is not None and lower.startswith("まで", end):
            marks.discard("max")
        high = amounts.plain(amount.hi) if amount.hi is not None else None
        return Mention(
            start, end, self.text[start:end], amounts.plain(amount.value), name, unit.kind, high,
            tuple(sorted(marks)), qualifiers.modality(lower, outer_start, outer_end),
            (min(start, outer_start), outer_end),
        )  # fmt: skip

    def _exceeded(self, unit: str, start: int, end: int) -> bool:
        """「4人が選ばれ、優勝チームの3人を上回った」: another's, which is so much and no more."""
        if not self.mentions or not self.lower.endswith("の", 0, start):
            return False
        before = self.mentions[-1]
        same = before.unit == unit and "。" not in self.lower[before.end : start]
        return same and self.lower.startswith(("を上回", "を下回"), end)

    def _moved_up(self, start: int, end: int) -> bool:
        """Whether "up to" says where something rose to, and sets no bound."""
        if not self.lower.startswith("up to", start):
            return False
        ahead = self.lower[max(0, start - 24) : start]
        return bool(_MOVED_UP.search(ahead) or _FROM_NUMBER.match(self.lower, end))

    def _sign(self, amount: Amount) -> None:
        """Minus, ▲, △ and マイナス before the number; behind a Japanese word only a true minus."""
        start = amount.start
        match = _NEGATIVE.search(self.lower[max(0, start - 7) : start])
        if amount.hi is not None or start == 0:
            return
        if match:
            if not self.lower.endswith("plus or ", 0, start - len(match.group())):
                amount.value, amount.start = -amount.value, start - len(match.group())
            return
        minus = self.text[start - 1] in _MINUS and self.read_to < start - 1
        if self.text[start - 1] == "-" and amount.unit.kind in ("count", "duration", "age"):
            return  # 「閉幕-17日間の熱戦」
        if minus and start > 1 and not self.lower[start - 2].isascii():
            amount.value, amount.start = -amount.value, start - 1

    def _rate(self, unit: Unit, start: int, outer: int, end: int) -> tuple[str, int, int]:
        """The unit with what it is per, and the span with the words that say so."""
        if self.per and 0 <= outer - self.per.end <= 1 and unit.kind != "duration":
            per, self.per = self.per, None
            begin, name = per.start, f"{unit.name}/{per.unit}"
            if ahead := rates.before(self.lower, unit, begin) if unit.kind == "money" else None:
                name, begin = f"{name}/{ahead[0]}", ahead[1]
            if outer == start and self.mentions and self.mentions[-1] is per:
                self.mentions.pop()  # taken into the span of the amount
            return name, begin if outer == start else start, end
        if unit.kind not in ("money", "count", "measure"):
            return unit.name, start, end
        if ahead := rates.before(self.lower, unit, outer):
            return f"{unit.name}/{ahead[0]}", ahead[1] if outer == start else start, end
        if behind := rates.after(self.folded, self.lower, end):
            return f"{unit.name}/{behind[0]}", start, behind[1]
        return unit.name, start, end


def _of_a_country(mentions: list[Mention]) -> list[Mention]:
    """ "9 billion Danish crowns ... 612 million crowns": crowns are those named before."""
    known: dict[str, str] = {}
    for at, mention in enumerate(mentions):
        word = next((word for word in SHARED if mention.surface.lower().endswith(word)), None)
        if mention.kind != "money" or word is None:
            continue
        if mention.unit != NAMELESS:
            known[word] = mention.unit
        elif word in known:
            mentions[at] = replace(mention, unit=known[word])
    return mentions


def _inside(numeral: Numeral, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(starts, numeral.end - 1) - 1
    return index >= 0 and spans[index][1] > numeral.start


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    """In order of place; of two that overlap the earlier, then the longer."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
