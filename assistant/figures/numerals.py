"""Numerals: digits, kanji, mixed and English words, read exactly as ``Decimal`` or ``Fraction``.

Works on folded, ASCII-lower-cased text. Every pattern is possessive or bounded, so
reading is linear in the length of the text; a numeral longer than ``LONGEST``
characters is returned without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

LONGEST = 40


def words(text: str) -> tuple[str, ...]:
    """The words of a table row."""
    return tuple(text.split())


DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
SMALL = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "億": 10**8, "憶": 10**8, "兆": 10**12, "京": 10**16}
SCALES = SMALL | BIG

WORDS = {
    w: i
    for i, w in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {
    w: 10 * i
    for i, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
WORD_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6,
    "crore": 10**7, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
}  # fmt: skip
SHORT_SCALES = {
    "mln": 10**6, "mn": 10**6, "bln": 10**9, "bn": 10**9, "trn": 10**12, "tn": 10**12,
    "bil": 10**9, "mil": 10**6,
}  # fmt: skip
LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
    "thousandth": 1000,
}  # fmt: skip

NUM = (
    r"(?:\d{1,3}(?:,\d{3}(?!\d))++|\d{1,2}(?:,\d\d(?=,))++,\d{3}(?!\d)"
    r"|\d{1,3}(?:、\d{3}(?!\d))++|\d++)"
    r"(?:\.\d++)?+"
)
# Scales that begin another word are no scales: 千葉, 万博, 兆候, 百貨店.
_SCALE = (
    r"(?:[億憶京]|万(?![博引全灯])|兆(?![候し])|千(?![葉歳代鳥里])|百(?![貨科合])|十(?![字分勝]))"
)
_ARABIC = (
    rf"(?:(?<=[mド])\d・\d(?![\d・])|{NUM})(?:(?:・\d++(?=[%割倍度兆億万千メトキセ円ミ点]|[kcm]?m(?![a-z])|k?g(?![a-z])))|"
    rf"(?:  ?(?={_SCALE})|余り?(?={_SCALE})|あまり(?={_SCALE}))?+{_SCALE}(?:数(?={_SCALE}))?+"
    rf"(?:(?: (?=\d++ ?{_SCALE}|\d[\d,]*+ ?[円人ド元]|\d{{1,3}},\d{{3}}(?!\d)))?+"
    rf"{NUM})?+)*+(?:数(?=[人名件社万億年日回台本個枚匹頭軒棟分秒点円%]|[カかヵヶケ箇][月国所年]|時間|メー|キロ|k?m))?+"
)
_KD = "〇零一二三四五六七八九"
_KANJI = (
    rf"[{_KD}十百千](?:[{_KD}十百千万億兆数]|○(?=[○{_KD}])|[点・](?=[{_KD}])"
    r"|(?:余り?|あまり)(?=[万億兆]))*+"
    r"|[数何幾][十百千万億兆]++"
    r"|(?:(?<![一-龥々])|(?<=[約各日月]))数(?=[人名件社年日週秒回台本個枚匹頭羽軒棟校店隻機戸点曲冊]"
    r"|[カかヵヶケ箇][月国所年]|時間|分間|世[帯紀]|種|箇所|団体|試合|大学|キロ|メートル|センチ)"
)
_WORD = "|".join(sorted((*WORDS, *WORD_SCALES), key=len, reverse=True))
_A = r"an?(?= (?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b)"
_ENGLISH = (
    rf"(?<![a-z\d'-])(?:{_A}|(?:{_WORD})(?:(?![a-z])|(?=fold(?![a-z]))))"
    rf"(?:(?:[ -]|[ -]and[ -])(?:{_WORD})(?![a-z]))*+"
)
_VAGUE = (
    r"(?<![a-z-])(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
    r"(?: of (?:hundreds|thousands|millions|billions|trillions))*+(?![a-z])"
    r"|(?<![a-z])(?:several|a few) (?:dozen|hundred|thousand|million|billion|trillion)(?![a-z])"
    r"|(?<![a-z])(?:several|a few)"
    r"(?= (?:people|men|women|children|minutes|hours|days|weeks|months|years|decades)(?![a-z]))"
)
_FRACTION = (
    r"(?<![a-z-])(?:(?:one|two|three|four|five|seven|nine)[ -](?:half|thirds?|quarters?|fourths?"
    r"|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)|halves|half"
    r"|an? (?:third|quarter|fifth|tenth|sixth|eighth)(?= of\b| as\b)"
    r"|(?:three )?quarters?(?= (?:million|billion|trillion)))(?![a-z])"
    r"|(?<!過)(?<!大)半[数分額](?!の1)|(?<![年月日上下後前\d])半(?=[年日](?![生程次報]))"
    r"|(?<![a-z-])(?:one|two|three|four|nine) (?:in|out of) (?:every )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,2}|100|1,000)(?![a-z\d,.])"
)
_FIND = re.compile(
    rf"(?P<arabic>{_ARABIC}|(?<![\d.])\.\d++)|(?P<kanji>{_KANJI})|(?P<fraction>{_FRACTION})"
    rf"|(?P<vague>{_VAGUE})|(?P<word>{_ENGLISH})"
)
_TOKEN = re.compile(rf"{NUM}|[・.]\d++|.")
_SCALE_AFTER = re.compile(
    r"[ -]?(?:(hundred|thousand|million|billion|trillion|quadrillion|lakh|crore)s?"
    r"|(mln|bln|trn|mn|bn|tn|bil|mil))(?![a-z])"
)
_PARTS = re.compile(r" ?分の ?")
_WITH = re.compile(r"と|また|又")
_POWER = re.compile(
    r"(?P<ten>[×x] ?10)?+"
    r"(?:の(?P<sign>-|マイナス)?(?P<times>\d{1,2}|[一二三四五六七八九十]{1,3})乗"
    r"|\^(?P<ascii>[+-]?\d{1,2})(?!\d))"
)
_EXPONENT = re.compile(r"e(?P<ascii>[+-]?\d{1,2})(?![\d.a-z])")
_SHARE = re.compile(
    r" (?:in|out of) (?:every )?(2|3|4|5|6|8|10|12|20|100|1,?000)(?= [a-z]{3})"
    r"(?! (?:years|days|hours|months|weeks|minutes))"
)
_SLASH = re.compile(r"(?: (?P<top>\d{1,2}))?/(?P<bottom>\d{1,3})(?![\d/.]|,\d)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``[start, end)``; ``value`` is None when it is too long to be one.

    ``scale`` is the largest power written as a word, 1 when there is none;
    ``quantum`` the weight of the last written digit.
    """

    start: int
    end: int
    value: Decimal | Fraction | None
    style: Literal["arabic", "kanji", "word", "fraction"]
    hi: Decimal | None = None
    scale: int = 1
    quantum: Decimal = Decimal(1)
    integer: bool = False  # a bare run of digits, nothing else


