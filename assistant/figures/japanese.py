"""Who and what a figure of a Japanese sentence belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.figures.clauses import MASK, Sentence, Span, part
from assistant.figures.frames import (
    SELF_NAMED,
    GIVING_JA,
    IMPOSED,
    IMPOSING_JA,
    PLACED,
    RECEIVED,
    RECEIVING_JA,
    governing,
    is_giver,
)
from assistant.figures.measures import GENERIC, MeasureHit, compatible, family_of, find
from assistant.figures.phrases import Phrase, is_proper, is_reporter, kind_of, name_of, phrase_start, phrases

_QUALIFIER = re.compile(
    r"(?:約|およそ|ほぼ|最大|最低|最高|最多|少なくとも|計|合計|総額|総計|累計|合わせて|あわせて|わずか|さらに|平均|延べ|のべ|推定|"
    r"それぞれ|各|年間|上限|日本円で|[:：、\s+\-▲△]|で約|同)+$"
)
_SUBJECT = frozenset(["が", "は", "も", "では"])
_ACTOR = frozenset(["が", "は", "も"])
_GOAL = frozenset(
    ["に", "には", "にも", "に対し", "に対して", "に対しては", "に対する", "へ", "への", "向けに", "について"]
)
_PLACE = frozenset(["で", "では", "には", "に", "でも"])
_SAME = re.compile(
    r"^(?:同(社|氏|行|市|県|局|庁|省|機構|大学?|大臣|グループ|クラブ|国|町|村|会|店|球団|団体|委員会)"
    r"(?:の[^、。]{1,6})?|当社|彼女?|両社|両氏)$"
)
# A verb standing right before a noun: whatever が it has belongs to that noun alone.
_RELATIVE = re.compile(
    r"(?:した|していた|している|する|される|された|させた|っていた|っている|いた|った|なる|ある|れる|れた|える|えた|げる|げた|める|めた|てる|てた|けた|ける)"
    r"(?=[一-鿿ァ-ヺA-Za-z\d「])"
)
_PLACE_NAME = re.compile(
    r"(?:[都道府県市区町村国州郡島山川湾店局駅港校院館場署園署内域圏部]|地方|地区|全体|各地|付近|周辺|[ァ-ヺー]{3,}|[A-Z]{2,})$"
)
_COUNTED = re.compile(r"(?:[^複]数|額|率|費|価格|面積|人口|割合)$")
# A head noun that is a measure though no class has it: 「投票者の総数」「発行枚数」.
_HEAD = re.compile(r"(?:数|額|率|量|費|料金|価格|面積|人口|時間|規模|割合|資金|枚数|(?<!基)金)$")
_LEAD = re.compile(r"^(?:【[^】]*】|[\s・■●◆▽△○])*([^、。\s]{2,40})、")
_MODIFIED = re.compile(r"(?:の|が占める|を獲得した|を得た)")


@dataclass(frozen=True)
class Roles:
    """What one figure is bound to, each ``None`` where the text does not say."""

    subject: str | None = None
    measure: str | None = None
    counterparty: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What earlier sentences leave behind: who is spoken of, and the measure of a list."""

    topic: str | None = None
    measure: str | None = None
    before: str = ""  # the text before the sentence
    text: str = ""  # all of it


def roles(sentence: Sentence, span: Span, context: Context) -> Roles:
    """Bind one quantity of a Japanese sentence."""
    inside = sentence.bracket(span)
    if inside is not None:
        return _bracketed(sentence, span, inside, context)
    hit = governing(sentence, span)
    measure = hit.id if hit else None
    args = _arguments(sentence, span)
    if hit is None or hit.id in GENERIC:
        measure = _head_noun(sentence, span, args) or measure
    if hit is not None and hit.id in SELF_NAMED and hit.end <= span.start:
        return Roles(sentence.plain[hit.start : hit.end], measure)
    found = (
        _modified(sentence, span, hit)
        or _adjacent(sentence, span, measure)
        or _by_frame(sentence, span, measure, args)
    )
    if family_of(span.figure.unit) == "money" and measure not in RECEIVED:
        found = _handed(sentence, span, measure, args) or found
        measure = measure or found.measure
    subject = _resolve(found.subject, args, context)
    counterparty = found.counterparty
    if subject and measure in RECEIVED and is_giver(subject, japanese=True):
        subject, counterparty = None, counterparty or subject
    elif subject is None and measure in RECEIVED and found.counterparty:
        return Roles(None, measure, counterparty)
    if subject is None or isinstance(found, _Weak):
        other = _lead(sentence, span) or context.topic
        if other and other != counterparty and not (
            measure not in {None, "budget"} and is_giver(other, japanese=True)
        ):
            subject = other
    return Roles(subject, measure, counterparty)


