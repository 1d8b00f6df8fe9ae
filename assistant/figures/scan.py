"""Scan a text for figures: numerals with their units, ranges, rates, qualifiers and modality."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from assistant.figures import dates, names, numerals, qualifiers
from assistant.figures.dates import DateMention
from assistant.figures.numerals import Numeral
from assistant.figures.qualifiers import Modality
from assistant.figures.units import PEOPLE_EN, RATE_NAMES, Unit, continued, symbol_before, unit_at
from assistant.schema import Lang, PartialDate, Value
from assistant.text.fold import fold

FIGURES = frozenset(
    "money percent percent_point fraction multiple count measure duration age date number".split()
)
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


def scan(text: str, lang: Lang | None = None) -> list[Mention]:
    """All numbers of ``text`` in order, figures and typed non-figures alike.

    ``lang`` is a hint that is not needed: both languages' patterns are read
    everywhere, for Japanese articles quote English titles. Offsets are those of
    ``text``. Linear in its length.
    """
    return _Scanner(text).run()


@dataclass(slots=True)
class _Amount:
    """A numeral on its way to a mention."""

    start: int
    end: int
    value: Decimal | Fraction
    hi: Decimal | Fraction | None
    unit: Unit
    marks: set[str]


_PER = re.compile(r"(?:1|一)?(?:当たり|あたり|当り|につき)の?(?:平均)?")
_BARE = Unit("", "number")
_RATIO = Unit("ratio", "fraction")
_ONE_IN = re.compile(r"に(?:約)?(\d{1,2})(?!\d)")
_NEGATIVE = re.compile(r"(?:(?<![\w)\]%.,-])-|[▲△]|(?:マイナス|minus) ?)$")
_MINUS = frozenset("-−－")
_DETERMINED = re.compile(r"(?:\b(?:the|of|in|since|by|from|for|its|their|his|her|our|this|'s)|'s) $")
_HYPHENED = re.compile(r"-([a-z]{3,})(?![a-z'])")
_NOT_HYPHENED = frozenset(
    "odd plus way something style based sided something fold old and the per half hour mid".split()
)
_EVENT = re.compile(r"[ァ-ヴー]{3}")  # 2014サッカー...: a year before an event
_OF_A = re.compile(r" (?:of )?an? ")
_CENTIMETRES = re.compile(r"(?<=メートル)\d\d(?![\d.,年月日人])")
_AGE_BRACKET = re.compile(r"(?<=[一-龥ぁ-んァ-ヴー々a-z]\()\d{1,3}(?=[)、,=])")
_AGE_AFTER_NAME = re.compile(r"[A-Za-z.][a-z'.-]+, $")
_AGE_CLOSED = re.compile(r"[1-9]\d, (?!\d)|[1-9]\d\.(?: |$)")
_AGED = re.compile(r"\b(?:aged?|ages?|age of|(?:young|old) as) (?:between )?(?:\d{1,3}, )*(?:\d{1,3} (?:and|to) )?$")
_MAGNITUDE = re.compile(r"(?:(?<![a-z])m|マグニチュード|magnitude|モーメントマグニチュード) ?(?:\(m\)|m)?(?:of )?$")
_SHORT = re.compile(r"\d{1,9}+")
_ACCOUNTING = re.compile(
    r"\) ?(?:(thousand|million|billion|trillion)(?![a-z])|(?=(?:百万|千|億|万)?円|yen|dollars))"
)
_NOT_BEFORE_YEAR = frozenset(("$", "#", "-", "/", ".", ",", ":", "+", "*", "="))
_LATIN_NEAR = re.compile(r"[a-z]")
_YEAR_TO = re.compile(r"(?:-| to )((?:19|20)?\d\d)(?!\d|[,.]\d)")
_JOINT = re.compile(r" ?(?:〜|~|-) ?|から|ないし|もしくは|-? to | or ")
_FROM = re.compile(r"(?<![a-z])from (?:about |around |[^\w\s] ?)?$")
_BETWEEN = re.compile(r"(?<![a-z])between (?:about |around )?[^\w\s]{0,3}$")
_WARI = re.compile(r"([\d一二三四五六七八九])分(?:([\d一二三四五六七八九])厘)?(?!の)")
_RATE_BEFORE = (
    ("時速", "/h"), ("秒速", "/s"), ("風速", "/s"), ("分速", "/min"), ("年間", "year"),
    ("月間", "month"), ("週間", "week"), ("年額", "year"), ("月額", "month"), ("日額", "day"),
    ("年商", "year"), ("時給", "hour"), ("日給", "day"), ("月給", "month"), ("年収", "year"),
    ("年俸", "year"), ("月収", "month"), ("毎年", "year"), ("毎月", "month"), ("毎日", "day"),
    ("毎秒", "second"), ("毎時", "hour"), ("毎分", "minute"), ("日量", "day"), ("年産", "year"),
    ("月産", "month"), ("日産", "day"), ("年率", ""), ("年利", ""), ("1日", "day"), ("一日", "day"),
    ("年", "year"), ("月", "month"),
)  # fmt: skip
_RATE_AFTER = re.compile(
    r" ?(?:/|per | per |(?<= )an? | an? |a )(?P<unit>[a-z]+|[年月日人株])"
    r"|[ ]?/(?P<slash>[a-zA-Z]+)|(?P<annual> annually| a year| yearly| per annum)"
)
_RATE_GAP = re.compile(r"(?:平均で|平均|で|に)$")
_HALF = re.compile(r"半(?![分数減額期導])")
_NOUN_JA = re.compile(r"(?:の(?=[一-龥ァ-ヴ]{2}))?([一-龥々]{1,4}|[ァ-ヴー]{2,12})")
_NOT_COUNTER = re.compile(
    r"(?:以|超|未|前|後|程|余|近|台|強|弱|増|減|高|安|連続|同時|中|内|外|上|下|側|対|等|に|で|を|は|が|も|目|分|付|時点|曜|\Z)"
)
_PEOPLE = "|".join(sorted(PEOPLE_EN, key=len, reverse=True))
_NOUN_EN = re.compile(
    r"[ -](?:(?:[a-z]{2,}(?:-[a-z]+)*+)[ -])??(?:([a-z]{2,}(?:[^s\W\d]s|ies|xes|ches|sses))|"
    rf"(?:[a-z]{{2,}} )??({_PEOPLE}))(?![a-z'])"
)
_NO_ADJECTIVE = frozenset(
    "and or in of to for on at by from with the was is are were has have had will would per as than "
    "a an its his her their this that these those who which said says but after before since until "
    "into over under between against about not also".split()
)
_NO_NOUN = frozenset("was is has this its his as us does says plus versus vs times always".split())


class _Scanner:
    """One pass over one text; holds the folded text and what has been read so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.lower = self.folded.translate(_ASCII_LOWER)
        self.mentions: list[Mention] = []
        self.per: Mention | None = None
        self.mentions_end = 0  # where the last numeral read ends

    def run(self) -> list[Mention]:
        taken = [*self._names(), *self._dates()]
        taken.sort(key=lambda m: (m.start, -m.end))
        self.mentions = _without_overlap(taken)
        blocked = [(m.start, m.end) for m in self.mentions]
        starts = [s for s, _ in blocked]
        position = 0
        found = [n for n in numerals.find(self.lower) if not _inside(n, starts, blocked)]
        for index, numeral in enumerate(found):
            if numeral.start < position:
                continue
            following = found[index + 1] if index + 1 < len(found) else None
            mention = self._mention(numeral, following)
            if mention is not None:
                self.mentions.append(mention)
                position = self.mentions_end = mention.end
        self.mentions = _without_overlap(sorted(self.mentions, key=lambda m: (m.start, -m.end)))
        return self.mentions

    def _names(self) -> list[Mention]:
        return [
            self._typed(start, end, kind) for start, end, kind in names.find(self.folded, self.lower)
        ]

    def _typed(self, start: int, end: int, kind: str, value: Value | None = None) -> Mention:
        """A non-figure; ordinals keep their number and scores both."""
        high: Value | None = None
        if value is None and kind in ("score", "ordinal"):
            numbers = [Decimal(n) for n in _SHORT.findall(self.lower[start:end])]
            value, high = (numbers or [Decimal(0)])[0], numbers[1] if len(numbers) > 1 else None
        surface = self.text[start:end]
        return Mention(start, end, surface, value or Decimal(0), "", kind, high, outer=(start, end))

    def _dates(self) -> list[Mention]:
        out = []
        for when in dates.find(self.folded, self.lower):
            start, end = when.start, when.end
            value: Value = when.date if when.hours is None else when.hours
            out.append(
                Mention(
                    start, end, self.text[start:end], value, when.kind, when.kind, when.hi,
                    outer=(start, end), when=when,
                )
            )  # fmt: skip
        return out

    # --- one numeral -----------------------------------------------------------------------

    def _mention(self, numeral: Numeral, following: Numeral | None) -> Mention | None:
        if numeral.value is None:
            return self._typed(numeral.start, numeral.end, "name")
        if numeral.style == "kanji" and not self._kanji_allowed(numeral):
            return None
        money = symbol_before(self.lower, numeral.start)
        priced = money is not None and self._is_symbol(money, numeral.start)
        kind = None if priced else names.kind_at(self.folded, self.lower, numeral)
        if kind is not None:
            end, name = kind
            return self._typed(numeral.start, end, name, numeral.value)
        numeral = self._accounting(numeral)
        year = self._bare_year(numeral)
        if year is not None:
            return year
        amount = self._range(numeral, following) or self._amount(numeral)
        if amount is None:
            return None
        return self._finish(amount, numeral)

    def _accounting(self, numeral: Numeral) -> Numeral:
        """"(1,234) million yen": brackets around the digits alone mean a loss."""
        start, end = numeral.start - 1, numeral.end
        if numeral.value is None or self.lower[start:start + 1] != "(" or start < 0:
            return numeral
        match = _ACCOUNTING.match(self.lower, end)
        if match is None:
            return numeral
        scale = numerals.WORD_SCALES.get(match[1] or "", 1)
        closing = match.end() if match[1] else end + 1
        return numerals.times(replace(numeral, start=start, value=-numeral.value), scale, closing)

    def _bare_year(self, numeral: Numeral) -> Mention | None:
        """"by 2030": four digits without a unit between Latin words are a year."""
        start, end = numeral.start, numeral.end
        if not numeral.integer or end - start != 4:
            return None
        value = int(numeral.value or 0)
        if not 1500 <= value <= 2100:
            return None
        ahead, behind = self.lower[max(0, start - 1) : start], self.lower[end : end + 1]
        if _EVENT.match(self.lower, end) and not unit_at(self.lower, end) and value >= 1900:
            when = DateMention(start, end, PartialDate(value))
            return Mention(start, end, self.text[start:end], when.date, "date", "date",
                           outer=(start, end), when=when)  # fmt: skip
        if not (ahead + behind).isascii() or ahead in _NOT_BEFORE_YEAR or behind == "%":
            return None
        if not _LATIN_NEAR.search(self.lower[max(0, start - 3) : end + 3]):
            return None
        if symbol_before(self.lower, start) or (self._unit(numeral) and not self._year_of(numeral)):
            return None
        match = _YEAR_TO.match(self.lower, end)
        low, high = PartialDate(int(self.lower[start:end])), None
        if match:
            tail = match[1]
            high = PartialDate(int(tail) if len(tail) == 4 else int(self.lower[start:end][:2] + tail))
            if high < low:
                high, match = None, None
        end = match.end() if match else end
        when = DateMention(start, end, low, high)
        return Mention(start, end, self.text[start:end], low, "date", "date", high,
                       outer=(start, end), when=when)  # fmt: skip

    def _year_of(self, numeral: Numeral) -> bool:
        """"the 2012 Olympics", "its 2023 results": a year before a noun, and no count of it."""
        found = self._unit(numeral)
        if not found or not found[0].name.startswith("count:") or unit_at(self.lower, numeral.end + 1):
            return False
        if not 1900 <= int(numeral.value or 0) <= 2100:
            return False
        capital = self.folded[numeral.end + 1 : numeral.end + 2].isupper()
        ahead = self.lower[max(0, numeral.start - 8) : numeral.start]
        return capital or bool(_DETERMINED.search(ahead))

    def _kanji_allowed(self, numeral: Numeral) -> bool:
        lower, start, end = self.lower, numeral.start, numeral.end
        return names.kanji_allowed(lower, start, end, numeral.style == "fraction")

    def _amount(self, numeral: Numeral) -> _Amount | None:
        """The numeral with the unit before or behind it."""
        value, hi = numeral.value, numeral.hi
        if value is None:
            return None
        money = symbol_before(self.lower, numeral.start)
        start, end = numeral.start, numeral.end
        if money and self._is_symbol(money, numeral.start):
            numeral = self._letter_scale(numeral)
            value, hi, end = numeral.value or value, numeral.hi, numeral.end
            name, start = Unit(money[0], "money"), money[1]
            same = self._unit(numeral)
            if same and same[0].kind == "money":
                end = same[1]
            return _Amount(start, end, value, hi, name, set())
        marks: set[str] = {"over"} if "余" in self.lower[start:end] else set()
        if self.lower.startswith("余", end) and numeral.style != "fraction":
            marks.add("over")
            numeral = replace(numeral, end=end + 1)
        found = self._unit(numeral)
        if found is None:
            return self._without_unit(numeral, marks)
        unit, end = found
        if unit.kind == "count" and (share := self._one_in(numeral, found)):
            return share
        tail = _CENTIMETRES.match(self.lower, end) if unit.name == "m" else None
        if tail and numeral.integer:
            value, end = value + Decimal(f"0.{tail.group()}"), tail.end()
        if numeral.style == "fraction" and unit.kind in ("count", "percent", "number"):
            return _Amount(start, numeral.end, value, hi, _RATIO, marks)
        top = _times(hi, unit.factor) if hi is not None else None
        return self._compound(_Amount(start, end, _times(value, unit.factor), top, unit, marks))

    def _one_in(self, numeral: Numeral, found: tuple[Unit, int]) -> _Amount | None:
        """「5人に1人」: a share, not two counts."""
        match = _ONE_IN.match(self.lower, found[1])
        counter = self.lower[numeral.end : found[1]]
        if not match or not numeral.integer or not self.lower.startswith(counter, match.end()):
            return None
        top, bottom = int(match[1]), int(numeral.value or 0)
        if not 0 < top < bottom <= 1000:
            return None
        end = match.end() + len(counter)
        return _Amount(numeral.start, end, Fraction(top, bottom), None, _RATIO, set())

    def _is_symbol(self, money: tuple[str, int], position: int) -> bool:
        """A code of letters must be written in capitals: "USD 20", not "try 20"."""
        written = self.folded[money[1] : position].strip()
        return not written.isalpha() or written.isupper() or written in ("rmb", "Rs", "usd", "eur")

    def _letter_scale(self, numeral: Numeral) -> Numeral:
        match = re.compile(r" ?([kmbt])(?![a-z])").match(self.lower, numeral.end)
        if match is None:
            return numeral
        return numerals.times(numeral, numerals.LETTER_SCALES[match[1]], match.end())

    def _without_unit(self, numeral: Numeral, marks: set[str]) -> _Amount | None:
        start, end, value, hi = numeral.start, numeral.end, numeral.value, numeral.hi
        if value is None:
            return None
        if self.lower.startswith(("百分の", "100分の"), start):
            hundredths = Decimal((value * 100).numerator) / Decimal((value * 100).denominator)
            return _Amount(start, end, hundredths, hi, Unit("percent", "percent"), marks)
        if numeral.style == "fraction":
            if self.lower[start:end] in ("half", "halves") and not names.is_half(
                self.lower, start, end
            ):
                return None
            return _Amount(start, end, value, hi, _RATIO, marks)
        if numeral.style == "word" and value <= 10 and hi is None:
            return None
        if numeral.integer and 0 < value < 120 and self._is_age(start):
            return _Amount(start, end, value, hi, Unit("year", "age"), marks)
        if _MAGNITUDE.search(self.lower[max(0, start - 16) : start]):
            return _Amount(start, end, value, hi, Unit("magnitude", "measure"), marks)
        if numeral.style == "kanji" and not names.kanji_alone(self.lower, start, end):
            return None
        return _Amount(start, end, value, hi, _BARE, marks)

    def _is_age(self, start: int) -> bool:
        """「容疑者(45)」: a small number alone in brackets right behind a name."""
        if _AGE_BRACKET.match(self.lower, start):
            return names.is_person(self.folded[max(0, start - 12) : start - 1])
        ahead = self.folded[max(0, start - 24) : start]
        if _AGED.search(ahead):
            return True
        return bool(_AGE_CLOSED.match(self.lower, start) and _AGE_AFTER_NAME.search(ahead))

    def _unit(self, numeral: Numeral) -> tuple[Unit, int] | None:
        """The unit behind a numeral: from the table, else the noun that it counts."""
        position = numeral.end
        gap = 1 if self.lower[position : position + 1] in (" ", "-") else 0
        while gap and gap < 3 and self.lower[position + gap : position + gap + 1] == " ":
            gap += 1
        found = unit_at(self.lower, position)
        if found is None and self.lower.startswith(" of ", position):
            found = unit_at(self.lower, position + 4)
            if found and found[0].kind in ("money", "measure"):
                return found
            return self._noun_en(position + 3) if numeral.hi is not None else None
        if found is None and numeral.style == "fraction" and (match := _OF_A.match(self.lower, position)):
            found = unit_at(self.lower, match.end())
            return found if found and found[0].kind in ("measure", "duration") else None
        if found is None and gap:
            found = unit_at(self.lower, position + gap)
        if found and not names.unit_fits(self.folded, self.lower, numeral, found):
            found = None
        if found and found[0].name == "deg":
            return names.degrees_or_times(self.lower, numeral, found)
        if found:
            return found
        if numeral.style == "kanji":
            return None
        if not gap:
            return self._noun(position, numeral.value or Decimal(0))
        return self._noun_en(position) if numeral.value != 1 else None

    def _noun(self, position: int, numeral_value: Decimal | Fraction) -> tuple[Unit, int] | None:
        """「5大学」「12球団」: the run of kanji or katakana behind the digits, cut at a suffix."""
        match = _NOUN_JA.match(self.lower, position)
        if match is None:
            return None
        word = match[1]
        for index in range(len(word)):
            if _NOT_COUNTER.match(word, index) and (index or word[0] not in "台高"):
                word = word[:index]
                break
        end = match.start(1) + len(word)
        if match.group()[0] == "の" and (not 3 <= numeral_value < 1900 or len(word) < 2):
            return None
        if not word or continued(self.lower, end - 1, end):
            return None
        return Unit(f"count:{word}", "count"), match.start(1) + len(word)

    def _noun_en(self, position: int) -> tuple[Unit, int] | None:
        """"2,500 firms", "40,000 new jobs": the plural behind the numeral."""
        match = _NOUN_EN.match(self.lower, position)
        hyphened = _HYPHENED.match(self.lower, position)
        if hyphened and hyphened[1] not in _NOT_HYPHENED:
            return Unit(f"count:{hyphened[1]}", "count"), hyphened.end()
        if match is None:
            return None
        noun = match[1] or match[2]
        words = match.group()[1:].split()
        if noun in _NO_NOUN or any(w in _NO_ADJECTIVE or w in numerals.WORDS for w in words[:-1]):
            return None
        if noun in PEOPLE_EN:
            return Unit("people", "count"), match.end()
        return Unit(f"count:{noun}", "count"), match.end()

    # --- ranges, compounds -----------------------------------------------------------------

    def _range(self, numeral: Numeral, following: Numeral | None) -> _Amount | None:
        """「10〜20億円」, "80% to 90%", "between $1 billion and $2 billion"."""
        if following is None or following.value is None or numeral.value is None:
            return None
        if following.start - numeral.end > 24 or numeral.hi or following.hi:
            return None
        first = self._amount(numeral)
        if first is None:
            return None
        bare = first.unit is _BARE or first.end == numeral.end
        start = self._joined(first, numeral, following, bare)
        if start is None:
            return None
        second = self._amount(following)
        if second is None or second.value is None or following.value is None:
            return None
        if bare and first.unit is _BARE:
            low = _times(_shared(numeral, following), second.unit.factor)
        elif first.unit.name == second.unit.name or second.unit is _BARE:
            low = first.value if not bare else _times(_shared(numeral, following), second.unit.factor)
        else:
            return None
        unit = second.unit if second.unit is not _BARE else first.unit
        if low > second.value or (unit is _BARE and first.unit is _BARE and "〜" not in
                                  self.lower[numeral.end : following.start]):  # fmt: skip
            return None
        return _Amount(start, second.end, low, second.value, unit, first.marks | second.marks)

    def _joined(
        self, first: _Amount, numeral: Numeral, following: Numeral, bare: bool
    ) -> int | None:
        """Where the range starts when the two numerals are ends of one; None otherwise."""
        money = symbol_before(self.lower, following.start)
        edge = money[1] if money else following.start
        begin = first.end if not bare else numeral.end
        between = self.lower[begin:edge]
        ahead = self.lower[max(0, first.start - 24) : first.start]
        if between == " and ":
            match = _BETWEEN.search(ahead)
            return first.start - len(ahead) + match.start() if match else None
        if between in ("、", ",") and bare and first.unit is _BARE:
            one_more = following.value == (numeral.value or 0) + 1 and (following.value or 0) < 10
            return first.start if one_more and numeral.integer else None
        joint = _JOINT.fullmatch(between)
        if joint is None:
            return None
        if between == "から" and first.unit is not _BARE:
            return None
        if between.strip(" -") in ("to", "or") and _FROM.search(ahead) and first.unit is not _BARE:
            return None
        return first.start

    def _compound(self, amount: _Amount) -> _Amount:
        """「3割5分」「1年半」「1時間30分」「3ドル50セント」."""
        unit, end = amount.unit, amount.end
        if self.lower.startswith("割半", end - 1):
            amount.value, amount.end = amount.value + 5, end + 1
            return amount
        if self.lower.startswith("割", end - 1) and (match := _WARI.match(self.lower, end)):
            amount.value += Decimal(_digit(match[1])) + Decimal(_digit(match[2] or "0")) / 10
            amount.end = match.end()
            return amount
        if unit.kind == "duration" and (match := _HALF.match(self.lower, end)):
            amount.value += Decimal("0.5")
            amount.end = match.end() + (self.lower[match.end() : match.end() + 1] == "間")
            return amount
        smaller = _SMALLER.get(unit.name)
        match = _SECOND_PART.match(self.lower, end) if smaller else None
        if not match or not smaller or not isinstance(amount.value, Decimal):
            return amount
        found = unit_at(self.lower, match.end())
        if not found or found[0].name != smaller[0]:
            return amount
        if unit.kind == "money" and (unit.factor != 1 or found[0].factor == 1):
            return amount
        second = next(numerals.find(match[1]), None)
        if second is None or not isinstance(second.value, Decimal):
            return amount
        amount.value = amount.value * smaller[1] + second.value * found[0].factor
        amount.end, amount.unit = found[1], Unit(smaller[0], unit.kind)
        return amount

    # --- qualifiers, rates, the record -----------------------------------------------------

    def _finish(self, amount: _Amount, numeral: Numeral) -> Mention | None:
        lower, unit = self.lower, amount.unit
        self._sign(amount)
        start, end = amount.start, amount.end
        per = _PER.match(lower, end)
        if per and amount.value == 1 and unit is not _BARE:
            self.per = Mention(start, per.end(), self.text[start : per.end()], Decimal(1),
                               _rate_name(unit), "per", outer=(start, per.end()))  # fmt: skip
            return self.per
        before, outer_start = qualifiers.before(lower, start)
        if "over" in before and unit.kind == "duration" and not _counts_over(lower, outer_start):
            before.discard("over")
        name, start, end = self._rate(unit, start, outer_start, end)
        after, outer_end = qualifiers.after(lower, end)
        marks = before | after | amount.marks
        if numeral.hi is not None:
            marks.add("vague")
        if unit.kind == "percent":
            way = qualifiers.direction(lower, outer_start, end)
            marks |= {way} if way else set()
        if "under" in marks and "over" in marks:
            marks -= before & {"over"}
        if amount.hi is not None and lower.startswith("まで", end):
            marks.discard("max")
        kind = "number" if unit is _BARE else unit.kind
        return Mention(
            start, end, self.text[start:end], _plain(amount.value), name, kind,
            _plain(amount.hi) if amount.hi is not None else None,
            tuple(sorted(marks)), qualifiers.modality(lower, outer_start, outer_end),
            (min(start, outer_start), outer_end),
        )  # fmt: skip

    def _sign(self, amount: _Amount) -> None:
        start = amount.start
        match = _NEGATIVE.search(self.lower[max(0, start - 7) : start])
        after_word = start > 1 and self.lower[start - 1] == "-" and not self.lower[start - 2].isascii()
        if after_word and not match and self.text[start - 1] in _MINUS and amount.hi is None:
            if not self.mentions or self.mentions_end < start - 1:
                amount.value, amount.start = -amount.value, start - 1
        if match and amount.hi is None:
            amount.value, amount.start = -amount.value, start - len(match.group())

    def _rate(self, unit: Unit, start: int, outer: int, end: int) -> tuple[str, int, int]:
        """「1kWhあたり3.5円」「年間300億円」, "$98 a share": the unit with what it is per."""
        name = unit.name
        if self.per and 0 <= outer - self.per.end <= 1 and unit.kind != "duration":
            per, self.per = self.per, None
            self.mentions.remove(per)
            return f"{name}/{per.unit}", per.start if outer == start else start, end
        if unit.kind in ("money", "count", "measure"):
            gap = _RATE_GAP.search(self.lower[max(0, outer - 4) : outer])
            edge = outer - (len(gap.group()) if gap else 0)
            for word, per_unit in _RATE_BEFORE:
                if not self.lower.endswith(word, 0, edge) or not per_unit:
                    continue
                ahead = self.lower[edge - len(word) - 1 : edge - len(word)]
                if ahead.isdigit() or (len(word) == 1 and (not ahead or "一" <= ahead <= "龥")):
                    break
                if word[-1] == "速" and unit.name not in ("m", "km", "mi", "ft"):
                    break
                if ahead in DIGIT_KANJI or (per_unit[0] == "/") != (unit.kind == "measure"
                                                                     and word[-1] == "速"):  # fmt: skip
                    break
                begin = edge - len(word) if outer == start else start
                if unit.kind == "measure" and unit.name in ("m", "km", "mi"):
                    per_unit = {"second": "/s", "hour": "/h", "minute": "/min"}.get(per_unit, per_unit)
                return f"{name}{per_unit if per_unit[0] == '/' else '/' + per_unit}", begin, end
            match = _RATE_AFTER.match(self.lower, end)
            per_name = match and (
                "year" if match["annual"] else RATE_NAMES.get(match["unit"] or "")
                or (self.folded[match.start("slash") : match.end()] if match["slash"] else None)
                or (self.folded[match.start("unit") : match.end()]
                    if "/" in match.group() or match["unit"] in ("barrel", "ton", "tonne", "kwh",
                                                                "kilogram", "gallon") else None)
            )  # fmt: skip
            if match and per_name:
                return f"{name}/{per_name}", start, match.end()
        return name, start, end


