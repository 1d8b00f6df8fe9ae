"""Values of before, given beside those of now: «up from $5 million», 「(前年同期は3億円)」."""

from __future__ import annotations

import re

from assistant.answer.context import Context
from assistant.schema import Figure
from assistant.text.fold import fold

# What asks for the value of before, besides the cue "prior"; and what for the one of now that a
# plan will change.
ASKED = re.compile(
    r"去年|最初|当初|もともと|前(?:は|の年?[年期月度])|[るた]前の|(?:[減増]額|引き?[上下]げ|[上下]方?修正|変更|改定|見直し|値[上下]げ)前|元は|元々|もとは|これまで|\bago\b|\bearlier\b|\bbefore\b"
    r"|\blast (?:quarter|month)|\bused to\b|\boriginal(?:ly)?\b|\binitial(?:ly)?\b|at first\b"
)
NOW = re.compile(
    r"いま(?![すしせ])|今(?!年|期|月|回|後|春|夏|秋|冬)|現在|at present"
    r"|\bcurrent(?:ly)?\b|\bnow\b|today"
)
_BEFORE_EN = re.compile(
    r"\b(?:from|compared (?:with|to)|against|versus) (?:about |around |up to |at least |just "
    r"|nearly |over |more than |some |a maximum of |a (?:planned|previous|record) )?$"
)
_BEFORE_JA = re.compile(
    r"(?:前年同[期月]|前年度?|前期|前回|前月|従来|当初|[1-9一二三]年前)(?:実績|予想|計画|見込み)?"
    r"(?:の|は|が)?約?$"
)
_LIKEWISE_JA = re.compile(r"(?:前年|前期|前回|従来|当初).*\(同(?:じく)?(?:は|、)?約?$")
_MOVED_JA = re.compile(r"(?:程度|前後|台)?から")
_REACH = 200  # characters before, in its sentence, that may say so
_NEXT = 16  # characters to the value that takes its place
_BESIDE = 60  # within which both stand


def is_former(figure: Figure, context: Context) -> bool:
    """Whether it is a value of before, which another takes the place of."""
    if figure.field == "title" or figure.unit == "date":
        return False
    text = context.article.text
    start = max(context.sentence(figure.start)[0], figure.start - _REACH)
    said = fold(text[start : figure.start])
    if _BEFORE_EN.search(said) or _BEFORE_JA.search(said) or _LIKEWISE_JA.search(said):
        return True
    moved = _MOVED_JA.match(text, figure.end)
    return moved is not None and any(
        0 <= other.start - moved.end() < _NEXT for other in context.rivals(figure)
    )


def before(figure: Figure, context: Context) -> list[Figure]:
    """The values of before that stand beside it."""
    return [
        other
        for other in context.rivals(figure)
        if abs(other.start - figure.start) < _BESIDE and is_former(other, context)
    ]
