"""A piece of evidence text, and how far it states the terms of a question in either language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.answer.empty_words import EVERYWHERE
from assistant.answer.initials import Initials
from assistant.answer.term import KANJI, KATAKANA, Term, bare
from assistant.figures import measures
from assistant.text.aliases import aliases, is_whole, states
from assistant.text.countries import seats
from assistant.text.fold import fold, unaccent
from assistant.text.lexicon import Lexicon, shortened
from assistant.text.names import begun_by, sound_alike, spelled_in
from assistant.text.readings import read_as
from assistant.text.tokens import stem, unstemmed

_CAMEL = re.compile(r"\b([A-Z][a-z]+)([A-Z][a-z]+)\b")  # ArcelorMittal
_SURELY = 0.9  # a figure's owner is called so
_ONE_NAME = re.compile(r"[A-Z][\w&'-]*")
_AS_READ = 0.8  # of a word that some characters read
_SEAT = 0.6  # of a country whose government is called by the seat: Berlin
_SHORT = 0.8  # of a name that is told by its beginning
_NAME_ENDS = rf"(?:[株側製系社]|(?![{KANJI}{KATAKANA}]))"
_PLACE = re.compile(r"[都道府県市区町村郡省庁国党]$")  # whose police, say, is another than it
_PREFECTURE = re.compile(rf"[{KANJI}]{{2,3}}[県府都]")
_AS_PREFECTURE = 0.9  # 愛媛 for 愛媛県
_COMPANY = (  # what ends the names of companies that are called without it
    "(?:百貨店|運輸|物流|通運|海運|郵船|建設|不動産|電機|電気|電子|製薬|製鉄|製鋼|金属|化学|化成"
    "|工業|重工業?|自動車|商事|物産|食品|飲料|製菓|乳業|水産|銀行|証券|生命|損保|保険|鉄道|電鉄|航空"
    "|石油|鉱業|製紙|印刷|紡績|繊維|機械|精機|通信|放送|新聞社?|出版|薬局|薬品|グループ)"
)
_PLACES = "市町村区県港駅"
# What a body is, not which: the University of Tsukuba.
_KINDS = frozenset(
    stem(word)
    for word in (
        "university", "institute", "bank", "ministry", "agency", "department", "office",
        "college", "council", "commission", "center", "centre", "museum", "hospital", "city",
        "port", "state", "association",
    )
)  # fmt: skip
_OTHER_KIND = [
    "学院", "女子", "工業", "工科", "学芸", "教育", "医科", "市立", "県立", "府立", "農工", "外語",
]  # fmt: skip
_OF_UNIVERSITY = re.compile(
    rf"(?<=[{KANJI}{KATAKANA}]){''.join(f'(?<!{kind})' for kind in _OTHER_KIND)}大(?![{KANJI}])"
)  # Meiji University is 明治大, and not 明治学院大
_AS_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_HOLDING = frozenset({"HD", "FG", "GHD", "HDs", "ホールディングス"})
_UNIVERSITY = stem("university")
_ONLY_ENDS = 0.5  # of a compound whose end alone is stated, as electronics
_UNSTATED = 0.5  # of a name whose every form is known, and none stated


@dataclass
class Zone:
    """A piece of evidence text, prepared for matching."""

    text: str
    lexicon: Lexicon | None = field(default=None, repr=False)
    _covered: dict[Term, float] = field(default_factory=dict, repr=False)

    @cached_property
    def folded(self) -> str:
        return unaccent(fold(self.text)).lower()

    @cached_property
    def undotted(self) -> str:
        """Without the dots between the words of a name in katakana (キツネ・ボウル)."""
        return self.folded.replace("・", "")

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of its Latin words, with and without long vowels."""
        text = re.sub(r"(?<=[a-z]{2})(?:hd|fg)\b", " ", self.folded)  # ANAHD
        stems = {stem(bare(w)) for w in re.findall(r"[a-z][a-z0-9&'-]*", text)}
        return frozenset(stems | set(map(shortened, stems)))

    @cached_property
    def printed(self) -> frozenset[str]:
        """Its Latin words of three letters and more as they stand."""
        found = re.findall(r"[a-z][a-z'-]{2,}", self.folded)
        found += [piece for word in found for piece in word.split("-") if len(piece) > 3]
        found += [p.lower() for camel in _CAMEL.findall(self.text) for p in camel if len(p) > 3]
        return frozenset(map(bare, found))  # Moller-Maersk is Maersk as well

    @cached_property
    def joined(self) -> frozenset[str]:
        """Its pairs of capitalised words in one: blueorigin, elililly."""
        pairs = re.findall(r"\b(?=([A-Z][a-z]+)[ -]([A-Z][a-z]+)\b)", unaccent(fold(self.text)))
        return frozenset(f"{one}{other}".lower() for one, other in pairs)

    @cached_property
    def initials(self) -> Initials:
        """What its names are by their first letters."""
        return Initials(self.text)

    @cached_property
    def kana(self) -> frozenset[str]:
        """Its runs of katakana, and of hiragana that may be names."""
        return frozenset(re.findall(rf"[{KATAKANA}]{{2,}}|[\u3041-\u3096]{{3,}}", self.folded))

    @cached_property
    def kanji(self) -> frozenset[str]:
        return frozenset(re.findall(rf"[{KANJI}]{{2,}}", self.folded))

    @cached_property
    def mixed(self) -> frozenset[str]:
        """Its runs with kanji, and the kana that stand in them as in names (石川ひなた会)."""
        runs = re.findall(rf"[{KANJI}{KATAKANA}\u3041-\u3096]{{2,}}", self.folded)
        return frozenset(run for run in runs if re.search(rf"[{KANJI}]", run))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Ids of the measures that it names."""
        return frozenset(hit.id for hit in measures.find(self.folded))

    @cached_property
    def japanese(self) -> bool:
        return bool(re.search(rf"[\u3041-\u3096{KATAKANA}{KANJI}]", self.text))

    def covers(self, term: Term) -> float:
        """How far this text states ``term``: 0 (not at all) to 1 (literally)."""
        if term not in self._covered:
            self._covered[term] = max(map(self._cover, (term, *term.also)))
        return self._covered[term]

    def _cover(self, term: Term) -> float:
        if term.text.lower() in self.folded and (term.lang == "ja" or self.japanese):
            return 1.0
        known = aliases(term.text)
        if any(states(self.folded, form) for form in known):
            return 1.0
        low = term.text.lower()
        if any(states(self.folded, low.replace(" ", joint)) for joint in ("-", "")):
            return 1.0
        if self.initials.tell(term.text, named=term.name):
            return 1.0
        if term.name and any(states(self.folded, seat) for seat in seats(term.text)):
            return _SEAT
        if term.lang == "ja" and self._is_camel(term.parts):
            return 1.0
        if term.lang == "ja":
            if not self.japanese:  # 王子HD is Oji
                term = replace(
                    term, parts=tuple(p for p in term.parts if p not in _HOLDING) or term.parts
                )
            part = _combined(term, [self._ja_part(part, term.name) for part in term.parts])
        else:
            part = self._english(term)
        return min(part, _UNSTATED) if any(map(is_whole, known)) else part

    def _is_camel(self, parts: tuple[str, ...]) -> bool:
        """Whether one of its words is a name in katakana and letters: スペースX, オープンAI."""
        if len(parts) != 2 or not re.fullmatch(rf"[{KATAKANA}]{{3,}}", parts[0]):
            return False
        end = parts[1].lower()
        if not re.fullmatch("[a-z]{1,3}", end):
            return False
        words = (word.removesuffix(end) for word in self.printed if word.endswith(end))
        return any(sound_alike(word, parts[0]) >= _SURELY for word in words if len(word) > 2)

    def places(self, term: Term) -> list[int]:
        """Where in the text the term, a part or a translation of it, stands."""
        forms = {term.text.lower(), *(part.lower() for part in term.parts if len(part) > 1)}
        forms.update(form for form in aliases(term.text) if states(self.folded, form))
        if term.lang == "en" and self.japanese:
            forms |= {run for run in self.kana if any(spells(p, run) for p in term.parts)}
            if self.lexicon is not None:
                heads = self.lexicon.translations(term.parts)
                forms |= {entry.head.lower() for entry in heads if len(entry.head) > 1}
            forms |= {self.as_read(part) for part in term.parts}
        found = [self.folded.find(form) for form in forms if form and form in self.folded]
        return sorted(found + [at for other in term.also for at in self.places(other)])

    def as_read(self, part: str) -> str:
        """The characters of this text that read as the Latin ``part``, or nothing."""
        if self.lexicon is None:
            return ""
        read = (read_as(part, run, self.lexicon.readings) for run in self.mixed)
        return next(filter(None, read), "")

    def _ja_part(self, part: str, named: bool) -> float:
        low = part.lower()
        letter = len(low) == 1 and low.isascii()  # of スペースX, and not of every word
        if states(self.folded, low) if letter else low in self.folded or low in self.undotted:
            return 1.0
        if any(states(self.folded, form) for form in aliases(low)):
            return 1.0
        if re.match(r"[a-z]", low):
            return self._latin(stem(low)) if self.japanese else float(stem(low) in self.words)
        if not self.japanese:
            return self._ja_in_english(low, named)
        if re.fullmatch(rf"[{KANJI}]{{3,}}", low):
            pattern = re.compile(".*".join(map(re.escape, low)))
            if any(run[0] == low[0] and pattern.match(run) for run in self.kanji if len(run) < 16):
                return 0.9
        if self._is_shortened(low):
            return _SHORT
        if _PREFECTURE.fullmatch(low) and re.search(
            rf"(?<![{KANJI}]){low[:-1]}(?![{KANJI}{KATAKANA}])", self.folded
        ):
            return _AS_PREFECTURE
        if re.fullmatch(rf"[{KATAKANA}]{{3,}}", low):  # スバル where SUBARU is printed
            spelled = max((spelled_in(word, low) for word in self.printed), default=0.0)
            if spelled >= _SURELY:
                return spelled
        return max(self._synonym(low), _bigram_share(low, self.folded))

    def _is_shortened(self, part: str) -> bool:
        """Whether its beginning stands here as a name: 瑞穂電子 for 瑞穂電子工業."""
        sizes = range(len(part) - 1, max(3, (len(part) + 1) // 2) - 1, -1)
        found = (part[:size] for size in sizes if part[:size] in self.folded)
        return any(
            not _PLACE.search(short) and re.search(re.escape(short) + _NAME_ENDS, self.folded)
            for short in found
        )

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
        surname = 0.45 if len(scores) > 1 and scores[-1] >= 0.8 else 0.0  # 遠藤 of Takehiko Endo
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
        if part == _UNIVERSITY and "大" in self.folded and "大学" not in self.folded:
            return 0.9 if _OF_UNIVERSITY.search(self.folded) else 0.0
        best = max((spells(part, run) for run in self.kana), default=0.0)
        if self.lexicon is not None and best < 0.9:
            for entry in self.lexicon.translations((part,)):
                if entry.head.lower() in self.folded and (len(entry.head) > 1 or not entry.name):
                    best = max(best, (0.9 if len(entry.head) > 1 else 0.5))
                elif len(entry.head) == 1 and any(entry.head + of in self.folded for of in _PLACES):
                    best = max(best, 0.9)  # 呉市 for Kure
            if best < 0.5 and self.as_read(part):
                best = _AS_READ
        return best

    def _ja_in_english(self, part: str, named: bool) -> float:
        """A Japanese word in English text: spelled out, or translated piece by piece.

        Pieces of a name may also be read: Fugaku is 富岳.
        """
        if re.fullmatch(rf"[{KATAKANA}\u3041-\u3096]+", part):
            part = part.translate(_AS_KATAKANA)
            begun = max((begun_by(word, part) for word in self.printed), default=0.0)
            spelled = max((spelled_in(word, part) for word in self.printed), default=0.0)
            if spelled:
                whole = max((sound_alike(two, part) for two in self.joined), default=0.0)
                return max(begun, whole, _ONLY_ENDS * spelled)
        if self.lexicon is None:
            return 0.0
        covered, at = 0, 0
        while at < len(part):
            size = next(
                (
                    n
                    for n in range(min(8, len(part) - at), 0, -1)
                    if self._glossed(part[at : at + n])
                    or (named and self._reads(part[at : at + n]))
                ),
                0,
            )
            covered += size
            at += size or 1
        return 0.95 * covered / len(part)

    def _reads(self, piece: str) -> bool:
        """Whether one of its Latin words is how two characters or more are read: Fugaku, 富岳."""
        if self.lexicon is None or len(piece) < 2:
            return False
        known = self.lexicon.readings
        return any(read_as(word, piece, known) == piece for word in self.printed)

    def _glossed(self, head: str) -> bool:
        if head == "大" and _UNIVERSITY in self.words:
            return True
        entries = self.lexicon.glosses(head) if self.lexicon else ()
        return any(
            entry.words <= self.words and (len(head) > 1 or not entry.name) for entry in entries
        )


def spells(part: str, run: str) -> float:
    """How likely a run of katakana spells, begins or ends with the stemmed word ``part``."""
    return max(spelled_in(word, run) for word in unstemmed(part))


def _combined(term: Term, scores: list[float]) -> float:
    """One score of a compound: by length of its parts; a name stands on its first part."""
    total = sum(len(part) for part in term.parts) or 1
    mean = sum(len(part) * score for part, score in zip(term.parts, scores, strict=True)) / total
    if term.name and len(scores) > 1:
        telling = (n for n, part in enumerate(term.parts) if part not in _KINDS)
        first = scores[next(telling, 0)]
        return min(mean, 0.4) if first < 0.5 else max(mean, 0.6 * first)
    return mean


def _bigram_share(part: str, text: str) -> float:
    """Partial credit for kanji compounds that the text words a little differently."""
    if len(part) < 3 or not re.fullmatch(rf"[{KANJI}]+", part):
        return 0.0
    pairs = [part[i : i + 2] for i in range(len(part) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs)
    return 0.8 * share if share >= 0.5 else 0.3 * share


def with_owners(found: list[Term], owners: Iterable[Zone]) -> list[Term]:
    """Terms of which those that call a figure's owner count as names (オラクル, 青嶺精機)."""
    known = list(owners)
    return [
        replace(term, name=True, weight=2.0)
        if not term.name
        and term.text.lower() not in EVERYWHERE
        and re.fullmatch(
            rf"[{KATAKANA}・]{{3,}}[{KANJI}]{{0,4}}|[A-Z][\w ]+|[{KANJI}]{{4,8}}", term.text
        )
        and any(_is_called(zone, term) for zone in known)
        else term
        for term in found
    ]


def _is_called(owner: Zone, term: Term) -> bool:
    """Whether an owner bears a name; one in kanji must be no word of the dictionary.

    A word of every day (オラクル, ホテル) must be all that the owner is called.
    What kind of company it is may be left out: 大丸松坂屋 of 大丸松坂屋百貨店.
    """
    if owner.lexicon is None:
        return owner.covers(term) >= _SURELY
    entries = owner.lexicon.glosses(term.text)
    if re.match(rf"[{KANJI}]", term.text):
        name = re.escape(term.text.lower())
        return not entries and bool(re.search(f"{name}$|^{name}{_COMPANY}$", owner.folded))
    if any(e.common for e in entries) and not any(e.name for e in entries):
        alone = owner.folded == term.text.lower() or _ONE_NAME.fullmatch(owner.text)
        return bool(alone) and owner.covers(term) >= _SURELY
    return owner.covers(term) >= _SURELY
