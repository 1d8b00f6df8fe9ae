"""Whose name a Japanese phrase holds, and whom 同社 and an unsaid subject stand for."""

from __future__ import annotations

import re

from assistant.figures.clauses import Sentence, Span
from assistant.figures.measures import find
from assistant.figures.phrases import Phrase, is_proper, is_reporter, kind_of, name_of
from assistant.figures.roles import Context

_CASE = re.compile(r"(?<=[^ぁ-ん])(?:へ|から|での?|との?|向け)$")
SUBJECT = frozenset(["が", "は", "も", "では"])
_SAME = re.compile(
    r"^(?:同(社|氏|行|市|県|局|庁|省|機構|大学?|大臣|グループ|クラブ|国|町|村|会|"
    r"店|球団|団体|委員会)"
    r"(?:の[^、。]{1,6})?|当社|彼女?|両社|両氏)$"
)
COUNTED = re.compile(r"(?:[^複]数|額|率|費|価格|面積|人口|割合|人員|残高|距離)$")
_LEAD = re.compile(r"^(?:【[^】]*】|[\s・■●◆▽△○])*([^、。\s]{2,40})、")
_ITEM = re.compile(  # 「▼PFN 売上高は118億円。」
    r"^\s*[・■●◆◇▼▽▲△○★▶*]\s*([^、。\s「」『』ぁ-ん]{2,20})(?:「[^「」]*」)?[ 　]"
)
_NAMED = re.compile(  # an item that looks like a name, not like the heading of a section
    r"[A-Z]{2,}|[A-Z][a-z]+|[一-鿿ァ-ヺー]{1,}(?:社|銀行|電機|製薬|商事|工業|物産|電力|証券|保険|大学"
    r"|建設|鉄道|航空|通信|製鉄|重工|化学|食品|運輸|省|庁|市|県|町|村|区)$"
)
_SECTION = re.compile(
    r"短信|ニュース|セグメント|会見|別$|^(?:ESG|IR|CSR|PR|ESS|SNS|IT|DX|GX|AI|EV)$"
)
_AMOUNT_WORD = re.compile(
    r"[高額益率数費量金価格値料損失税者利]$|投資|融資|配当|予算|赤字|黒字|シェア"
)


def without_measure(text: str) -> str | None:
    """The owner in 「A社の売上高」「A社売上高」 (A社); ``None`` when only the measure is named."""
    name = text
    while True:
        shorter = _stripped(name)
        if shorter == name:
            break
        name = shorter
    if len(name) < 2 and not re.fullmatch(r"[国都道府県市A-Z米英仏独]", name):
        return None
    return name if kind_of(name) == "entity" else None


def _stripped(name: str) -> str:
    """A phrase without one measure, time or empty noun at its end."""
    whole = name.rstrip("の・")
    name = name_of(whole) if whole else ""
    hits = find(name)
    if hits and name != whole and hits[0].start == 0 and hits[-1].end == len(name):
        name, hits = whole, find(whole)  # 「青木会長の報酬」: 会長 describes no name here
    if hits and len(name) - hits[-1].end <= 1:
        rest = name[: hits[-1].start]
        # 東京電力, 国際協力機構: a name that ends like a measure
        if not rest or rest.endswith(("の", "・")) or _AMOUNT_WORD.search(name):
            return rest.rstrip("の・")
    owner, _, head = name.rpartition("の")
    if (owner and kind_of(head) != "entity") or COUNTED.search(head):
        return owner
    return name


def first(args: list[Phrase], particles: frozenset[str]) -> str | None:
    for phrase in args:
        if phrase.particle in particles:
            name = entity(phrase)
            if name and not is_reporter(name):
                return name
    return None


def entity(phrase: Phrase) -> str | None:
    """The name in a phrase, without the measure it ends with; ``None`` for times and the like."""
    return named(without_measure(phrase.text))


def named(name: str | None) -> str | None:
    """The name that a description hangs on: 「A社の増産計画」 gives A社."""
    shorter = name
    while shorter and not is_proper(shorter) and "の" in shorter:
        shorter = shorter.rpartition("の")[0]
    if shorter and is_proper(shorter):
        return _CASE.sub("", shorter)
    return name


def lead(sentence: Sentence, span: Span) -> str | None:
    """The phrase before the first comma of a headline: 「A社、5億円を調達」."""
    item = item_of(sentence)
    if item is not None:
        return item
    if sentence.field != "title" and sentence.plain.endswith("。"):
        return None
    match = _LEAD.match(sentence.plain)
    if match is None or match.end() > span.start:
        return None
    text = match.group(1)
    if not re.fullmatch(r"[^ぁ-ん]+(?:[のとや][^ぁ-ん]+)*|[ぁ-ん]{2,8}[^ぁ-ん]+", text):
        return None
    if kind_of(text) != "entity":
        return None
    return without_measure(text)


def item_of(sentence: Sentence) -> str | None:
    """Whom an item of a list is about, set apart by a space: 「▼PFN 売上高は118億円。」."""
    match = _ITEM.match(sentence.plain)
    name = without_measure(match.group(1)) if match else None
    if name is None or _SECTION.search(name) or not is_proper(name):
        return None
    return name if _NAMED.search(name) and kind_of(name) == "entity" else None


def resolve(name: str | None, args: list[Phrase], context: Context) -> str | None:
    """同社 and the like stand for who was spoken of before."""
    match = _SAME.match(name) if name else None
    if name is None or match is None:
        return name
    for phrase in args:
        other = entity(phrase)
        if phrase.text.startswith(("同", "両")) or other is None or not is_proper(other):
            continue
        if phrase.particle.strip("()") in SUBJECT or phrase.particle == "により":
            return other
    kind = match.group(1) or ""
    if kind and kind not in {"社", "氏"}:
        named = re.findall(rf"[一-鿿ァ-ヺーA-Za-z]{{1,12}}{kind}", context.before)
        if named:
            return str(named[-1])
    return context.topic
