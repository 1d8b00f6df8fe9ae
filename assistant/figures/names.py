"""Numbers that are no figures: names, ordinals, scores, addresses; and numerals that are words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.figures.numerals import Numeral, words
from assistant.figures.ordinals import special
from assistant.figures.units import AFTER, SYMBOLS, Unit, unit_at

_MASKED = re.compile(
    r"(?P<url>(?:https?://|www\.)[!-~]++)"
    r"|(?P<dotted>(?<![\d.])(?!\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?![\d.]))\d++(?>(?:\.\d++){2,}))"
    r"|(?P<phone>(?<![\d-])\d++(?>(?:-\d++){2,})(?![\d円%人]))"
    r"|(?P<zone>(?:utc|gmt|jst) ?[+±-] ?\d{1,2}(?::?\d\d)?)"
    r"|(?P<post>〒 ?\d{3}-?\d{4})"
    r"|(?P<latin>(?<![a-z\d$¥€£.])[a-z]++(?:-(?=\d))?\d[\da-z]*+(?>(?:[-/.](?=[a-z\d])[a-z\d]++)*))"
    r"|(?P<score>(?<![\d.,-])\d{1,3}(?:-| - | ?対 ?)\d{1,3}(?![\d.,]?\d|-|\.\d))"
    r"|(?P<address>(?<![\d.の])\d{1,3}の\d{1,3}(?>(?:の\d{1,3}){0,3})(?![\d.,億万%割乗年月日人円回]))"
    r"|(?P<mix>(?<![\d:])\d{1,2}(?>(?::\d{1,2})+)(?=の(?:割合|比)))"
    r"|(?P<fixed>(?<![\d./])24/7(?![\d/])|(?<![\d.])\d{1,3}-for-\d{1,3}(?!\d))"
    r"|(?P<nth>(?<![\d.])\d++(?:st|nd|rd|th)\b)"
    r"|(?P<page>(?<![a-z])pp?\. ?\d++(?:-\d++)?)"
    r"|(?P<note>\[\d{1,3}\])"
    r"|(?P<no>(?<![a-z])(?:no\.|no|nos\.|article|section|chapter|phase|flight|route|room|level|episode"
    r"|part|type"
    r"|category|stage|grade|tier|group|volume|vol\.) ?\d++(?![\d,.]*\d| ?%))"
)
_LATIN_FREE = re.compile(
    r"(?:mid|pre|post|early|late|non|under|over|sub|fy|about|around|approx)-?(?=\d)|utc"
)
_ORDINAL = re.compile(
    r"(?:課|歳代|才代|周年|周忌|回忌|回戦|番目|番地|番線|番手|番街|番|位|号機|号線|号車|号店|号艇|号|便(?!(?:余り?|以上|程度|ほど|超)?(?:[がをもの]?(?:運休|欠航|遅延|増便|減便|増や|減ら)|に(?:増|減)))|条|項目目"
    r"|丁目|年生|級|等星|等賞|等|世紀|世(?![帯代紀界])|合目|代目|代|"
    r"審|軍(?![人隊艦事用曹])|版(?!画)|型(?!式)|項(?!目)|選(?![手挙考択])|階(?![建分段級層差])"
    r"|(?<!\d{3})(?<![万千百])着(?=[でにと、。はのだ馬争走])|つ[め目]|次元|次|期生|期目|(?:[^\d\s、。]{1,3}|[ァ-ヴー]{4,6})目(?!標|的|前|途|玉|指(?!名))|st|nd|rd|th|系|形式"
    r"|人?区(?=[、。でにのはがとか選補])|塁)"
)
# Before a number of flights: 「週3便」, not 「全空123便」.
_FLIGHTS = re.compile(r"(?:[週日]|[がはでを]|計|合わせて|約|最大)$")
_NOT_ORDINAL = re.compile(r"番組|号泣|位置|代表|便宜|条件|級友|次第|等身")
_ORDINAL_BEFORE = re.compile(
    r"(?:第|震度) ?$|震度[がはで予測のいずれもわか]{1,5}$"
    r"|(?:震度|レベル)\d[弱強]?(?:から|〜|~|-|、|・|や|と)$"
    r"|関連記事$|(?:ベスト|トップ|ワースト)$|第\d{1,3}[〜、・-]$|"
    r"(?:レベル|ステージ|フェーズ|カテゴリー|ランキング|番号|バージョン|ver\."
    r"|エピソード|シーズン|クラス|数え|国道|県道|no\.|背番号)$"
)
_KATAKANA = re.compile(r"(?<!マイナ)(?<!プラ)[ァ-ヴー]$")
_CAPITALISED = re.compile(r"(?<![A-Za-z'-])([A-Z][A-Za-z]{2,}|[a-z][A-Z][A-Za-z]{2,}) $")
_FUNCTION = frozenset(
    words(
        "The In On At By For From To With Over About Some Only Nearly Around Almost And But "
        "Of Up As More Than Invest Between Another All Those These Its Their His Her Last "
        "Next First After Before Since Until Under Above Below Least Most Roughly "
        "Approximately Another Total When While Just Now Then Has Had Have Is Are Was Were "
        "Will Would Not This That Each Every Both Per Spend Pay Cut Raise Hire Add"
    )
)
_SMALL_CASE = frozenset(
    words(
        "g kg Kg KG t m km Km KM cm mm nm W kW KW MW GW TW kw mw gw L l mL ml kL V kV mg ha Hz "
        "kHz MHz GHz Wh kWh KWh MWh GWh TWh kwh x Bq MB GB TB PB KB dB ft mi lb oz km2 m2 m3 "
        "Mt pH bp um hPa Pa kt cc Sv mSv in A"
    )
)
_KANJI = re.compile(r"[一-龥々]")
_KANA_OR_KANJI = re.compile(r"[ぁ-ヿ一-龥々]")
# One kanji digit is a number only before these; 一 opens too many other words.
_KANJI_UNITS = words(
    "ダース 年 円 元 ポイント ドル ユーロ 人 名 割 倍 つ 回 社 歳 カ国 か国 ヵ国 ヶ国 カ所 "
    "か所 ヵ所 ヶ所 "
    "箇所 カ月 か月 ヵ月 ヶ月 週間 年間 日間 時間 分間 "
    "件 台 隻 機 頭 匹 羽 戸 棟 本 枚 個 試合 度 メートル キロ トン パーセント % 万円 大学 億円"
)
_ONE_UNITS = words(
    "つ ダース 匹 冊 隻 円 割 ドル カ国 カ所 か所 ヵ所 カ月 か月 ヵ月 ヶ月 週間 年間 時間"
)
_KANJI_WORDS = re.compile(
    r"(?<=[今何い])一つ|[一二三四五六七八九十百千](?:人三脚|人前|人称|人組|人ひと|人一|つひと|つ一|度目|本化"
    r"|枚岩|個人|名前|人間|機能|時間差)"
    r"|十分(?!の)|千里|百科|八百長|三角|三重|一部|四国|九州|千葉|三菱|六本木|八戸|八王子|五輪"
    r"|三社|九品仏|百分率"
)
_BEFORE_KANJI = frozenset("約計各第最大低高数間均半前後他全残総延満余比産収額給割年月日人の元引")


def find(folded: str, lower: str) -> Iterator[tuple[int, int, str]]:
    """Spans that hold digits but no figure by their shape alone: URLs, H100, B-52, 3-1, 19th."""
    for match in _MASKED.finditer(lower):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "latin":
            head = re.match(r"[a-z]+", match.group())
            word = head.group() if head else ""
            if (
                word in SYMBOLS
                or word.endswith(("usd", "jpy", "eur"))
                or _LATIN_FREE.match(match.group())
            ):
                continue
            if word == "m" and re.compile(r"m\d[.・]\d(?![\d.a-z-])").match(lower, start):
                continue  # M7.8: a magnitude
            if unit_at(lower, start) and lower[start - 1 : start].isdigit():
                continue
            alone = word == match.group().rstrip("0123456789.")
            if alone and _SHARE.match(lower, end):
                continue  # 「SPD34.2%」「CDU226議席」
            if alone and len(word) > 2 and _COUNTER.match(lower, end) and folded[start].isupper():
                continue  # 「KDDI96局」
            yield start, end, "name"
        elif kind == "score":
            if "対" not in match.group() and _counted(lower, end):
                continue
            yield start, end, "score"
        elif kind in ("nth", "no", "page"):
            if kind == "no" and match.group().startswith("no ") and not folded[start].isupper():
                continue
            yield start, end, "ordinal"
        elif kind == "phone" and re.fullmatch(r"[12]\d{3}-\d{1,2}-\d{1,2}", match.group()):
            continue
        else:
            yield start, end, "name"


_COUNTER = re.compile(r"(?<!\d{4})(?:[局社人店]|世帯|[カか]所|品目|円)")
_SHARE = re.compile(r"\.?\d* ?(?:%|パーセント|議席|票|億|万[円人票]|ポイント)")


def _counted(lower: str, end: int) -> bool:
    """Whether a unit or a plural follows: 「5-6人」 is a range and no score."""
    behind = lower[end : end + 1]
    if behind and (behind in "億兆万千百年月日時" or unit_at(lower, end)):
        return True
    if behind not in (" ", "-"):
        return False
    return bool(unit_at(lower, end + 1) or _plural_next(lower, end) or _SCALED.match(lower, end))


_SCALED = re.compile(r" (?:million|billion|thousand|trillion)")
_PLURAL = re.compile(r" (?:[a-z]+ )?[a-z]{2,}s(?![a-z])")
_TWO_UNITS = re.compile(r"(?:k?m|cm|kg)\d{1,3}(?:[cm]?m|g)(?![a-z\d])")  # 3m01cm
_TAIL = re.compile(r"[a-z]++[\da-z-]*+")


def kind_at(folded: str, lower: str, numeral: Numeral) -> tuple[int, str] | None:
    """The end and kind of a non-figure that starts at the numeral; None for a figure."""
    start, end = numeral.start, numeral.end
    if numeral.style == "fraction" or numeral.style == "word":
        return None
    if _ORDINAL_BEFORE.search(lower[max(0, start - 10) : start]):
        return end, "ordinal"
    if lower[start - 1 : start] == "全":
        return None
    if numeral.hi is None and (other := special(folded, lower, numeral)):
        return other
    match = _ORDINAL.match(
        lower, end + (lower[end : end + 1] == " " and not lower[end + 1 : end + 2].isascii())
    )
    if lower.startswith("便", end) and _FLIGHTS.search(lower, max(0, start - 8), start):
        return None
    if match and not _NOT_ORDINAL.match(lower, end) and numeral.hi is None:
        found = unit_at(lower, end)
        counts = found is not None and lower[found[1] - 1] == "目"  # 品目, 種目
        if found is None or (found[1] <= match.end() and not counts):
            return match.end(), "ordinal"
    if not numeral.integer:
        return None
    tail = None if _TWO_UNITS.match(lower, end) else _TAIL.match(lower, end)
    known = (
        tail and tail.group() in AFTER and _case_fits(AFTER[tail.group()], folded[end : tail.end()])
    )
    if tail and not known and not _money_letters(lower, start, tail.group()):
        return tail.end(), "name"
    has_unit = unit_at(lower, end) or unit_at(lower, end + 1)
    before = _CAPITALISED.search(folded[max(0, start - 20) : start])
    year = end - start == 4 and 1900 <= int(numeral.value or 0) <= 2100
    titled = before and before[1] not in _FUNCTION and not year
    if titled and not has_unit and not _plural_next(lower, end):
        return end, "name"
    if (
        not has_unit
        and _KATAKANA.search(lower[max(0, start - 4) : start])
        and not _KANA_OR_KANJI.match(lower[end : end + 1] or " ")
    ):
        return end, "name"
    return None


_NO_CARDINAL = re.compile(
    r"(?:\b(?:the|these|those|all|both|other|last|first|any|either|next|no|chapter|part|phase"
    r"|(?:\d|one|two|three|four|five|six|seven|eight|nine|ten) (?:or|and|to)"
    r"|number|channel|day|week|group of|big|size|page|one|another)|-|[a-z]')[ ]?$"
)
_ONLY_ONE = re.compile(r"\b(?:only|just|least|than|by|plus|exactly) $")
_NO_CARDINAL_BEHIND = re.compile(
    r"[-\w']| (?:hundred|thousand) | in the (?:morning|afternoon|evening)| o'clock| at night"
    r"| (?:or|and) (?:a|one|two|three|four|five|six|seven|eight|nine)\b"
)
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:;\"'“‘」。]\s*)$")


def is_cardinal(folded: str, lower: str, numeral: Numeral) -> bool:
    """ "killed nine", "seven in a row", "at least one": a small English cardinal without a noun.

    Not "the two", "one of the", "Channel Four".
    """
    start, end = numeral.start, numeral.end
    ahead = lower[max(0, start - 16) : start]
    if _NO_CARDINAL.search(ahead) or _NO_CARDINAL_BEHIND.match(lower, end) or not numeral.value:
        return False
    if folded[start].isupper() and not _SENTENCE_BEGINS.search(folded[max(0, start - 3) : start]):
        return False
    return numeral.value > 1 or bool(_ONLY_ONE.search(ahead))


def _money_letters(lower: str, start: int, tail: str) -> bool:
    ahead = lower[max(0, start - 2) : start].strip()
    return (bool(ahead) and ahead[-1:] in "$¥€£") or (
        tail in ("bn", "tn", "mn", "m", "b", "k") and bool(ahead) and ahead[-1:] in "$¥€£"
    )


def _plural_next(lower: str, end: int) -> bool:
    return bool(_PLURAL.match(lower, end))


def kanji_allowed(lower: str, start: int, end: int) -> bool:
    """Whether kanji digits are a number here and not part of a word such as 統一 or 三菱."""
    ahead = lower[start - 1 : start]
    if ahead and _KANJI.match(ahead) and ahead not in _BEFORE_KANJI:
        return False
    if (
        lower[start] in "百千十"
        and _UNIT_NOTE.match(lower, start)
        and _NOTE_OPENS.search(lower[max(0, start - 3) : start])
    ):
        return False
    return not (_KANJI_WORDS.match(lower, start) or _KANJI_WORDS.match(lower, end - 1))


_UNIT_NOTE = re.compile(r"[十百千万億]{1,3}(?:円|ドル|米ドル|ユーロ|人|トン|株)[)、]")
_NOTE_OPENS = re.compile(r"[(:、]|位 ?$")


def kanji_alone(lower: str, start: int, end: int) -> bool:
    """Kanji digits without a unit count when nothing Japanese touches them, or when scaled."""
    ahead, behind = lower[start - 1 : start], lower[end : end + 1]
    touched = bool(_KANA_OR_KANJI.match(behind))
    if (
        lower[max(0, start - 4) : start] == "マイナス"
        or "・" in lower[start:end]
        or "点" in lower[start:end]
    ):
        return not _KANJI.match(behind or " ") and not _KANJI.match(ahead or " ")
    if (
        end - start == 1
        and _STATED.match(lower, end)
        and not _KANA_OR_KANJI.match(" " if ahead in ("", "は", "が") else ahead)
    ):
        return True
    if end - start == 1 or not any(c in "十百千万億兆" for c in lower[start:end]):
        return not touched and not _KANA_OR_KANJI.match(ahead or " ")
    return (not _KANJI.match(behind or " ") or behind in "以超余弱強近") and not _KANJI.match(
        ahead or " "
    )


_STATED = re.compile(r"は|です|では|で、|と(?=[一二三四五六七八九〇])")


_NAME_GOES_ON = re.compile(r"(?![以超余強弱前後程未増減目間])[一-龥]")
_WORDLIKE = frozenset(("in", "A", "x", "l", "V"))  # "5 in 10", "10 A"
_TOLD_OF = re.compile(
    r"一人(?=が?(?:死亡|負傷|重[傷体]|軽傷|けが|行方不明)|または|か二人)"
    r"|(?<=[のた])[二三四五]点(?=[をがはでに、。])"
)
_AMBIGUOUS_KANJI = words("分 秒 度 面 点 部 通 口 話 段")


def unit_fits(folded: str, lower: str, numeral: Numeral, found: tuple[Unit, int]) -> bool:
    """Whether the unit found can be meant: case of short Latin units, kanji digits, "points"."""
    unit, end = found
    position = numeral.end + (lower[numeral.end : numeral.end + 1] in (" ", "-"))
    written = folded[position:end]
    if not _case_fits(unit, written):
        return False
    if unit.kind in ("measure", "multiple") and written in _WORDLIKE and position > numeral.end:
        return False
    if numeral.style == "kanji" and numeral.hi is None and end - position > 0:
        digits = lower[numeral.start : numeral.end]
        allowed = _ONE_UNITS if digits == "一" else _KANJI_UNITS
        told = _TOLD_OF.match(lower, numeral.start)  # 「一人が死亡」「次の二点」
        if len(digits) == 1 and written not in allowed and not told:
            return False
        if lower[position:end] in _AMBIGUOUS_KANJI and not told:
            return False
        short = unit.name.startswith("count:") and end - position == 1 and written != "回"
        named = len(digits) == 1 and short
        if named and _NAME_GOES_ON.match(lower, end):
            return False  # 千本松, 百人町
    if written == "分" and numeral.end == position:
        return not _FRACTION_TAIL.match(lower, position)
    if unit.kind == "money" and _PREFIX_OF_NEXT.match(lower, end):
        return False
    if numeral.style == "word" and numeral.value == 1 and unit.kind == "count":
        return unit.name == "people"
    if unit.name == "TRY" and written == "try":
        return False
    if len(written) == 3 and written.isalpha() and written.isascii() and unit.kind == "money":
        return written.isupper() or written.lower() in ("yen", "won", "usd", "rmb", "btc")
    return True


_WARMTH = re.compile(r"[気水体室温]温|温度|緯|経|角|摂氏|華氏|傾|平年|寒|暑|熱|最[高低]")
_DEGREES = re.compile(r"[ ]?(?:上昇|下降|低下|高|低|以[上下]|未満|前後|台|分|[\d'′]|[cf])")


def degrees_or_times(lower: str, numeral: Numeral, found: tuple[Unit, int]) -> tuple[Unit, int]:
    """「気温38度」 is warmth, 「2度の面接」 counts times."""
    small = numeral.hi is None and numeral.value is not None and numeral.value < 10
    if (
        not small
        or not (numeral.integer or numeral.style == "kanji")
        or lower[found[1] - 1] != "度"
    ):
        return found
    clause = re.split(r"[、。]", lower[max(0, numeral.start - 16) : numeral.start])[-1]
    if _WARMTH.search(clause):
        return found
    return found if _DEGREES.match(lower, found[1]) else (Unit("count:度", "count"), found[1])


def _case_fits(unit: Unit, written: str) -> bool:
    """Short Latin units keep their case: 5G is no weight, 5m a length."""
    short = unit.kind in ("measure", "multiple") and len(written) <= 2 and written.isalpha()
    return not (short and written.isascii()) or written in _SMALL_CASE


_FRACTION_TAIL = re.compile(r"分の ?[\d一二三四五六七八九十]")
_PREFIX_OF_NEXT = re.compile(r"(?<=[$€£¥])\d|(?<= [$€£¥]) \d|(?<= [a-z]{3}) \d")


def is_half(lower: str, start: int, end: int) -> bool:
    """ "half of the firms" is a ratio, "the second half" and "half-hearted" are not."""
    if re.search(r"(?:first|second|latter|other|better|half|one|-|last|top|bottom|two) ?$",
                 lower[max(0, start - 8) : start]):  # fmt: skip
        return False
    return not re.compile(
        r"[-a-z]|[ -](?:time|century|year|hour|past|day|brother|sister|life|mile)"
    ).match(lower, end)
