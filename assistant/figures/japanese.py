"""Who and what a figure of a Japanese sentence belongs to."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.clauses import MASK, Sentence, Span, part
from assistant.figures.frames import OF_PLACES, RECEIVED, SELF_NAMED, governing, is_giver
from assistant.figures.japanese_deeds import (
    PLACE_NAME,
    QUALIFIER,
    beside,
    by_frame,
    handed,
    next_to,
)
from assistant.figures.measures import GENERIC, MeasureHit, compatible, family_of, find
from assistant.figures.owners import COUNTED, SUBJECT, lead, resolve, without_measure
from assistant.figures.phrases import Phrase, kind_of, name_of, phrase_start, phrases
from assistant.figures.roles import Context, Roles

# A verb standing right before a noun: whatever が it has belongs to that noun alone.
_RELATIVE = re.compile(
    r"(?:した|していた|している|する|される|された|させた|っていた|っている|いた|"
    r"った|なる|ある|れる|れた|える|えた|げる|げた|める|めた|てる|てた|けた|"
    r"ける)"
    r"(?=[一-鿿ァ-ヺA-Za-z\d「])"
)
# What no noun phrase holds: a case particle before an amount, an amount at its head.
_UNFIT = re.compile(
    r"[をに](?:最[大低高]|約|計|\d)|^[約計]?\d[\d,.]*[兆億万千]?\d*(?:円|ドル|%)|[をにへ=]$|(?<=[^ぁ-ん])[とでや]$|[一-鿿ァ-ヺー]{2}初$|^[ぁ-ん]{1,2}$"
)
# 「全体の枠は725億円」: the sum of many, whoever is spoken of.
_WHOLE = re.compile(r"(?:全体|総枠|全社|全件|全計画|制度全体|事業全体)(?:の[^の]{1,8})?$")
_OTHER_TIME = re.compile(
    r"前年|前期|前の期|前回|前月|前週|昨年|同じ時期|従来予想|当初(?:予想|計画)|同[\d約▲△]"
)
_SHORT_QUOTE = 16  # 「約1200億円」: an amount in quotation marks
_OF_GROUP = re.compile(
    r"(?:上記|主要|大手|計|合計|参加|この|これら)?(?:[\d,]+|両|各|全)"
    r"(?:社|者|カ国|か国|国|行|校|市|町|県|人|団体|件|陣営|チーム|球団|路線)"
    r"(?:全体|合計|合算|平均)?の"
    r"|(?:国内|全国|世界|日本|業界|市場|全体)の.*[力量額数率高]$"
)
_TOGETHER = re.compile(
    r"\d(?:社|カ国|か国|行|校|市|町|県|団体)(?:の)?(?:合計|計|全体)で?(?:約|最大)?$"
)
_HONORIFIC = re.compile(r"(?:さん|ちゃん|くん)$")
# A head noun that is a measure though no class has it: 「投票者の総数」「発行枚数」.
_HEAD = re.compile(r"(?:数|額|率|量|費|料金|価格|面積|人口|時間|規模|割合|資金|枚数|(?<!基)金)$")
_MODIFIED = re.compile(r"(?:の|が占める|を獲得した|を得た)")


def roles(sentence: Sentence, span: Span, context: Context) -> Roles:
    """Bind one quantity of a Japanese sentence."""
    inside = sentence.bracket(span)
    if inside is not None:
        return _bracketed(sentence, span, inside, context)
    hit = governing(sentence, span)
    measure = hit.id if hit else None
    args = _arguments(sentence, span, context)
    if hit is None or hit.id in GENERIC:
        measure = _head_noun(sentence, span, args) or measure
    if hit is not None and hit.id in SELF_NAMED and hit.end <= span.start:
        return Roles(sentence.plain[hit.start : hit.end], measure)
    found = (
        _modified(sentence, span, hit)
        or _adjacent(sentence, span, measure)
        or by_frame(sentence, span, measure, args)
    )
    if family_of(span.figure.unit) == "money" and measure not in RECEIVED:
        found = handed(sentence, span, measure, args) or found
        measure = measure or found.measure
    subject = resolve(found.subject, args, context)
    if subject and subject.count("「") != subject.count("」"):
        subject = subject.strip("「」") or None
    if subject is not None and (subject in context.sources or _UNFIT.search(subject)):
        subject = None
    counterparty = found.counterparty
    if subject and measure in RECEIVED and is_giver(subject, japanese=True):
        subject, counterparty = None, counterparty or subject
    elif subject is None and measure in RECEIVED and found.counterparty:
        return Roles(None, measure, counterparty)
    if args and _WHOLE.match(args[0].text) and beside(sentence, args[0].end, span):
        return Roles(None, measure, counterparty)
    if subject is None and (_group_owns(args) or _TOGETHER.search(sentence.plain[: span.start])):
        return Roles(None, measure, counterparty)
    if subject is None or found.weak:
        other = lead(sentence, span) or context.owner(measure)
        if (
            other
            and _may_own(other, measure)
            and other != counterparty
            and not (measure not in {None, "budget"} and is_giver(other, japanese=True))
        ):
            subject = other
    return Roles(subject, measure, counterparty)


def _group_owns(args: list[Phrase]) -> bool:
    """Whether the subject is of several together: 「4社のシェアは」."""
    for phrase in args:
        if phrase.particle in {"は", "が", "も"}:
            return _OF_GROUP.match(phrase.text) is not None
    return False


def _may_own(topic: str, measure: str | None) -> bool:
    """Whether whoever was spoken of can be the owner: a turnout is no person's."""
    return measure not in OF_PLACES or PLACE_NAME.search(topic) is not None


