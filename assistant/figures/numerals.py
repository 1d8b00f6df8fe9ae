"""Numerals: digits, kanji, mixed and English words, read exactly as ``Decimal`` or ``Fraction``.

Works on folded, ASCII-lower-cased text. Every pattern is possessive or bounded, so
reading is linear in the length of the text; a numeral longer than ``LONGEST``
characters is returned without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assistant.figures.numeral import Numeral, times, words
from assistant.figures.numerals_en import (
    ENGLISH,
    FRACTION,
    LETTER_SCALES,
    VAGUE,
    WORD_SCALES,
    WORDS,
    cardinal,
    fraction_words,
    scaled,
    vague_words,
)

__all__ = ["LETTER_SCALES", "WORDS", "WORD_SCALES", "Numeral", "find", "times", "words"]

LONGEST = 40

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
SMALL = {"十": 10, "百": 100, "千": 1000}
BIG = {"万": 10**4, "億": 10**8, "憶": 10**8, "兆": 10**12, "京": 10**16}

# A group is made atomic, (?>...), and its quantifier is never possessive: Python 3.11.2, which
# Debian 12 has, loses its way in those and read years as plain numbers; 3.11.7 does not.
NUM = (
    r"(?:\d{1,3}(?>(?:,\d{3}(?!\d))+)|\d{1,2}(?>(?:,\d\d(?=,))+),\d{3}(?!\d)"
    r"|\d{1,3}(?>(?:、\d{3}(?!\d))+)|\d++)"
    r"(?>(?:\.\d++)?)"
)
# Scales that begin another word are no scales: 千葉, 万博, 兆候, 百貨店.
_SCALE = (
    r"(?:[億憶京]|万(?![博引全灯])|兆(?![候し])|千(?![葉歳代鳥里])|百(?![貨科合])|十(?![字分勝]))"
)
_ARABIC = (
    rf"(?:(?<=[mド])\d・\d(?![\d・])|{NUM})(?>(?:(?:・\d++(?=[%割倍度兆億万千メトキセ円ミ点]|[kcm]?m(?![a-z])|k?g(?![a-z])))|"
    rf"(?>(?:  ?(?={_SCALE})|余り?(?={_SCALE})|あまり(?={_SCALE}))?){_SCALE}(?>(?:数(?={_SCALE}))?)"
    rf"(?>(?:(?>(?: (?=\d++ ?{_SCALE}|\d[\d,]*+ ?[円人ド元]|\d{{1,3}},\d{{3}}(?!\d)))?)"
    rf"{NUM})?))*)(?>(?:数(?=[人名件社万億年日回便台本個枚匹頭軒棟分秒点円%]|[カかヵヶケ箇][月国所年]|時間|メー|キロ|k?m))?)"
)
_KD = "〇零一二三四五六七八九"
_KANJI = (
    rf"[{_KD}十百千](?>(?:[{_KD}十百千万億兆数]|○(?=[○{_KD}])|[点・](?=[{_KD}])"
    r"|(?:余り?|あまり)(?=[万億兆]))*)"
    r"|[数何幾][十百千万億兆]++"
    r"|(?:(?<![一-龥々])|(?<=[約各日月後]))数(?=[人名件社年日週秒回便台本個枚匹頭羽軒棟校店隻機戸点曲冊]"
    r"|[カかヵヶケ箇][月国所年]|時間|分間|世[帯紀]|種|箇所|団体|試合|大学|キロ|メートル|センチ)"
)
_FIND = re.compile(
    rf"(?P<arabic>{_ARABIC}|(?<![\d.])\.\d++)|(?P<kanji>{_KANJI})|(?P<fraction>{FRACTION})"
    rf"|(?P<vague>{VAGUE})|(?P<word>{ENGLISH})"
)
_TOKEN = re.compile(rf"{NUM}|[・.]\d++|.")
_PARTS = re.compile(r" ?分の ?")
_WITH = re.compile(r"と|また|又")
_POWER = re.compile(
    r"(?>(?P<ten>[×x] ?10)?)"
    r"(?:の(?P<sign>-|マイナス)?(?P<times>\d{1,2}|[一二三四五六七八九十]{1,3})乗"
    r"|\^(?P<ascii>[+-]?\d{1,2})(?!\d))"
)
_EXPONENT = re.compile(r"e(?P<ascii>[+-]?\d{1,2})(?![\d.a-z])")
_SHARE = re.compile(
    r" (?:in|out of) (?:every )?(2|3|4|5|6|8|10|12|20|100|1,?000)(?= [a-z]{3})"
    r"(?! (?:years|days|hours|months|weeks|minutes))"
)
_SLASH = re.compile(r"(?: (?P<top>\d{1,2}))?/(?P<bottom>\d{1,3})(?![\d/.]|,\d)")


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
        low, high = vague_words(text)
        return Numeral(start, end, low, "word", hi=high)
    if style == "fraction":
        return fraction_words(start, end, text, lower)
    if style == "word":
        return cardinal(start, text)
    if style == "kanji":
        numeral = _kanji(start, text)
        return _parts(_power(numeral, lower), lower) if numeral else None
    numeral = scaled(_arabic(start, text), lower)
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
