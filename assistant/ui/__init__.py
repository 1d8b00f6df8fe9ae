"""A chat page on this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from assistant import render
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from assistant.core import Assistant

_TITLE = "News figures / ニュースの数値"
_EXAMPLES = ["how much did KDDI receive?", "KDDIはいくら助成される?"]

# Gradio keeps scripts out of messages but not images, media, forms or overlays.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio's own page needs both
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]

_Message = MutableMapping[str, Any]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Message, Any, _Send], Awaitable[None]]


class SecurityHeaders:
    """ASGI middleware: every response carries the content security policy."""

    def __init__(self, app: _App) -> None:
        self.app = app

    async def __call__(self, scope: _Message, receive: Any, send: _Send) -> None:
        async def with_headers(message: _Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def build(assistant: Assistant) -> Any:
    """The page as ``gradio.Blocks``: a text box and the conversation."""
    import gradio

    # One thread asks, however many the web server has: one owner of the index connection.
    worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ask")

    def respond(message: str, history: list[dict[str, Any]]) -> str:
        return worker.submit(reply, assistant, message, history).result()

    return gradio.ChatInterface(
        respond,
        chatbot=gradio.Chatbot(latex_delimiters=[], show_label=False, buttons=["copy"]),
        title=_TITLE,
        examples=_EXAMPLES,
        cache_examples=False,
        analytics_enabled=False,
        flagging_mode="never",
        api_visibility="private",
    )


def reply(assistant: Assistant, message: str, history: list[dict[str, Any]]) -> str:
    """The answer to ``message`` as Markdown; an error of ours as one sentence."""
    if not message.strip():
        return "Please type a question. / 質問を入力してください。"
    try:
        return render.to_markdown(assistant.ask(message, history=questions(history)))
    except AssistantError as error:
        return render.markdown_escape(str(error))


def questions(history: list[dict[str, Any]]) -> list[str]:
    """The earlier questions of a Gradio history, oldest first."""
    asked = []
    for turn in history:
        content = turn.get("content")
        parts = content if isinstance(content, list) else [content]
        texts = [part.get("text") if isinstance(part, dict) else part for part in parts]
        if turn.get("role") == "user":
            asked.append(" ".join(text for text in texts if isinstance(text, str)))
    return asked


def serve(assistant: Assistant, *, port: int) -> None:
    """Serve the page on 127.0.0.1 until interrupted. Raises ``UsageError`` on a taken port."""
    from starlette.middleware import Middleware

    try:
        build(assistant).launch(
            server_name="127.0.0.1",
            server_port=port,
            share=False,
            quiet=True,
            ssr_mode=False,
            footer_links=[],
            app_kwargs={"middleware": [Middleware(SecurityHeaders)]},
        )
    except OSError as error:
        raise UsageError(f"port {port}: {error}. Choose another: assistant ui --port N") from None
