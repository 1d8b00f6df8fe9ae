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
  const response = await fetch("/desk/chat", { method: "POST", body: JSON.stringify({ question, history, ...scope }) });
  if (!response.ok) {
    yield await response.json();
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}
