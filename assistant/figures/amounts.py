"""From a numeral to an amount: the unit before or behind it, ranges, compounds and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from assistant.figures import counted, names, numerals
from assistant.figures.counted import BARE
from assistant.figures.numerals import Numeral
from assistant.figures.persons import is_person
from assistant.figures.units import Unit, symbol_before, unit_at

Number = Decimal | Fraction

RATIO = Unit("ratio", "fraction")
_PERCENT = Unit("percent", "percent")
_ACCOUNTING = re.compile(
    r"\) ?(?:(thousand|million|billion|trillion)(?![a-z])|(?=(?:百万|千|億|万)?円|yen|dollars))"
)
_ONE_IN = re.compile(r"に(?:約)?(\d{1,2})(?!\d)")
_SPLIT_SECOND = re.compile(r"(?<=秒)(\d{1,3})(?![\d.,]|[年月日時分秒人位m])")
_CENTIMETRES = re.compile(r"(?<=メートル)\d\d(?![\d.,年月日人])")
_LETTER_SCALE = re.compile(r" ?([kmbt])(?![a-z])")
_MAGNITUDE = re.compile(
    r"(?:(?<![a-z])m|マグニチュード|magnitude) ?(?:\(m\)|m)?(?:は|が|を|で|:)?"
    r"(?:推定|約|およそ)?(?:of )?$"
)
_AGE_BRACKET = re.compile(r"(?<=[一-龥ぁ-んァ-ヴー々a-z)]\()\d{1,3}(?=[)、,=])")
_READING = re.compile(r"\([ぁ-んァ-ヴー・ ]{2,20}\)$")  # 「琴光喜(ことみつき)(34)」
_AGE_AFTER_NAME = re.compile(
    r"\b(?!(?:dead|deaths|injured|missing|killed|wounded|victims|votes|seats|points|goals|jobs)\b)"
    r"[A-Za-z.][a-z'.-]+, $"
)
_AGE_CLOSED = re.compile(r"[1-9]\d, (?!\d)|[1-9]\d\.(?: |$)")
_BY = re.compile(r"\bby (?:about |around |nearly |almost )?$")
_MOVES = re.compile(
    r"\b(?:rais\w+|rose|rises?|rising|grow\w*|grew|fell|falls?|fallen|drop\w*|cut\w*|reduc\w+|"
    r"increas\w+|climb\w*|expand\w*|widen\w*|narrow\w*|lower\w*|boost\w*|lift\w*)\b[^.;]*$"
)
_AGED_SO = re.compile(r"\((?:当時|同)?\Z")
_AT_DEATH = re.compile(
    r"(?:享年|行年|\(当時)$|\([ぁ-んァ-ヴー]{2,10}[・ ]?[ぁ-んァ-ヴー]{2,10}(?:氏|さん)?[、,]$"
)
_WAS = re.compile(r"\b(?:was|is|were|are|just|only|turned|turns|turning) $")
_AT_THE_TIME = re.compile(r"[1-9]\d?(?: at the time| when (?:he|she|they|his|her|the)\b)")
_AGED = re.compile(
    r"\b(?:aged?|ages?|age of|(?:young|old) as) (?:between )?"
    r"(?:\d{1,3}, ){0,4}(?:\d{1,3} (?:and|to) )?$"
)
_MINUTES = re.compile(r" (?:minutes|seconds|hours|days|years)\b")
_LISTED = re.compile(r"\d[、,] ?$")
_JOINT = re.compile(r" ?(?:〜|~|-) ?|から|ないし|もしくは|-? to | or ")
_REACH = re.compile(  # behind a range with から: 「150円から200円に」 is a change
    r"[^\s、。]?(?:(?:程度|前後|ほど|くらい|ぐらい)(?![にへま])|を超え|であ|です|で、|の[一-龥]|[をが](?!目))"
)
_WEIGHED = re.compile(  # 「重さ50キロ」
    r"(?:重さ|体重|重量|目方|減量|コメ|米|肉|麻|覚[醒せ]い?剤|コカイン|麻薬|金塊|荷物|収[量穫]|(?:積載|搭載)能力"
    r"|水揚げ|漁獲|(?:アール|ヘクタール)(?:当たり|あたり))[量のがはをで]*(?:約|およそ|計)?$"
)
_FROM = re.compile(r"(?<![a-z])from (?:about |around |[^\w\s] ?)?$")
_BETWEEN = re.compile(r"(?<![a-z])between (?:about |around )?[^\w\s]{0,3}$")
_WARI = re.compile(
    r"([\d一二三四五六七八九])分(?:([\d一二三四五六七八九])厘)?(?!の)|([\d一二三四五六七八九])厘"
)
_ARC = re.compile(r" ?(?P<minute>[0-5]?\d)[分′'](?: ?(?P<second>\d{1,2}(?:\.\d++)?)[秒″\"])?")
_HALF = re.compile(r"半(?![分数減額期導])間?")
_SECOND_PART = re.compile(
    r"(?:と| and | )?(\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3}"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?) ?"
)
_PART = re.compile(r" ?(\d{1,3}(?:\.\d++)?) ?")
_PARTS = {"m": ("cm", 100), "km": ("m", 1000), "cm": ("mm", 10), "kg": ("g", 1000)}
_SMALLER = {
    "hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12),
    "JPY": ("JPY", 1), "CNY": ("CNY", 1), "USD": ("USD", 1), "GBP": ("GBP", 1),
}  # fmt: skip


_PRICE = re.compile(r"\d+[.,]\d|\d+ ?(?:m|bn|tn|million|billion|trillion)(?![a-z])")
_LOWER_CODES = frozenset([
    "rmb", "Rs", "usd", "eur", "Sh", "Shs", "Ksh", "KSh", "Kshs", "DKr", "Dkr", "NKr", "Nkr",
    "SKr", "Skr", "IKr", "Ikr",
])  # fmt: skip


@dataclass(slots=True)
class Amount:
    """A numeral with its unit at ``[start, end)``, on its way to a mention."""

    start: int
    end: int
    value: Number
    hi: Number | None
    unit: Unit
    marks: set[str] = field(default_factory=set)


def accounting(lower: str, numeral: Numeral) -> Numeral:
    """ "(1,234) million yen": brackets around the digits alone mean a loss."""
    start, end = numeral.start - 1, numeral.end
    if numeral.value is None or start < 0 or lower[start] != "(":
        return numeral
    match = _ACCOUNTING.match(lower, end)
    if match is None:
        return numeral
    scale = numerals.WORD_SCALES.get(match[1] or "", 1)
    closing = match.end() if match[1] else end + 1
    return numerals.times(replace(numeral, start=start, value=-numeral.value), scale, closing)


def priced(folded: str, lower: str, numeral: Numeral) -> tuple[str, int] | None:
    """The currency written before the numeral, and where it starts.

    A code of letters must be written in capitals: "USD 20", not "try 20"; an "R" is
    the rand before a price (R3.95, R22,900, R410m) and not before a plain number.
    """
    money = symbol_before(lower, numeral.start)
    if money is None:
        return None
    written = folded[money[1] : numeral.start].strip()
    if written == "R" and not _PRICE.match(lower, numeral.start):
        return None
    fits = not written.isalpha() or written.isupper() or written in _LOWER_CODES
    return money if fits else None


def amount(folded: str, lower: str, numeral: Numeral) -> Amount | None:
    """The numeral with the unit before or behind it; None when it is no figure after all."""
    money = priced(folded, lower, numeral)
    if money:
        return _money(folded, lower, numeral, money)
    start, end, value = numeral.start, numeral.end, numeral.value
    if value is None:
        return None
    marks = {"over"} if "余" in lower[start:end] else set()
    if lower.startswith("余", end) and numeral.style != "fraction":
        marks.add("over")
        numeral = replace(numeral, end=end + 1)
    found = counted.unit_behind(folded, lower, numeral)
    if found is None:
        return _without_unit(folded, lower, numeral, marks)
    unit, end = found
    if lower.startswith(("-plus", "-odd"), numeral.end):
        marks.add("over" if lower[numeral.end + 1] == "p" else "approx")
    if (
        unit.name == "count:つ"
        and lower.startswith(")", end)
        and _AGED_SO.search(lower[max(0, start - 3) : start])
    ):
        unit = Unit("year", "age")  # 「長女(同4つ)」
    if lower.endswith("キロ", start, end) and _WEIGHED.search(lower[max(0, start - 16) : start]):
        unit = replace(unit, name="kg")
    if unit.kind == "count" and (share := _one_in(lower, numeral, end)):
        return share
    parts = _SPLIT_SECOND.match(lower, end) if unit.name == "second" and numeral.integer else None
    if parts:
        return Amount(start, parts.end(), Decimal(f"{value}.{parts[1]}"), None, unit, marks)
    tail = _CENTIMETRES.match(lower, end) if unit.name == "m" and numeral.integer else None
    if tail:
        value, end = Decimal(f"{value}.{tail.group()}"), tail.end()
    part = numeral.style == "fraction" and value < 1
    if part and unit.kind in ("count", "percent", "number"):
        if lower[start : numeral.end] == "half" and not names.is_half(lower, start, numeral.end):
            return None
        return Amount(start, numeral.end, value, numeral.hi, RATIO, marks)
    if unit.name == "year" and value == Decimal("0.5"):
        return Amount(start, end, Decimal(6), None, Unit("month", "duration"), marks)
    high = times(numeral.hi, unit.factor) if numeral.hi is not None else None
    return _compound(lower, Amount(start, end, times(value, unit.factor), high, unit, marks))


def _money(folded: str, lower: str, numeral: Numeral, money: tuple[str, int]) -> Amount | None:
    match = _LETTER_SCALE.match(lower, numeral.end)
    if match:
        numeral = numerals.times(numeral, numerals.LETTER_SCALES[match[1]], match.end())
    if numeral.value is None:
        return None
    again = counted.unit_behind(folded, lower, numeral)
    end = again[1] if again and again[0].kind == "money" else numeral.end
    return Amount(money[1], end, numeral.value, numeral.hi, Unit(money[0], "money"))


def _one_in(lower: str, numeral: Numeral, end: int) -> Amount | None:
    """「5人に1人」: a share, not two counts."""
    match = _ONE_IN.match(lower, end)
    counter = lower[numeral.end : end]
    if not match or not numeral.integer or not lower.startswith(counter, match.end()):
        return None
    top, bottom = int(match[1]), int(numeral.value or 0)
    if not 0 < top < bottom <= 1000:
        return None
    end = match.end() + len(counter)
    return Amount(numeral.start, end, Fraction(top, bottom), None, RATIO)


def _without_unit(folded: str, lower: str, numeral: Numeral, marks: set[str]) -> Amount | None:
    start, end, value, hi = numeral.start, numeral.end, numeral.value, numeral.hi
    if value is None:
        return None
    if isinstance(value, Fraction) and lower.startswith("百分の", start):
        hundredths = value * 100
        exact = Decimal(hundredths.numerator) / Decimal(hundredths.denominator)
        return Amount(start, end, exact, hi, _PERCENT, marks)
    if numeral.style == "fraction":
        whole = lower[start:end] not in ("half", "halves") or names.is_half(lower, start, end)
        return Amount(start, end, value, hi, RATIO, marks) if whole else None
    if numeral.style == "word" and value <= 10 and hi is None:
        alone = names.is_cardinal(folded, lower, numeral)
        return Amount(start, end, value, None, BARE, marks) if alone else None
    if numeral.integer and 0 < value < 120 and _is_age(folded, lower, start):
        return Amount(start, end, value, hi, Unit("year", "age"), marks)
    if _MAGNITUDE.search(lower[max(0, start - 16) : start]):
        return Amount(start, end, value, hi, Unit("magnitude", "measure"), marks)
    if numeral.style == "kanji" and not names.kanji_alone(lower, start, end):
        return None
    return Amount(start, end, value, hi, BARE, marks)


def _is_age(folded: str, lower: str, start: int) -> bool:
    """「容疑者(45)」, "Jones, 52, joined", "aged 33, 34 and 39"."""
    if _AT_DEATH.search(lower[max(0, start - 24) : start]):
        return True
    if _AGE_BRACKET.match(lower, start):
        name = folded[max(0, start - 34) : start - 1]
        read = _READING.search(name)
        return is_person(name[: read.start()] if read else name)
    ahead = folded[max(0, start - 24) : start]
    if _AGED.search(ahead) or (_WAS.search(ahead) and _AT_THE_TIME.match(lower, start)):
        return True
    return bool(_AGE_CLOSED.match(lower, start) and _AGE_AFTER_NAME.search(ahead))


# --- ranges and compounds --------------------------------------------------------------------


def joined(folded: str, lower: str, numeral: Numeral, following: Numeral | None) -> Amount | None:
    """A range: 「10〜20億円」, "80% to 90%", "between $1 billion and $2 billion"."""
    if following is None or following.value is None or numeral.value is None:
        return None
    if following.start - numeral.end > 24 or numeral.hi or following.hi:
        return None
    first = amount(folded, lower, numeral)
    if first is None and numeral.style == "word":  # "five to ten percent"
        first = Amount(numeral.start, numeral.end, numeral.value, None, BARE)
    start = _range_start(lower, first, numeral, following) if first else None
    second = amount(folded, lower, following) if start is not None else None
    if first is None or second is None or start is None:
        return None
    if (
        first.unit is not BARE
        and lower.startswith("から", first.end)
        and not _REACH.match(lower, second.end)
    ):
        return None
    bare = first.unit is BARE
    if bare or first.end == numeral.end:
        low = times(_shared(numeral, following), second.unit.factor)
    else:
        low = first.value
    if not bare and second.unit is not BARE and first.unit.name != second.unit.name:
        return None
    if not bare and second.unit is BARE and first.end != numeral.end:
        return None  # "34% to 2.3 million"
    unit = second.unit if second.unit is not BARE else first.unit
    between = lower[numeral.end : following.start]
    plain = unit is BARE and not ("〜" in between or " to " in between)
    if low > second.value or plain:
        return None
    return Amount(start, second.end, low, second.value, unit, first.marks | second.marks)


def _range_start(lower: str, first: Amount, numeral: Numeral, following: Numeral) -> int | None:
    """Where the range starts when the two numerals are ends of one; None otherwise."""
    bare = first.unit is BARE
    money = symbol_before(lower, following.start)
    edge = money[1] if money else following.start
    begin = numeral.end if bare or first.end == numeral.end else first.end
    between = lower[begin:edge]
    ahead = lower[max(0, first.start - 24) : first.start]
    if between == " and ":
        match = _BETWEEN.search(ahead)
        return first.start - len(ahead) + match.start() if match else None
    if between in ("、", ",", ", "):  # 「2、3人」
        low, high = numeral.value or Decimal(0), following.value or Decimal(0)
        if not (numeral.integer and bare and following.integer):
            return None
        step = 1 if high < 10 else 10 if low % 10 == 0 else 5 if low % 5 == 0 else 0
        if between == ", " and not _MINUTES.match(lower, following.end):
            return None
        listed = _LISTED.search(ahead) or high >= 100
        return first.start if step and high == low + step and not listed else None
    if _JOINT.fullmatch(between) is None:
        return None
    moved = _MOVES.search(lower[max(0, first.start - 60) : first.start])
    change = between.strip(" -") in ("to", "or") and _FROM.search(ahead) and (not bare or moved)
    change = change or (between == " to " and _BY.search(ahead))
    return None if change else first.start


def _shared(first: Numeral, second: Numeral) -> Number:
    """The first of 「10〜20億」 takes the scale of the second if that keeps it smaller."""
    value = first.value or Decimal(0)
    scaled = value * second.scale
    if first.scale == 1 and second.value is not None and scaled < second.value:
        return scaled
    return value


def _compound(lower: str, amount: Amount) -> Amount:
    """「3割5分」「1年半」「1時間30分」「3ドル50セント」."""
    unit, end, value = amount.unit, amount.end, amount.value
    if not isinstance(value, Decimal):
        return amount
    if unit.name == "deg" and (match := _ARC.match(lower, end)):
        seconds = Fraction(match["second"] or 0)
        amount.value = Fraction(value) + Fraction(int(match["minute"]) * 60 + seconds, 3600)
        amount.end = match.end()
    elif lower.startswith("割半", end - 1):
        amount.value, amount.end = value + 5, end + 1
    elif lower.startswith("割", end - 1) and (match := _WARI.match(lower, end)):
        thousandths = Decimal(_digit(match[2] or match[3] or "0")) / 10
        amount.value = value + _digit(match[1] or "0") + thousandths
        amount.end = match.end()
    elif unit.name in _PARTS and (match := _PART.match(lower, end)):
        found = unit_at(lower, match.end())
        part, worth = _PARTS[unit.name]
        whole = value == value.to_integral_value() and Decimal(match[1]) < worth
        if found and found[0].name == part and whole:
            amount.value, amount.end = value + Decimal(match[1]) / worth, found[1]
    elif unit.kind == "duration" and (match := _HALF.match(lower, end)):
        amount.value, amount.end = value + Decimal("0.5"), match.end()
    elif unit.name in _SMALLER and (match := _SECOND_PART.match(lower, end)):
        name, worth = _SMALLER[unit.name]
        found = unit_at(lower, match.end())
        if unit.name == "year" and lower.startswith("月", match.end()):  # 「懲役2年6月」
            found = Unit(name, unit.kind), match.end() + 1
        second = next(numerals.find(match[1]), None)
        if not found or found[0].name != name or second is None:
            return amount
        if unit.kind == "money" and (unit.factor != 1 or found[0].factor == 1):
            return amount
        if isinstance(second.value, Decimal):
            amount.value = value * worth + second.value * found[0].factor
            amount.end, amount.unit = found[1], Unit(name, unit.kind)
            if name == "minute":  # 「2時間9分41秒」
                return _compound(lower, amount)
        if name == "second" and (match := _SPLIT_SECOND.match(lower, amount.end)):
            amount.value = Decimal(f"{amount.value}.{match[1]}")
            amount.end = match.end()
    return amount


def _digit(char: str) -> int:
    return int(char) if char.isdecimal() else numerals.DIGITS[char]


def times(value: Number, factor: Decimal) -> Number:
    """``value`` by ``factor``, exactly."""
    if factor == 1:
        return value
    return value * Fraction(factor) if isinstance(value, Fraction) else value * factor


def plain(value: Number) -> Number:
    """The same number without exponent or idle zeros: ``str()`` of 10.24 billion is digits."""
    if isinstance(value, Fraction):
        return value
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize()
