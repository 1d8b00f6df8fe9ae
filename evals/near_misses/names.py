"""Companies and institutions of the demo corpus by their names in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.schema import Lang
from assistant.text.aliases import states
from assistant.text.fold import fold

# Forms by bars, the one to ask with first; English, then Japanese.
_TABLE = """
AWS|Amazon Web Services|Amazon ; AWS|アマゾン
Denso ; デンソー
Fuji Electric ; 富士電機
Fujitsu ; 富士通
GMO Internet Group|GMO Internet|GMO ; GMOインターネットグループ|GMO
Google ; グーグル
GPIF|Government Pension Investment Fund ; GPIF|年金積立金管理運用独立行政法人
Highreso ; ハイレゾ
Honda|Honda Motor ; ホンダ|本田技研
GS Yuasa ; GSユアサ
IBM ; IBM
Ibiden ; イビデン
JASM ; JASM
JERA ; JERA
KDDI ; KDDI
Kioxia ; キオクシア
Western Digital ; ウエスタンデジタル
Micron|Micron Technology ; マイクロン|マイクロン・テクノロジー
Microsoft ; マイクロソフト
Mitsubishi Corporation|Mitsubishi Corp. ; 三菱商事
Nissan|Nissan Motor ; 日産自動車|日産
NTT ; NTT
OpenAI ; オープンAI|OpenAI
Oracle ; オラクル
Panasonic Energy|Panasonic ; パナソニックエナジー|パナソニック
PSMC ; PSMC
Rapidus ; ラピダス
Renesas|Renesas Electronics ; ルネサスエレクトロニクス|ルネサス
Resonac ; レゾナック
RIKEN ; 理化学研究所|理研
Rohm ; ローム
Sakura Internet|Sakura ; さくらインターネット|さくら
Samsung|Samsung Electronics ; サムスン電子|サムスン
SBI Holdings|SBI ; SBIホールディングス|SBI
Sekisui Chemical ; 積水化学工業|積水化学
Sharp ; シャープ
SoftBank Corp.|SoftBank Corp|SoftBank ; ソフトバンク
SoftBank Group|SBG ; ソフトバンクグループ|ソフトバンクG
Sony|Sony Group|Sony Semiconductor Solutions ; ソニーグループ|ソニー
Subaru ; SUBARU|スバル
Toshiba ; 東芝
Toyota|Toyota Motor ; トヨタ自動車|トヨタ
Toyota Tsusho ; 豊田通商
TSMC ; TSMC
University of Tokyo ; 東京大学|東大
Xeureka ; ゼウレカ
ELYZA ; ELYZA
MM Research Institute ; MM総研
"""


@dataclass(frozen=True, slots=True)
class Company:
    """Its names, the one to ask with first."""

    names: dict[Lang, tuple[str, ...]]

    def __hash__(self) -> int:
        return hash(self.names["en"])

    @property
    def forms(self) -> tuple[str, ...]:
        """Every name, folded and in lower case."""
        return tuple({plain(name): None for names in self.names.values() for name in names})


@cache
def plain(text: str) -> str:
    """Text as names are looked for in it: folded, with its length kept, in lower case."""
    return fold(text).lower()


@cache
def companies() -> tuple[Company, ...]:
    """All that the table holds."""
    lines = (line.split(";") for line in _TABLE.strip().splitlines())
    return tuple(Company({"en": _split(english), "ja": _split(own)}) for english, own in lines)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("|"))


@cache
def _forms() -> Sequence[tuple[str, Company]]:
    """Every form with its company, the longest first, so that none is found inside another."""
    pairs = [(form, company) for company in companies() for form in company.forms]
    return sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)


def named(text: str) -> dict[Company, list[str]]:
    """The companies that a text names, each with the forms it is named by."""
    left = plain(text)
    found: dict[Company, list[str]] = {}
    for form, company in _forms():
        if states(left, form) if form.isascii() else form in left:  # 自動車大手トヨタ
            found.setdefault(company, []).append(form)
            left = left.replace(form, "\0" * len(form))
    return found


def renamed(text: str, forms: Sequence[str], name: str) -> str:
    """``text`` with every form of a company replaced by a name; the longest form first."""
    either = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    parts, at = [], 0
    for found in re.finditer(either, plain(text)):
        parts += [text[at : found.start()], name]
        at = found.end()
    return "".join([*parts, text[at:]])
