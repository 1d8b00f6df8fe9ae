// The ways to the program: plain requests, and the stream of a question.

/** The JSON of a request; throws an Error with the program's own message. */
export async function request(method, path, query = {}, body = undefined) {
  const address = `${path}?${new URLSearchParams(query)}`;
  const response = await fetch(address, { method, body });
  const found = await response.json();
  if (!response.ok) throw new Error(found.error ?? response.statusText);
  return found;
}

export const get = (path, query) => request("GET", path, query);

/** Asks, and yields each `{stage}`, then `{answer}`, `{busy}` or `{error}`. */
export async function* chat(question, history, scope) {
  const data = [question, history, scope.since, scope.until, scope.publisher];
  const start = await fetch("/gradio_api/call/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ data }),
  });
  if (!start.ok) {
    yield { busy: true };
    return;
  }
  const { event_id: event } = await start.json();
  const response = await fetch(`/gradio_api/call/chat/${event}`);
  for await (const { name, text } of events(response.body)) {
    if (name === "generating") yield JSON.parse(text)[0];
    else if (name === "error") throw new Error();
    else if (name === "complete") return;
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const fields = Object.fromEntries(part.trim().split("\n").map((line) => line.split(/: (.*)/s, 2)));
      yield { name: fields.event, text: fields.data };
    }
  }
}