def find(lower: str) -> Iterator[Numeral]:
    """Numerals of folded and lower-cased text, in order, without overlap."""
    position = 0
    while match := _FIND.search(lower, position):
        numeral = _read(match, lower)
        if numeral is not None:
            yield numeral
            position = max(numeral.end, match.start() + 1)
        else:
            position = match.start() + 1 if match.lastgroup in ("arabic", "kanji") else match.end()


def _read(match: re.Match[str], lower: str) -> Numeral | None:
    start, end, text, style = *match.span(), match.group(), match.lastgroup
    if end - start > LONGEST:
        return Numeral(start, end, None, "arabic" if style == "arabic" else "kanji")
    if style == "vague":
        low, high = _vague_words(text)
        return Numeral(start, end, low, "word", hi=high)
    if style == "fraction":
        return _fraction_words(start, end, text, lower)
    if style == "word":
        return _words(start, text, lower)
    if style == "kanji":
        numeral = _kanji(start, text)
        return _parts(_power(numeral, lower), lower) if numeral else None
    numeral = _scaled(_arabic(start, text), lower)
    return _slashed(_parts(_power(numeral, lower), lower), lower)


def _slashed(numeral: Numeral | None, lower: str) -> Numeral | None:
    """ "3/5", "2 1/2": small proper fractions; 4/19 may be a date and is left alone."""
    if numeral is None or not numeral.integer or numeral.value is None:
        return numeral
    if (share := _SHARE.match(lower, numeral.end)) and 1 <= numeral.value < int(
        share[1].replace(",", "")
    ):
        return Numeral(
            numeral.start,
            share.end(),
            Fraction(numeral.value) / int(share[1].replace(",", "")),
            "fraction",
        )
    match = _SLASH.match(lower, numeral.end)
    if match is None or lower[numeral.start - 1 : numeral.start] == "/":
        return numeral
    top, bottom = Decimal(match["top"] or str(numeral.value)), int(match["bottom"])
    if bottom not in _BOTTOMS or (match["top"] and top >= bottom):
        return numeral
    whole = Fraction(numeral.value) if match["top"] else Fraction(0)
    return Numeral(numeral.start, match.end(), whole + Fraction(top) / bottom, "fraction")


