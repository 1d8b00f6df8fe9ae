"""Japanese questions word for word in English, to train reading across languages.

Replacing words by a dictionary's translations while the passage stays as it is
teaches an encoder to align the two (code switching, Qin et al. 2020,
arXiv:2006.06402). The dictionaries are JMdict and JMnedict, from ``jamdict-data``.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

_WORDS = """
SELECT h.text, g.text, (SELECT count(*) FROM {mark} p WHERE p.kid = h.ID)
FROM {table} h JOIN Sense s ON s.idseq = h.idseq JOIN SenseGloss g ON g.sid = s.ID
WHERE s.ID = (SELECT min(ID) FROM Sense WHERE idseq = h.idseq) AND length(h.text) > {longer}
"""
_NAMES = """
SELECT h.text, g.text, 0 FROM {table} h
JOIN NETranslation t ON t.idseq = h.idseq JOIN NETransGloss g ON g.tid = t.ID
WHERE length(h.text) > 1
"""
_ASKED = (
    ("何年間|何カ月間|何日間|どれくらいの期間|どのくらいの期間", "how long"),
    ("何時間", "how many hours"),
    ("何年|何月|何日|何曜日|いつ|何時", "when"),
    ("何人", "how many people"),
    ("何歳|何才", "how old"),
    ("いくら|何円|何億", "how much"),
    ("何[つ個社校台件回本枚か所ヶ]|いくつ|どれくらい|どのくらい|どれだけ", "how many"),
    ("何パーセント|何%|何割|何%", "what percentage"),
    ("どこ|何処", "where"),
    ("誰|だれ|どなた", "who"),
    ("なぜ|何故|どうして", "why"),
    ("どの|どんな|どういう|どのような|どちら", "which"),
    ("何|なん|なに", "what"),
)
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%&' -]*|[\u30a1-\u30fe]+|[\u3400-\u9fff々]+[ぁ-ん]{0,3}")
_ENDINGS = re.compile("[ぁ-ん]+")  # in a question these are mostly grammar
_ENOUGH = 0.7  # of a question's words must be known
_LONGEST = 10


class Glossary:
    """English for Japanese words; ``rng`` chooses among a word's translations."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._words = _dictionary()

    def question(self, text: str) -> str | None:
        """The words of ``text`` in English, question word first; None if too few are known."""
        asked = ""
        for pattern, english in _ASKED:
            if re.search(pattern, text):
                asked, text = english, re.sub(pattern, " ", text, count=1)
                break
        words: list[str] = []
        known = total = 0
        for run in _RUN.findall(text):
            if run.isascii():
                words.append(run.strip())
                continue
            parts, missing = self._split(run)
            words += parts
            known += len(parts)
            total += len(parts) + missing
        if not total or known / total < _ENOUGH:
            return None
        if self._rng.random() < 0.4:  # English puts last what Japanese puts first
            words.reverse()
        english = " ".join([asked, *words]).strip()
        return english.lower() if self._rng.random() < 0.3 else english

    def _split(self, run: str) -> tuple[list[str], int]:
        """Translations of the longest known words from the left, and the characters left over."""
        found: list[str] = []
        missing = at = 0
        while at < len(run):
            for end in range(min(len(run), at + _LONGEST), at, -1):
                if glosses := self._words.get(run[at:end]):
                    found.append(self._rng.choice(glosses))
                    at = end
                    break
            else:
                missing += not "ぁ" <= run[at] <= "ん"
                at += 1
        return found, missing


def _dictionary() -> dict[str, tuple[str, ...]]:
    spec = find_spec("jamdict_data")
    if spec is None or spec.origin is None:
        raise SystemExit("the package jamdict-data is missing; run: pip install jamdict-data")
    source = Path(spec.origin).with_name("jamdict.db")
    db = sqlite3.connect(f"{source.as_uri()}?mode=ro&immutable=1", uri=True)
    known: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for query in (
        _WORDS.format(table="Kanji", mark="KJP", longer=0),
        _WORDS.format(table="Kana", mark="KNP", longer=2),
        _NAMES.format(table="NEKanji"),
        _NAMES.format(table="NEKana"),
    ):
        for head, gloss, common in db.execute(query):
            plain = re.sub(r"\s*\([^)]*\)", "", gloss).strip()
            if plain and plain.count(" ") < 4 and not _ENDINGS.fullmatch(head):
                known[head].append((bool(common), re.sub("^to ", "", plain)))
    db.close()
    return {head: _best(found) for head, found in known.items()}


def _best(found: list[tuple[int, str]]) -> tuple[str, ...]:
    common = max(rank for rank, _ in found)
    return tuple(dict.fromkeys(text for rank, text in found if rank == common))[:3]
