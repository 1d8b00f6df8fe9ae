"""Whom an article quotes for its figures: outlets and authors, who own none of them.

A name counts as a source when at least half of its mentions only say who reports: «NHK
puts it at», «according to Kallanish», 「ITProは1000億円と伝えた」. No list of outlets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from assistant.figures.phrases import Phrase, is_reporter, name_of, phrases

_RETOLD = (
    r"(?:報じ|伝え|書[いくき]|記[しすさ]|紹介|換算|四捨五入|引用|計算し|丸め|まとめ|振り返|数え|"
    r"推計|試算|分析|解説|指摘|説明|載せ|省[いく]|見積も)"
)
_QUOTES_JA = re.compile(rf"(?:と|を|の数字を|ように)(?:[^、。と]{{0,10}}[てで])?{_RETOLD}")
_AFTERWARDS = re.compile(
    rf"と(?P<name>[^、。と]{{2,40}}?)[がは](?:{_RETOLD}|[^、。]{{0,8}}{_RETOLD})"
)
_NAMED_SOURCE = re.compile(
    r"(?:によりますと|によれば|によると|に(?:載った|残る|配信された|掲載された|よる記事)|"
    r"の(?:[^、。の]{0,6}(?:記事|報道|集計|番組|見出し|英語版|日本語版|電子版|紙面|解説|調べ)))"
)
_SELF = re.compile(r"^(?:同[社紙誌氏市県省庁]|両[社氏]|いずれも|どれも|これ|それ|本紙)")
_HEAD = re.compile(r"(?:サイト|紙|誌|媒体|専門|業界|海外|国内|中国|韓国|台湾|米国)の")
_AT_FIGURE = re.compile(r"(?:約|最大|およそ|ほぼ|計|上限)*[\d数]")

_NAME = (
    r"(?<![\w'&.-])(?:[A-Z][\w&.'+-]*|[A-Z]{2,})"
    r"(?:(?: | & | (?:of|and|the|de|for) (?=[A-Z]))[A-Z0-9][\w&.'+-]*){0,6}"
)
_WRITES = (
    r"(?:writes?|wrote|prints?|printed|headlines?|relays?|relayed|quotes?|quoted|cites?|"
    r"cited|rounds?|rounded|converts?|converted|counts?|counted|recalls?|recalled|"
    r"mentions?|mentioned|reckons?|reckoned|spells? out|speaks? of|spoke of|"
    r"puts? (?:it\b|them\b|the\b|[A-Z]\w*)|makes? (?:it|the|that)\b|describes?|described|"
    r"lists?|listed|carries a|notes?|noted|explains?|explained|"
    r"report(?:s|ed)?\b(?! (?:an?|its|their|net|sales|revenue|profits?|earnings|operating|record|"
    r"strong|higher|lower|quarterly|annual|[a-z]+-quarter|[\d$€£¥]))|has since|"
    r"estimates|calculates?|calculated|adds? (?:that|up)|drops? the)"
)
_STRONG_EN = re.compile(
    rf"(?P<name>{_NAME})(?:,[^,.;]{{3,60}},)?\s+"
    rf"(?:also |then |later |still |even |simply )?{_WRITES}(?!\w)"
)
_WEAK_EN = re.compile(
    rf"(?P<name>{_NAME})(?:,[^,.;]{{3,60}},)?\s+says\b"
    rf"(?! (?:it|they|its|that it|that they|he|she)\b)"
    rf"|(?:says|said|reports|writes|wrote|notes|adds)\s+(?P<after>{_NAME})\s*(?=[,.;:]|$)"
    rf"|(?:[Aa]ccording to|cited by|by the (?:count|tally|account|reckoning|estimate) of|"
    rf"in the (?:account|words|wording) of|as told to|quoted (?:by|in)|seen by)\s+"
    rf"(?:the (?:[a-z-]+ ){{0,3}})?(?P<by>{_NAME})"
    rf"|(?P<whose>{_NAME})'s (?:[a-z-]+ )?(?:report|article|story|count|tally|headline|estimate|"
    rf"figures?|item|version|wording|sum|reporter)s?\b"
)
_NOT_NAMES = "It He She They This That Report Other One Another No Most Advance English Monday"
_NO_NAMES = frozenset(_NOT_NAMES.split())
_LINE = re.compile(r"(?<=[a-z0-9%)\"])[.!?]\s+(?=[A-Z])|\n+")
_LONGEST = 1200


class Sources:
    """Names that an article gives as sources of its figures."""

    def __init__(self, names: frozenset[str] = frozenset()) -> None:
        self._names = names

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or not self._names:
            return False
        shorter = bare(name)
        return shorter in self._names or any(
            shorter.endswith(known) or shorter.startswith((f"{known}'", f"{known}の"))
            for known in self._names
        )

    def __bool__(self) -> bool:
        return bool(self._names)


def bare(name: str) -> str:
    """A name without article, possessive and the description before it."""
    name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.I)
    name = re.sub(r"の(?:記事|報道|集計|試算|番組|見出し|解説|英文記事|調べ)$", "", name)
    return _HEAD.sub("", re.sub(r"'s?$", "", name)).strip(" ,.")


def sources_of(text: str, japanese: bool) -> Sources:
    """The sources that ``text`` (folded) names; time is linear in the text."""
    strong: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    if japanese:
        for match in re.finditer(rf"[^。\n]{{1,{_LONGEST}}}", text):
            for name in _quoted_ja(match.group()):
                strong[bare(name)] += 1
    else:
        for line in _LINE.split(text):
            for counted, pattern in ((strong, _STRONG_EN), (weak, _WEAK_EN)):
                for match in pattern.finditer(line):
                    counted[bare(next(group for group in match.groups() if group))] += 1
    names = [name for name in {*strong, *weak} if len(name) > 1 and name not in _NO_NAMES]
    mentions = _mentions(names, text)
    return Sources(
        frozenset(
            name
            for name in names
            if 2 * (strong[name] + weak[name]) >= mentions[name] + (0 if strong[name] else 1)
        )
    )


def _mentions(names: list[str], text: str) -> Counter[str]:
    """How often each name stands in the text; a longer name hides a shorter one."""
    counted: Counter[str] = Counter()
    if not names:
        return counted
    ordered = sorted(names, key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, ordered)), text):
        counted[match.group()] += 1
    return counted


def _quoted_ja(sentence: str) -> list[str]:
    """Who reports in one Japanese sentence."""
    found = phrases(sentence, sentence)
    names = [
        name_of(phrase.text)
        for phrase in found
        if phrase.particle in {"によりますと", "によれば", "によると"}
    ]
    ends = [phrase.end for phrase in found]
    for match in _NAMED_SOURCE.finditer(sentence):
        at = bisect_right(ends, match.start()) - 1
        if at >= 0 and ends[at] == match.start():
            names.append(name_of(found[at].text))
        elif match.group().startswith("の"):
            names.append(_before(sentence, match.start()))
    after = _AFTERWARDS.search(sentence)
    if after:
        names.append(name_of(after.group("name")))
    elif _QUOTES_JA.search(sentence):
        names += _reporting(sentence, found)
    return [name for name in names if len(name) > 1 and not _SELF.match(name)]


def _before(sentence: str, at: int) -> str:
    match = re.search(r"[A-Za-z][\w.' !]*$|[ァ-ヺー・]+$|[一-鿿]+$", sentence[max(0, at - 40) : at])
    return match.group().strip() if match else ""


def _reporting(sentence: str, found: list[Phrase]) -> list[str]:
    """The last topic before the words of reporting, and those who give a figure beside it."""
    told = max(match.start() for match in _QUOTES_JA.finditer(sentence))
    actors = [item for item in found if item.particle in {"は", "が", "も"} and item.end <= told]
    topics = [item for item in actors if item.particle == "は"]
    chosen = (topics or actors)[-1:]
    chosen += [item for item in actors if _AT_FIGURE.match(sentence, item.end + len(item.particle))]
    return [
        name_of(item.text)
        for item in chosen
        if is_reporter(item.text) or re.search(r"[A-Za-zァ-ヺー]{3}|[紙誌]$", item.text)
    ]
