"""A language model's endpoint that fails in every way: the plain answer, a note, in time."""

from __future__ import annotations

import gc
import gzip
import logging
import random
import threading
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scripted_llm import (
    DONE,
    Behaviour,
    Endpoint,
    Handler,
    begin,
    cut,
    dripping,
    endpoint,
    event,
    fails,
    says,
    sends,
    silent,
)

from assistant.core import Assistant
from assistant.models.providers import load_llm
from assistant.schema import Answer
from assistant.settings import Llm, Settings

pytestmark = pytest.mark.usefixtures("readings_end_here")

QUESTION = "how much did KDDI receive?"
GOOD = "KDDI received {F1} [1]."
KEY = "sk-test-0123456789"
TIMEOUT = 10.0
SHORT = 1.5  # where it is the time that ends it


@pytest.fixture(scope="module")
def server() -> Iterator[Endpoint]:
    with endpoint() as made:
        yield made


@pytest.fixture(scope="module")
def assistant(server: Endpoint, small_index: Path) -> Iterator[Assistant]:
    llm = Llm.parse(f"openai:model-x@{server.url}")
    chosen = Settings.from_env(llm=llm, llm_key=KEY, llm_timeout=TIMEOUT)
    with Assistant.open(small_index, chosen) as opened:
        server.set(says(GOOD))
        opened.ask(QUESTION)  # loads everything, so that the tests measure the model alone
        yield opened


@pytest.fixture(scope="module")
def plain(small_index: Path) -> Answer:
    with Assistant.open(small_index, Settings.from_env()) as opened:
        return opened.ask(QUESTION)


