"""Qualifiers and modality: what stands around a figure and changes what it claims."""

from __future__ import annotations

import re
from typing import Literal

Modality = Literal["planned", "forecast", "actual"]

_BEFORE_JA = {
    "max": "最大でも|最大で|最大|上限額は|上限価格は|上限は|上限を|上限|最高でも|最高で|最高|"
    "多くても|多くとも|多くて|せいぜい|高くても|長くても|最長でも|最長で|最長",
    "min": "少なくとも|最低でも|最低で|最低|最小で|最小|最短で|最短",
    "approx": "約|およそ|おおよそ|おおむね|概ね|ほぼ|大体|だいたい|凡そ|推定で|推定|概算で|ざっと",
    "total": "合わせると|合計すると|合計で|合計|総額で|総額|計|総計で|総計|合わせて|あわせて"
    "|総数|トータルで|延べ|のべ",
    "cumulative": "累計で|累計すると|累計|累積で|累積|通算で|通算",
    "each": "それぞれに|それぞれ|各々|各",
    "increase": "プラス",
}
_AFTER_JA = {
    "min": "以上|[をは]下らない|[をは]下回(?:らない|らず|ることは?な)|[をは]割らない",
    "max": "以内|以下|を上限|が上限|を限度|まで(?=の|を)|[をは](?:超|越)え(?:ない|ず|ることは?な)"
    "|[をは]上回(?:らない|らず|ることは?な)|[をは]超さ(?:ない|ず)",
    "over": "超|を超|を上回|を越え|余り|あまり|余(?![裕地波所])|強(?![い化力調制行打豪])"
    "|より多|以上超|を突破",
    "under": "未満|弱(?![い点体者火ま])|に満た|を下回|を割(?:る|り込|れ|っ)|足らず|より少な|に届か",
    "approx": "程度|前後|ほど|くらい|ぐらい|近く|近い|見当|内外|そこそこ|規模",
    "increase": "の?増加|の?増(?![強設税資員発])|高(?![い校等])|の?プラス",
    "decrease": "の?減少|の?減(?![税産速災量額免])|安(?![全い価定])|の?マイナス(?!\\d)",
    "each": "[ずづ]つ",
}
_BEFORE_EN = {
    "max": "up to|at most|as much as|as many as|no more than|not more than|a maximum of|maximum of"
    "|maximum|at a maximum|capped at|a cap of|to a maximum of|a ceiling of|a limit of",
    "min": "at least|no less than|no fewer than|not less than|a minimum of|minimum of|minimum",
    "over": "more than|over|exceeding|exceeds|exceeded|exceed|above|in excess of|upwards of"
    "|well over"
    "|just over|greater than|larger than|surpassing|north of|a little over|slightly more than",
    "under": "less than|fewer than|under|below|just under|just below|short of|slightly less than"
    "|a little under|just short of|lower than|well under",
    "approx": "about|around|approximately|approx\\.?|roughly|some|nearly|almost|close to|circa|~"
    "|an estimated|estimated|estimated at|an approximate|in the region of|or so",
    "total": "a total of|total of|totaling|totalling|totaled|totalled|a combined|combined|total"
    "|altogether|a total",
    "cumulative": "a cumulative|cumulative|cumulatively",
    "each": "each",
}
_AFTER_EN = {
    "min": "or more|or above|or higher|or greater|at least|and above|or over",
    "max": "or less|or fewer|or below|at most|or under|or lower|at maximum|maximum",
    "over": "\\+(?!\\d)|-plus",
    "approx": "or so|or thereabouts",
    "total": "in total|in all|altogether",
    "each": "each|apiece",
}
_RISE = (
    "rose|rise|rises|rising|risen|increased?|increases|increasing|grew|grow|grows|grown|growing"
    "|jumped|jump|jumps|climbed|climb|climbs|gained|gain|gains|soared|surged|surge|advanced|added"
    "|expanded|up|higher|rallied|leapt|edged up|edged higher|an increase of|a rise of|growth of"
)
_FALL = (
    "fell|fall|falls|falling|fallen|decreased?|decreases|decreasing|dropped|drop|drops|declined?"
    "|declines|declining|slipped|slid|slumped|plunged|tumbled|lost|shrank|shrunk|down|lower"
    "|contracted|sank|dipped|eased|shed|edged down|edged lower|a decrease of|a drop of|a decline of"
    "|a fall of|cut|reduced"
)


def _branches(table: dict[str, str]) -> list[tuple[str, str]]:
    pairs = [(p, name) for name, patterns in table.items() for p in patterns.split("|")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _groups(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{patterns})" for name, patterns in table.items())


_BEFORE_JA_BY_WORD = dict(_branches(_BEFORE_JA))
_BEFORE_EN_BY_WORD = dict(_branches(_BEFORE_EN))
_LONGEST_JA = max(map(len, _BEFORE_JA_BY_WORD))
_AFTER = re.compile(rf"[ ]?(?:{_groups(_AFTER_JA)})")
_AFTER_EN_RE = re.compile(rf"[ ]?(?:{_groups(_AFTER_EN)})(?![a-z])")
_BEFORE_EN_RE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(p for p, _ in _branches(_BEFORE_EN))}) ?(?:the |an? )?$"
)
_NOT = re.compile(  # «will not exceed», «without going above»
    r"(?:\b(?:not|never|without|cannot|nor)|n['’]t)"
    r"(?: (?:be|to|go|goes|went|going|ever|rise|fall))?\s+$"
)
_OPPOSITE = {"over": "max", "under": "min"}
_COMPARED_JA = re.compile(  # what is exceeded was so much, and no more: 「前年の20億円を上回った」
    r"(?:前年(?:同期|同月|度|実績)?|前期|前回|前月|昨年|従来|計画|目標|予想|予測|見通し|過去最[高多大])"
    r"(?:の|である|だった|実績の)(?:約)?$"
)
_COMPARED_EN = re.compile(  # «short of the $60 million goal»
    r" (?:[a-z-]+ )?(?:goal|target|forecast|estimate|projection|objective|benchmark)s?(?![a-z])"
)
_DIRECTION = re.compile(
    rf"(?<![a-z])(?:(?P<increase>{_RISE})|(?P<decrease>{_FALL}))(?: (?:by|an?|of))? ?$"
)
_DIRECTION_AFTER = re.compile(
    r"[ -](?:(?P<increase>increase|rise|gain|growth|jump|surge|higher|hike|up)"
    r"|(?P<decrease>decrease|decline|drop|fall|cut|reduction|lower|loss|down|slump))(?![a-z])"
)
_QUALIFIED = re.compile(rf"(?:{'|'.join(_BEFORE_JA_BY_WORD)})$")
_WORD_END_JA = re.compile(r"[一-龥]$")


