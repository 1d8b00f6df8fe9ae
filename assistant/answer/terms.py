"""The content terms of a question, and how far a piece of text covers them in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.figures import measures
from assistant.schema import Lang
from assistant.text.aliases import aliases, states
from assistant.text.fold import fold, unaccent
from assistant.text.lexicon import Lexicon
from assistant.text.names import spelled_in
from assistant.text.tokens import stem

_KANJI = r"\u3005\u3006\u3400-\u9fff"
_KATAKANA = r"\u30a1-\u30fa\u30fc\u30f5\u30f6"
_JA_RUN = re.compile(rf"[{_KANJI}{_KATAKANA}・A-Za-z0-9&.'-]+")
_PART = re.compile(rf"[{_KANJI}]+|[{_KATAKANA}]+|[A-Za-z][A-Za-z0-9&.'-]*|[\d.]+")
_HIRAGANA_BEFORE = re.compile(r"[\u3041-\u3096]{2,8}$")
_PARTICLE = re.compile(r"^.*(?:は|が|の|に|を|へ|と|で|や|も|から|より|まで|した|する|な|る|た)")
_NOT_NAMES = ("いくら", "どの", "どれ", "その", "この", "あの", "いつ", "どこ", "だれ", "なに")
# Words of a question that say nothing about which figure is meant.
_JA_EMPTY = frozenset(
    [
        "額",
        "金額",
        "総額",
        "合計",
        "合計額",
        "数",
        "量",
        "率",
        "比率",
        "割合",
        "会社",
        "企業",
        "場合",
        "今回",
        "全体",
        "前年",
        "昨年",
        "今年",
        "来年",
        "去年",
        "年度",
        "昨年度",
        "今年度",
        "前年度",
        "年間",
        "時点",
        "時期",
        "期間",
        "金",
        "円",
        "円建",
        "最大",
        "最高",
        "結果",
        "発表",
        "予定",
        "予想",
        "見込",
        "見通",
        "計画",
        "人数",
        "件数",
        "誰",
        "何",
        "何年",
        "何人",
        "記事",
        "数字",
        "程度",
        "規模",
        "年",
        "月",
        "日",
        "人",
        "社",
        "件",
        "具体的",
        "日付",
        "日時",
        "日",
        "理由",
        "名前",
        "名称",
        "名",
        "場所",
        "受",
        "得",
        "使",
        "行",
        "出",
        "上",
        "下",
        "中",
        "内",
        "間",
        "前",
        "後",
        "分",
        "今",
        "現在",
        "当時",
    ]
)
_EN_EMPTY = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "it",
        "its",
        "their",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "there",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "much",
        "many",
        "long",
        "far",
        "more",
        "less",
        "than",
        "as",
        "about",
        "per",
        "into",
        "over",
        "under",
        "between",
        "during",
        "after",
        "before",
        "since",
        "until",
        "up",
        "down",
        "out",
        "each",
        "any",
        "all",
        "some",
        "amount",
        "number",
        "total",
        "figure",
        "value",
        "sum",
        "size",
        "exactly",
        "say",
        "said",
        "says",
        "according",
        "article",
        "get",
        "gets",
        "got",
        "getting",
        "receive",
        "receives",
        "received",
        "give",
        "gives",
        "given",
        "giving",
        "make",
        "made",
        "us",
        "we",
        "i",
        "you",
        "they",
        "he",
        "she",
        "me",
        "my",
        "our",
        "your",
        "please",
        "tell",
        "old",
        "new",
        "big",
        "large",
        "high",
        "low",
        "so",
        "if",
        "then",
        "not",
        "no",
        "year",
        "years",
        "month",
        "months",
        "day",
        "days",
        "quarter",
        "half",
        "fiscal",
        "last",
        "next",
        "previous",
        "time",
        "date",
        "people",
        "person",
        "money",
        "company",
        "companies",
        "firm",
        "firms",
        "come",
        "came",
        "go",
        "going",
        "take",
        "took",
        "set",
        "put",
        "one",
        "usd",
        "jpy",
        "yen",
        "dollar",
        "dollars",
        "euro",
        "euros",
        "mw",
        "gw",
        "kw",
        "kwh",
        "gwh",
        "mwh",
        "nm",
        "km",
        "bp",
        "bps",
        "m2",
        "percent",
        "percentage",
        "billion",
        "million",
        "trillion",
        "thousand",
        "bn",
        "tn",
        "most",
        "least",
        "goes",
        "willing",
        "fy",
        "ceiling",
        "upper",
        "end",
        "lower",
        "maximum",
        "minimum",
        "target",
        "expected",
        "planned",
        "announced",
        "reported",
        "worth",
        "just",
        "only",
        "also",
        "still",
        "both",
        "together",
    ]
)
# Names that the news of a country leaves unsaid, or says in many ways.
_EVERYWHERE = frozenset(
    [
        "japan",
        "japanese",
        "tokyo",
        "government",
        "meti",
        "state",
        "nikkei",
        "日本",
        "国内",
        "政府",
        "国",
        "東京",
        "経産省",
        "経済産業省",
        "海外",
        "世界",
    ]
)
_NAME_SUFFIX = re.compile(
    rf"[{_KANJI}{_KATAKANA}A-Za-z](?:社|省|庁|銀行|大学|大|市|県|府|都|道|町|村|区|国|党|電機|自動車|製作所|工業|重工"
    r"|建設|製薬|氏|証券|生命|鉄道|航空|新聞|研究所|機構|協会|委員会|裁判所|電力|ガス|製鉄|商事|物産|化学"
    r"|製紙|食品|空港|港|駅|線|島|川|山|湖|工場|病院|高校|球団|組合|財団|連盟|グループ)$"
)
_AMOUNT = re.compile(
    r"(?:最大|約|合計|総額)*[\d.,]+[兆億万千百]*[\d.,兆億万千]*(?:円|ドル|ユーロ|人|社|件|%|MW|GW)?"
)
_DATE_RUN = re.compile(r"^[\d.年月日度期第四半〜-]+$|^(?:平成|令和|昭和).*")


@dataclass(frozen=True)
class Term:
    """One content term: ``parts`` are its script runs (ja) or word stems (en).

    A ``name`` must be found in the evidence; other terms only weigh.
    """

    text: str
    lang: Lang
    name: bool
    weight: float
    parts: tuple[str, ...]


def terms(question: str, lang: Lang, lexicon: Lexicon | None = None) -> list[Term]:
    """Content terms of a folded question, without its measure and question words."""
    question = unaccent(question)
    found = _japanese(question, lexicon) if lang == "ja" else _english(question, lexicon)
    unique: dict[str, Term] = {}
    for term in found:
        unique.setdefault(term.text.lower(), term)
    return list(unique.values())


def _japanese(question: str, lexicon: Lexicon | None) -> Iterable[Term]:
    for match in _JA_RUN.finditer(question):
        run = match.group().strip("・.-'&")
        if not run or _DATE_RUN.match(run) or run in _JA_EMPTY:
            continue
        run = re.sub(r"(?:合計|最大|約|年間?)?何.*$", "", _strip_date(run))
        if len(run) < 2 or run in _JA_EMPTY or _AMOUNT.fullmatch(run):
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
    if before is None or not re.match(rf"[{_KATAKANA}]", question[at : at + 1]):
        return ""
    if re.search(rf"[{_KANJI}]$", question[: before.start()]) or before.start() > 0:
        head = _PARTICLE.sub("", before.group())
        return head if len(head) > 1 and head == before.group()[-len(head) :] else ""
    return "" if before.group().startswith(_NOT_NAMES) else before.group()


def _split_compound(
    head: str, run: str, okurigana: bool, lexicon: Lexicon | None
) -> Iterable[Term]:
    """A run as a term; a measure word at its end is left to the measure check."""
    hits = [hit for hit in measures.find(run) if hit.end == len(run)]
    if hits and not head:
        stripped = run[: hits[-1].start].rstrip("・")
        if not stripped or stripped in _JA_EMPTY:
            return
        if len(run) - hits[-1].start >= 2 and not _NAME_SUFFIX.search(run):
            run = stripped
    elif len(run) > 2 and run[-1] in "額数率量費":
        run = run[:-1]
    parts = tuple(_PART.findall(run))
    if head and parts:
        parts = (head + parts[0], *parts[1:])
    if not parts or (len(run) == 1 and not head):
        return
    name = bool(head) or _is_name(run, parts, okurigana, lexicon)
    name = name and run.lower() not in _EVERYWHERE
    yield Term(head + run, "ja", name, 2.0 if name else 0.5 if okurigana else 1.0, parts)


def _is_name(run: str, parts: tuple[str, ...], okurigana: bool, lexicon: Lexicon | None) -> bool:
    if okurigana and len(run) <= 2:
        return False
    if _NAME_SUFFIX.search(run):
        return True
    return any(_is_name_part(part, lexicon) for part in parts)


def is_name(text: str, lexicon: Lexicon | None) -> bool:
    """Whether a noun phrase of an article looks like a name of something."""
    if re.search(r"[A-Z]", text) or _NAME_SUFFIX.search(text):
        return True
    return any(_is_name_part(part, lexicon) for part in _PART.findall(text))


def _is_name_part(part: str, lexicon: Lexicon | None) -> bool:
    if re.match(r"[A-Z]", part):
        return len(part) > 1
    if re.match(r"[\da-z]", part):
        return False
    if lexicon is None:
        return bool(re.match(rf"[{_KATAKANA}]", part))
    entries = lexicon.glosses(part)
    words = [entry for entry in entries if not entry.name]
    if re.match(rf"[{_KATAKANA}]", part):
        return (bool(entries) and not words) or (not entries and not _known_compound(part, lexicon))
    return any(entry.name for entry in entries) and not any(entry.common for entry in words)


def _known_compound(part: str, lexicon: Lexicon) -> bool:
    """Whether a longer katakana run is two dictionary words (クラウドサービス)."""
    return len(part) > 6 and any(
        any(not entry.name for entry in lexicon.glosses(part[:cut]))
        and any(not entry.name for entry in lexicon.glosses(part[cut:]))
        for cut in range(2, len(part) - 1)
    )


_EN_NAME = re.compile(
    r"(?:[A-Z][\w&.'-]*|[a-z]+[A-Z]\w*|\d+[A-Z]\w*)"
    r"(?:\s+(?:of\s+(?:the\s+)?|and\s+(?=[A-Z]\w+\s+(?:University|Bank|Group)))?[A-Z][\w&.'-]*)*"
)


def _english(question: str, lexicon: Lexicon | None) -> Iterable[Term]:
    taken = {
        at for hit in measures.find(question) for at in range(hit.start, hit.end)
    }  # a measure word is checked as a measure
    rest = question
    for match in _EN_NAME.finditer(question):
        at_start = match.start() == 0
        words = _trim(re.split(r"[\s-]+", match.group()), at_start=at_start)
        if not words or _is_month(words):
            continue
        if at_start and len(words) == 1 and lexicon and _known(_bare(words[0]), lexicon):
            continue
        rest = rest.replace(match.group(), " " * len(match.group()), 1)
        text = " ".join(words)
        text = re.sub(r"'s?$", "", text)
        stems = tuple(stem(_bare(word)) for word in words if _bare(word) not in _EN_EMPTY)
        if stems:
            name = text.lower() not in _EVERYWHERE
            yield Term(text, "en", name, 2.0 if name else 1.0, stems)
    for match in re.finditer(r"[a-z][a-z0-9'-]+|\d+(?:\.\d+)?", rest.lower()):
        word = _bare(match.group())
        if word in _EN_EMPTY or match.start() in taken or _is_month([word]):
            continue
        if re.search(r"\d|trillion|billion|million", word):
            continue
        name = (
            word.isalpha() and lexicon is not None and len(word) > 2 and not _known(word, lexicon)
        )
        name = name and question == question.lower()  # otherwise names are capitalised
        yield Term(word, "en", name, 2.0 if name else 1.0, (stem(word),))


def _bare(word: str) -> str:
    word = re.sub(r"(?<=[A-Z][A-Z])s$", "", word)  # CDs, EVs
    return re.sub(r"'s?$", "", word.lower()).strip(".'-")


def _trim(words: list[str], *, at_start: bool) -> list[str]:
    """Drop a capitalised question word or article from the front of a name."""
    while words and (_bare(words[0]) in _EN_EMPTY) and (at_start or len(words) > 1):
        words, at_start = words[1:], False
    while words and words[-1].lower() in {"of", "and", "the"}:
        words = words[:-1]
    return words if any(_bare(word) not in _EN_EMPTY for word in words) else []


def _is_month(words: list[str]) -> bool:
    months = (
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday fy q1 q2 q3 q4 "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    )
    return all(
        _bare(word) in months.split() or re.fullmatch(r"(?:fy)?\d+", _bare(word)) for word in words
    )


def _known(word: str, lexicon: Lexicon) -> bool:
    """Whether an English word is an ordinary one, in some form: it glosses a Japanese word."""
    bare = {re.sub(ending, "", word) for ending in (r"s$", r"es$", r"e?r$", r"e?st$", r"ly$")}
    forms = {stem(form) for form in {word, *bare} if len(form) > 2} | {word}
    return any(
        not entry.name for form in forms for entry in lexicon.translations([form])
    ) or any(lexicon.is_gloss_word(form) for form in forms)


def with_owners(found: list[Term], owners: Iterable[Zone]) -> list[Term]:
    """Terms of which those that a figure's owner is called by count as names (オラクル)."""
    known = list(owners)
    return [
        replace(term, name=True, weight=2.0)
        if not term.name
        and re.fullmatch(rf"[{_KATAKANA}・]{{3,}}|[A-Z][\w ]+", term.text)
        and any(zone.covers(term) >= 0.9 for zone in known)
        else term
        for term in found
    ]


