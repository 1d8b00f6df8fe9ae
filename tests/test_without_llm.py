"""With no language model configured nothing of one is there: no import, no connection."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

CODE = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("a connection")
socket.socket.connect = socket.getaddrinfo = refuse
from assistant.core import Assistant
with Assistant.open(sys.argv[1]) as assistant:
    answer, = assistant.ask_stream("how much did KDDI receive?", ["how much did Rapidus receive?"])
assert (answer.status, answer.writer) == ("answered", "template")
assert (answer.note, answer.raw, answer.timings.get("llm")) == (None, None, None)
heavy = ("openai", "xllamacpp", "ollama", "llama_index.llms")
loaded = [name for name in sys.modules if name.startswith(heavy)]
assert loaded == [], loaded
"""


def test_nothing_is_loaded_and_nobody_called(small_index: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_LLM")
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(small_index)],
        env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
