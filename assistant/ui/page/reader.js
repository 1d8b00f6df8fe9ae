// The article beside the chat, with the quoted passage marked.

import { get } from "./api.js";
import { byId, make, outward, published, say } from "./dom.js";

let cameFrom = null;

/** Opens an article; `quote` is where a citation stands: field, start, end. */
export async function openArticle(id, quote = null) {
  const reader = byId("reader");
  if (reader.hidden) cameFrom = document.activeElement;
  let article;
  try {
    article = await get("/desk/article", { id, ...(quote ?? {}) });
  } catch {
    reader.replaceChildren(head(), make("p", {}, say("gone")));
    show(reader);
    return;
  }
  const about = [article.publisher, published(article)].filter(Boolean).join(" · ");
  reader.replaceChildren(
    head(),
    make("h2", { lang: article.lang }, pieces(article.parts.title)),
    make("p", { class: "about" }, about),
    make("p", {}, outward(article.url, article.url ? say("original") : "")),
    make("div", { class: "text", lang: article.lang }, pieces(article.parts.text)));
  show(reader);
  reader.querySelector("mark")?.scrollIntoView({ block: "center" });
}

export function closeArticle() {
  const reader = byId("reader");
  if (reader.hidden) return;
  reader.hidden = true;
  document.body.classList.remove("reading");
  cameFrom?.focus();
}

function show(reader) {
  reader.hidden = false;
  document.body.classList.add("reading");
  reader.focus({ preventScroll: true });
  reader.scrollTop = 0;
}

function head() {
  return make("p", { class: "close" },
    make("button", { class: "quiet", onclick: closeArticle }, `✕ ${say("close")}`));
}

function pieces(parts) {
  return parts.map(({ text, aside, quoted }) => {
    if (quoted) return make("mark", { title: say("quote_here") }, text);
    return aside ? make("span", { class: "aside" }, text) : text;
  });
}