def _head_noun(sentence: Sentence, span: Span, args: list[Phrase]) -> str | None:
    """A measure that no class has, as the article names it: 「投票者の総数は985万人」."""
    args = [phrase for phrase in args if not phrase.particle.startswith("(")]
    beside = sentence.plain[
        phrase_start(sentence.masked, span.start) : span.start
    ]  # 「平均乗車率93%」
    if _COUNTED.search(beside):
        return beside.rpartition("の")[2]
    if not args or args[0].particle not in {"は", "が", "も"}:
        return None
    nearest = args[0]
    head = nearest.text.rpartition("の")[2]
    if _HEAD.search(head) and len(head) > 1 and _next_to(sentence, nearest, span):
        return nearest.text if len(nearest.text) < 16 else head
    return None


_ANNOUNCES = re.compile(r"発表|決定|決め|明らかにし|表明|計画|方針|始め|設立|開始")
_SPOKE = re.compile(
    r"(?:語っ|述べ|話し|話す|コメント|指摘し|強調し|訴え|非難し|反論し)[^、。]{0,6}。?$"
)


def topic_of(sentence: Sentence, previous: str | None, title: str) -> str | None:
    """Who the sentence is about, for sentences after it that do not say."""
    if _SPOKE.search(sentence.masked):
        return previous
    found = phrases(sentence.plain, sentence.masked)
    for particles in (("は", "では"), ("が",)):
        if particles == ("が",) and previous is not None and not _ANNOUNCES.search(sentence.masked):
            return previous
        for phrase in found:
            if phrase.particle in particles:
                name = _entity(phrase)
                if name and re.match(r"同[社氏市県行省庁]|両[社氏]", name):
                    return previous
                if name and len(name) > 1 and not is_reporter(phrase.text) and is_proper(name):
                    if not _is_topic(name, sentence, title):
                        continue
                    if previous and is_giver(name, japanese=True) and not is_giver(previous, True):
                        return previous
                    return name
    return previous


def _is_topic(name: str, sentence: Sentence, title: str) -> bool:
    """Whether a name may stand for what later sentences leave out."""
    if _RETOLD.search(sentence.masked) or _QUOTED_BY.search(sentence.masked):
        return False
    return _NAMELIKE.search(name) is not None or name in title


_NAMELIKE = re.compile(
    r"[A-Z]{2,}|[A-Z][a-z]+|[ァ-ヺー]{3,}|(?:社|省|庁|県|市|都|道|府|国|区|町|村|州|大学|大|銀行|研究所|機構|組合|協会|連合|連盟|党|氏|さん|"
    r"容疑者|被告|首相|大統領|電力|製薬|自動車|工業|商事|電機|製鉄|重工|生命|保険|証券|物産|不動産|建設|鉄道|航空|通信|財団|法人|委員会|"
    r"米|英|仏|独|中|日本|政府|会長|社長|選手|監督|議員)$"
)
_QUOTED_BY = re.compile(r"と(?:換算|四捨五入|した。|する。|して(?:いる|おり))")


def _bracketed(sentence: Sentence, span: Span, inside: tuple[int, int], context: Context) -> Roles:
    left, right = inside
    inner = part(sentence, left, right)
    inner_span = next(item for item in inner.spans if item.index == span.index)
    opener = sentence.plain[left - 1] if left else ""
    if opener in "「『【":
        return roles(inner, inner_span, context)
    hit = governing(inner, inner_span)
    host = next((item for item in sentence.quantities if 0 <= left - 1 - item.end <= 3), None)
    if host is not None and family_of(host.figure.unit) == family_of(span.figure.unit):
        shared = roles(sentence, host, context)
        return replace(shared, measure=hit.id) if hit else shared
    begin = phrase_start(sentence.masked, left - 1)
    outer = sentence.plain[begin : left - 1]
    own = _adjacent(inner, inner_span, None)
    measure = hit.id if hit else _outer_measure(sentence, span, right)
    if own and own.subject:
        return Roles(own.subject, measure, None)
    name = _without_measure(outer) if outer else None
    return Roles(_resolve(name, [], context), measure, None)


def _outer_measure(sentence: Sentence, span: Span, right: int) -> str | None:
    """The measure of a bracketed figure as its sentence names it: 「A(5億円)に助成」."""
    visible = [hit for hit in sentence.hits if sentence.masked[hit.start] != MASK]
    fitting = [hit for hit in visible if compatible(hit.id, span.figure.unit)]
    if not fitting:
        return None
    return min(fitting, key=lambda hit: abs(hit.start - right)).id


