"""Which names are countries'."""

from __future__ import annotations

import pytest

from assistant.text.countries import is_country, seats


@pytest.mark.parametrize(
    "name", ["Canada", "Canadian", "カナダ", "U.S.", "米国", "オランダ", "Kenya"]
)
def test_countries(name: str) -> None:
    assert is_country(name)


@pytest.mark.parametrize("name", ["Toyota", "トヨタ", "Ontario", "熊本", "EU", ""])
def test_others(name: str) -> None:
    assert not is_country(name)


@pytest.mark.parametrize("name", ["Germany", "German", "ドイツ"])
def test_a_government_is_called_by_its_seat(name: str) -> None:
    assert seats(name) == ("berlin", "ベルリン")


def test_a_company_has_no_seat() -> None:
    assert seats("Siemens") == ()