def _head_noun(sentence: Sentence, span: Span, args: list[Phrase]) -> str | None:
    """A measure that no class has, as the article names it: 「投票者の総数は985万人」."""
    args = [phrase for phrase in args if not phrase.particle.startswith("(")]
    beside = sentence.plain[
        phrase_start(sentence.masked, span.start) : span.start
    ]  # 「平均乗車率93%」
    if COUNTED.search(beside):
        return beside.rpartition("の")[2]
    if not args or args[0].particle not in {"は", "が", "も"}:
        return None
    nearest = args[0]
    head = nearest.text.rpartition("の")[2]
    if _HEAD.search(head) and len(head) > 1 and next_to(sentence, nearest, span):
        return name_of(nearest.text) if len(nearest.text) < 16 else head
    return None


def _bracketed(sentence: Sentence, span: Span, inside: tuple[int, int], context: Context) -> Roles:
    left, right = inside
    inner = part(sentence, left, right)
    inner_span = next(item for item in inner.spans if item.index == span.index)
    opener = sentence.plain[left - 1] if left else ""
    if opener in "「『" and right - left <= _SHORT_QUOTE:
        bare = sentence.masked[:left] + sentence.plain[left:right] + sentence.masked[right:]
        return roles(replace(sentence, masked=bare), span, context)
    if opener in "「『【":
        return roles(inner, inner_span, context)
    hit = governing(inner, inner_span)
    host = next((item for item in sentence.quantities if 0 <= left - 1 - item.end <= 3), None)
    same = host is not None and family_of(host.figure.unit) == family_of(span.figure.unit)
    if host is not None and (same or span.figure.unit == "percent"):
        shared = roles(sentence, host, context)
        return replace(shared, measure=hit.id) if hit else shared
    compared = _OTHER_TIME.match(sentence.plain, left) and _host_of(sentence, span, left)
    if compared:
        shared = roles(sentence, compared, context)
        return replace(shared, measure=hit.id if hit else shared.measure)
    titled = _HONORIFIC.search(sentence.plain, max(0, left - 5), left - 1)
    begin = phrase_start(sentence.masked, titled.start() if titled else left - 1)
    outer = re.split(r"\)(?:と|や|、|・|及び|および)", sentence.plain[begin : left - 1])[-1]
    own = _adjacent(inner, inner_span, None)
    measure = hit.id if hit else _outer_measure(sentence, span, right)
    if own and own.subject:
        return Roles(own.subject, measure, None)
    name = without_measure(outer) if outer else None
    return Roles(resolve(name, [], context), measure, None)


