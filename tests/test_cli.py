"""The command line: what it parses, prints and returns. The assistant is a small stand-in;
the real one is asked in test_readme.py."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from assistant import cli, errors
from assistant.schema import Answer, Article, Check, Citation, Figure, Filter, Rejected
from assistant.store import IndexStatus

HEAVY = {
    "chromadb", "gradio", "llama_index", "numpy", "onnxruntime", "sentence_transformers",
    "sqlite3", "torch", "tqdm", "trafilatura", "transformers",
}  # fmt: skip

FIGURE = Figure("a1", "text", 0, 6, "102億円", Decimal("10200000000"), "JPY", "money")
CITATION = Citation(1, "a1", "題", None, None, None, "text", 0, 6, "102億円")


@dataclass
class Report:
    added: int = 2
    updated: int = 0
    unchanged: int = 1
    figures: int = 7
    chunks: int = 3
    rejected: tuple[Rejected, ...] = ()
    seconds: float = 1.25


class StandIn:
    """Answers every question alike, and remembers what it was called with."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.report = Report()
        self.failing: dict[str, Exception] = {}

    def __enter__(self) -> StandIn:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.calls.append(("close",))

    def ingest(self, paths: list[Path], **options: Any) -> Report:
        self.calls.append(("ingest", [str(p) for p in paths], options))
        self._fail("ingest")
        return self.report

    def ask(
        self, question: str, history: tuple[str, ...] = (), filter: Filter = Filter()
    ) -> Answer:
        self.calls.append(("ask", question, filter))
        self._fail(question)
        check = Check(FIGURE, "supported", 1)
        return Answer(question, "en", "answered", None, "102億円 [1]", citations=(CITATION,),
                      checks=(check,))  # fmt: skip

    def article(self, article_id: str) -> Article | None:
        return Article("a1", "題", "102億円", "ja") if article_id == "a1" else None

    def articles(self) -> list[Article]:
        return [Article("a1", "題", "102億円", "ja")]

    def remove(self, article_id: str) -> bool:
        return article_id == "a1"

    def figures(self, article_ids: Iterable[str] | None = None) -> list[Figure]:
        self._fail("figures")
        return [FIGURE, replace(FIGURE, subject="=1+1")]

    def status(self) -> IndexStatus:
        return IndexStatus(Path("index"), 3, 4, 5, "e5", 384, "c", "in step", 6)

    def _fail(self, name: str) -> None:
        if name in self.failing:
            raise self.failing[name]


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    monkeypatch.setattr(cli, "_open", lambda _args: stand_in)
    return stand_in