def _arguments(sentence: Sentence, span: Span) -> list[Phrase]:
    """Phrases before the figure, nearest first, without those of relative clauses."""
    before = [
        phrase for phrase in phrases(sentence.plain, sentence.masked) if phrase.end <= span.start
    ]
    kept = []
    for phrase in reversed(before):
        after = phrase.end + len(phrase.particle)
        relative = _RELATIVE.search(sentence.masked, after, span.start + 1)
        if phrase.particle in {"が", "に", "も"} and relative:
            phrase = replace(phrase, particle=f"({phrase.particle})")
        kept.append(phrase)
    return kept


def _modified(sentence: Sentence, span: Span, hit: MeasureHit | None) -> Roles | None:
    """「得票率31.1%のA氏」: the owner follows the figure."""
    if hit is None or hit.end > span.start:
        return None
    if _QUALIFIER.sub("", sentence.plain[hit.end : span.start]):
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
    match = _QUALIFIER.search(sentence.masked, max(0, end - 24), end)
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
    name = _without_measure(text)
    if name is None or name == "" or _QUALIFIER.fullmatch(name):
        return None
    return Roles(name)


_AMOUNT_WORD = re.compile(r"[高額益率数費量金価格値料損失税者利]$|投資|融資|配当|予算|赤字|黒字|シェア")


def _without_measure(text: str) -> str | None:
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
    name = name_of(name.rstrip("の・")) if name else ""
    hits = find(name)
    if hits and len(name) - hits[-1].end <= 1:
        rest = name[: hits[-1].start]
        # 東京電力, 国際協力機構: a name that ends like a measure
        if not rest or rest.endswith(("の", "・")) or _AMOUNT_WORD.search(name):
            return rest.rstrip("の・")
    owner, _, head = name.rpartition("の")
    if (owner and kind_of(head) != "entity") or _COUNTED.search(head):
        return owner
    return name


def _by_frame(
    sentence: Sentence, span: Span, measure: str | None, args: list[Phrase]
) -> Roles:
    after = sentence.plain[span.end :]
    if measure in RECEIVED:
        return _received(sentence, span, after, args)
    if measure in IMPOSED and IMPOSING_JA.search(after):
        goal = _first(args, _GOAL) or next(
            (
                name_of(phrase.text)
                for phrase in args
                if phrase.particle in _GOAL and _next_to(sentence, phrase, span)
            ),
            None,
        )
        if goal:
            actor = _first(args, _SUBJECT)
            return Roles(goal, None, actor)
    placed = family_of(span.figure.unit) in PLACED
    common: str | None = None
    headed: int | None = None
    for phrase in args:
        if phrase.particle in _ACTOR and _without_measure(phrase.text) is None:
            headed = phrase.start if find(phrase.text) else headed
        if phrase.particle == "が" and headed is not None and any(
            phrase.end <= other.start < headed for other in sentence.quantities
        ):
            continue
        if phrase.particle in _SUBJECT or (placed and phrase.particle in _PLACE):
            name = _entity(phrase)
            if phrase.particle not in _SUBJECT and not (
                name and _next_to(sentence, phrase, span) and _is_place(name, phrase.particle)
            ):
                continue
            if name is None or is_reporter(phrase.text) or is_reporter(name) or _quotes(sentence, span, phrase):
                continue
            if is_proper(name):
                return Roles(name)
            common = common or name
    return Roles(None, None, None) if common is None else _Weak(common)


class _Weak(Roles):
    """A description for want of a name: gives way to whoever the text is about."""


_QUOTED = re.compile(
    r"^(?:前後|程度|規模|余り|超|近く|以上|ほど|強|弱|」|「|の大台|を超える|を下回る|に(?:達|の)?ぼ?る?)*と(?:報じ|伝え|換算|四捨五入|紹介|記し|書[いく]|推計|試算|見積)"
)


_RETOLD = re.compile(r"と(?:報じ|伝え|紹介し|書い|記し|分析し|予測し|試算し|推計し|指摘し|まとめ|み[るて]|省い)[^、。]{0,8}(?:。|$)")


_TALLIED = re.compile(r"(?:死亡|負傷|感染|死者|犠牲|不明|避難|達した|確認|上った|なった)[^。]{0,12}と(?:の)?(?:発表|報告|明らか|まとめ|確認)")


def _quotes(sentence: Sentence, span: Span, phrase: Phrase) -> bool:
    """Whether the nearest subject only reports the figure: 「B誌は50億円と報じた」."""
    after = sentence.plain[span.end :]
    if _QUOTED.match(after):
        return True
    if family_of(span.figure.unit) == "people" and phrase.particle == "は" and _TALLIED.search(after):
        return True
    return phrase.particle == "は" and _RETOLD.search(after) is not None


def _is_place(name: str, particle: str) -> bool:
    return particle != "で" or _PLACE_NAME.search(name) is not None


