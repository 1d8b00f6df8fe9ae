"""The content terms of a question, and how far a piece of text covers them in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answer.empty_words import COMMON_CAPITALS, EN_EMPTY, EVERYWHERE, JA_EMPTY
from assistant.figures import measures
from assistant.figures.currencies import MONEY_EN, MONEY_JA
from assistant.schema import Lang
from assistant.text.aliases import aliases, named_in
from assistant.text.countries import is_country
from assistant.text.fold import unaccent
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import stem

KANJI = r"\u3005\u3006\u3400-\u9fff"
KATAKANA = r"\u30a1-\u30fa\u30fc\u30f5\u30f6"
_JAPANESE = re.compile(r"(?:[\u3041-\u3096\u3005\u30a1-\u30fe\u3400-\u9fff]|(?<=.)・(?=.))+")
_BRACKET = re.compile(r"\s*\(([^()]+)\)")
_JA_WORD = rf"[{KANJI}{KATAKANA}・A-Za-z0-9&.'-]+"
_JA_RUN = re.compile(rf"{_JA_WORD}(?:(?<=[a-z.&]) (?=[A-Z][a-z]){_JA_WORD})*")
_PART = re.compile(
    rf"[{KANJI}]+|[{KATAKANA}]+|[A-Z][A-Z0-9&]+(?=(?:HD|FG)(?![A-Za-z]))|[A-Za-z][A-Za-z0-9&.'-]*"
    r"|[\d.]+"
)
_HIRAGANA_BEFORE = re.compile(r"[\u3041-\u3096][\u3041-\u3096ー]{1,7}$")
_CALLED = (  # what companies' names end with, in full and as printed after it
    ("フィナンシャル・グループ", "FG"), ("フィナンシャルグループ", "FG"),
    ("ホールディングス", "HD"),
)  # fmt: skip
_PARTICLE = re.compile(
    r"^.*(?:は|って|うち|だけ|ほど|が|の|に|を|へ|と|で|や|も|から|より|まで|した|する|な|る|た)"
)
_NOT_NAMES = (
    "いくら", "どの", "どれ", "その", "この", "あの", "いつ", "どこ", "だれ", "なに", "なぜ",
    "もし", "まず", "また", "すで", "いま", "これ", "それ", "ところ", "ちなみ", "しか",
    "くらい", "ぐらい",
)  # fmt: skip
_NAME_SUFFIX = re.compile(
    rf"[{KANJI}{KATAKANA}A-Za-z](?:社|省|庁|銀行|大学|大|市|県|府|都|道|町|村|区|国|党|電機|自動車|製作所|工業|重工"
    r"|建設|製薬|氏|証券|生命|鉄道|航空|新聞|研究所|機構|協会|委員会|裁判所|電力|ガス|製鉄|商事|物産|化学"
    r"|化成|精機|精密|電工|海運|電鉄|酒造|醸造|信金|信用金庫|製鋼|鉄工|商船"
    r"|製紙|食品|空港|港|駅|線|島|川|山|湖|工場|病院|高校|球団|組合|財団|連盟|グループ)$"
)
_BODY = re.compile(
    rf"[{KANJI}]{{2,4}}(?:銀行|グループ|ホールディングス|電機|製薬|商事|薬局|信金|不動産)"
)
_KANA_INSIDE = re.compile(r"[\u3041-\u3096]")
_GIVEN = re.compile(r"[郎子美江恵代男夫雄也]$")  # as given names of three characters end
_AMONG = re.compile(rf"(?<=[{KANJI}{KATAKANA}])や(?=[{KANJI}{KATAKANA}])")
# What somebody is, before a name in other letters: 海運大手マースク, 業界団体FIA; and 英サザン.
_DESCRIBED = re.compile(
    rf"(?P<what>[{KANJI}{KATAKANA}]*(?:最?大手|中堅|新興|当局|団体|機関|企業|会社|メーカー))(?=[{KATAKANA}A-Z])"
    rf"|(?P<home>[米英独仏伊露韓印豪加])(?=[{KATAKANA}]{{2}})"
)
_MEAN = re.compile(r"^(?:平均|合計|年間|月間)(?=..)|(?<=..)(?<!日経)(?<!ダウ)平均$")
_ITSELF = re.compile(
    rf"(?<=[{KANJI}{KATAKANA}A-Za-z]{{2}})(?:自体|自身|国内分?|(?<=[県市都府])内|単体|全体)$"
)
_COUNTED = re.compile(r"(?:大手)?\d+(?:社|行|校|市|県|団体|カ国|か国|グループ|組合)$")
_DERIVED = re.compile(r"..(?:ed|ing|ness|ment|tion|ly|able|less|ful|ous|ive|ize|ise)$")
_SEVERAL = re.compile(r"(?<=..)(?:各社|各行|各国|陣営)$")  # JERA陣営
# What somebody is, before a name: Prime Minister Ishiba.
_TITLES = frozenset([
    "pm", "prime", "minister", "president", "premier", "chancellor", "ceo", "cfo", "coo",
    "chairman", "chairwoman", "governor", "mayor", "professor", "prof", "senator", "mr", "mrs",
    "ms", "dr", "sir",
])  # fmt: skip
_AMOUNT = re.compile(
    r"(?:最大|約|合計|総額)*[\d.,]+[兆億万千百]*[\d.,兆億万千]*(?:円|ドル|ユーロ|人|社|件|%|MW|GW)?"
)
_DATE_RUN = re.compile(r"^[\d.年月日度期第四半〜-]+$|^(?:平成|令和|昭和).*")


@dataclass(frozen=True)
class Term:
    """One content term: ``parts`` are its script runs (ja) or word stems (en).

    A ``name`` must be found in the evidence, or what it is called ``also``; other
    terms only weigh.
    """

    text: str
    lang: Lang
    name: bool
    weight: float
    parts: tuple[str, ...]
    also: tuple[Term, ...] = ()


def terms(question: str, lang: Lang, lexicon: Lexicon | None = None) -> list[Term]:
    """Content terms of a folded question, without its measure and question words."""
    question = unaccent(question)
    glosses = [m for m in _BRACKET.finditer(question) if _is_foreign(m[1], lang)]
    plain = _BRACKET.sub(lambda m: " " if _is_foreign(m[1], lang) else m[0], question)
    found = _japanese(plain, lexicon) if lang == "ja" else _english(plain, lexicon)
    unique: dict[str, Term] = {}
    for term in found:
        unique.setdefault(term.text.lower(), _called_otherwise(term))
    for gloss in glosses:
        before = re.sub(r"(?:'s)?\s*$", "", question[: gloss.start()]).lower()
        name_of = before.rpartition(" ")[0]  # Hakurei city (白嶺市)
        told = [n for n in unique if before.endswith(n)]
        told += [n for n in unique if unique[n].name and name_of.endswith(n)]
        named = max(told, key=lambda n: (unique[n].name, len(n)), default="")
        other = _foreign(gloss[1].strip())
        if named:
            unique[named] = replace(unique[named], name=True, weight=2.0, also=(other,))
        else:
            unique.setdefault(other.text.lower(), other)
    return list(_without_homes(list(unique.values()), plain))


def _without_homes(found: list[Term], question: str) -> Iterable[Term]:
    """The terms, a country that only tells whose a name is no name: オランダの…工場, U.S. firm ….

    News from there leaves it unsaid. Of Canadian dollars nothing is left.
    """
    names = [term.text for term in found if term.name]
    for term in found:
        if not (term.name and is_country(term.text)):
            yield term
            continue
        home = re.escape(term.text)
        follows = re.search(rf"{home} ([a-z]+)", question)
        if follows and follows[1] in MONEY_EN:
            continue
        others = "|".join(re.escape(name) for name in names if name != term.text)
        told = others and re.search(rf"{home}(?:の| (?:[a-z-]+ ){{0,4}})(?:{others})", question)
        yield replace(term, name=False, weight=1.0) if told else term


def _called_otherwise(term: Term) -> Term:
    """A name with what its holding company is called for short, or in full: しずおかFG."""
    if not term.name or term.lang == "en":
        return term
    forms = [term.text.replace(a, b) for pair in _CALLED for a, b in (pair, pair[::-1])]
    also = {form: Term(form, "ja", True, term.weight, (form,)) for form in forms}
    also.pop(term.text, None)
    return replace(term, also=(*term.also, *also.values()))


def _is_foreign(text: str, lang: Lang) -> bool:
    """Whether what stands in brackets is written as the other language writes."""
    return bool(_JAPANESE.search(text) if lang == "en" else re.fullmatch(r"[A-Z][\w .&'-]+", text))


def _foreign(name: str) -> Term:
    if _JAPANESE.search(name):
        return Term(name, "ja", True, 2.0, tuple(_PART.findall(name)) or (name,))
    return Term(name, "en", True, 2.0, tuple(stem(bare(word)) for word in name.split()))


def _japanese(question: str, lexicon: Lexicon | None) -> Iterable[Term]:
    for form in named_in(question):
        if _KANA_INSIDE.search(form):  # 味の素
            yield Term(form, "ja", True, 2.0, (form,))
            question = question.replace(form, " " * len(form))
    for match in _JA_RUN.finditer(question):
        run = match.group().strip("・.-'&")
        if not run or _DATE_RUN.match(run) or run in JA_EMPTY:
            continue
        run = re.sub(r"(?:合計|最大|約|年間?)?何.*$", "", _strip_date(run))
        run = _SEVERAL.sub("", run)
        described = _DESCRIBED.match(run)
        if described:
            if described["what"]:
                yield Term(described["what"], "ja", False, 1.0, (described["what"],))
            run = run[described.end() :]
            if described["home"] and "・" in run:  # 英サザン・ウォーター
                yield Term(run, "ja", True, 2.0, tuple(_PART.findall(run)))
                continue
        run = _ITSELF.sub("", _MEAN.sub("", run))
        if len(run) < 2 or run in JA_EMPTY or _AMOUNT.fullmatch(run) or run.lower() in MONEY_JA:
            continue
        okurigana = bool(re.match(r"[\u3041-\u3096]", question[match.end() :][:1])) and bool(
            re.match(r"[しすさせっいうえおきくけこたちつてとなにぬねのまみむめもらりるれろわ]",
                     question[match.end() :][:1])
        )  # fmt: skip
        head = _hiragana_head(question, match.start())
        if head.endswith("の") and len(head) > 3:  # はやぶさのイオンエンジン
            yield Term(head[:-1], "ja", True, 2.0, (head[:-1],))
            head = ""
        yield from _split_compound(head, run, okurigana, lexicon)


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
        if len(run) - hits[-1].start >= 2 and not _NAME_SUFFIX.search(run):
            run = stripped
    elif len(run) > 2 and run[-1] in "額数率量費":
        run = run[:-1]
    parts = tuple(_PART.findall(run))
    if head and parts:
        joined = not parts[0].isascii()  # さくらインターネット, but まるみや HD
        parts = (head + parts[0], *parts[1:]) if joined else (head, *parts)
    if not parts or (len(run) == 1 and not head):
        return
    name = bool(head) or _is_name(run, parts, okurigana, lexicon)
    name = name and run.lower() not in EVERYWHERE
    yield Term(head + run, "ja", name, 2.0 if name else 0.5 if okurigana else 1.0, parts)


def _is_name(run: str, parts: tuple[str, ...], okurigana: bool, lexicon: Lexicon | None) -> bool:
    if aliases(run):
        return True
    if run.endswith("以外"):
        return False
    if okurigana and len(run) <= 2:
        return False
    if _NAME_SUFFIX.search(run):
        return not _is_common_noun(run, lexicon)
    return any(_is_name_part(part, lexicon) for part in parts)


def _is_common_noun(run: str, lexicon: Lexicon | None) -> bool:
    """Whether a run that ends like a name is a common word: 水道, 製薬会社; 気象庁 is none."""
    entries = lexicon.glosses(run) if lexicon else ()
    if run.endswith("工場") and lexicon and (made := lexicon.glosses(run[:-2])):  # 電池工場
        return not any(entry.name for entry in made)
    if run.endswith(("会社", "企業", "メーカー")):
        return bool(entries) and not any(entry.name for entry in entries)
    return any(entry.common and not entry.name for entry in entries) and run[-1] not in "省庁"


def is_name(text: str, lexicon: Lexicon | None) -> bool:
    """Whether a noun phrase of an article looks like a name of something."""
    if not _JAPANESE.search(text):
        return _is_english_name(text, lexicon)
    if re.search(r"[A-Z]", text):
        return True
    text = _COUNTED.sub("", text)  # 路線バス5社
    several = _AMONG.split(text)  # 電力会社や商社
    if len(several) > 1:
        return any(is_name(one, lexicon) for one in several)
    if _NAME_SUFFIX.search(text):
        return not _is_common_noun(text, lexicon)
    return any(_is_name_part(part, lexicon) for part in _PART.findall(text))


def _is_english_name(text: str, lexicon: Lexicon | None) -> bool:
    """Whether a word of it is capitalised for more than opening a sentence (Pretax profit)."""
    rest = list(text)
    for hit in measures.find(text):
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    words = _trim(re.findall(r"[A-Za-z][\w&.'-]*", "".join(rest)), at_start=True)
    capital = [word for word in words if re.search(r"[A-Z]", word) and not _is_month([word])]
    if capital and capital == words[:1] and words[0][1:].islower() and lexicon:
        return not _known(bare(words[0]), lexicon)
    return bool(capital)


def _is_name_part(part: str, lexicon: Lexicon | None) -> bool:
    if re.match(r"[A-Z]", part):
        return len(part) > 1 and part.lower() not in COMMON_CAPITALS
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
    return any(entry.name for entry in entries) and not any(entry.common for entry in words)


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


_WORD_BEFORE = re.compile(r"(?<![.?!] )\b([A-Z][\w&'-]*) $")
_TIME = re.compile(r"\s(?:FY\s?\d|Q[1-4]\b|[12]H\b).*$")  # GPIF FY2023
_CAMEL = re.compile("(?<=[a-z]{2})(?=[A-Z])")  # Byte|Dance
_EN_NAME = re.compile(
    r"(?:[A-Z][\w&.'-]*|[a-z]+[A-Z]\w*|\d+[A-Z]\w*)"
    r"(?:\s+(?:of\s+(?:the\s+)?|and\s+(?=[A-Z]\w+\s+(?:University|Bank|Group)))?[A-Z][\w&.'-]*)*"
)


def _english(question: str, lexicon: Lexicon | None) -> Iterable[Term]:
    taken = {
        at for hit in measures.find(question) for at in range(hit.start, hit.end)
    }  # a measure word is checked as a measure
    for form in named_in(question):
        at = question.lower().find(form)
        named = _WORD_BEFORE.search(question, 0, max(at, 0))
        if named and not is_country(named[1]) and bare(named[1]) not in EN_EMPTY:
            continue  # Fukuoka Financial Group is not called Financial Group
        if " " in form and at >= 0:  # the health ministry, the Ministry of Land and Transport
            yield Term(form, "en", True, 2.0, tuple(stem(word) for word in form.split()))
            question = question[:at] + " " * len(form) + question[at + len(form) :]
    for run in _JAPANESE.findall(question):
        if not measures.find(run):
            yield _foreign(run)
    rest, asked = question, re.sub(r"^\W*\w+", "", question)
    names = [name for match in _EN_NAME.finditer(question) for name in _owners(match)]
    for at, printed in names:
        at_start = at == 0
        words = _trim(re.split(r"[\s-]+", printed), at_start=at_start)
        while at_start and len(words) > 1 and measures.find(words[0].lower()):
            words = _trim(words[1:], at_start=True)  # Revenue Northgate Air
        while len(words) > 1 and words[0].lower().rstrip(".") in _TITLES and words[1] != "of":
            words = words[1:]
        if not words or _is_month(words):
            continue
        if len(words) == 2 and words[1].isupper() and is_country(words[0]) and not aliases(printed):
            yield Term(words[0], "en", True, 2.0, (stem(bare(words[0])),))
            words = words[1:]  # the French WEST machine
        owns = re.search(r"['’]s$", printed)  # Oracle's investment
        alone = at_start and len(words) == 1 and not owns
        shouts = len(words[0]) > 3 and words[0].isupper()  # the LANTERN trial
        if alone and not shouts and lexicon and _known(bare(words[0]), lexicon):
            continue
        rest = rest.replace(printed, " " * len(printed), 1)
        text = " ".join(words)
        text = re.sub(r"'s?$", "", text)
        stems = tuple(stem(bare(word)) for word in words if bare(word) not in EN_EMPTY)
        if stems:
            name = not {text.lower(), bare(text)} & (EVERYWHERE | COMMON_CAPITALS)
            pieces = _CAMEL.sub(" ", text).split()
            also = (_pieces(pieces),) if len(pieces) > len(words) and len(set(pieces)) > 1 else ()
            yield Term(text, "en", name, 2.0 if name else 1.0, stems, also)
    for match in re.finditer(r"[a-z][a-z0-9'-]+|\d+(?:\.\d+)?", rest.lower()):
        word = bare(match.group())
        if word in EN_EMPTY or match.start() in taken or _is_month([word]):
            continue
        if re.search(r"\d|trillion|billion|million", word):
            continue
        name = (
            word.isalpha() and lexicon is not None and len(word) > 2 and not _known(word, lexicon)
        )
        name = name and not re.search(r"\b[A-Z][a-z]", asked)  # else names are capitalised
        derived = _DERIVED.search(word)
        name = name and not (derived and lexicon and _known(word[: derived.start() + 2], lexicon))
        yield Term(word, "en", name, 2.0 if name else 1.0, (stem(word),))


def _pieces(words: list[str]) -> Term:
    """A name that capitals divide, as its pieces: Byte Dance, Open AI."""
    return Term(" ".join(words), "en", True, 2.0, tuple(stem(bare(word)) for word in words))


def _owners(match: re.Match[str]) -> list[tuple[int, str]]:
    """The names that a run of capitalised words holds, with their places: SoftBank's | Sakai."""
    return [
        (match.start() + part.start(), part.group())
        for part in re.finditer(r"\S(?:.*?['’]s(?=\s)|.*$)", _TIME.sub("", match.group()))
    ]


