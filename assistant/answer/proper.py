"""Whether words are a name of something: proper nouns of both languages."""

from __future__ import annotations

import re

from assistant.answer.empty_words import COMMON_CAPITALS, EN_EMPTY
from assistant.answer.term import JAPANESE, KANJI, KATAKANA, PART, bare
from assistant.figures import measures
from assistant.text.aliases import aliases
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import stem

NAME_SUFFIX = re.compile(
    rf"[{KANJI}{KATAKANA}A-Za-z](?:社|省|庁|銀行|大学|大|市|県|府|都|道|町|村|区|国|党|電機|自動車|製作所|工業|重工"
    r"|建設|製薬|氏|証券|生命|鉄道|航空|新聞|研究所|機構|協会|委員会|裁判所|電力|ガス|製鉄|商事|物産|化学"
    r"|化成|精機|精密|電工|海運|電鉄|酒造|醸造|信金|信用金庫|製鋼|鉄工|商船"
    r"|製紙|食品|空港|港|駅|線|島|川|山|湖|工場|病院|高校|球団|組合|財団|連盟|グループ)$"
)
_ADJUNCT = re.compile(r" (?:between|by|from|in|at|near|outside|along|to) ")
_OF_KIND = re.compile("(?:会社|企業|メーカー)$")
_SOME_FIRM = re.compile("[米英独仏伊中韓台露印豪加日同両各]社")
_GIVEN = re.compile(r"[郎子美江恵代男夫雄也]$")  # as given names of three characters end
_ITS_PLANT = re.compile("[新旧同両各全本](?:工場|病院|空港|大学|銀行|店|社|校|館|線|駅)")
_AMONG = re.compile(rf"(?<=[{KANJI}{KATAKANA}])や(?=[{KANJI}{KATAKANA}])")
_COUNTED = re.compile(r"(?:大手)?\d+(?:社|行|校|市|県|団体|カ国|か国|グループ|組合)$")


def is_name(text: str, lexicon: Lexicon | None) -> bool:
    """Whether a noun phrase of an article looks like a name of something."""
    if not JAPANESE.search(text):
        return _is_english_name(text, lexicon)
    if re.search(r"[A-Z]", text):
        return True
    text = _COUNTED.sub("", text)  # 路線バス5社
    several = _AMONG.split(text)  # 電力会社や商社
    if len(several) > 1:
        return any(is_name(one, lexicon) for one in several)
    if NAME_SUFFIX.search(text):
        return not _is_common_noun(text, lexicon)
    return any(_is_name_part(part, lexicon) for part in PART.findall(text))


def is_name_in_question(
    run: str, parts: tuple[str, ...], okurigana: bool, lexicon: Lexicon | None
) -> bool:
    """Whether a run of a Japanese question is one, of ``parts``; ``okurigana`` may follow it."""
    if aliases(run):
        return True
    if run.endswith("以外"):
        return False
    if (okurigana and len(run) <= 2) or _SOME_FIRM.fullmatch(run):
        return False
    if NAME_SUFFIX.search(run):
        return not _is_common_noun(run, lexicon)
    if re.fullmatch(rf"[{KATAKANA}]{{3,}}[A-Z]", run):  # スペースX
        return True
    return any(_is_name_part(part, lexicon) for part in parts)


def _is_common_noun(run: str, lexicon: Lexicon | None) -> bool:
    """Whether a run that ends like a name is a common word: 水道, 製薬会社; 気象庁 is none."""
    if _ITS_PLANT.fullmatch(run):  # 新工場
        return True
    entries = lexicon.glosses(run.lstrip("0123456789")) if lexicon else ()  # 47都道府県
    if run.endswith("工場") and lexicon and (made := lexicon.glosses(run[:-2])):  # 電池工場
        return not any(entry.name for entry in made)
    kind = _OF_KIND.search(run)
    if kind and lexicon:  # 製粉会社, 電機メーカー
        if not entries:
            told = lexicon.glosses(run[: kind.start()])
            return any(entry.common and not entry.name for entry in told)
        return not any(entry.name for entry in entries)
    return any(entry.common and not entry.name for entry in entries) and run[-1] not in "省庁"


