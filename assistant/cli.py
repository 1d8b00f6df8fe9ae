"""The command line: parse, call the assistant, show what ``render`` makes of it.

Nothing heavy is imported before a command needs it. A user never meets a
traceback: each error is one message on stderr and an exit code of ``errors``, or one below.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from assistant.arguments import build_parser
from assistant.errors import AssistantError, InputError, UsageError
from assistant.schema import Filter, Rejected
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.core import Assistant, IngestProgress, IngestReport

EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141
EXIT_UNEXPECTED = 70


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    _use_utf8(sys.stdout, sys.stderr)
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            sys.stdout.flush()
    except AssistantError as error:
        _say(f"assistant: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        _say("assistant: stopped. Articles already stored stay; run the same command to go on.")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has left (`| head`): drop what the interpreter would flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_PIPE_CLOSED
    except Exception as error:
        _say(f"assistant: {_unexpected(error)}")
        return EXIT_UNEXPECTED


def _run(argv: list[str]) -> int:
    args, rest = build_parser().parse_known_args(argv)
    if args.command == "eval":
        args.rest = rest
    elif rest:
        raise UsageError(
            f"unknown argument {rest[0]!r}. `assistant {args.command} --help` lists what there is."
        )
    return _ACTIONS[args.command](args)


def _open(args: argparse.Namespace) -> Assistant:
    # Before any import of a library.
    settings = Settings.from_env(index=args.index, llm=getattr(args, "llm", None))
    from assistant.core import Assistant

    return Assistant.open(settings.index, settings)


# -- ingest -------------------------------------------------------------------------------------


def _ingest(args: argparse.Namespace) -> int:
    if "" in args.paths:
        raise UsageError("an empty PATH; leave it out to read corpus/")
    paths = [Path(path) for path in args.paths] or [Path("corpus")]
    if not args.paths and not paths[0].is_dir():
        raise UsageError("there is no corpus/ here. Name what to read: assistant ingest PATH ...")
    with _open(args) as assistant, _progress() as progress:
        report = assistant.ingest(
            paths, published=args.published, publisher=args.publisher, progress=progress
        )
    for rejected in report.rejected:
        _say(f"rejected: {_rejection(rejected)}")
    _out(_summary(report))
    return InputError.exit_code if report.rejected else 0


def _rejection(rejected: Rejected) -> str:
    from assistant import render

    return f"{render.line(rejected.source)}: {render.line(rejected.reason)}"


def _summary(report: IngestReport) -> str:
    rejected = f", {len(report.rejected)} rejected" if report.rejected else ""
    return (
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged{rejected}"
        f" · {report.chunks} passages, {report.figures} figures · {report.seconds:.1f} s"
    )


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[IngestProgress], None]]:
    """A bar on a terminal; elsewhere a line on stderr at most every ten seconds."""
    if not sys.stderr.isatty():
        yield _quiet_progress()
        return
    from tqdm import tqdm

    with tqdm(unit=" files", leave=False, dynamic_ncols=True, file=sys.stderr) as bar:

        def show(step: IngestProgress) -> None:
            bar.total = step.total
            bar.set_description(step.phase, refresh=False)
            bar.update(step.done - bar.n)

        yield show


def _quiet_progress() -> Callable[[IngestProgress], None]:
    last = time.monotonic()

    def show(step: IngestProgress) -> None:
        nonlocal last
        if time.monotonic() - last >= 10:
            last = time.monotonic()
            _say(f"{step.phase}: {step.done} of {step.total}")

    return show


# -- ask ----------------------------------------------------------------------------------------


def _ask(args: argparse.Namespace) -> int:
    question = _unescape(args.question or "").strip()
    if bool(question) == bool(args.batch):
        raise UsageError(
            'give one question, assistant ask "...", or a file of them, assistant ask --batch FILE'
        )
    chosen = Filter(args.since, args.until, args.publisher)
    if chosen.is_reversed:
        raise UsageError(f"--since {args.since} is later than --until {args.until}")
    if args.batch:
        if args.explain:
            raise UsageError("--explain is for one question, not for --batch")
        return _batch(args, chosen)
    from assistant import render

    if args.explain:
        return _explain(args, question, chosen)
    with _open(args) as assistant:
        answer = assistant.ask(question, filter=chosen)
    _out(render.json_line(render.to_json(answer)) if args.json else render.to_text(answer))
    return 0


def _explain(args: argparse.Namespace, question: str, chosen: Filter) -> int:
    from assistant import explaining, render

    with _open(args) as assistant:
        explained = assistant.explain(question, filter=chosen)
        steps = explaining.to_json(explained, assistant.article)
    if args.json:
        _out(render.json_line(render.to_json(explained.answer) | {"explanation": steps}))
    else:
        _out(f"{render.to_text(explained.answer)}\n\n{explaining.to_text(steps)}")
    return 0


def _batch(args: argparse.Namespace, chosen: Filter) -> int:
    from assistant import render

    failed = 0
    with _batch_file(args.batch) as lines, _open(args) as assistant:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            record = _answer_line(assistant, raw, number, chosen)
            failed += record["status"] == "error"
            _out(render.json_line(record))
            sys.stdout.flush()
    if failed:
        _say(f'assistant: {failed} of the lines gave no answer; see their "reason".')
    return InputError.exit_code if failed else 0


def _batch_file(name: str) -> contextlib.AbstractContextManager[BinaryIO]:
    if name == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}. Name a file of questions.") from None


def _answer_line(assistant: Assistant, raw: bytes, number: int, chosen: Filter) -> dict[str, Any]:
    """The JSON answer to one line. Raises only what would fail every line (index, model)."""
    from assistant import render

    identity: object = None
    try:
        entry = _parse_line(raw, number)
        identity = entry.get("id")
        question = entry.get("question")
        if not isinstance(question, str) or not question.strip():
            raise InputError(f'line {number}: needs a "question" that is a text')
        return render.to_json(assistant.ask(_unescape(question), filter=chosen), identity)
    except (InputError, UsageError) as error:
        reason = str(error)
    except AssistantError:
        raise
    except Exception as error:
        reason = _unexpected(error)
    head = {} if identity is None else {"id": identity}
    return head | {"status": "error", "reason": reason}


def _parse_line(raw: bytes, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise InputError(f"line {number}: not JSON in UTF-8 ({error})") from None
    if not isinstance(entry, dict):
        raise InputError(f'line {number}: not an object like {{"id": "q1", "question": "..."}}')
    return entry


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


# -- the other commands -------------------------------------------------------------------------


def _figures(args: argparse.Namespace) -> int:
    from assistant import render

    with _open(args) as assistant:
        figures = assistant.figures()
    if args.json:
        _lines(render.json_line(render.figure_row(figure)) for figure in figures)
    elif args.csv:
        _lines(render.figures_csv(figures))
    else:
        _lines(render.figures_table(figures))
    return 0


def _show(args: argparse.Namespace) -> int:
    from assistant import render

    with _open(args) as assistant:
        if args.article_id is None:
            _lines(map(render.article_line, assistant.articles()))
            return 0
        article = assistant.article(_unescape(args.article_id))
        if article is None:
            raise _unknown(args.article_id)
        figures = assistant.figures([article.id])
    _out(render.article_text(article, figures, dim=sys.stdout.isatty()))
    return 0


def _remove(args: argparse.Namespace) -> int:
    with _open(args) as assistant:
        if not assistant.remove(_unescape(args.article_id)):
            raise _unknown(args.article_id)
    _out(f"removed {args.article_id}")
    return 0


def _unknown(article_id: str) -> InputError:
    return InputError(
        f"no article {article_id!r} in the index. `assistant show` lists the articles."
    )


def _status(args: argparse.Namespace) -> int:
    from assistant import render

    with _open(args) as assistant:
        _lines(render.status_lines(assistant.status()))
    return 0


def _eval(args: argparse.Namespace) -> int:
    """Run the evaluation, which is no part of the installed package, as its own program."""
    project = Path(__file__).resolve().parent.parent
    if not (project / "evals" / "__main__.py").is_file():
        raise UsageError(
            "the evaluation comes with the source, not with the installed package. "
            "Run it in a checkout: make eval"
        )
    # Where the user is, so that the paths of their tables and reports mean what they say.
    path = os.pathsep.join(filter(None, (str(project), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "evals", *args.rest]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": path}).returncode


def _ui(args: argparse.Namespace) -> int:
    with _open(args) as assistant:
        from assistant.ui import serve

        serve(
            assistant,
            port=args.port,
            host=args.host,
            ready=lambda address: _say(f"{address}  (Ctrl-C ends it)"),
        )
    return 0


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ingest": _ingest,
    "ask": _ask,
    "figures": _figures,
    "show": _show,
    "remove": _remove,
    "status": _status,
    "eval": _eval,
    "ui": _ui,
}


# -- the terminal -------------------------------------------------------------------------------


def _use_utf8(*streams: object) -> None:
    """Write UTF-8 whatever the locale; a lone surrogate is written as its JSON escape."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _unescape(text: str) -> str:
    """``text`` without lone surrogates, such as stand for bytes the shell could not decode."""
    with contextlib.suppress(UnicodeEncodeError):
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _unexpected(error: Exception) -> str:
    """An error we did not foresee, with the place that a report of it needs."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"unexpected {type(error).__name__} at {place}: {error}. Please report this."


def _lines(lines: Iterable[str]) -> None:
    for text in lines:
        _out(text)


def _out(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
