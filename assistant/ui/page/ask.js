// The conversation. It lives in this tab alone: the program keeps none of it.

import { chat } from "./api.js";
import { card } from "./card.js";
import { byId, fill, make, say } from "./dom.js";

let turns = []; // {question, answer}
let asking = false;

/** Sets the form up and shows again what this tab asked before a reload. */
export function startAsk() {
  byId("asking").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(byId("question").value);
  });
  byId("question").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("asking").requestSubmit();
    }
  });
  byId("question").addEventListener("input", grow);
  byId("new-chat").addEventListener("click", () => {
    turns = [];
    remember();
    redraw();
    byId("question").focus();
  });
  for (const id of ["publisher", "since", "until"]) byId(`scope-${id}`).addEventListener("change", sayScope);
  turns = JSON.parse(sessionStorage.getItem("turns") ?? "[]");
  redraw();
}

/** Shows the publishers and examples of the articles that are there now. */
export function showOverview(overview, lang) {
  byId("question").maxLength = overview.limits.question;
  fill(byId("scope-publisher"), [["", say("any_publisher")], ...overview.publishers.map((name) => [name, name])]);
  const questions = overview.examples[lang];
  const waiting = overview.version.endsWith(".-1") && overview.articles.length;
  byId("examples").replaceChildren(...(questions.length
    ? questions.map((text) => make("li", {}, make("button", { onclick: () => ask(text) }, text)))
    : [make("li", { class: "hint" }, say(waiting ? "examples_wait" : overview.articles.length ? "" : "no_articles"))]));
  sayScope();
}

/** Draws the whole conversation, in the language of the page. */
export function redraw() {
  byId("welcome").hidden = turns.length > 0;
  byId("new-chat").hidden = turns.length === 0;
  byId("log").replaceChildren(...turns.flatMap((turn) => [bubble(turn.question), answered(turn)]));
}

function sayScope() {
  const { publisher, since, until } = scope();
  const dates = since || until ? `${since || "…"} – ${until || "…"}` : "";
  byId("scope-said").textContent = [publisher, dates].filter(Boolean).join(", ") || say("scope_all");
}

function scope() {
  return {
    publisher: byId("scope-publisher").value,
    since: byId("scope-since").value,
    until: byId("scope-until").value,
  };
}

async function ask(text) {
  const question = text.trim();
  if (!question || asking) return;
  asking = true;
  byId("question").value = "";
  grow();
  byId("welcome").hidden = true;
  const state = make("p", { class: "stage" }, say("stage_waiting"));
  const asked = bubble(question);
  byId("log").append(asked, state);
  asked.scrollIntoView({ block: "start" });
  state.replaceWith(await outcome(question, state));
  asked.scrollIntoView({ block: "start" });
  asking = false;
  byId("new-chat").hidden = turns.length === 0;
}

async function outcome(question, state) {
  const history = turns.map((turn) => turn.answer.question);
  let last = {};
  try {
    for await (const step of chat(question, history, scope())) {
      last = step;
      if (step.stage) state.textContent = say(`stage_${step.stage}`);
    }
  } catch {
    last = {}; // the connection broke, or the program has ended
  }
  if (!last.answer) return failure(last.error ?? say(last.busy ? "busy" : "failed"), question);
  turns.push({ question, answer: last.answer });
  remember();
  return answered(turns.at(-1));
}

function failure(text, question) {
  const note = make("p", { class: "failure", role: "alert" }, `${text} `);
  note.append(make("button", {
    onclick: () => {
      note.previousElementSibling.remove();
      note.remove();
      ask(question);
    },
  }, say("retry")));
  return note;
}

function bubble(question) {
  return make("p", { class: "asked" }, make("span", { class: "hidden" }, `${say("you_asked")}: `), question);
}

function answered({ question, answer }) {
  const read = answer.question !== question
    ? make("p", { class: "hint" }, say("understood", { text: answer.question }))
    : null;
  return make("div", { class: "turn", lang: answer.lang }, read, card(answer));
}

function remember() {
  try {
    sessionStorage.setItem("turns", JSON.stringify(turns.slice(-50)));
  } catch {
    // Full: the conversation goes on, only a reload would shorten it.
  }
}

function grow() {
  const box = byId("question");
  box.rows = Math.min(6, box.value.split("\n").length + Math.floor(box.value.length / 80));
}
