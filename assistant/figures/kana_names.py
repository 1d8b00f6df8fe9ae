"""Names in hiragana, which look like grammar: さくら for さくらインターネット, 奥羽みらい銀行."""

from __future__ import annotations

import re
from functools import lru_cache

_ADVERB_WORDS = """
    また なお さらに しかし ただし ただ そして そのうち このうち うち それぞれ いずれも いずれ
    これ それ あれ この その あの ここ そこ これら それら このため そのため ほか ほかに
    もっとも まず つぎ すでに さらには まだ なかでも ともに およそ おおよそ ほぼ わずか すべて
    みな ところ とりわけ および ならびに または もし たとえば ちなみに いっぽう ひとり ため
    こと もの とき よう ほど まま など ごろ いま かつて きょう きのう あす あした ふだん いつも
    やがて やはり つねに とても もう いちど ようやく じつは みんな どこ だれ なに なぜ どう すぐ
    ずっと もちろん おそらく たぶん まさに いったん いわゆる わたし われわれ かれ みずから
    おのおの まわり あたり はじめ おわり しばらく いよいよ とくに むしろ あくまで ひとまず
"""
ADVERBS = frozenset(_ADVERB_WORDS.split())
_VERB_TAIL = re.compile(
    r"(?:した|する|して|され|った|って|いる|いた|れる|れた|ない|など|たい|ます|"
    r"です|ある|なる|った)$"
)
# Grammar that a run of hiragana before a phrase may hold instead of a name.
_NOT_NAME = re.compile(
    r"よれば|よると|より|つい|[こそあ]の|おい|おけ|とい|いう|して|すで|まで|から|"
    r"ほか|うち|なか|ながら|ように|ところ|"
    r"あり|なり|おり|など|にあ|あた|とも|かけ|べき|ごと|ずつ|だけ|しか|ほど|"
    r"くらい|ため|られ|され|きた|った|して|しく|らの|[ばずつくしをがはにで]$"
)

_BODIES = (
    r"(?:[ァ-ヺー]{3,}|銀行|信用金庫|信金|産業|証券|生命|損保|電力|鉄道|食品|製菓|製薬|大学|HD|FG)"
)
_BEFORE = re.compile(rf"(?<![ぁ-んァ-ヺー一-鿿])([ぁ-ゞ]{{2,8}})(?={_BODIES})")
_INSIDE = re.compile(
    r"[一-鿿]{1,4}([ぁ-ゞ]{2,5})(?=銀行|信用金庫|信金|産業|証券|生命|電力|鉄道|大学|病院|市(?![ぁ-ん一-鿿]))"
)
_VERBAL = re.compile(r"[るうくすつぬむぐぶただてでなのにをはがへともや]$|(?<!みら)(?<!あお)い$")
_MOST = 64  # names of an article that are looked for, so that the work stays linear
_ALONE = "(?<![ぁ-ん])(?:{})(?=[はがもとにの、,(]|に(?:は|も))"


@lru_cache(8)
def kana_names(text: str) -> re.Pattern[str] | None:
    """Where the names of a folded text have hiragana that no particle is in.

    Of a name that begins so, the hiragana alone when the text calls it that; of one that holds
    some, that part. ``None`` when there are none.
    """
    short = sorted({m[1] for m in _BEFORE.finditer(text) if not is_grammar(m[1])})[:_MOST]
    used = [name for name in short if re.search(_ALONE.format(name), text)]
    inner = sorted({(m[0], m[1]) for m in _INSIDE.finditer(text) if _is_inner(m[1])})[:_MOST]
    parts = [rf"(?<={whole[: -len(run)]}){run}" for whole, run in inner]
    parts += [_ALONE.format("|".join(used))] if used else []
    return re.compile("|".join(parts)) if parts else None


def _is_inner(run: str) -> bool:
    return not is_grammar(run) and _VERBAL.search(run) is None


def as_katakana(masked: str, names: re.Pattern[str] | None) -> str:
    """A sentence whose names are spelt in katakana, letter by letter."""
    if names is None:
        return masked
    return names.sub(lambda m: "".join(chr(ord(c) + 0x60) for c in m.group()), masked)


def is_grammar(run: str) -> bool:
    """Whether a run of hiragana before a name is grammar rather than the start of it."""
    if run in ADVERBS or _VERB_TAIL.search(run) or _NOT_NAME.search(run):
        return True
    return any(run.endswith(adverb) for adverb in ADVERBS if len(adverb) > 2)