_SECOND_PART = re.compile(
    r"(?:と| and | )?(\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3}"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?) ?"
)
DIGIT_KANJI = frozenset("数何")
_SMALLER = {
    "hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12),
    "JPY": ("JPY", 1), "CNY": ("CNY", 1), "USD": ("USD", 1), "GBP": ("GBP", 1),
}  # fmt: skip


def _plain(value: Decimal | Fraction) -> Decimal | Fraction:
    """The same number without exponent or idle zeros: ``str()`` of 10.24 billion is digits."""
    if isinstance(value, Fraction):
        return value
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize()


def _times(value: Decimal | Fraction, factor: Decimal) -> Decimal | Fraction:
    if factor == 1:
        return value
    return value * (Fraction(factor) if isinstance(value, Fraction) else factor)


def _digit(char: str) -> int:
    return int(char) if char.isdecimal() else numerals.DIGITS[char]


def _shared(first: Numeral, second: Numeral) -> Decimal | Fraction:
    """The first of 「10〜20億」 takes the scale of the second if that keeps it smaller."""
    value = first.value or Decimal(0)
    if first.scale == 1 and second.scale > 1 and second.value is not None:
        if value * second.scale < second.value:
            return value * second.scale
    return value


def _rate_name(unit: Unit) -> str:
    name = unit.name.removeprefix("count:")
    return {"people": "person", "株": "share"}.get(name, name)


def _counts_over(lower: str, start: int) -> bool:
    """"for over 10 years" is a bound, "over 10 years" a stretch."""
    ahead = lower[max(0, start - 8) : start]
    return ahead.endswith(("for ", "takes ", "well ", "took ", "of "))


def _inside(numeral: Numeral, starts: list[int], blocked: list[tuple[int, int]]) -> bool:
    index = bisect_right(starts, numeral.end - 1) - 1
    return index >= 0 and blocked[index][1] > numeral.start


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
