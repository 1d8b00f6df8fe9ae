"""Names across scripts: whether an English word and a run of kana sound alike."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

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
    (r"tion\b", "shon"), (r"sch", "sh"), (r"ph", "f"), (r"gh(?=[aeiou])", "g"), (r"gh", ""),
    (r"ck", "k"), (r"ch", "t"), (r"tch", "t"), (r"sh", "s"), (r"th", "s"), (r"qu", "k"),
    (r"wh", "h"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"x", "ks"), (r"^y|(?<=[aeiou])y", "y"),
)  # fmt: skip
_CONSONANTS = str.maketrans({"l": "r", "v": "b", "j": "z", "q": "k", "g": "g"})
_ALIKE = 0.75


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
            out = out[:-1] + (small if not out.endswith(("hi", "ji")) else small.lstrip("y"))
    return out


@lru_cache(16384)
def skeleton(word: str) -> str:
    """The consonants of an English word or a romanisation, as Japanese ears merge them."""
    word = word.lower()
    word = re.sub(r"shi", "si", word)
    word = re.sub(r"chi|tsu", "t", word)
    for pattern, sound in _ENGLISH:
        word = re.sub(pattern, sound, word)
    word = word.translate(_CONSONANTS)
    word = re.sub(r"[aeiouyw]|(?<=.)h|er?$", "", word)
    return re.sub(r"(.)\1+", r"\1", word).replace("m", "n")


@lru_cache(65536)
def sound_alike(word: str, kana: str) -> float:
    """How likely ``kana`` (one run) spells the English ``word``: 0 to 1.

    Skeletons must agree nearly; vowels break ties. After the consonant
    skeletons used to match transliterations in cross-language retrieval.
    """
    roman = romanise(kana)
    if not roman or len(word) < 3:
        return 0.0
    if word == roman:
        return 1.0
    left, right = skeleton(word), skeleton(roman)
    if not left or not right or left[0] != right[0]:
        return 0.0
    close = SequenceMatcher(None, left, right, autojunk=False).ratio()
    vowels = SequenceMatcher(None, word.replace("l", "r"), roman, autojunk=False).ratio()
    score = 0.6 * close + 0.4 * vowels
    return score if score >= _ALIKE and min(len(left), len(right)) >= 2 else 0.0


def spelled_in(word: str, kana: str) -> float:
    """As ``sound_alike``, also for a word that is only a part of the run ``kana``.

    「ソフトバンクグループ」 contains SoftBank; parts begin at the run's start or
    end at its end.
    """
    best = sound_alike(word, kana)
    if best or len(kana) < 4:
        return best
    for cut in range(3, len(kana) - 1):
        best = max(best, sound_alike(word, kana[:cut]), sound_alike(word, kana[cut:]))
    return 0.95 * best if best >= 0.85 else 0.0
