"""Numbers that count nothing: innings, grades, editions, 「(1)」, 「2大政党」."""

from __future__ import annotations

import re

from assistant.figures.numerals import Numeral
from assistant.figures.persons import is_person, titled
from assistant.figures.units import unit_at

_INNINGS = re.compile(
    r"回(?!目|連続|優勝|出場|制|以[上内]|程度|ほど|も|だけ|しか|ずつ|にわた|に渡|に及|に分|の(?!攻|守|裏|表|[一二無12]死))"
)
_NTH_TIME = re.compile(r"回(?:[表裏]|大会|全国|記念)")
_BALL = re.compile(
    r"本塁打|ホームラン|安打|投手|打者|適時|タイムリー|サヨナラ|無死|[一二三1-3]塁|満塁|打席"
)
_CLAUSE = re.compile(r"(?:[、。]|しかし|その後|続く|同点の|は|が|迎えた|直後の)$")
_INNINGS_GO_ON = re.compile(r"回(?:[表裏]|[1-2]死|[、・]|に|の|まで|から)")
_GRADE = re.compile(r"(?:小学校?|中学校?|高校|大学|大学院|学部)$")
_GRADE_BEHIND = re.compile(r"年(?=[、。でにのがは男女)]|$)")
_GRADE_SHORT = re.compile(r"(?<![大最極縮弱途])[小中高]$")
_PUPIL = re.compile(r"[長次三][男女]|[男女少生虐殺不死](?!性)|の[男女]")
_TITLE = re.compile(r"[ァ-ヴーA-Za-z]$|(?<![約計大低各均高過数総延限収額百千万])[一-龥]$")
_KANJI_NEXT = re.compile(r"[一-龥年億万%円.,-]|[ ]?[a-z]")
_CLASS = re.compile(r"(?:kg|キロ|㌔|㎏)超?級")
_PART = re.compile(r"(?:その|別紙|別添|パート|(?<![一-龥])[小中高])$")
_ENDS = re.compile(r"[)』」、。(]|$")
_CALLED = re.compile(r"ちゃん")
_BIG = re.compile(r"大(?![学会国臣使隊阪分型])(?=[一-龥ァ-ヴー]{2})")
_TICKET = re.compile(r"組\d{4,}番")
_LOT = re.compile(r"[町字](?:\d+丁目)?$")
_RUN = re.compile(
    r"ラン(?:ホームラン|本塁打|ホーマー|タイムリー)|ラン(?![ァ-ヴー])|ベース(?:ヒット)?(?![ァ-ヴー])|連[単複]|音順"
)


def special(folded: str, lower: str, numeral: Numeral) -> tuple[int, str] | None:
    """Innings, grades, 「(1)」 and 「2大政党」「4強」「2ラン」: numbers that count nothing."""
    start, end, value = numeral.start, numeral.end, numeral.value or 0
    ahead = lower[max(0, start - 4) : start]
    if lower.startswith("回", end) and value <= 30:
        innings = ahead.endswith("延長") or bool(_NTH_TIME.match(lower, end))
        if not innings and _INNINGS.match(lower, end) and value <= 15:
            led = _CLAUSE.search(ahead) or _INNINGS_GO_ON.match(lower, end)
            innings = bool(led and _BALL.search(lower[max(0, start - 100) : end + 60]))
        if innings:
            return end + 1, "ordinal"
    if _GRADE.search(ahead) and value <= 6 and _GRADE_BEHIND.match(lower, end):
        return end + 1, "ordinal"
    if not numeral.integer:
        return None
    if value <= 6 and _GRADE_SHORT.search(ahead) and _PUPIL.match(lower, end):
        return end, "ordinal"
    if match := _CLASS.match(lower, end):
        return match.end(), "name"
    if (code := end - start > 1 and lower[start] == "0") and not unit_at(lower, end):
        return end, "name"  # 007, 0809972
    titled_year = end - start == 4 and not code and 1900 <= value <= 2100
    if titled_year and _TITLE.search(ahead) and not _KANJI_NEXT.match(lower, end):
        return end, "name"  # 「アジアシリーズ2007」
    if value > 32:
        return None
    if ahead[-1:] in ("(", "・") and lower.startswith(")", end) and value < 20:
        bracket = folded.rfind("(", max(0, start - 6), start)
        named = bracket >= 0 and folded[max(0, bracket - 11) : bracket]
        person = named and (titled(named) or (value >= 10 and is_person(named)))
        return None if person else (end, "ordinal")
    if _TICKET.match(lower, end) or (_LOT.search(ahead) and lower.startswith("の", end)):
        return end, "name"
    for pattern in (_BIG, _RUN):
        if match := pattern.match(lower, end):
            return match.end(), "name"
    if value <= 7 and lower.startswith("弱", end) and not unit_at(lower, end):
        return end + 1, "ordinal"  # 「5弱」 on the scale of shaking
    if _PART.search(ahead) and _ENDS.match(lower, end):
        return end, "ordinal"
    if _CALLED.match(lower, end):
        return end + 1, "name"
    return (end + 1, "name") if lower.startswith("強", end) else None