def _host_of(sentence: Sentence, span: Span, left: int) -> Span | None:
    """The figure that one of another time stands beside: 「11億円の赤字(前期は2億円の黒字)」."""
    told = [q for q in sentence.quantities if q.end < left and sentence.depth0(q)]
    last = told[-1] if told else None
    if last is None or family_of(last.figure.unit) != family_of(span.figure.unit):
        return None
    return last if re.search("[、。]", sentence.plain[last.end : left]) is None else None


def _outer_measure(sentence: Sentence, span: Span, right: int) -> str | None:
    """The measure of a bracketed figure as its sentence names it: 「A(5億円)に助成」."""
    visible = [hit for hit in sentence.hits if sentence.masked[hit.start] != MASK]
    fitting = [hit for hit in visible if compatible(hit.id, span.figure.unit)]
    if not fitting:
        return None
    return min(fitting, key=lambda hit: abs(hit.start - right)).id


def _arguments(sentence: Sentence, span: Span, context: Context) -> list[Phrase]:
    """Phrases before the figure, nearest first, without sources and relative clauses."""
    before = [
        phrase for phrase in phrases(sentence.plain, sentence.masked) if phrase.end <= span.start
    ]
    kept = []
    for phrase in reversed(before):
        after = phrase.end + len(phrase.particle)
        relative = _RELATIVE.search(sentence.masked, after, span.start + 1)
        if phrase.particle in {"が", "に", "も"} and relative and relative.end() < span.start:
            phrase = replace(phrase, particle=f"({phrase.particle})")
        if phrase.particle in SUBJECT and name_of(phrase.text) in context.sources:
            phrase = replace(phrase, particle="")
        kept.append(phrase)
    return kept


def _modified(sentence: Sentence, span: Span, hit: MeasureHit | None) -> Roles | None:
    """「得票率31.1%のA氏」: the owner follows the figure."""
    if hit is None or hit.end > span.start:
        return None
    if QUALIFIER.sub("", sentence.plain[hit.end : span.start]):
        return None
    bridge = _MODIFIED.match(sentence.plain, span.end)
    if bridge is None:
        return None
    following = next(
        (
            phrase
            for phrase in phrases(sentence.plain, sentence.masked)
            if bridge.end() <= phrase.end and phrase.start <= bridge.end()
        ),
        None,
    )
    if following is None:
        return None
    text = sentence.plain[bridge.end() : following.end]
    if find(text) or kind_of(text) != "entity":
        return None
    return Roles(name_of(text))


def _adjacent(sentence: Sentence, span: Span, measure: str | None) -> Roles | None:
    """A noun phrase right before the figure: 「A社約50億円」「長野県11人」「三洋の社員2000人」."""
    end = span.start
    match = QUALIFIER.search(sentence.masked, max(0, end - 24), end)
    if match:
        end = match.start()
        if "、" in match.group():
            return None
    share = re.search(r"のうち、?$", sentence.plain[:end])
    whole = next(
        (item for item in sentence.quantities if share and item.end == share.start()), None
    )
    if whole is not None:
        return _adjacent(sentence, whole, measure)
    begin = phrase_start(sentence.masked, end)
    if any(other.start < end and begin < other.end for other in sentence.spans):
        return None
    text = sentence.plain[begin:end]
    if len(text) < 2:
        return None
    name = without_measure(text)
    if name is None or name == "" or QUALIFIER.fullmatch(name):
        return None
    return Roles(name)
