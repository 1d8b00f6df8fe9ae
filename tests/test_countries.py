"""Which names are countries'."""

from __future__ import annotations

import pytest

from assistant.text.countries import is_country


@pytest.mark.parametrize(
    "name", ["Canada", "Canadian", "カナダ", "U.S.", "米国", "オランダ", "Kenya"]
)
def test_countries(name: str) -> None:
    assert is_country(name)


@pytest.mark.parametrize("name", ["Toyota", "トヨタ", "Ontario", "熊本", "EU", ""])
def test_others(name: str) -> None:
    assert not is_country(name)
