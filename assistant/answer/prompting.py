"""The prompts: files of this package, filled in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


def prompt(name: str, **values: str) -> tuple[str, str]:
    """The system and the user part of ``prompts/NAME.md`` with its ``$names`` filled in."""
    system, user = _parts(name)
    return Template(system).substitute(values), Template(user).substitute(values)


@cache
def _parts(name: str) -> tuple[str, str]:
    text = (files("assistant.answer") / "prompts" / f"{name}.md").read_text("utf-8")
    system, _, user = text.partition("\n---\n")
    return system.strip(), user.strip()