def bare(word: str) -> str:
    word = re.sub(r"(?<=[A-Z][A-Z])s$", "", word)  # CDs, EVs
    return re.sub(r"'s?$", "", word.lower()).strip(".'-")


def _trim(words: list[str], *, at_start: bool) -> list[str]:
    """Drop a capitalised question word or article from the front of a name."""
    while words and (bare(words[0]) in EN_EMPTY) and (at_start or len(words) > 1):
        words, at_start = words[1:], False
    while words and words[-1].lower() in {"of", "and", "the"}:
        words = words[:-1]
    return words if any(bare(word) not in EN_EMPTY for word in words) else []


def _is_month(words: list[str]) -> bool:
    months = (
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday fy q1 q2 q3 q4 "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    )
    return all(
        bare(word) in months.split() or re.fullmatch(r"(?:fy)?\d+", bare(word)) for word in words
    )


def _known(word: str, lexicon: Lexicon) -> bool:
    """Whether an English word is an ordinary one, in some form: it glosses a Japanese word."""
    bare = {re.sub(ending, "", word) for ending in (r"s$", r"es$", r"e?r$", r"e?st$", r"ly$")}
    forms = {stem(form) for form in {word, *bare} if len(form) > 2} | {word}
    return any(not entry.name for form in forms for entry in lexicon.translations([form])) or any(
        lexicon.is_gloss_word(form) for form in forms
    )