def _next_to(sentence: Sentence, phrase: Phrase, span: Span) -> bool:
    """Whether hardly more than a comma and qualifiers stand between phrase and figure."""
    between = sentence.masked[phrase.end + len(phrase.particle) : span.start]
    between = _QUALIFIER.sub("", between)
    return len(between) <= 20 and "、" not in between.strip("、")


def _handed(
    sentence: Sentence, span: Span, measure: str | None, args: list[Phrase]
) -> Roles | None:
    """Money to someone without a verb that says so: 「経産省、A社に最大50億円を追加」."""
    if measure not in {None, "amount", "change"} or not args or args[0].particle not in {"に", "へ"}:
        return None
    name = _entity(args[0])
    if not name or not is_proper(name) or not _next_to(sentence, args[0], span):
        return None
    giver = _lead(sentence, span) or _first(args, _ACTOR)
    if giver is None and sentence.field == "title":
        return Roles(name)
    if giver is None or not is_giver(giver, japanese=True):
        return None
    return Roles(name, "subsidy", giver)


def _received(sentence: Sentence, span: Span, after: str, args: list[Phrase]) -> Roles:
    giving = GIVING_JA.search(after) is not None and not RECEIVING_JA.search(after)
    giver: str | None = None
    lead = _lead(sentence, span)
    if lead and not is_giver(lead, japanese=True):
        return Roles(lead, None, _first(args, frozenset(["が"])))
    right = [
        phrase
        for phrase in phrases(sentence.plain, sentence.masked)
        if phrase.start >= span.end and phrase.particle in _GOAL
    ]
    for phrase in args:
        if phrase.particle in _GOAL:
            kind = kind_of(phrase.text)
            if kind == "group":
                return Roles(None, None, giver or _first(args, _ACTOR))
            name = _owner_of(sentence, phrase, args) or _entity(phrase)
            if name and is_proper(name) and not is_reporter(name):
                actor = giver or _first(args, _ACTOR)
                return Roles(name, None, actor if actor != name else None)
        elif phrase.particle in _SUBJECT:
            name = _entity(phrase)
            if name is None or is_reporter(name):
                continue
            if phrase.particle == "では":
                continue
            if is_giver(name, japanese=True) or giving:
                giver = giver or name
                continue
            return Roles(name, None, None)
    for phrase in right:
        name = _entity(phrase)
        if name and is_proper(name) and kind_of(phrase.text) == "entity" and phrase.start - span.end < 20:
            return Roles(name, None, giver)
    return Roles(None, None, giver)


def _owner_of(sentence: Sentence, goal: Phrase, args: list[Phrase]) -> str | None:
    """Whose the goal is: 「A社が建てる工場に」 gives A社."""
    for phrase in args:
        if phrase.particle in {"が", "(が)"} and phrase.end < goal.start:
            between = sentence.masked[phrase.end + 1 : goal.start]
            if "、" not in between and re.search(r"[るたうくすむぐつぶぬ]$", between):
                name = _entity(phrase)
                return name if name and not is_giver(name, japanese=True) else None
            return None
    return None


def _first(args: list[Phrase], particles: frozenset[str]) -> str | None:
    for phrase in args:
        if phrase.particle in particles:
            name = _entity(phrase)
            if name and not is_reporter(name):
                return name
    return None


def _entity(phrase: Phrase) -> str | None:
    """The name in a phrase, without the measure it ends with; ``None`` for times and the like."""
    return _named(_without_measure(phrase.text))


def _named(name: str | None) -> str | None:
    """The name that a description hangs on: 「A社の増産計画」 gives A社."""
    shorter = name
    while shorter and not is_proper(shorter) and "の" in shorter:
        shorter = shorter.rpartition("の")[0]
    return shorter if shorter and is_proper(shorter) else name


def _lead(sentence: Sentence, span: Span) -> str | None:
    """The phrase before the first comma of a headline: 「A社、5億円を調達」."""
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
    return _without_measure(text)


def _resolve(name: str | None, args: list[Phrase], context: Context) -> str | None:
    """同社 and the like stand for who was spoken of before."""
    match = _SAME.match(name) if name else None
    if name is None or match is None:
        return name
    for phrase in args:
        other = _entity(phrase)
        if phrase.text.startswith(("同", "両")) or other is None or not is_proper(other):
            continue
        if phrase.particle.strip("()") in _SUBJECT or phrase.particle == "により":
            return other
    kind = match.group(1) or ""
    if kind and kind not in {"社", "氏"}:
        named = re.findall(rf"[一-鿿ァ-ヺーA-Za-z]{{1,12}}{kind}", context.before)
        if named:
            return str(named[-1])
    return context.topic
