"""The content terms of a Japanese question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer.empty_words import EVERYWHERE, JA_EMPTY
from assistant.answer.proper import NAME_SUFFIX, is_name_in_question
from assistant.answer.term import KANJI, KATAKANA, PART, Term
from assistant.figures import measures
from assistant.figures.currencies import MONEY_JA
from assistant.text.aliases import aliases, named_in
from assistant.text.countries import is_country
from assistant.text.lexicon import Lexicon

_JA_WORD = rf"[{KANJI}{KATAKANA}・A-Za-z0-9&.'-]+"
_JA_RUN = re.compile(rf"{_JA_WORD}(?:(?<=[a-z.&]) (?=[A-Z][a-z]){_JA_WORD})*")
_HIRAGANA_BEFORE = re.compile(r"[\u3041-\u3096][\u3041-\u3096ー]{1,7}$")
_PARTICLE = re.compile(
    r"^.*(?:は|って|うち|だけ|ほど|が|の|に|を|へ|と|で|や|も|から|より|まで|した|する|な|る|た)"
)
_NOT_NAMES = (
    "いくら", "どの", "どれ", "その", "この", "あの", "いつ", "どこ", "だれ", "なに", "なぜ",
    "もし", "まず", "また", "すで", "いま", "これ", "それ", "ところ", "ちなみ", "しか",
    "くらい", "ぐらい", "もともと", "そもそも",
)  # fmt: skip
_BODY = re.compile(
    rf"[{KANJI}]{{2,4}}(?:銀行|グループ|ホールディングス|電機|製薬|商事|薬局|信金|不動産)"
)
_KANA_INSIDE = re.compile(r"[\u3041-\u3096]")
# What somebody is, before a name in other letters: 海運大手マースク, 業界団体FIA; and 英サザン.
_DESCRIBED = re.compile(
    rf"(?P<what>[{KANJI}{KATAKANA}]*(?:最?大手|中堅|新興|当局|団体|機関|企業|会社|メーカー))(?=[{KATAKANA}A-Z])"
    rf"|(?P<home>[米英独仏伊露韓印豪加])(?=[{KATAKANA}]{{2}})"
)
_MEAN = re.compile(r"^(?:平均|合計|年間|月間)(?=..)|(?<=..)(?<!日経)(?<!ダウ)平均$")
_ITSELF = re.compile(
    rf"(?<=[{KANJI}{KATAKANA}A-Za-z]{{2}})(?:自体|自身|国内分?|(?<=[県市都府])内|単体|全体)$"
)
_SEVERAL = re.compile(r"(?<=..)(?:各社|各行|各国|陣営)$")  # JERA陣営
_COUNTY = re.compile(rf"(?:東京都|北海道|[{KANJI}]{{2,3}}[府県])(?=[{KANJI}]{{1,6}}[市区町村])")
_NTH = re.compile(r"(?<=..)第?\d+(?:弾|回|次|陣|ラウンド)$")
_MADE_IN = re.compile(
    rf"(?P<place>[{KANJI}{KATAKANA}]{{2,8}}?)[産製](?=[{KANJI}{KATAKANA}A-Z]{{2}})"
)
# What the next characters make a word of: 欧州向|け, 1トン当|たり, 大|きい.
_GOES_ON = ((re.compile("向$"), "け"), (re.compile(r"[1一]?[ァ-ヺー]*[人台件株]?当$"), "た"),
            (re.compile("[大高小低多少長]$"), "きくさいかな"))  # fmt: skip
_AMOUNT = re.compile(
    r"(?:最大|約|合計|総額)*[\d.,]+[兆億万千百]*[\d.,兆億万千]*(?:円|ドル|ユーロ|人|社|件|%|MW|GW)?"
    r"|[一二三四五六七八九十百]+[人件社台棟戸軒店本個枚校世帯回]"
)
_DATE_RUN = re.compile(r"^[\d.年月日度期第四半〜-]+$|^(?:平成|令和|昭和).*")


def japanese(question: str, lexicon: Lexicon | None) -> Iterable[Term]:
    """The terms of a folded question, in its order."""
    for form in named_in(question):
        if _KANA_INSIDE.search(form):  # 味の素
            yield Term(form, "ja", True, 2.0, (form,))
            question = question.replace(form, " " * len(form))
    for match in _JA_RUN.finditer(question):
        run = match.group().strip("・.-'&")
        if not run or _DATE_RUN.match(run) or run in JA_EMPTY:
            continue
        run = re.sub(r"(?:合計|最大|約|年間?)?何.*$", "", _strip_date(run))
        run = _SEVERAL.sub("", _NTH.sub("", _cut_off(run, question[match.end() :])))
        made = _MADE_IN.match(run)
        if made and _is_place(made["place"], lexicon):
            yield Term(made["place"], "ja", False, 1.0, (made["place"],))
            run = run[made.end() :]
        described = _DESCRIBED.match(run)
        if described:
            if described["what"]:
                yield Term(described["what"], "ja", False, 1.0, (described["what"],))
            run = run[described.end() :]
            if described["home"] and "・" in run:  # 英サザン・ウォーター
                yield Term(run, "ja", True, 2.0, tuple(PART.findall(run)))
                continue
        county = _COUNTY.match(run)  # 石川県輪島市, which an article calls 輪島市
        if county:
            yield Term(county.group(), "ja", False, 1.0, (county.group(),))
            run = run[county.end() :]
        run = _ITSELF.sub("", _MEAN.sub("", run))
        run = run[:-1] if _is_of_place(run, lexicon) else run
        if len(run) < 2 or run in JA_EMPTY or _AMOUNT.fullmatch(run) or run.lower() in MONEY_JA:
            continue
        okurigana = bool(re.match(r"[\u3041-\u3096]", question[match.end() :][:1])) and bool(
            re.match(r"[しすさせっいうえおきくけこたちつてとなにぬねのまみむめもらりるれろわげ]",
                     question[match.end() :][:1])
        )  # fmt: skip
        head = _hiragana_head(question, match.start())
        if head.endswith("の") and len(head) > 3:  # はやぶさのイオンエンジン
            yield Term(head[:-1], "ja", True, 2.0, (head[:-1],))
            head = ""
        yield from _split_compound(head, run, okurigana, lexicon)


def _is_of_place(run: str, lexicon: Lexicon | None) -> bool:
    """Whether it is those who live at a place that has a name: 熊本県民, not 一般市民."""
    if lexicon is None or not re.search("..[都道府県市区町村]民$", run):
        return False
    return any(entry.name for entry in lexicon.glosses(run[:-1]))


def _cut_off(run: str, rest: str) -> str:
    """A run without the characters at its end that belong to what follows it."""
    for end, then in _GOES_ON:
        if rest[:1] and rest[0] in then:
            run = end.sub("", run)
    return run


def _is_place(text: str, lexicon: Lexicon | None) -> bool:
    """Whether it is a country or a place with a name, from which something comes."""
    if is_country(text) or text.endswith(("アジア", "欧州", "米国")):
        return True
    entries = lexicon.glosses(text) if lexicon else ()
    return bool(entries) and all(entry.name for entry in entries)


def _strip_date(run: str) -> str:
    return re.sub(r"^(?:\d+年度?|\d+月期?|\d+日)+", "", run)


def _hiragana_head(question: str, at: int) -> str:
    """Hiragana that belongs to the name that starts at ``at`` (さくらインターネット)."""
    before = _HIRAGANA_BEFORE.search(question, 0, at)
    body = _BODY.match(question, at) is not None  # みどり薬局グループ
    if before is None or not (body or re.match(rf"[{KATAKANA}A-Z]", question[at : at + 1])):
        return ""
    if re.search(rf"[{KANJI}]$", question[: before.start()]) or before.start() > 0:
        head = _PARTICLE.sub("", before.group())
        ending = head == before.group() and re.search(rf"[{KANJI}]$", question[: before.start()])
        if ending or head.startswith(_NOT_NAMES):  # 初めて
            return ""
        return head if len(head) > 1 and head == before.group()[-len(head) :] else ""
    return "" if before.group().startswith(_NOT_NAMES) else before.group()


def _split_compound(
    head: str, run: str, okurigana: bool, lexicon: Lexicon | None
) -> Iterable[Term]:
    """A run as a term; a measure word at its end is left to the measure check."""
    hits = [hit for hit in measures.find(run) if hit.end == len(run)]
    hits = [hit for hit in hits if not re.search(r"[A-Za-z] $", run[: hit.start])]  # Sorano Power
    if hits and not head and not aliases(run):
        stripped = run[: hits[-1].start].rstrip("・")
        if not stripped or stripped in JA_EMPTY:
            return
        if len(run) - hits[-1].start >= 2 and not NAME_SUFFIX.search(run):
            run = stripped
    elif len(run) > 2 and run[-1] in "額数率量費":
        run = run[:-1]
    parts = tuple(PART.findall(run))
    if head and parts:
        joined = not parts[0].isascii()  # さくらインターネット, but まるみや HD
        parts = (head + parts[0], *parts[1:]) if joined else (head, *parts)
    if not parts or (len(run) == 1 and not head):
        return
    name = bool(head) or is_name_in_question(run, parts, okurigana, lexicon)
    name = name and run.lower() not in EVERYWHERE
    yield Term(head + run, "ja", name, 2.0 if name else 0.5 if okurigana else 1.0, parts)
