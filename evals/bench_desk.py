"""How the page holds out under many visitors: python -m evals.bench_desk INDEX [USERS] [SECONDS].

Each scripted user asks a question of ``facts.csv`` by the ``ask`` endpoint, drawn at
random, thinks ten seconds, and asks the next; one who is told that the desk is busy
tries again after two. Printed are the times of start and of answers, retries
included, and whether anyone got the answer to a question of another.
"""

from __future__ import annotations

import csv
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

THINK = 10.0  # seconds between an answer and the next question
RETRY = 2.0  # seconds until the next try of one who was told to come back
FACTS = Path(__file__).parent / "facts.csv"


@dataclass(frozen=True, slots=True)
class Asked:
    """How one question went: ``outcome`` is answered, crossed or an error's text."""

    seconds: float
    outcome: str
    retries: int


def main(arguments: Sequence[str]) -> None:
    """Serve an index from a process of its own, and ask it."""
    index, users, seconds = arguments[0], *(int(text) for text in (*arguments[1:], 64, 120)[:2])
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    begun = time.monotonic()
    command = [sys.executable, "-m", "assistant", "ui", "--index", index, "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        server.stderr.readline()  # the address, once it can be opened
        page = time.monotonic() - begun
        _ask(port, _questions()[0])
        first = time.monotonic() - begun
        sys.stdout.write(f"start: page {page:.1f} s, first answer {first:.1f} s\n")
        _report(_used(port, users, seconds), users, seconds)
    finally:
        server.terminate()
        server.wait(30)


def _questions() -> list[str]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row[name] for row in rows for name in ("question_en", "question_ja") if row[name]]


def _called(port: int, question: str) -> dict[str, Any]:
    """The answer by Gradio's two plain requests: its client takes as much time as the server."""
    address = f"http://127.0.0.1:{port}/gradio_api/call/ask"
    body = json.dumps({"data": [question, None, "", "", ""]}).encode()
    with urlopen(Request(address, body, {"content-type": "application/json"})) as response:
        event = json.load(response)["event_id"]
    with urlopen(f"{address}/{event}") as response:
        told = response.read().decode()
    kind, data = re.findall(r"^event: (\w+)\ndata: (.*)$", told, re.MULTILINE)[-1]
    if kind != "complete":
        raise RuntimeError(data)
    answer: dict[str, Any] = json.loads(data)[0]
    return answer


def _used(port: int, users: int, seconds: int) -> list[Asked]:
    """How every question of every user went."""
    went: list[Asked] = []
    questions = _questions()
    end = time.monotonic() + seconds

    def use(number: int) -> None:
        drawn = random.Random(number)
        time.sleep(THINK * number / users)
        while time.monotonic() < end:
            went.append(_ask(port, drawn.choice(questions)))
            time.sleep(THINK)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return went


def _ask(port: int, question: str) -> Asked:
    begun, retries = time.monotonic(), 0
    while True:
        try:
            answer = _called(port, question)
            outcome = "answered" if answer["question"] == question.strip() else "crossed"
        except (OSError, RuntimeError) as error:
            if "busy" in str(error):
                retries += 1
                time.sleep(RETRY)
                continue
            outcome = f"{type(error).__name__}: {error}"
        return Asked(time.monotonic() - begun, outcome, retries)


def _report(went: Sequence[Asked], users: int, seconds: int) -> None:
    load = os.getloadavg()[0]
    outcomes = dict(Counter(one.outcome for one in went))
    retries = sum(one.retries for one in went)
    sys.stdout.write(
        f"{users} users, {seconds} s: {outcomes}, told to come back {retries} times, "
        f"load average {load:.1f}\n"
    )
    times = sorted(one.seconds for one in went)
    if len(times) > 1:
        p95 = statistics.quantiles(times, n=20)[-1]
        sys.stdout.write(f"answers: median {statistics.median(times):.2f} s, p95 {p95:.2f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
