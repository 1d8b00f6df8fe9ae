"""Dates, periods and clock times as they are written, without context: Japanese and numeric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from assistant.figures import numerals, written_en
from assistant.figures.moments import (
    ERAS,
    RELATIVE_JA,
    Anchor,
    DateMention,
    long_year,
    possible,
)
from assistant.schema import PartialDate

_KANJI_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")}

_YEAR_WORDS = "一昨年|昨年|去年|前年|今年|本年|来年|再来年|翌年|同年"
_MONTH_WORDS = "先々月|先月|前月|今月|本月|来月|翌月|同月"


_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR4 = r"(?:\d{4}|[一二][〇一二三四五六七八九]{3}|[千二][千百][一二三四五六七八九十百]{0,5})"
_ERA_YEAR = rf"(?P<era>{'|'.join(ERAS)}) ?(?P<erayear>元|{_N}) ?年"
_BRACKET = rf"(?:\((?:西暦|{'|'.join(ERAS)})?(?:元|\d{{1,4}})年度?\))?"
_YEAR = re.compile(
    rf"(?:{_ERA_YEAR}|西暦?(?P<ad>\d{{1,4}}) ?年|(?P<year>{_YEAR4}) ?年|'?(?P<short>\d\d) ?年"
    rf"|(?P<word>{_YEAR_WORDS}))(?P<fiscal>度)?{_BRACKET}"
)
_MONTH = re.compile(rf"(?:の?(?P<word>{_MONTH_WORDS})| ?の?(?P<month>{_N}) ?月)(?![間曜])")
_DAY = re.compile(rf" ?の?(?P<day>{_N}) ?日(?![間曜])")
_OPEN = r"(?<!\d)(?<!\d[.,])"
_JA_START = re.compile(
    rf"(?:{'|'.join(ERAS)})(?= ?[\d元一二三四五六七八九十])|西暦"
    rf"|(?:{_YEAR_WORDS}|{_MONTH_WORDS}|[同翌])(?= ?{_N} ?[年月日])"
    rf"|{_OPEN}(?<![〇一二三四五六七八九十百千])"
    r"(?:\d{1,4}|[千二][千百][一二三四五六七八九十百]{0,5}|[一二三四五六七八九十〇]{1,4})"
    r"(?= ?[年月日])"
    rf"|{_OPEN}\d{{1,4}}(?= ?(?:[〜~・、-] ?'?|から)\d{{1,4}} ?[年月日])"
)
_PARTS_RANGE = re.compile(
    r"の?(?P<low>\d{1,2})[〜~-](?P<high>\d{1,2})(?P<unit>[月日])(?![間曜])(?P<term>期)?"
)
_FIRST_OF_DAYS = re.compile(r"(?P<day>\d{1,2})(?=[、・]\d{1,2}日)")
_LEAD = re.compile(r"(\d{1,4}) ?(〜|~|-|から|・|、) ?(?='?(\d{1,4}) ?([年月日]))")
# A count of years or days, not a point in time.
_SPAN_AFTER = re.compile(
    r"間|ぶり|連続|以[内上下]|未満|超|前(?!半)|後(?!半)|目|分|余|あまり|程度|ほど|くらい"
    r"|ぐらい|がかり|で[^、。]{0,8}(?:に達|完売|突破|埋ま|売り切)"
    r"|越し|限[定り]|続[伸落騰けい]|(?<!日と[1-3]\d日)(?<!日と\d日)に(?:渡[っりる]|わた|及[ぶびん])|もの|順延|延期|延長|短縮|弱|強|生|物|周年|単位|単月|に[1一]?\d?[回度]|遅れ|早く|制|早い|齢|半(?!ば)|先"
)
_SPAN_BEFORE = re.compile(
    r"(?:(?<![\d今昨同翌来去前本毎])年|原則|通常|平均|約|およそ|ほぼ|過去|今後|向こう|この|わずか|あと|残り|各|計|最[大長短低]|第|丸|まる"
    r"|数|連続|"
    r"懲役|禁錮|禁固|執行猶予|創業|創立|設立|結成|デビュー|在位|実働|在籍|在職|勤続|任期|築|満|延べ|期|上限|毎"
    r"|週|週休|連休)$"
)
_DAYS = re.compile(r"日数[^\n]{0,90}[はがも]$")
_SENTENCED = re.compile(r"(?:懲役|禁錮|禁固|拘禁刑|求刑)\D{0,3}\d{1,2}年$")  # 「懲役2年6月」
_YEAR_POINT = re.compile(
    r"[にはからまで夏春秋冬末初比頃ごろ度、,)〜-]|上半期|下半期|前半|後半|第"
    r"|の(?![一-龥]{0,2}(?:契約|期間|刑|歴史|経験|融資|リース|保証|実刑|任期|寿命|国債))(?=[一-龥ァ-ヶa-z\d])"
)
# What follows a year to come of two digits: 「50年に255万人」, not 「50年に1度」.
_GOAL = re.compile(r"まで|には?約?\d[\d,.]*(?![\d,.]|度|回|人に)")
_CLOCK_JA = re.compile(
    r"(?:午前|午後|朝|夜|正午|深夜|未明|早朝|夕方)?(?<!\d)(?>(?:\d{1,2}[〜~-])?)\d{1,2}時(?![間代点期給速計短差])"
    r"(?:半|\d{1,2}分(?![の間])(?:\d{1,2}秒)?)?"
    r"|(?<![\d:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])(?: ?[ap]\.?m\b\.?)?"
    r"|(?<![\d.:])\d{1,2}(?:[:.][0-5]\d)? ?(?:[ap]\.m\.|[ap]m\b)"
)
_ISO = re.compile(
    r"(?<![\d./-])(?P<year>[12]\d{3})(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))"
    r"(?![\d/-]|\.\d)"
)
_BOTH_DAYS = re.compile(
    r"(?<!\d)(?:(?P<month>\d{1,2})月)?(?P<first>\d{1,2})[、・,](?P<second>\d{1,2})(?=の?両日)"
)
# 「10・3放送」: headlines set a dot between month and day; 「2・53」 is a decimal elsewhere.
_HEADLINE_DAY = re.compile(
    r"(?<![\d・.a-z率数値比点度約第])(?P<month>1[0-2]|[1-9])・(?P<day>3[01]|[12]\d|[1-9])"
    r"(?![部位号審年月日歳時回便区番級条項班組着人名社件台本車割倍度点万億兆千円戦世次期代階両以])"
    r"(?=[一-龥]{2}|[ァ-ヴー]{3}|まで|に)"
)
_MD = re.compile(r"(?<![\d./])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?= ?\([月火水木金土日][)・])")
_MD_ALONE = re.compile(r"\((?P<month>\d{1,2})/(?P<day>\d{1,2})\)")  # 「(3/15)」; (1/3) is a page
_DMY = re.compile(
    r"(?<![\d./-])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?![\d.])"
)
_YEARS = re.compile(
    r"(?<![\d.,/-])(?P<low>(?:19|20)\d\d)[〜~-](?P<high>(?:19|20)?\d\d)(?![\d./年月日-]|,\d)"
)
_DECADE = re.compile(
    r"(?<![\d.,])(?P<y>\d{4}|\d0)年代|(?<![\d.,])(?P<e>[12]\d\d0)'?s\b|(?<!\w)'(?P<s>\d0)s\b"
)


def find(folded: str, lower: str | None = None) -> list[DateMention]:
    """All dates and clock times with a digit or a month name, in order, without overlap."""
    lower = folded.lower() if lower is None else lower
    found = [*_japanese(lower), *_numeric(lower), *written_en.find(folded, lower), *_clock(lower)]
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _clock(lower: str) -> Iterator[DateMention]:
    for match in _CLOCK_JA.finditer(lower):
        text = match.group()
        numbers = [int(n) for n in re.findall(r"\d{1,2}", text)] + [0]
        if "〜" in text or "-" in text:
            numbers[1] = 0  # 「10〜18時」: the hour it begins
        hours = Fraction(numbers[0]) + Fraction(numbers[1], 60)
        if "半" in text:
            hours += Fraction(1, 2)
        if ((text[0] == "午" and text[1] == "後") or "p" in text) and hours < 12:
            hours += 12
        elif hours >= 12 and ("a.m" in text or "am" in text):
            hours -= 12
        yield DateMention(*match.span(), PartialDate(None), kind="time", hours=hours)


def _numeric(lower: str) -> Iterator[DateMention]:
    for match in _ISO.finditer(lower):
        date = PartialDate(*(int(match[g]) for g in ("year", "month", "day")))
        if possible(date):
            yield DateMention(*match.span(), date)
    for match in _BOTH_DAYS.finditer(lower):
        month = int(match["month"]) if match["month"] else None
        first, second = (PartialDate(None, month, int(match[g])) for g in ("first", "second"))
        if possible(first) and possible(second):
            yield DateMention(match.start(), match.end("first"), first)
            yield DateMention(*match.span("second"), replace(second, month=None))
    for match in _HEADLINE_DAY.finditer(lower):
        date = PartialDate(None, int(match["month"]), int(match["day"]))
        if possible(date) and (date.day or 0) != (date.month or 0) + 1:
            yield DateMention(*match.span(), date)
    for match in _MD.finditer(lower):
        date = PartialDate(None, int(match["month"]), int(match["day"]))
        if possible(date):
            yield DateMention(*match.span(), date)
    for match in _MD_ALONE.finditer(lower):
        date = PartialDate(None, int(match["month"]), int(match["day"]))
        if possible(date) and ((date.day or 0) > 12 or (date.month or 0) > (date.day or 0)):
            yield DateMention(match.start() + 1, match.end() - 1, date)
    for match in _DMY.finditer(lower):
        date = PartialDate(*(int(match[g]) for g in ("year", "month", "day")))
        if possible(date):
            yield DateMention(*match.span(), date)
    for match in _YEARS.finditer(lower):
        low, high = int(match["low"]), int(match["high"])
        high += low // 100 * 100 if high < 100 else 0
        if low < high:
            yield DateMention(*match.span(), PartialDate(low), PartialDate(high))
    for match in _DECADE.finditer(lower):
        year = int(match["y"] or match["e"] or match["s"])
        year = year + 1900 if year < 100 else year
        yield DateMention(*match.span(), PartialDate(year), PartialDate(year + 9))


def _japanese(lower: str) -> Iterator[DateMention]:
    position = 0
    while match := _JA_START.search(lower, position):
        found = _read_japanese(lower, match.start())
        position = found[-1].end if found else match.end()
        yield from found


def _read_japanese(lower: str, start: int) -> list[DateMention]:
    lead = _LEAD.match(lower, start)
    if lead and (lead[4] != "年" or len(lead[1]) == 4 or lead[2] in "〜~-"):
        return _ranged(lower, lead)
    mention = _one(lower, start)
    if mention is None:
        return []
    joint = re.compile(r"[〜~-]").match(lower, mention.end)
    second = _one(lower, joint.end()) if joint and not mention.anchor else None
    if second is None or not joint:
        return [mention]
    return [replace(mention, end=second.end, hi=filled(second.date, mention.date))]


def filled(later: PartialDate, earlier: PartialDate) -> PartialDate:
    """「4月1日〜5日」: what the later date leaves out it takes from the earlier one."""
    year = later.year if later.year is not None else earlier.year
    month = later.month if later.month is not None or later.day is None else earlier.month
    if (
        later.year is None
        and year is not None
        and month
        and earlier.month
        and month < earlier.month
    ):
        year += 1
    return PartialDate(year, month, later.day)


def _ranged(lower: str, lead: re.Match[str]) -> list[DateMention]:
    """「4〜6月期」「2020〜24年」「19、20日」: the first number borrows its unit."""
    first = int(lead[1])
    part = {"年": "year", "月": "month", "日": "day"}[lead[4]]
    second = _one(lower, lead.end())
    if second is None and part == "year" and len(lead[1]) == 4 and len(lead[3]) in (2, 4):
        end = lower.index("年", lead.end()) + 1
        second = DateMention(lead.end(), end, PartialDate(int(lead[3])))
    if second is None:
        return []
    if part == "year" and len(lead[1]) == 4 and len(lead[3]) == 2:
        second = replace(second, date=replace(second.date, year=first // 100 * 100 + int(lead[3])))
    if part == "year" and first < 100:
        first = long_year(first)
    low = PartialDate(
        first if part == "year" else None,
        first if part == "month" else None,
        first if part == "day" else None,
    )
    if not possible(low):
        return []
    if lead[2] in "・、":
        return [DateMention(lead.start(1), lead.end(1), low), second]
    high = second.date
    if part != "year":
        low = replace(low, year=high.year)
    return [DateMention(lead.start(), second.end, low, high)]


def _one(lower: str, start: int) -> DateMention | None:
    """The date that begins at ``start``: year, month and day as far as they follow."""
    year = month = day = None
    anchor: Anchor | None = None
    end, fiscal = start, False
    match = _YEAR.match(lower, end)
    if match:
        year, anchor, fiscal, end = *_year(match), match["fiscal"] is not None, match.end()
        if match.group().startswith("'") and not year:
            return None
    elif lower[start : start + 1] in ("同", "翌") and start + 1 < len(lower):
        anchor, end = ("same", 0), start + 1
    only_year = end
    match = _MONTH.match(lower, end)
    if match and match["word"]:
        anchor, end = RELATIVE_JA[match["word"]], match.end()
    elif match and 1 <= (number := _small(match["month"])) <= 12:
        month, end = number, match.end()
        if anchor == ("same", 0) and end - start < 2:
            return None
    match = _DAY.match(lower, end) or (_FIRST_OF_DAYS.match(lower, end) if month else None)
    if match and 1 <= (number := _small(match["day"])) <= 31 and (month or not year):
        day, end = number, match.end()
    span = _PARTS_RANGE.match(lower, end) if day is None and (month or year) else None
    if span and (span["unit"] == "月") == (month is None):
        return _spanned(start, span, PartialDate(year, month), anchor)
    if month is None and day is None:
        return _year_alone(lower, start, only_year, year, anchor, fiscal)
    if month is None and not anchor and (_is_span(lower, start, end) or _kanji_day(lower, start)):
        return None
    if month is None and not anchor and _counts_days(lower, start, end):
        return None
    if (
        month is not None
        and only_year == start
        and _SENTENCED.search(lower[max(0, start - 9) : start])
    ):
        return None
    if month is not None and day is None and lower.startswith("期", end):
        fiscal, end = True, end + 1
    return DateMention(start, end, PartialDate(year, month, day), None, anchor, fiscal=fiscal)


_DAILY = re.compile(r"[1一]日(?=平均|[当あ]た?り|約?\d|最大|につき|に(?:約|最大|平均)?\d|数)")


def _spanned(
    start: int, span: re.Match[str], base: PartialDate, anchor: Anchor | None
) -> DateMention | None:
    """「4月19〜21日」「2024年4〜6月期」."""
    low, high = int(span["low"]), int(span["high"])
    if base.month is None:
        first, last = replace(base, month=low), replace(base, month=high)
    else:
        first, last = replace(base, day=low), replace(base, day=high)
    if not (possible(first) and possible(last)):
        return None
    return DateMention(start, span.end(), first, last, anchor, fiscal=span["term"] is not None)


def _counts_days(lower: str, start: int, end: int) -> bool:
    """Whether it is days that are counted: 「使用日数は年29日で、最も低い農場は11日。」."""
    said = _DAYS.search(lower, max(0, start - 100), start)
    return said is not None and lower[end : end + 1] in "、。とで(だ"


def _kanji_day(lower: str, start: int) -> bool:
    """「一日」 alone is a whole day more often than the first of the month."""
    if _DAILY.match(lower, start):
        return True
    return lower[start] in _KANJI_DIGITS and lower[start + 1 : start + 2] == "日"


def _small(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(_KANJI_DIGITS.get(c, "0") for c in text))
    return 10 * int(_KANJI_DIGITS.get(tens, "1")) + int(_KANJI_DIGITS.get(ones, "0"))


def _year(match: re.Match[str]) -> tuple[int | None, Anchor | None]:
    if match["era"]:
        count = 1 if match["erayear"] == "元" else _small(match["erayear"])
        return ERAS[match["era"]] + count, None
    if match["word"]:
        return None, RELATIVE_JA[match["word"]]
    if match["short"]:
        return long_year(int(match["short"])), None
    digits = match["ad"] or match["year"]
    if "千" in digits:
        return int(next(numerals.find(digits)).value or 0), None
    return int("".join(_KANJI_DIGITS.get(c, c) for c in digits)), None


def _year_alone(
    lower: str, start: int, end: int, year: int | None, anchor: Anchor | None, fiscal: bool
) -> DateMention | None:
    if year is None:
        return None
    written = lower[start:end]
    digits = re.match(r"'?(\d+)", written)
    zero = written.startswith("0")  # 「08年」 is no length of time
    if digits and len(digits[1]) < 4 and not (fiscal or zero) and not written.startswith("'"):
        after = lower[end : end + 2]
        if _is_span(lower, start, end) or (after and not _YEAR_POINT.match(lower, end)):
            return None
        century = int(digits[1])
        ahead = century <= 60 and _GOAL.match(lower, end)
        if not (century <= 40 or century >= 70 or ahead):
            return None
    elif (
        digits
        and not fiscal
        and _SPAN_AFTER.match(lower, end)
        and not (1800 <= year <= 2100 and not re.compile(r"間|以上前|ぶり|もの").match(lower, end))
    ):
        return None
    return DateMention(start, end, PartialDate(year), None, anchor, fiscal=fiscal)


def _is_span(lower: str, start: int, end: int) -> bool:
    return bool(
        _SPAN_AFTER.match(lower, end) or _SPAN_BEFORE.search(lower[max(0, start - 6) : start])
    )
