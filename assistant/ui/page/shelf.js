// The articles: list, read, add, remove.

import { request } from "./api.js";
import { byId, make, published, say } from "./dom.js";
import { openArticle } from "./reader.js";

let overview = { articles: [], limits: {} };
let changed = () => {};

/** Sets the forms up; `onChange` is called when this tab has changed the index. */
export function startShelf(onChange) {
  changed = onChange;
  byId("a-search").addEventListener("input", list);
  byId("files").addEventListener("change", upload);
  byId("paste").addEventListener("submit", paste);
}

export function showShelf(now) {
  overview = now;
  const { files, bytes } = overview.limits;
  byId("files-hint").textContent = say("add_files_hint", { files, megabytes: bytes / 1e6 });
  if (!overview.articles.length) byId("add").open = true;
  list();
}

function list() {
  const words = byId("a-search").value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  const text = ({ title, publisher }) => `${title} ${publisher ?? ""}`.normalize("NFKC").toLowerCase();
  const found = overview.articles.filter((article) => words.every((word) => text(article).includes(word)));
  byId("a-count").textContent = found.length ? say("count_articles", { n: found.length }) : say("none");
  byId("shelf").replaceChildren(...found.reverse().map(item));
}

function item(article) {
  const about = [article.publisher, published(article), say("count_figures", { n: article.figures })];
  return make("li", {},
    make("button", { class: "link title", lang: article.lang, onclick: () => openArticle(article.id) }, article.title),
    make("small", {}, about.filter(Boolean).join(" · ")),
    remover(article));
}

/** Removing takes two presses, the second within four seconds. */
function remover(article) {
  const button = make("button", { class: "quiet danger", "aria-label": say("remove_named", { title: article.title }) }, say("remove"));
  let sure = false;
  button.addEventListener("click", async () => {
    if (!sure) {
      sure = true;
      button.textContent = say("remove_sure");
      button.setAttribute("aria-label", say("remove_sure"));
      setTimeout(() => {
        sure = false;
        button.textContent = say("remove");
      }, 4000);
      return;
    }
    button.disabled = true;
    await request("DELETE", "/desk/article", { id: article.id }).catch((error) => tell(error.message));
    tell(say("removed", { title: article.title }));
    await changed();
  });
  return button;
}

async function upload() {
  const files = [...byId("files").files];
  const { files: most, bytes } = overview.limits;
  byId("add-state").replaceChildren();
  if (files.length > most) tell(say("too_many", { n: most }));
  else {
    await inTurn(files, async (file) => {
      if (file.size > bytes) return say("too_large", { name: file.name, megabytes: bytes / 1e6 });
      return outcome(file.name, await request("POST", "/desk/file", { name: file.name }, file));
    });
  }
  byId("files").value = "";
}

async function paste(event) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  byId("add-state").replaceChildren();
  await inTurn([{ name: fields.title }], async () =>
    outcome(fields.title, await request("POST", "/desk/text", {}, JSON.stringify(fields))));
  event.target.reset();
}

/** Adds one after the other, so that questions find a gap between them. */
async function inTurn(all, add) {
  const bar = byId("add-progress");
  bar.hidden = false;
  bar.max = all.length;
  for (const [at, one] of all.entries()) {
    bar.value = at;
    const state = tell(say("adding", { n: at + 1, total: all.length, name: one.name }));
    state.textContent = await add(one).catch((error) => say("rejected", { name: one.name, reason: error.message }));
  }
  bar.hidden = true;
  await changed();
}

function outcome(name, report) {
  if (report.rejected.length) return say("rejected", { name, reason: report.rejected[0] });
  const what = report.added ? "added" : report.updated ? "updated" : "unchanged";
  return say(what, { name, figures: report.figures });
}

function tell(text) {
  const line = make("p", {}, text);
  byId("add-state").append(line);
  return line;
}
