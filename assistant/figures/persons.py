"""Whether the words before a bracket name a person."""

from __future__ import annotations

import re

_PERSON = re.compile(
    r"(?:さん|氏|容疑者|被告|選手|監督|議員|社長|会長|首相|大統領|知事|市長|教授|ちゃん|くん"
    r"|君|長官|大臣|男性|女性|男|女|長男|次男|長女|次女|妻|夫|"
    r"父|母|作家|俳優|歌手|女優|投手|捕手|内野手|外野手|騎手|棋士|九段|八段|七段|六段|名人"
    r"|教諭|記者|アナウンサー|キャスター|タレント|ディレクター|プロデューサー|支配人|コーチ|候補|主将|選手権者|[社店課部署院校]長|職員|会社員|店員|社員|無職|学生|農業)$"
)
_NAME = re.compile(r"(?<![一-龥々])[一-龥々]{1,3}[一-龥々ぁ-ん]{1,4}$|[ァ-ヴー]+[・=][ァ-ヴー]+$")


def is_person(ahead: str) -> bool:
    """Whether the text before a bracket ends in a person, by title or by the look of a name."""
    return bool(_PERSON.search(ahead) or _NAME.search(ahead))


def titled(ahead: str) -> bool:
    """Whether the text ends in a title or a word for a person."""
    return bool(_PERSON.search(ahead))