_BOTTOMS = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100))


def _power(numeral: Numeral, lower: str) -> Numeral:
    """「10の12乗」, "2^5", "12.3e14"."""
    value = numeral.value
    match = _POWER.match(lower, numeral.end) or _EXPONENT.match(lower, numeral.end)
    if match is None or not isinstance(value, Decimal) or numeral.hi is not None or not value:
        return numeral
    if match.re is _EXPONENT:
        scaled = value.scaleb(int(match["ascii"]))
        return Numeral(numeral.start, match.end(), scaled, numeral.style)
    count = match["ascii"] or ((match["sign"] and "-") or "") + str(_exponent(match["times"]))
    ten = match["ten"] is not None
    result = Fraction(10) ** int(count) * Fraction(value) if ten else Fraction(value) ** int(count)
    bottom = result.denominator
    exact = Decimal(result.numerator) if bottom == 1 else result
    return Numeral(numeral.start, match.end(), exact, numeral.style)


def _exponent(text: str) -> int:
    value = int(text) if text.isdecimal() else _chain(0, text, "kanji").value
    return int(value or 0)


def _arabic(start: int, text: str) -> Numeral:
    if text.isdecimal() and text.isascii():
        return Numeral(start, start + len(text), Decimal(text), "arabic", integer=True)
    return _chain(start, text, "arabic")


def _kanji(start: int, text: str) -> Numeral | None:
    if text == "数":
        return Numeral(start, start + 1, Decimal(2), "kanji", hi=Decimal(10))
    if text[0] in "数何幾":
        unit = _chain(start, "一" + text[1:] if text[1] in BIG else text[1:], "kanji").value
        if not isinstance(unit, Decimal):
            return None
        return Numeral(start, start + len(text), 2 * unit, "kanji", hi=10 * unit)
    return _chain(start, text, "kanji")


def _number(token: str) -> tuple[Decimal, Decimal]:
    value = Decimal(token.replace(",", "").replace("、", ""))
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _chain(start: int, text: str, style: Literal["arabic", "kanji"]) -> Numeral:
    """Read coefficients and scales, cutting where they stop making one number."""
    chain, end = _Chain(), 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in " 余りあま":
            continue
        if not chain.take(token):
            break
        end = match.end()
    value, step = chain.value, chain.vague
    if step is None:
        return Numeral(start, start + end, value, style, scale=chain.scale, quantum=chain.quantum)
    low, high = (value + step, value + 9 * step) if value else (2 * step, 10 * step)
    return Numeral(start, start + end, low, style, hi=high)