# -- arguments ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["ask"], 2, "give one question"),
        (["ask", "  "], 2, "give one question"),
        (["ask", "q", "--batch", "f"], 2, "give one question"),
        (["ask", "q", "--colour"], 2, "unknown argument '--colour'"),
        (["ask", "q", "extra"], 2, "unknown argument 'extra'"),
        (["ask", "q", "--since", "yesterday"], 2, "not a date"),
        (["ask", "q", "--until", "2024-13"], 2, "not a date"),
        (["ask", "q", "--until", "2023-02-29"], 2, "not a date"),
        (["ask", "q", "--since", "2025", "--until", "2024-06"], 2, "later than"),
        (["ingest", ""], 2, "empty PATH"),
        (["ingest", "--published", "2024-4-1"], 2, "not a date"),
        (["ask", "--batch", "/nowhere/q.jsonl"], 3, "/nowhere/q.jsonl: No such file"),
        (["figures", "--csv", "--json"], 2, "not allowed with"),
        (["show", "nothing"], 3, "no article 'nothing'"),
        (["remove", "nothing"], 3, "no article 'nothing'"),
        (["dance"], 2, "invalid choice"),
        ([], 2, "COMMAND"),
    ],
)
def test_wrong_use(
    argv: list[str],
    code: int,
    said: str,
    assistant: StandIn,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(argv) == code
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


def run(argv: list[str]) -> int:
    try:
        return cli.main(argv)
    except SystemExit as stop:
        assert isinstance(stop.code, int)
        return stop.code


@pytest.mark.parametrize(
    ("flags", "filter"),
    [
        ([], Filter()),
        (["--since", "2024-04", "--until", "2025"], Filter("2024-04", "2025")),
        (["--until", "2024-04-19"], Filter(until="2024-04-19")),
        (["--publisher", "Example News"], Filter(publisher="Example News")),
    ],
)
def test_filter(flags: list[str], filter: Filter, assistant: StandIn) -> None:
    assert cli.main(["ask", "KDDIは?", *flags]) == 0
    assert assistant.calls[0] == ("ask", "KDDIは?", filter)
    assert assistant.calls[-1] == ("close",)


def test_ingest_reads_corpus_by_default(
    assistant: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["ingest"]) == 2
    (tmp_path / "corpus").mkdir()
    assert cli.main(["ingest"]) == 0
    assert assistant.calls[0][1] == ["corpus"]


def test_help_teaches_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    assert 'assistant ask "how much did KDDI receive?"' in text
    assert 'assistant ask "KDDIはいくら助成される?"' in text


# -- output -------------------------------------------------------------------------------------


def test_ask_prints_text_or_json(assistant: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "q"]) == 0
    assert capsys.readouterr().out == "102億円 [1]\n\n[1] “102億円”\n    題\n"
    assert cli.main(["ask", "q", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["value"] == "10200000000"


def test_ingest_summary_names_each_rejected_file(
    assistant: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant.report = Report(rejected=(Rejected("bad\x1b.html", "no text"),))
    assert cli.main(["ingest", str(tmp_path), "--published", "2024-04"]) == 3
    out, err = capsys.readouterr()
    assert out == ("2 added, 0 updated, 1 unchanged, 1 rejected · 3 passages, 7 figures · 1.2 s\n")
    assert err == "rejected: bad.html: no text\n"
    assert assistant.calls[0][2]["published"] == "2024-04"


def test_figures_three_forms(assistant: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["figures", "--json"]) == 0
    rows = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert [row["value"] for row in rows] == ["10200000000"] * 2
    assert cli.main(["figures", "--csv"]) == 0
    assert "'=1+1" in capsys.readouterr().out
    assert cli.main(["figures"]) == 0
    assert "102億円  (a1)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["show", "a1"], "102億円"),
        (["show"], "a1  "),
        (["remove", "a1"], "removed a1"),
        (["status"], "passages  4"),
    ],
)
def test_other_commands(
    argv: list[str], said: str, assistant: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(argv) == 0
    assert said in capsys.readouterr().out


# -- batch --------------------------------------------------------------------------------------


def batch(raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[Any]]:
    (tmp_path / "q.jsonl").write_bytes(raw)
    code = cli.main(["ask", "--batch", str(tmp_path / "q.jsonl")])
    return code, [json.loads(text) for text in capsys.readouterr().out.splitlines()]


def test_batch_keeps_order_and_ids(
    assistant: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = '\ufeff{"id": "b", "question": "一"}\n\n{"id": 7, "question": "two"}\r\n{"question": "3"}'
    code, rows = batch(raw.encode(), tmp_path, capsys)
    assert code == 0
    assert [(row.get("id"), row["question"]) for row in rows] == [
        ("b", "一"),
        (7, "two"),
        (None, "3"),
    ]


@pytest.mark.parametrize(
    ("bad", "identity", "reason"),
    [
        (b'{"id": "x", "question"', None, "line 2: not JSON"),
        (b"\xff\xfe", None, "line 2: not JSON"),
        (b"[" * 100_000, None, "line 2: not JSON"),
        (b'["x"]', None, "line 2: not an object"),
        (b'{"id": "x"}', "x", 'line 2: needs a "question"'),
        (b'{"id": "x", "question": " "}', "x", 'line 2: needs a "question"'),
        (b'{"id": "x", "question": 5}', "x", 'line 2: needs a "question"'),
        (b'{"id": "x", "question": "odd"}', "x", "odd one"),
        (b'{"id": "x", "question": "bug"}', "x", "unexpected KeyError"),
    ],
)
def test_batch_goes_on_after_a_bad_line(
    bad: bytes,
    identity: str | None,
    reason: str,
    assistant: StandIn,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant.failing = {"odd": errors.InputError("odd one"), "bug": KeyError("k")}
    raw = b'{"id": 1, "question": "a"}\n' + bad + b'\n{"id": 3, "question": "c"}\n'
    code, rows = batch(raw, tmp_path, capsys)
    assert code == 3
    assert [row["status"] for row in rows] == ["answered", "error", "answered"]
    assert rows[1].get("id") == identity
    assert reason in rows[1]["reason"]


def test_batch_stops_when_no_line_could_be_answered(
    assistant: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant.failing = {"a": errors.IndexMissing("no index; run: assistant ingest")}
    code, rows = batch(b'{"question": "a"}\n{"question": "b"}', tmp_path, capsys)
    assert (code, rows) == (4, [])


# -- errors -------------------------------------------------------------------------------------


def kinds() -> Iterator[type[errors.AssistantError]]:
    yield from errors.AssistantError.__subclasses__()


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda k: k.__name__)
def test_each_error_is_one_message_and_its_code(
    kind: type[errors.AssistantError], assistant: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assistant.failing = {"q": kind("what; run: assistant ingest")}
    assert cli.main(["ask", "q"]) == kind.exit_code
    out, err = capsys.readouterr()
    assert (out, err) == ("", "assistant: what; run: assistant ingest\n")


def test_exit_codes_differ() -> None:
    codes = [kind.exit_code for kind in kinds()]
    assert len(set(codes)) == len(codes)
    assert not {0, 1} & set(codes)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyError("k"), 70, r"unexpected KeyError at test_cli\.py:\d+: 'k'"),
        (KeyboardInterrupt(), 130, "stopped"),
    ],
)
def test_no_traceback(
    error: Exception,
    code: int,
    said: str,
    assistant: StandIn,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant.failing = {"q": error}
    assert cli.main(["ask", "q"]) == code
    err = capsys.readouterr().err
    assert re.search(said, err)
    assert "Traceback" not in err


# -- as a process -------------------------------------------------------------------------------


def python(code: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, **options
    )


def test_help_imports_nothing_heavy() -> None:
    done = python(
        "import sys\nfrom assistant import cli, render\n"
        "try: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    loaded = set(re.findall(r"'([^']+)'", done.stderr))
    assert "argparse" in loaded
    assert not loaded & HEAVY


def test_closed_pipe_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = (
        "import sys\nfrom assistant import cli\n"
        "cli._ACTIONS['status'] = lambda _: cli._out('x') or 0\n"
        "sys.exit(cli.main(['status']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=writer, stderr=subprocess.PIPE, timeout=60
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (cli.EXIT_PIPE_CLOSED, b"")


def test_output_is_utf8_in_any_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "--help"], capture_output=True, env=environment
    )
    assert "ニュース" in done.stdout.decode("utf-8")


def test_unescape_mends_bytes_the_shell_could_not_decode() -> None:
    assert cli._unescape("KDDI\udcff") == "KDDI\ufffd"


def test_parser_is_complete() -> None:
    parser = cli.build_parser()
    choices = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices
    assert list(choices) == ["ingest", "ask", "figures", "show", "remove", "status", "eval", "ui"]
    assert set(choices) == set(cli._ACTIONS)


def test_the_evaluation_runs_where_the_user_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths of one's own tables mean what they say, and the source is found."""
    seen: dict[str, object] = {}

    def run(command: list[str], **given: object) -> subprocess.CompletedProcess[str]:
        seen.update(given, command=command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(cli.subprocess, "run", run)
    assert cli.main(["eval", "--facts", "my.csv"]) == 1
    assert seen["command"][1:] == ["-P", "-m", "evals", "--facts", "my.csv"]
    assert "cwd" not in seen
    source = Path(cli.__file__).parent.parent
    assert seen["env"]["PYTHONPATH"].split(os.pathsep)[0] == str(source)


def test_interrupt_of_a_process_leaves_no_traceback() -> None:
    code = (
        "import os, signal, sys\nfrom assistant import cli\n"
        "cli._open = lambda args: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(cli.main(['status']))"
    )
    done = python(code)
    assert done.returncode == 128 + signal.SIGINT
    assert "Traceback" not in done.stderr


def test_streams_that_are_no_files_are_left_alone() -> None:
    stream = io.StringIO("円")
    cli._use_utf8(stream, None)
    assert stream.getvalue() == "円"
