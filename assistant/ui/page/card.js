// An answer as a card: the figure large, what it is read as, whose, when, and its sources.

import { make, say } from "./dom.js";
import { openArticle } from "./reader.js";

/** The card of an answer or a refusal. */
export function card(answer) {
  const refused = answer.status === "refused";
  return make("article", { class: refused ? "card refused" : "card" },
    refused ? refusal(answer) : reply(answer),
    context(answer, refused),
    sources(answer, refused),
    refused ? null : trust(answer));
}

function reply(answer) {
  const main = answer.figures.filter((figure) => figure.role === "answer");
  const parts = main.map((figure) => figureBlock(figure, answer));
  if (!main.length) {
    parts.push(make("p", { class: "large" }, answer.answer_span ?? answer.text, marks(answer.citations, answer)));
  }
  if (answer.reason) parts.push(make("p", { class: "note" }, answer.reason));
  return parts;
}

function figureBlock(figure, answer) {
  const { said, otherwise, subject, measure, when, inferred } = figure.words;
  const cited = answer.citations.filter((citation) => citation.n === figure.citation);
  const others = answer.figures.filter((other) => other.role === "context" && other.value === figure.value && other.unit === figure.unit);
  const agreeing = answer.citations.filter((citation) => others.some((other) => other.citation === citation.n));
  return make("div", { class: "figure" },
    subject || measure ? make("p", { class: "whose" }, [subject, measure].filter(Boolean).join(" · ")) : null,
    make("p", { class: "large" }, said, marks([...cited, ...agreeing], answer)),
    otherwise ? make("p", { class: "reading" }, say("reads", { text: otherwise })) : null,
    whenLine(when, inferred, figure.unit),
    make("p", { class: "check" }, say(`check_${figure.status}`)));
}

function whenLine(when, inferred, unit) {
  if (unit === "date" && !inferred) return null;
  return make("p", { class: "when" }, when ?? (unit === "date" ? "" : say("no_period")), " ",
    inferred && (when || unit === "date") ? make("span", { class: "tag" }, say("inferred")) : null);
}

function marks(citations, answer) {
  const once = [...new Map(citations.map((citation) => [citation.n, citation])).values()];
  return once.map((citation) => make("button", {
    class: "mark",
    "aria-label": say("open_source", { n: citation.n, title: citation.title }),
    onclick: () => openCitation(citation, answer),
  }, `[${citation.n}]`));
}

function refusal(answer) {
  return [
    make("p", { class: "whose" }, say("refused")),
    make("p", { class: "why" }, answer.reason ?? answer.text),
  ];
}

/** The figures beside the answer that say something else than it does. */
function context(answer, refused) {
  const main = answer.figures.filter((figure) => figure.role === "answer");
  const same = (one, other) => one.value === other.value && one.unit === other.unit;
  const rest = answer.figures.filter((figure) => figure.role === "context" && !main.some((one) => same(one, figure)));
  if (!rest.length) return null;
  const lines = rest.map(({ words, citation }) => make("li", {},
    [words.subject, words.measure].filter(Boolean).join(" · "), words.subject || words.measure ? ": " : "",
    make("b", {}, words.said), words.otherwise ? ` (${words.otherwise})` : "", words.when ? ` · ${words.when}` : "",
    marks(answer.citations.filter((one) => one.n === citation), answer)));
  return [make("h3", {}, say(refused ? "found" : "also")), make("ul", { class: "context" }, lines)];
}

function sources(answer, refused) {
  if (!answer.citations.length) return null;
  const lines = answer.citations.map((citation) => make("li", {},
    make("button", {
      class: "source",
      "data-n": citation.n,
      "aria-label": say("open_source", { n: citation.n, title: citation.title }),
      onclick: () => openCitation(citation, answer),
    },
    make("span", { class: "n" }, `[${citation.n}]`),
    make("span", { class: "quote" }, `“${citation.quote.trim()}”`),
    make("span", { class: "from" }, [citation.title, citation.publisher, citation.published].filter(Boolean).join(" · ")))));
  return [make("h3", {}, say(refused ? "nearest" : "sources")), make("ul", { class: "sources" }, lines)];
}

function openCitation(citation) {
  const { article_id: id, field, start, end } = citation;
  openArticle(id, { field, start, end });
}

function trust(answer) {
  const percent = Math.round(100 * answer.confidence);
  const level = percent >= 80 ? "level_high" : percent >= 50 ? "level_fair" : "level_low";
  const words = answer.figures.some((figure) => figure.role === "answer") ? null : say("check_words");
  return make("p", { class: "trust" },
    words ? make("span", { class: "check" }, words) : null,
    make("span", {}, say("confidence", { percent, level: say(level) })));
}
