"""How the page holds out under many visitors: python -m evals.bench_desk INDEX [USERS] [SECONDS].

Each scripted user asks a question by the ``ask`` endpoint, thinks ten seconds, and
asks the next. Printed are the times of start and of answers, and how many were told
that the desk is busy.
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

THINK = 10.0  # seconds between an answer and the next question
QUESTIONS = (
    "how much did KDDI receive?",
    "KDDIはいくら助成される?",
    "How much will Microsoft invest in Japan?",
    "さくらインターネットへの助成は?",
)


def main(arguments: Sequence[str]) -> None:
    """Serve an index from a process of its own, and ask it."""
    index, users, seconds = arguments[0], *(int(text) for text in (*arguments[1:], 64, 60)[:2])
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    begun = time.monotonic()
    command = [sys.executable, "-m", "assistant", "ui", "--index", index, "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        client = _connected(port)
        page = time.monotonic() - begun
        client.predict(QUESTIONS[0], api_name="/ask")
        first = time.monotonic() - begun
        sys.stdout.write(f"start: page {page:.1f} s, first answer {first:.1f} s\n")
        _report(_asked(port, users, seconds), users, seconds)
    finally:
        server.terminate()
        server.wait(30)


def _connected(port: int) -> Any:
    from gradio_client import Client

    for _ in range(3000):
        try:
            return Client(f"http://127.0.0.1:{port}", verbose=False)
        except Exception:  # not yet there; the client raises many kinds
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def _asked(port: int, users: int, seconds: int) -> list[tuple[float, str]]:
    """Seconds and outcome of every question."""
    outcomes: list[tuple[float, str]] = []
    end = time.monotonic() + seconds

    def use(number: int) -> None:
        client = _connected(port)
        time.sleep(THINK * number / users)
        while time.monotonic() < end:
            begun = time.monotonic()
            try:
                client.predict(QUESTIONS[number % len(QUESTIONS)], api_name="/ask")
                outcome = "answered"
            except Exception as error:
                outcome = "busy" if "busy" in str(error) else f"failed: {error}"
            outcomes.append((time.monotonic() - begun, outcome))
            time.sleep(THINK)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _report(outcomes: list[tuple[float, str]], users: int, seconds: int) -> None:
    times = sorted(took for took, outcome in outcomes if outcome == "answered")
    counts = {kind: sum(o == kind for _, o in outcomes) for kind in {o for _, o in outcomes}}
    sys.stdout.write(f"{users} users, {seconds} s: {counts}\n")
    if len(times) > 1:
        p95 = statistics.quantiles(times, n=20)[-1]
        sys.stdout.write(f"answers: median {statistics.median(times):.2f} s, p95 {p95:.2f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
