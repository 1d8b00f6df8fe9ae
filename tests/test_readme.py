"""The README is true: its commands run, its answer is the answer, its tables are complete."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import arguments, cli, errors, render, settings
from assistant.schema import Answer
from evals import __main__ as evaluation
from evals import tables

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DEMO = ["how much did KDDI receive?", "KDDIはいくら助成される?"]


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return [text for name, text in fenced if name == language]


def commands(program: str) -> list[list[str]]:
    """The commands of the console blocks that call ``program``, without redirections."""
    lines = (line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines())
    found = [shlex.split(line, comments=True) for line in lines if line.startswith(program + " ")]
    return [words[1 : words.index(">")] if ">" in words else words[1:] for words in found]


@pytest.fixture
def workplace(corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the README supposes it: a copy of the index, own articles and questions."""
    shutil.copytree(corpus_index, tmp_path / "index")
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text(
        "---\nid: example-foods\ntitle: Example Foods to build a plant\n---\n\n"
        "Example Foods said on 3 March 2024 that it will spend 4.2 billion yen on a new plant "
        "in Chiba. It is to open in April 2026.\n"
    )
    table = next(block for block in blocks("") if block.startswith("fact,"))
    (tmp_path / "my.csv").write_text(table, "utf-8")
    (tmp_path / "page.html").write_text(
        "<html lang='ja'><head><title>例示製菓、工場に12億円</title></head><body><article>"
        "<h1>例示製菓、工場に12億円</h1><p>例示製菓は2024年3月4日、千葉県の新工場に12億円を投じると"
        "発表した。従業員は80人を見込む。工場では焼き菓子を作る。</p></article></body></html>",
        "utf-8",
    )
    questions = "".join(
        json.dumps({"id": n, "question": text}) + "\n" for n, text in enumerate(DEMO)
    )
    (tmp_path / "questions.jsonl").write_text(questions)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", commands("assistant"), ids=" ".join)
def test_command_is_one_of_the_program(words: list[str]) -> None:
    if words[0] == "eval":  # its options are its own
        evaluation.parser().parse_args(words[1:])
    else:
        assert arguments.build_parser().parse_args(words).command == words[0]


def test_commands_run(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands("assistant"):
        if words[0] == "ui":
            continue
        # The evaluation is a process of its own there, whose output would not be seen here.
        code = evaluation.main(words[1:]) if words[0] == "eval" else cli.main(words)
        assert code == 0, (words, capsys.readouterr().err)
        assert capsys.readouterr().out, words
    assert (workplace / "my.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("question", DEMO)
def test_demo_question_is_answered(
    question: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["ask", question, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    figure = answer["figures"][0]
    assert (answer["status"], figure["value"], figure["unit"]) == ("answered", "10240000000", "JPY")
    assert {"max", "approx"} <= set(figure["qualifiers"])
    citation = next(c for c in answer["citations"] if c["n"] == figure["citation"])
    assert figure["surface"] in citation["quote"]
    source = next(
        path.read_text("utf-8")
        for path in (ROOT / "corpus").iterdir()
        if f"id: {citation['article_id']}\n" in path.read_text("utf-8")
    )
    assert " ".join(citation["quote"].split()) in " ".join(source.split())


def test_the_answer_shown_is_the_answer(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = blocks("console")[0]
    assert cli.main(commands("assistant")[0]) == 0
    said = capsys.readouterr().out
    assert shown.partition("\n")[2] == said, "copy the new answer into the README"


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs(code: str, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert "10240000000" in out or "102.4億円" in out


def test_asking_leaves_nothing_behind(workplace: Path, tmp_path: Path) -> None:
    """No library keeps a device id, a history or a queue of telemetry beside our own cache."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if "TELEMETRY" not in name},
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(home / "cache"),
        "ASSISTANT_CACHE": str(settings.Settings().cache),
    }
    command = [sys.executable, "-m", "assistant", "ask", DEMO[0]]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {words[0] for words in commands("make")} | set(re.findall(r"`make (\w+)", README))
    assert named
    assert named <= targets


def test_exit_codes_are_all_listed() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    known = {kind.exit_code for kind in errors.AssistantError.__subclasses__()}
    assert listed == known | {cli.EXIT_UNEXPECTED}


def test_settings_are_all_listed() -> None:
    listed = set(re.findall(r"^\| `ASSISTANT_(\w+)`", README, re.MULTILINE))
    assert listed == {name.upper() for name in settings.Settings.__slots__}


def test_columns_of_tables_are_all_listed() -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+?)(?: \(optional\))? \|", README, re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert listed >= set(tables.FACT_COLUMNS.all)
    for columns in (tables.SPAN_COLUMNS, tables.UNANSWERABLE_COLUMNS):
        assert f"`{','.join((columns.key, *columns.needed))}`" in README
    for kinds in (tables.SPAN_KINDS, tables.KINDS):
        assert f"`{' '.join(kinds)}`" in README


def test_json_fields_are_all_listed() -> None:
    block = next(block for block in blocks("") if block.startswith("id?"))
    for name in render.to_json(Answer("q", "en", "refused", "r", "")):
        assert re.search(rf"\b{name}\b", block), name
