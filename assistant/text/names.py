"""Names across scripts: which runs of kana spell an English word, and which words a run."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from assistant.text import sounds
from assistant.text.tokens import unstemmed

_KANA = {
    "ア": "a", "イ": "i", "ウ": "u", "エ": "e", "オ": "o", "カ": "ka", "キ": "ki", "ク": "ku",
    "ケ": "ke", "コ": "ko", "サ": "sa", "シ": "shi", "ス": "su", "セ": "se", "ソ": "so",
    "タ": "ta", "チ": "chi", "ツ": "tsu", "テ": "te", "ト": "to", "ナ": "na", "ニ": "ni",
    "ヌ": "nu", "ネ": "ne", "ノ": "no", "ハ": "ha", "ヒ": "hi", "フ": "fu", "ヘ": "he",
    "ホ": "ho", "マ": "ma", "ミ": "mi", "ム": "mu", "メ": "me", "モ": "mo", "ヤ": "ya",
    "ユ": "yu", "ヨ": "yo", "ラ": "ra", "リ": "ri", "ル": "ru", "レ": "re", "ロ": "ro",
    "ワ": "wa", "ヲ": "o", "ン": "n", "ガ": "ga", "ギ": "gi", "グ": "gu", "ゲ": "ge",
    "ゴ": "go", "ザ": "za", "ジ": "ji", "ズ": "zu", "ゼ": "ze", "ゾ": "zo", "ダ": "da",
    "ヂ": "ji", "ヅ": "zu", "デ": "de", "ド": "do", "バ": "ba", "ビ": "bi", "ブ": "bu",
    "ベ": "be", "ボ": "bo", "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pe", "ポ": "po",
    "ヴ": "vu",
}  # fmt: skip
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo"}
_ENGLISH = (
    (r"tion\b", "shon"), (r"zz", "ts"), (r"sch", "sh"), (r"ph", "f"), (r"gh(?=[aeiou])", "g"),
    (r"gh", ""), (r"ck", "k"), (r"ch", "t"), (r"tch", "t"), (r"sh", "s"), (r"th", "s"),
    (r"qu", "k"), (r"wh", "h"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"x", "ks"),
    (r"^y|(?<=[aeiou])y", "y"),
)  # fmt: skip
_CONSONANTS = str.maketrans({"l": "r", "v": "b", "j": "z", "q": "k", "g": "g"})
_SILENT_R = re.compile(r"r(?=[^aeiouyr]|$)|(?<=[aeiou])re$")
_ALIKE = 4.0  # log-odds at which a run is taken to spell a word
_PART_ALIKE = 7.0  # and at which a part of it is
_MARGIN, _FEW = 1.5, 3  # of words that sound alike, those so near the likeliest count


@lru_cache(16384)
def romanise(kana: str) -> str:
    """Hepburn-like romanisation of hiragana or katakana; long marks are dropped."""
    out = ""
    for char in kana:
        code = ord(char)
        char = chr(code + 0x60) if 0x3041 <= code <= 0x3096 else char
        if char in _KANA:
            out += _KANA[char]
        elif char in _SMALL:
            small = _SMALL[char]
            small = small.lstrip("y") if out.endswith(("hi", "ji")) else small
            out = out.removesuffix(out[-1:].strip("n")) + small
    return out


@lru_cache(16384)
def skeleton(word: str) -> str:
    """The consonants of an English word or a romanisation, as Japanese ears merge them."""
    word = re.sub(r"[aeiouyw]|(?<=.)h", "", _sounded(word)).replace("m", "n")
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(16384)
def _sounded(word: str) -> str:
    """A word with its consonants as Japanese ears hear them."""
    word = re.sub(r"shi", "si", word.lower())
    word = word.replace("chi", "ti").replace("tsu", "tu")
    for pattern, sound in _ENGLISH:
        word = re.sub(pattern, sound, word)
    return word.translate(_CONSONANTS)


def sound_alike(word: str, kana: str) -> float:
    """How likely ``kana`` (one run) spells the lower-case English ``word``: 0, or 0.75 to 1."""
    if len(word) < 3:
        return 0.0
    if word == romanise(kana):
        return 1.0
    return _likely(sounds.log_odds(word, kana), _ALIKE)


def _likely(log_odds: float, least: float) -> float:
    """0 below ``least``; 0.75 at log-odds of 4, 0.96 at 8."""
    return 1 - 1 / (1 + math.exp((log_odds - 1.8) / 2)) if log_odds >= least else 0.0


@lru_cache(16384)
def _heard(word: str) -> tuple[str, ...]:
    """An English word, and without the r that British ears do not hear: Ravensworth, Eastmere."""
    return tuple(dict.fromkeys((word, _SILENT_R.sub("", word))))


def begun_by(word: str, kana: str) -> float:
    """As ``sound_alike``, also for a word that ``kana`` begins with: SoftBank of its group."""
    part = sounds.part_log_odds(word, kana)[0] if len(word) > 2 and len(kana) > 3 else sounds.NEVER
    return max(sound_alike(word, kana), 0.95 * _likely(part, _PART_ALIKE))


def spelled_in(word: str, kana: str) -> float:
    """As ``sound_alike``, also for a word that is only a part of the run ``kana``.

    「ソフトバンクグループ」 contains SoftBank; parts begin at the run's start or
    end at its end.
    """
    whole = sound_alike(word, kana)
    if whole == 1.0 or len(word) < 3 or len(kana) < 4:
        return whole
    part = max(sounds.part_log_odds(word, kana))
    return max(whole, 0.95 * _likely(part, _PART_ALIKE))


# What each kana leaves in the skeleton of its romanisation; small ones leave nothing.
_LEFT = {ord(kana): skeleton(_KANA[kana]) or None for kana in _KANA}
_BREATHED = ("ハ", "ヒ", "ヘ", "ホ")
_LEFT |= {ord(kana): "h" for kana in _BREATHED} | {ord("ン"): "n"}
_LEFT |= dict.fromkeys(map(ord, [*_SMALL, "ッ", "ー"]))


def kana_skeleton(kana: str) -> str:
    """``skeleton(romanise(kana))`` of a run of katakana, by table."""
    left = re.sub("ツ(?=ッ*[ァィェォャュョ])", "トス", kana).translate(_LEFT)
    left = left if kana.lstrip("ッー").startswith(_BREATHED) else left.replace("h", "")
    left = left[:1] + left[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", left)


def hiragana(word: str) -> str:
    """A romanised Japanese word (hayabusa) in hiragana, or nothing if it cannot be one."""
    out, at = "", 0
    while at < len(word):
        size = next((n for n in (3, 2, 1) if word[at : at + n] in _MORAE), 0)
        if not size:
            return ""
        out += _MORAE[word[at : at + size]]
        at += size
    return out


_MORAE = {roman: chr(ord(kana) - 0x60) for kana, roman in _KANA.items() if kana not in "ヂヅヲヴ"}
_MORAE |= {
    roman[:-1] + small: _MORAE[roman] + kana
    for roman in ("ki", "gi", "ni", "hi", "bi", "pi", "mi", "ri")
    for small, kana in (("ya", "ゃ"), ("yu", "ゅ"), ("yo", "ょ"))
}
_MORAE |= {
    roman[:-1] + small: _MORAE[roman] + kana
    for roman in ("shi", "chi", "ji")
    for small, kana in (("a", "ゃ"), ("u", "ゅ"), ("o", "ょ"))
}


_V = {"": "ブ", "ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ"}


class Sounds:
    """Words of one script, found by how a word of the other script sounds.

    Skeletons that differ in at most one letter are compared: every word is kept
    under its skeleton and under each with one letter left out (symmetric deletes,
    as in Garbe's SymSpell).
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._under: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            heard = map(skeleton, _heard(word)) if word.isascii() else [kana_skeleton(word)]
            keys = {key for left in heard if len(left) >= 2 for key in _keys(left)}
            for key in keys:
                self._under[key].append(word)

    def of(self, kana: str) -> list[str]:
        """The English words that a run of katakana most likely spells, begins and ends with."""
        parts = [kana, *(kana[:cut] for cut in range(3, len(kana)))]
        parts += [kana[cut:] for cut in range(1, len(kana) - 2)]
        near = dict.fromkeys(word for part in parts for word in self._near(kana_skeleton(part)))
        found = _likeliest({word: _spelled(word, kana) for word in near}, _ALIKE)
        for end in (0, 1):
            scores = {word: sounds.part_log_odds(word, kana)[end] for word in near}
            found += _likeliest(scores, _PART_ALIKE)
        return list(dict.fromkeys(found))

    def whole(self, kana: str) -> list[str]:
        """The English words that all of a run of katakana most likely spells."""
        near = self._near(kana_skeleton(kana))
        return _likeliest({word: _spelled(word, kana) for word in near}, _ALIKE)

    def alike(self, kana: str) -> list[str]:
        """The runs of katakana that are spelled otherwise: ベスタス for ヴェスタス."""
        plain = _plain(kana)
        return [word for word in self._near(kana_skeleton(kana)) if _plain(word) == plain]

    def spelling(self, word: str) -> list[str]:
        """The runs of katakana that most likely spell an English word."""
        near = {kana for heard in _heard(word) for kana in self._near(skeleton(heard))}
        return _likeliest({kana: sounds.log_odds(word, kana) for kana in near}, _ALIKE)

    def _near(self, left: str) -> Iterable[str]:
        if len(left) < 2:
            return ()
        return dict.fromkeys(word for key in _keys(left) for word in self._under.get(key, ()))


def _plain(kana: str) -> str:
    """Katakana without long marks and small ッ, ヴ as it is written without it."""
    return re.sub("[ーッ]", "", re.sub("ヴ([ァィェォ])?", lambda m: _V[m[1] or ""], kana))


def _spelled(stemmed: str, kana: str) -> float:
    """The log-odds that ``kana`` spells what was printed: siemen of the tokens is Siemens."""
    return max(sounds.log_odds(word, kana) for word in unstemmed(stemmed))


def _likeliest(scores: dict[str, float], least: float) -> list[str]:
    """The few with the best score or one within a margin of it."""
    least = max(least, max(scores.values(), default=0.0) - _MARGIN)
    kept = [word for word, score in scores.items() if score >= least]
    return sorted(kept, key=lambda word: -scores[word])[:_FEW]


def _keys(left: str) -> set[str]:
    """A skeleton, and what is left of a longer one without any one letter but the first."""
    if len(left) < 3:
        return {left}
    return {left} | {left[:n] + left[n + 1 :] for n in range(1, len(left))}