def _is_english_name(text: str, lexicon: Lexicon | None) -> bool:
    """Whether a word of it is capitalised for more than opening a sentence (Pretax profit)."""
    head = _ADJUNCT.split(text, maxsplit=1)[0]
    if head != text and not re.search("[A-Z]", head[1:]):  # the cost of the line between two towns
        return False
    rest = list(text)
    for hit in measures.find(text):
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    words = trim(re.findall(r"[A-Za-z][\w&.'-]*", "".join(rest)), at_start=True)
    capital = [
        word
        for word in words
        if re.search(r"[A-Z]", word) and not is_month([word]) and bare(word) not in COMMON_CAPITALS
    ]
    if capital and capital == words[:1] and words[0][1:].islower() and lexicon:
        return not is_known(bare(words[0]), lexicon)
    return bool(capital)


def _is_name_part(part: str, lexicon: Lexicon | None) -> bool:
    if re.match(r"[A-Z]", part):
        return len(part) > 1 and part.lower().rstrip("0123456789") not in COMMON_CAPITALS
    if re.match(r"[\da-z]", part):
        return False
    if lexicon is None:
        return bool(re.match(rf"[{KATAKANA}]", part))
    entries = lexicon.glosses(part)
    words = [entry for entry in entries if not entry.name]
    if re.match(rf"[{KATAKANA}]", part):
        return (bool(entries) and not words) or (not entries and not _known_compound(part, lexicon))
    if not entries and len(part) > 2:
        return _holds_name(part, lexicon)
    longer = words and len(part) > 2  # 太陽光, which may be a given name too
    return any(entry.name for entry in entries) and not (
        longer or any(entry.common for entry in words)
    )


def _holds_name(run: str, lexicon: Lexicon) -> bool:
    """Whether a run of kanji opens with a name and goes on with a word: 瑞穂電子.

    Or with what no dictionary has, as a given name: 佐藤恒治.
    """
    cut = next((n for n in range(min(4, len(run) - 1), 1, -1) if lexicon.glosses(run[:n])), 0)
    if not cut or not all(entry.name for entry in lexicon.glosses(run[:cut])):
        return False
    rest = lexicon.glosses(run[cut:])
    if len(run) - cut == 3 and not rest:
        return bool(_GIVEN.search(run))
    return any(not e.name for e in rest) if len(run) - cut > 2 else len(run) > 3 or not rest


def _known_compound(part: str, lexicon: Lexicon) -> bool:
    """Whether a longer katakana run is two dictionary words (クラウドサービス)."""
    return len(part) > 6 and any(
        any(not entry.name for entry in lexicon.glosses(part[:cut]))
        and any(not entry.name for entry in lexicon.glosses(part[cut:]))
        for cut in range(2, len(part) - 1)
    )


def trim(words: list[str], *, at_start: bool) -> list[str]:
    """Drop a capitalised question word or article from the front of a name."""
    while words and (bare(words[0]) in EN_EMPTY) and (at_start or len(words) > 1):
        words, at_start = words[1:], False
    while words and words[-1].lower() in {"of", "and", "the"}:
        words = words[:-1]
    return words if any(bare(word) not in EN_EMPTY for word in words) else []


def is_month(words: list[str]) -> bool:
    months = (
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday fy q1 q2 q3 q4 "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    )
    return all(
        bare(word) in months.split() or re.fullmatch(r"(?:fy)?\d+", bare(word)) for word in words
    )


def is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether an English word is an ordinary one, in some form: it glosses a Japanese word."""
    bare = {re.sub(ending, "", word) for ending in (r"s$", r"es$", r"e?r$", r"e?st$", r"ly$")}
    forms = {stem(form) for form in {word, *bare} if len(form) > 2} | {word}
    return any(not entry.name for form in forms for entry in lexicon.translations([form])) or any(
        lexicon.is_gloss_word(form) for form in forms
    )