def before(lower: str, start: int) -> tuple[set[str], int]:
    """Qualifiers that end where the figure starts, and where the first of them starts."""
    found: set[str] = set()
    position = start
    for _ in range(4):
        spaced = lower[position - 1 : position] == " " and not lower[position - 2].isascii()
        name, begin = _one_before(lower, position - 1 if spaced else position)
        if name is None:
            break
        found.add(name)
        position = begin
    return found, position


def _one_before(lower: str, end: int) -> tuple[str | None, int]:
    for length in range(min(_LONGEST_JA, end), 0, -1):
        word = lower[end - length : end]
        name = _BEFORE_JA_BY_WORD.get(word)
        if name is None:
            continue
        ahead = lower[max(0, end - length - 1) : end - length]
        is_end = _WORD_END_JA.match(ahead) and ahead not in "に社人、"
        if (
            word in ("計", "各", "延べ")
            and is_end
            and not _QUALIFIED.search(lower, max(0, end - length - 8), end - length)
        ):
            continue  # 時計, 統計: the end of another word, but 最大計312億円
        if word == "約" and ahead and ahead in "契条予公節要制規婚誓解盟協特密確成先違簡":
            continue  # 契約, 予約
        return name, end - length
    if end and not (lower[end - 1].isascii()):
        return None, end
    window = lower[max(0, end - 28) : end]
    match = _BEFORE_EN_RE.search(window)
    if match is None:
        return None, end
    word = match.group().strip()
    begin = end - len(window) + match.start()
    if word == "~" and lower[begin - 1 : begin] not in ("", " ", "(", "\n"):
        return None, end  # 「16円(A社)~18円」 is a range
    for candidate in (
        word,
        word.removesuffix(" the"),
        word.removesuffix(" a"),
        word.removesuffix(" an"),
    ):
        if candidate in _BEFORE_EN_BY_WORD or candidate == "approx.":
            name = _BEFORE_EN_BY_WORD.get(candidate, "approx")
            can_be = name in _OPPOSITE and not word.startswith("just")  # not just over 100
            denied = _NOT.search(lower, max(0, begin - 24), begin) if can_be else None
            return (_OPPOSITE[name], denied.start()) if denied else (name, begin)
    return None, end


def after(lower: str, end: int) -> tuple[set[str], int]:
    """Qualifiers that begin where the figure ends, and where the last of them ends."""
    found: set[str] = set()
    position = end
    for _ in range(3):
        match = _AFTER.match(lower, position) or _AFTER_EN_RE.match(lower, position)
        if match is None or match.lastgroup is None:
            break
        found.add(match.lastgroup)
        position = match.end()
    return found, position


def is_compared(lower: str, outer: int, start: int, end: int) -> bool:
    """Whether another amount is held against this one, which itself is so much and no more."""
    if lower.startswith(("を", "に"), end) and _COMPARED_JA.search(
        lower, max(0, outer - 12), outer
    ):
        return True
    return " the " in f"{lower[outer:start]} " and _COMPARED_EN.match(lower, end) is not None


def direction(lower: str, start: int, end: int) -> str | None:
    """ "rose 12.3 percent", "a 3.5% drop": the way a percentage goes, by the words beside it."""
    match = _DIRECTION.search(lower[max(0, start - 24) : start])
    match = match or _DIRECTION_AFTER.match(lower, end)
    return match.lastgroup if match else None


_PLANNED = re.compile(
    r"予定|計画|方針|目指|目標|投じる|投資する|検討|することを(?:決|発表)|will |plans? to"
    r"|planned|to invest|"
    r"pledged|aims? to|intends?|target|committed"
)
_FORECAST = re.compile(
    r"見込|見通し|予想|予測|とみられ|見積|想定|expected|forecast|projected|estimate"
)
_ACTUAL = re.compile(
    r"だった|となった|した。|していた|計上した|達した|rose|fell|was |were |reached|reported"
)
_STOP = re.compile(r"[。\n]|\. ")


def modality(lower: str, start: int, end: int) -> Modality | None:
    """Planned, forecast or actual, by the words of the same clause; None when nothing tells."""
    stop = _STOP.search(lower, end, end + 60)
    tail = lower[max(0, start - 40) : start] if lower[end : end + 1].isascii() else ""
    window = tail + " " + lower[end : stop.start() + 1 if stop else end + 60]
    if _FORECAST.search(window):
        return "forecast"
    if _PLANNED.search(window):
        return "planned"
    return "actual" if _ACTUAL.search(window) else None