class _Chain:
    """The state of reading 「1億2,345万6,789」 token by token.

    ``section`` is what the next large scale multiplies, ``current`` what the next
    small one does; 数 makes a vague number with ``vague`` as its step.
    """

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.current: Decimal | None = None
        self.last_big = self.last_small = 10**20
        self.scale, self.quantum = 1, Decimal(1)
        self.vague: Decimal | None = None
        self.point: Decimal | None = None
        self.positional = False

    @property
    def value(self) -> Decimal:
        return self.total + self.section + (self.current or 0)

    def take(self, token: str) -> bool:
        """Read one more token; False when it belongs to another number."""
        if token in DIGITS:
            return self._digit(DIGITS[token])
        self.positional = False
        if token == "数":
            self.vague = Decimal(1)
            return True
        if token in BIG:
            return self._big(BIG[token])
        if token in SMALL:
            return self._small(SMALL[token])
        if token in "点・":
            self.point = Decimal(1)
            return True
        if token[0] in "・.":
            self.current, self.quantum = _number(f"{self.current or 0}.{token[1:]}")
            return True
        if self.current is not None:
            return False
        self.current, self.quantum = _number(token)
        return True

    def _digit(self, digit: int) -> bool:
        if self.point is not None:
            self.point /= 10
            self.current = (self.current or Decimal(0)) + digit * self.point
            self.quantum = self.point
            return True
        if self.current is not None and not self.positional:
            return False
        self.current = digit + (10 * self.current if self.current is not None else Decimal(0))
        self.positional, self.quantum = True, Decimal(1)
        return True

    def _big(self, scale: int) -> bool:
        if self.total and scale > self.last_big and self.vague is None:  # 「1万5千億」
            self.total, self.section, self.current = self.value * scale, Decimal(0), None
            self.last_big, self.quantum = scale, self.quantum * scale
            self.scale = max(self.scale, scale)
            return True
        empty = not self.section and self.current is None and self.vague is None
        if scale >= self.last_big or empty:
            return False
        self.section += self.current or 0
        self.last_big, self.last_small, self.quantum = scale, 10**20, self.quantum * scale
        self.total, self.section, self.current = self.total + self.section * scale, Decimal(0), None
        self.vague = self.vague * scale if self.vague is not None else None
        self.scale = max(self.scale, scale)
        return True

    def _small(self, scale: int) -> bool:
        if scale >= self.last_small:
            return False
        self.last_small = scale
        if self.vague is not None and self.current is None:
            self.vague *= scale
        else:
            self.section += scale if self.current is None else self.current * scale
            written = self.quantum if self.current is not None else Decimal(1)
            self.quantum = written * scale
        self.current = None
        self.scale = max(self.scale, scale)
        return True


def _scaled(numeral: Numeral, lower: str) -> Numeral:
    """Take in an English scale word: "2.9 billion", "10.24bn"."""
    match = _SCALE_AFTER.match(lower, numeral.end)
    if not match or not isinstance(numeral.value, Decimal):
        millions = isinstance(numeral.value, Decimal) and _in_millions(numeral, lower)
        return times(numeral, 10**6, numeral.end + 1) if millions else numeral
    word = match.group(1) or match.group(2)
    return times(numeral, WORD_SCALES.get(word) or SHORT_SCALES[word], match.end())


_MILLIONS = re.compile(r"m(?! ?[²³²³/]|[\w-])")
_COUNTED = re.compile(r" (?:[a-z]+ )?(?:people|men|women|children|[a-z]{3,}s)(?![a-z])")
_LENGTH = re.compile(
    r"\b(?:long|high|tall|wide|deep|thick|away|apart|above|below|depth|heights?|length|distance|sea"
    r"|waves?|tsunami|race|sprint|hurdles|freestyle|butterfly|backstroke|relay|jump\w*|throw|threw"
    r"|vault|leap\w*|swim|metres?|meters?|km|cm|ft|feet|deeper|taller|runway|tower|wall|snow|water"
    r"|floods?|flooding|diameter|radius|radio|telescope)\b"
)


def _in_millions(numeral: Numeral, lower: str) -> bool:
    """ "9.8m passengers", "rose to 2.3m": millions, unless lengths are the subject."""
    match = _MILLIONS.match(lower, numeral.end)
    if match is None or not numeral.value or numeral.value < 1 or lower[match.end() :][:1] > "~":
        return False
    if _COUNTED.match(lower, match.end()):
        return not _LENGTH.search(re.split(r"[,.;]", lower[match.end() : match.end() + 24])[0])
    around = lower[max(0, numeral.start - 60) : match.end() + 40]
    return not numeral.integer and around.isascii() and not _LENGTH.search(around)


def times(numeral: Numeral, scale: int, end: int) -> Numeral:
    """The numeral multiplied by a scale that is written up to ``end``."""
    value = numeral.value * scale if numeral.value is not None else None
    hi = numeral.hi * scale if numeral.hi is not None else None
    return Numeral(
        numeral.start, end, value, numeral.style, hi, scale * numeral.scale, numeral.quantum * scale
    )