@dataclass
class Zone:
    """A piece of evidence text, prepared for matching."""

    text: str
    lexicon: Lexicon | None = field(default=None, repr=False)
    _covered: dict[str, float] = field(default_factory=dict, repr=False)

    @cached_property
    def folded(self) -> str:
        return unaccent(fold(self.text)).lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its Latin words."""
        return frozenset(stem(_bare(w)) for w in re.findall(r"[a-z][a-z0-9&'-]*", self.folded))

    @cached_property
    def initials(self) -> frozenset[str]:
        """Acronyms of its capitalised phrases: METI of Ministry of Economy, Trade and Industry."""
        found: set[str] = set()
        phrase = r"[A-Z]\w+(?:,? (?:(?:of|and|for|the|&) )*[A-Z]\w+){2,6}"
        for match in re.finditer(phrase, self.text):
            heads = "".join(word[0] for word in re.findall(r"[A-Z]\w+", match.group()))
            found |= {heads[i:j] for i in range(len(heads)) for j in range(i + 3, len(heads) + 1)}
        return frozenset(found)

    @cached_property
    def kana(self) -> frozenset[str]:
        """Its runs of katakana, and of hiragana that may be names."""
        return frozenset(re.findall(rf"[{_KATAKANA}]{{2,}}|[\u3041-\u3096]{{3,}}", self.folded))

    @cached_property
    def kanji(self) -> frozenset[str]:
        return frozenset(re.findall(rf"[{_KANJI}]{{2,}}", self.folded))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Ids of the measures that it names."""
        return frozenset(hit.id for hit in measures.find(self.folded))

    @cached_property
    def japanese(self) -> bool:
        return bool(re.search(rf"[\u3041-\u3096{_KATAKANA}{_KANJI}]", self.text))

    def covers(self, term: Term) -> float:
        """How far this text states ``term``: 0 (not at all) to 1 (literally)."""
        if term.text not in self._covered:
            self._covered[term.text] = self._cover(term)
        return self._covered[term.text]

    def _cover(self, term: Term) -> float:
        if term.text.lower() in self.folded and (term.lang == "ja" or self.japanese):
            return 1.0
        if any(states(self.folded, form) for form in aliases(term.text)):
            return 1.0
        low = term.text.lower()
        if any(states(self.folded, low.replace(" ", joint)) for joint in ("-", "")):
            return 1.0
        if re.fullmatch(r"[A-Z]{3,6}", term.text) and term.text in self.initials:
            return 1.0
        if term.lang == "ja":
            scores = [self._ja_part(part) for part in term.parts]
            return _combined(term, scores)
        return self._english(term)

    def places(self, term: Term) -> list[int]:
        """Where in the text the term, a part or a translation of it, stands."""
        forms = {term.text.lower(), *(part.lower() for part in term.parts if len(part) > 1)}
        forms.update(form for form in aliases(term.text) if states(self.folded, form))
        if term.lang == "en" and self.japanese:
            forms |= {run for run in self.kana if any(spelled_in(p, run) for p in term.parts)}
            if self.lexicon is not None:
                heads = self.lexicon.translations(term.parts)
                forms |= {entry.head.lower() for entry in heads if len(entry.head) > 1}
        return sorted(self.folded.find(form) for form in forms if form in self.folded)

    def _ja_part(self, part: str) -> float:
        low = part.lower()
        if low in self.folded:
            return 1.0
        if any(states(self.folded, form) for form in aliases(low)):
            return 1.0
        if re.match(r"[a-z]", low):
            return self._latin(stem(low)) if self.japanese else float(stem(low) in self.words)
        if not self.japanese:
            return self._ja_in_english(low)
        if re.fullmatch(rf"[{_KANJI}]{{3,}}", low):
            pattern = re.compile(".*".join(map(re.escape, low)))
            if any(run[0] == low[0] and pattern.match(run) for run in self.kanji if len(run) < 16):
                return 0.9
        return max(self._synonym(low), _bigram_share(low, self.folded))

    def _synonym(self, part: str) -> float:
        """A name that the lexicon translates alike (東大 for 東京大学)."""
        if self.lexicon is None or len(part) > 12:
            return 0.0
        return 0.9 if any(word in self.folded for word in self.lexicon.synonyms(part)) else 0.0

    def _english(self, term: Term) -> float:
        if not self.japanese:
            scores = [self._en_word(part) for part in term.parts]
            return _combined(term, scores)
        if self.lexicon is not None and len(term.parts) > 1:
            wanted = frozenset(term.parts)
            for entry in self.lexicon.translations(term.parts):
                if entry.words >= wanted and entry.head.lower() in self.folded:
                    return 1.0
        scores = [self._latin(part) for part in term.parts]
        surname = 0.6 if len(scores) > 1 and scores[-1] >= 0.8 else 0.0  # 遠藤 of Takehiko Endo
        return max(_combined(term, scores), surname)

    def _en_word(self, part: str) -> float:
        if part in self.words:
            return 1.0
        near = (w for w in self.words if len(part) >= 5 and len(w) >= 5)
        return 0.85 if any(w.startswith(part[:6]) or part.startswith(w) for w in near) else 0.0

    def _latin(self, part: str) -> float:
        """An English word in Japanese text: as it is, translated, or spelled in kana."""
        if part in self.words:
            return 1.0
        best = max((spelled_in(part, run) for run in self.kana), default=0.0)
        if self.lexicon is not None and best < 0.9:
            for entry in self.lexicon.translations((part,)):
                if entry.head.lower() in self.folded and (len(entry.head) > 1 or not entry.name):
                    best = max(best, (0.9 if len(entry.head) > 1 else 0.5))
        return best

    def _ja_in_english(self, part: str) -> float:
        """A Japanese word in English text: spelled out, or translated piece by piece."""
        if re.fullmatch(rf"[{_KATAKANA}\u3041-\u3096]+", part):
            spelled = max(
                (spelled_in(word, part) for word in self.words if len(word) > 2), default=0
            )
            if spelled:
                return float(spelled)
        if self.lexicon is None:
            return 0.0
        covered, at = 0, 0
        while at < len(part):
            size = next(
                (
                    n
                    for n in range(min(8, len(part) - at), 0, -1)
                    if self._glossed(part[at : at + n])
                ),
                0,
            )
            covered += size
            at += size or 1
        return 0.95 * covered / len(part)

    def _glossed(self, head: str) -> bool:
        entries = self.lexicon.glosses(head) if self.lexicon else ()
        return any(
            entry.words <= self.words and (len(head) > 1 or not entry.name) for entry in entries
        )


def _combined(term: Term, scores: list[float]) -> float:
    """One score of a compound: by length of its parts; a name stands on its first part."""
    total = sum(len(part) for part in term.parts) or 1
    mean = sum(len(part) * score for part, score in zip(term.parts, scores, strict=True)) / total
    if term.name and len(scores) > 1:
        return min(mean, 0.4) if scores[0] < 0.5 else max(mean, 0.6 * scores[0])
    return mean


def _bigram_share(part: str, text: str) -> float:
    """Partial credit for kanji compounds that the text words a little differently."""
    if len(part) < 3 or not re.fullmatch(rf"[{_KANJI}]+", part):
        return 0.0
    pairs = [part[i : i + 2] for i in range(len(part) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs)
    return 0.8 * share if share >= 0.5 else 0.3 * share
