"""Questions and answers, as a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio

from assistant import render
from assistant.errors import AssistantError
from assistant.schema import QUESTION_LIMIT
from assistant.ui import cards
from assistant.ui.desk import Busy, Desk, scope_of
from assistant.ui.reader import QUIET, Reader
from assistant.ui.words import lang_of, say, t

_Turns = list[dict[str, Any]]

# A source of an answer is a button whose id tells the source's place. What was asked
# last goes to the top, for an answer is read from its beginning.
_SCRIPT = """
document.addEventListener("click", event => {
  const source = event.target.closest("[id^='cite ']");
  if (source) trigger("click", {place: source.id.slice(5)});
});
new MutationObserver(changes => {
  if (!changes.some(change => change.target.closest?.("#chat"))) return;
  const asked = [...document.querySelectorAll("#chat .user-row")].at(-1);
  const list = asked?.closest(".bubble-wrap");
  if (!list) return;
  list.scrollTop += asked.getBoundingClientRect().top - list.getBoundingClientRect().top - 12;
  list.scrollIntoView({block: "nearest"});
}).observe(document.body, {childList: true, subtree: true});
"""


def ask_tab(desk: Desk, reader: Reader, version: gradio.State) -> None:
    """Build the tab."""
    asked = gradio.State([])  # the questions before
    chat = gradio.Chatbot(
        show_label=False, elem_id="chat", height="58vh", latex_delimiters=[], buttons=[],
        allow_tags=False, autoscroll=False,
    )  # fmt: skip
    question = gradio.Textbox(
        "", label=t("question"), placeholder=t("question_hint"), max_length=QUESTION_LIMIT,
        submit_btn=t("send"), autofocus=True, elem_id="question",
    )  # fmt: skip
    with gradio.Accordion(t("scope"), open=False), gradio.Row():
        publisher = gradio.Dropdown([("", "")], value="", label=t("publisher"), min_width=180)
        since = gradio.Textbox("", label=t("since"), placeholder=t("date_hint"), min_width=140)
        until = gradio.Textbox("", label=t("until"), placeholder=t("date_hint"), min_width=140)
    again = gradio.Button(t("new_chat"), size="sm")
    sources = gradio.HTML("", js_on_load=_SCRIPT, visible="hidden")

    def answer(
        text: str, turns: _Turns, before: list[str], since: str, until: str, publisher: str,
        request: gradio.Request,
    ) -> Iterator[tuple[str, _Turns, list[str]]]:  # fmt: skip
        lang = lang_of(request)
        turns = [*turns, {"role": "user", "content": cards.plain(text)}]
        typed: Any = ""  # taken from the box once; what is typed meanwhile stays there
        try:
            for step in desk.chat(text, before, scope_of(since, until, publisher)):
                if isinstance(step, str):
                    yield typed, [*turns, _pending(say(lang, f"stage_{step}"))], before
                else:
                    done = _message(cards.answer(step, text, lang))
                    yield typed, [*turns, done], [*before, text]
                typed = gradio.skip()
        except Busy:  # the question stays, to be sent again
            yield text, [*turns, _message(cards.plain(say(lang, "busy")))], before
        except AssistantError as error:
            yield text, [*turns, _message(cards.plain(str(error)))], before
        except Exception:  # a defect: told here, and on the terminal by Gradio
            yield text, [*turns, _message(cards.plain(say(lang, "defect")))], before
            raise

    def renewed(chosen: str, request: gradio.Request) -> tuple[Any, Any]:
        lang = lang_of(request)
        examples = [{"text": render.line(text)} for text in desk.examples[lang]]
        names = sorted({one.publisher for one in desk.shelf().articles.values() if one.publisher})
        kept = chosen if chosen in names else ""
        choices = gradio.Dropdown([(say(lang, "any"), ""), *names], value=kept)
        return gradio.Chatbot(examples=examples, placeholder=cards.welcome(lang)), choices

    def source(event: gradio.EventData, request: gradio.Request) -> tuple[Any, ...]:
        return reader.show(str(event.place), lang_of(request))

    inputs = [question, chat, asked, since, until, publisher]
    outputs = [question, chat, asked]
    chosen = chat.example_select(_example, None, question, **QUIET)
    for begun in (question.submit, chosen.then):
        begun(
            answer, inputs, outputs, concurrency_limit=None, trigger_mode="always_last", **QUIET
        )  # the next question waits for this one's end
    gradio.on([again.click, chat.clear], lambda: ("", [], []), None, outputs, **QUIET)
    reader.opens(sources.click, source, None)
    version.change(renewed, publisher, [chat, publisher], **QUIET)


def _example(event: gradio.SelectData) -> str:
    return str(event.value["text"])


def _message(content: str) -> dict[str, Any]:
    return {"role": "assistant", "content": content}


def _pending(stage: str) -> dict[str, Any]:
    return {"role": "assistant", "content": "", "metadata": {"title": stage, "status": "pending"}}