def _parts(below: Numeral | None, lower: str) -> Numeral | None:
    """「3分の1」 and 「2と3分の1」: the denominator comes first."""
    if below is None or not below.value:
        return below
    whole = Fraction(0)
    start = below.start
    if joint := _WITH.match(lower, below.end):
        second = _FIND.match(lower, joint.end())
        inner = _read(second, lower) if second and second.lastgroup in ("arabic", "kanji") else None
        if inner is None or not isinstance(inner.value, Fraction) or inner.value >= 1:
            return below
        return Numeral(start, inner.end, Fraction(below.value) + inner.value, "fraction")
    joint = _PARTS.match(lower, below.end)
    above = _FIND.match(lower, joint.end()) if joint else None
    if above is None or above.lastgroup not in ("arabic", "kanji"):
        return below
    if above.end() - above.start() > LONGEST:
        return below
    read = _arabic if above.lastgroup == "arabic" else _kanji
    top = read(above.start(), above.group())
    if top is None or not isinstance(top.value, Decimal) or top.hi is not None:
        return below
    return Numeral(start, top.end, whole + Fraction(top.value) / Fraction(below.value), "fraction")


def _words(start: int, text: str, lower: str) -> Numeral | None:
    """ "two hundred and fifty thousand", cut where the words stop making one number."""
    total, section, end, quantum, scale = Decimal(0), Decimal(0), 0, Decimal(1), 1
    last: int | None = None
    for match in re.finditer(r"[a-z]+", text):
        word = match.group()
        if word in ("a", "an"):
            section, last = Decimal(1), 1
            continue
        if word == "and":
            if last is None or last < 100:
                break
            continue
        value = WORDS.get(word)
        if value is not None:
            tens = last is not None and 20 <= last < 100 and 0 < value < 10
            if last is not None and last < 100 and not tens:
                break
            section, last, quantum = section + value, value if not tens else 1, Decimal(1)
        else:
            power = WORD_SCALES[word]
            if last is None and not text.startswith(word):
                break
            section = (section or Decimal(1)) * power
            if power >= 1000:
                total, section = total + section, Decimal(0)
            last, quantum, scale = power, Decimal(power), max(scale, power)
        end = match.end()
    if end == 0:
        return None
    return Numeral(start, start + end, total + section, "word", scale=scale, quantum=quantum)


def _fraction_words(start: int, end: int, text: str, lower: str) -> Numeral | None:
    """ "two thirds", "half", "half a trillion", "three quarters billion"."""
    if text[0] == "半":
        return Numeral(start, end, Decimal("0.5"), "fraction")
    parts = text.replace("-", " ").split()
    if "in" in parts or "of" in parts:
        below = WORDS.get(parts[-1]) or int(parts[-1].replace(",", ""))
        ratio = Fraction(WORDS[parts[0]], below) if below > WORDS[parts[0]] else None
        return Numeral(start, end, ratio, "fraction") if ratio else None
    top = WORDS.get(parts[0], 1) if len(parts) > 1 else 1
    bottom = DENOMINATORS[parts[-1] if parts[-1] in DENOMINATORS else parts[-1].rstrip("s")]
    value: Decimal | Fraction = Fraction(top, bottom)
    scaled = re.compile(r"(?: an?)?(?: of an?)? (hundred|thousand|million|billion|trillion|dozen)"
                        r"(?![a-z])").match(lower, end)  # fmt: skip
    if scaled:
        power = WORD_SCALES[scaled.group(1)]
        exact = Decimal(top) * power / bottom
        return Numeral(start, scaled.end(), exact, "word", scale=power)
    if parts[-1] == "half" and len(parts) == 1:
        value = Decimal("0.5")
    return Numeral(start, end, value, "fraction")


def _vague_words(text: str) -> tuple[Decimal, Decimal]:
    """ "tens of billions": from one to ten of them; "several hundred": from two to ten."""
    words = text.replace(" of ", " ").split()
    low = Decimal(1)
    for word in words:
        if word in ("several", "few"):
            low *= 2
        elif word != "a":
            low *= {"tens": 10, "dozens": 24, "scores": 40}.get(word) or WORD_SCALES[
                word.rstrip("s")
            ]
    high = low * 5 if words[0] in ("several", "a") else low * 10
    return low, high if words[0] not in ("dozens", "scores") else Decimal(100) * (low / low)