def decided(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.reason, answer.answer_span, answer.figures, answer.citations


def test_a_good_answer_is_shown(assistant: Assistant, server: Endpoint, plain: Answer) -> None:
    server.set(says(GOOD))
    answer = assistant.ask(QUESTION)
    assert answer.text.startswith("KDDI received 最大約102.4億円 (up to about ¥10.24 billion)")
    assert (answer.writer, answer.note, answer.raw) == ("model-x", None, GOOD)
    assert decided(answer) == decided(plain)
    ((headers, body),) = server.seen
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert {name.lower(): text for name, text in headers.items()}["accept-encoding"] == "identity"
    assert (body["model"], body["stream"], body["temperature"]) == ("model-x", True, 0.0)
    assert "tools" not in body
    assert "{F1} = " in body["messages"][1]["content"]


SLOW: list[tuple[str, Behaviour, str]] = [
    ("429", fails(429), "is overloaded (HTTP 429)"),
    ("500", fails(500), "failed (HTTP 500)"),
    ("silent", silent, "took too long"),
    ("dripping", dripping, "took too long"),
]
FAULTS: list[tuple[str, Behaviour, str]] = [
    ("401", fails(401), "refused the key (HTTP 401)"),
    ("404", fails(404), "does not know the model (HTTP 404)"),
    ("cut", cut("KDDI rec"), "broke off"),
    ("garbage", sends(random.Random(1).randbytes(5000)), "gave"),
    ("html", sends(b"<html><body>Sign in</body></html>", "text/html"), "gave an empty answer"),
    ("bad json", sends(b"data: {not json\n\n"), "gave no answer that can be read"),
    ("10 MB", sends(event("KDDI " * 2_000_000) + DONE), "wrote too much"),
    ("10 MB in pieces", sends(event("KDDI ") * 60_000 + DONE), "wrote nothing"),
    ("a line without end", sends(b"data: " + b"x" * 10_000_000), "wrote too much"),
    ("a bomb", sends(gzip.compress(bytes(50_000_000)), content_encoding="gzip"), "compressed"),
    ("empty", sends(b""), "gave an empty answer"),
    ("nothing said", sends(DONE), "gave an empty answer"),
    ("blank", says("  \n "), "wrote nothing that the evidence bears out"),
    ("wrong", says("KDDI received 50 billion yen [1]."), "wrote nothing"),
]


@pytest.mark.parametrize(
    ("act", "why", "seconds"),
    [pytest.param(*fault[1:], TIMEOUT, id=fault[0]) for fault in FAULTS]
    + [pytest.param(*fault[1:], SHORT, id=fault[0]) for fault in SLOW],
)
def test_a_fault_leaves_the_plain_answer(
    act: Behaviour, why: str, seconds: float, assistant: Assistant, server: Endpoint,
    plain: Answer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(assistant, "settings", replace(assistant.settings, llm_timeout=seconds))
    server.set(act)
    explained = assistant.explain(QUESTION)
    assert sum(exchange.seconds for exchange in explained.exchanges) < seconds + 1
    answer = explained.answer
    assert (answer.text, answer.writer) == (plain.text, "template")
    assert decided(answer) == decided(plain)
    assert answer.note is not None
    assert why in answer.note
    assert KEY not in repr(explained)
    assert KEY not in repr(assistant.settings)
    assert KEY not in caplog.text


def test_an_endpoint_that_is_not_there(
    assistant: Assistant, plain: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with endpoint() as gone:
        url = gone.url
    chosen = replace(assistant.settings, llm=Llm.parse(f"openai:m@{url}"), llm_timeout=SHORT)
    monkeypatch.setattr(assistant, "settings", chosen)
    monkeypatch.setattr(assistant, "_llm", load_llm(chosen))
    answer = assistant.ask(QUESTION)
    assert answer.text == plain.text
    assert answer.note == "Worded without the language model, which cannot be reached."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(status: int, assistant: Assistant, server: Endpoint) -> None:
    server.set(fails(status), fails(status), says(GOOD))
    assert assistant.ask(QUESTION).writer == "model-x"
    assert len(server.seen) == 3


def test_a_refused_key_is_not_tried_again(assistant: Assistant, server: Endpoint) -> None:
    server.set(fails(401), says(GOOD))
    assert assistant.ask(QUESTION).writer == "template"
    assert len(server.seen) == 1


def test_a_redirect_is_not_followed(assistant: Assistant, server: Endpoint) -> None:
    with endpoint() as other:
        other.set(says(GOOD))

        def elsewhere(handler: Handler) -> None:
            begin(handler, 307, location=f"{other.url}/chat/completions")

        server.set(elsewhere)
        assert assistant.ask(QUESTION).writer == "template"
        assert other.seen == []


def test_what_came_before_a_cut_stays(
    assistant: Assistant, server: Endpoint, plain: Answer
) -> None:
    server.set(cut("KDDI received {F1} [1]. And so"))
    answer = assistant.ask(QUESTION)
    assert answer.text.startswith("KDDI received 最大約102.4億円")
    assert answer.writer == "model-x"
    assert answer.note == "Worded without the language model, which broke off."
    assert decided(answer) == decided(plain)


def test_a_server_is_told_when_its_answer_is_wanted_no_more(
    assistant: Assistant, server: Endpoint
) -> None:
    told = threading.Event()

    def writes_on(handler: Handler) -> None:
        begin(handler)
        try:
            while True:
                handler.wfile.write(event("KDDI "))
        except OSError:
            told.set()

    server.set(writes_on)
    gc.disable()  # it would end the connection too, at a moment of its own
    try:
        assistant.ask(QUESTION)
        assert told.wait(timeout=5)
    finally:
        gc.enable()


def test_another_programs_key_is_not_sent(
    assistant: Assistant, server: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setattr(assistant, "_llm", load_llm(replace(assistant.settings, llm_key="")))
    server.set(says(GOOD))
    assert assistant.ask(QUESTION).writer == "model-x"
    assert KEY not in str(server.seen)


def test_a_closed_assistant_lets_go_of_the_model_it_loaded(
    server: Endpoint, small_index: Path
) -> None:
    chosen = Settings.from_env(llm=Llm.parse(f"openai:model-x@{server.url}"))
    with Assistant.open(small_index, chosen) as opened:
        loaded = opened._load_llm()
        assert loaded is not None
        held = weakref.ref(loaded)
        del loaded
    assert held() is None
