"""Names of one thing in two languages."""

from __future__ import annotations

import pytest

from assistant.text.aliases import TABLE, aliases, named_in, states
from assistant.text.fold import fold


@pytest.mark.parametrize(("name", "other"), [
    ("METI", "経済産業省"), ("経産省", "meti"), ("Bank of Japan", "日銀"),
    ("東大", "university of tokyo"),
    ("South Koreans", "韓国"), ("ファミマ", "familymart"), ("EIB", "欧州投資銀行"),
    ("JR East", "jr東日本"), ("日本航空", "jal"), ("the Fed", "frb"), ("TEPCO", "東電"),
])  # fmt: skip
def test_the_other_forms_of_a_name(name: str, other: str) -> None:
    assert other in aliases(name)


@pytest.mark.parametrize(("name", "other"), [
    ("SGHD", "sg holdings"), ("SGHD", "佐川急便"), ("みなとHD", "みなとホールディングス"),
    ("Sojitz Holdings", "sojitzhd"), ("りそなHD", "resona"),
    ("めぶきFG", "めぶきフィナンシャルグループ"),
])  # fmt: skip
def test_what_kind_of_company_it_is_is_cut_short(name: str, other: str) -> None:
    assert other in aliases(name)


@pytest.mark.parametrize(
    "name", ["KDDI", "PhD", "full HD", "さくらインターネット", "Meticulous", ""]
)
def test_an_unknown_name_has_none(name: str) -> None:
    assert aliases(name) == ()


@pytest.mark.parametrize(("text", "form", "stated"), [
    ("meti said on friday", "meti", True), ("meticulous work", "meti", False),
    ("経産省は", "経産省", True), ("metiは発表した", "meti", True), ("米の価格", "米", False),
    ("米オルムは", "米", True), ("日米オルムは", "米", False), ("米政府は", "米", True),
    ("中東レバノンで", "東レ", False), ("25日航空自衛隊は", "日航", False),
    ("最近鉄鋼は", "近鉄", False),
    ("東レは", "東レ", True), ("旧東急の", "東急", True), ("19日東電は", "東電", True),
])  # fmt: skip
def test_latin_forms_are_whole_words(text: str, form: str, stated: bool) -> None:
    assert states(text, form) is stated


def test_the_longest_form_is_found_and_none_inside_it() -> None:
    found = named_in("Did the Bank of Japan or 全日本空輸 decide?")
    assert found == ["bank of japan", "全日本空輸"]


def test_people_are_called_by_their_country() -> None:
    assert named_in("How many South Koreans came?") == ["south koreans"]
    assert "韓国" in aliases("South Koreans")


def test_the_table_is_clean() -> None:
    lines = [ln for ln in TABLE.read_text(encoding="utf-8").splitlines() if ln[:1] not in {"#", ""}]
    seen: set[str] = set()
    for line in lines:
        forms = line.split("\t")
        assert len(forms) == len({fold(form).lower() for form in forms}) > 1, line
        assert line not in seen
        seen.add(line)
