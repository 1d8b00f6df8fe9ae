// The ledger of figures: filters, chart, table, and the same rows as CSV.

import { get } from "./api.js";
import { byId, fill, known, language, make, say } from "./dom.js";
import { openArticle } from "./reader.js";

const COLUMNS = ["subject", "measure", "value", "qualifiers", "period", "source"];
const ROWS = 100;
let subject = "";
let sort = "";
let descending = false;
let shown = 0;
let latest = 0;

export function startLedger() {
  let timer;
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("f-search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 200);
  });
  for (const id of ["f-measure", "f-kind", "f-publisher"]) byId(id).addEventListener("change", refresh);
  byId("f-subject").addEventListener("click", () => choose(""));
  byId("f-clear").addEventListener("click", () => {
    byId("filters").reset();
    choose("");
  });
  byId("f-more").addEventListener("click", more);
}

/** Fills the filters with what the articles hold, and shows the rows anew. */
export function showChoices(overview) {
  const measures = overview.measures.map((one) => [one.id, one[language()] || one.id]);
  fill(byId("f-measure"), [["", say("any_measure")], ...measures]);
  fill(byId("f-kind"), [["", say("any_kind")], ...overview.kinds.map((kind) => [kind, said("kind", kind)])]);
  fill(byId("f-publisher"), [["", say("any_publisher")], ...overview.publishers.map((name) => [name, name])]);
  return refresh();
}

function said(prefix, name) {
  return known(`${prefix}_${name}`) ? say(`${prefix}_${name}`) : name;
}

function choice() {
  return {
    search: byId("f-search").value,
    measure: byId("f-measure").value,
    kind: byId("f-kind").value,
    publisher: byId("f-publisher").value,
    subject,
    sort: sort === "source" ? "article" : sort,
    descending,
    lang: language(),
  };
}

async function refresh() {
  const mine = ++latest;
  const found = await get("/desk/figures", { ...choice(), limit: ROWS });
  if (mine !== latest) return; // a later choice is on its way
  heads();
  byId("f-count").textContent = found.total ? say("count_figures", { n: found.total }) : say("none");
  byId("f-export").href = `/desk/figures.csv?${new URLSearchParams(choice())}`;
  byId("f-subject").hidden = !subject;
  byId("f-subject").textContent = `${say("only_subject", { text: subject })} ✕`;
  byId("ledger").tBodies[0].replaceChildren(...found.rows.map(row));
  count(found.rows.length, found.total);
  draw(found.chart);
}

async function more() {
  const found = await get("/desk/figures", { ...choice(), limit: ROWS, offset: shown });
  byId("ledger").tBodies[0].append(...found.rows.map(row));
  count(shown + found.rows.length, found.total);
}

function count(now, total) {
  shown = now;
  byId("f-more").hidden = shown >= total;
}

function choose(name) {
  subject = name;
  return refresh();
}

function heads() {
  const cells = COLUMNS.map((name) => {
    const order = sort !== name ? "none" : descending ? "descending" : "ascending";
    const arrow = { none: "", ascending: " ▲", descending: " ▼" }[order];
    return make("th", { scope: "col", "aria-sort": order },
      make("button", { title: say("sort_by", { text: say(name) }), onclick: () => sortBy(name) }, say(name) + arrow));
  });
  byId("ledger").tHead.replaceChildren(make("tr", {}, cells));
}

function sortBy(name) {
  descending = sort === name ? !descending : name === "value";
  sort = name;
  return refresh();
}

function row(figure) {
  const { said: text, otherwise, measure, when, inferred } = figure.words;
  const place = { field: figure.field, start: figure.start, end: figure.end };
  const cell = (name, ...children) => make("td", { "data-name": say(name) }, children);
  return make("tr", {},
    cell("subject", figure.subject ? make("button", { class: "link", onclick: () => choose(figure.subject) }, figure.words.subject) : "—"),
    cell("measure", measure ?? "—"),
    cell("value", make("b", {}, text), otherwise ? make("small", {}, otherwise) : null),
    cell("qualifiers", figure.qualifiers.map((name) => said("q", name)).join(", ") || "—"),
    cell("period", when ?? "—", inferred && when ? make("small", { class: "tag" }, say("inferred")) : null),
    cell("source", make("button", { class: "link", onclick: () => openArticle(figure.article_id, place) }, figure.title),
      make("small", {}, [figure.publisher, figure.published].filter(Boolean).join(" · "))));
}

function draw(chart) {
  const place = byId("chart");
  place.hidden = !chart;
  if (!chart) return;
  const title = say(chart.over_time ? "chart_time" : "chart_largest", { subject: chart.subject, measure: chart.measure });
  place.replaceChildren(make("figcaption", {}, title), make("ol", {}, chart.bars.map((one) => bar(one, chart))),
    make("p", { class: "hint" }, say("chart_note")));
}

function bar(figure, chart) {
  const { said: text, otherwise, when, inferred } = figure.words;
  const fillPart = make("span", { class: "fill" });
  fillPart.style.inlineSize = `${figure.share / 10}%`;
  const place = { field: figure.field, start: figure.start, end: figure.end };
  const name = chart.over_time ? when ?? say("no_period") : figure.words.subject;
  return make("li", {},
    chart.over_time ? make("span", { class: "name" }, name)
      : make("button", { class: "name link", onclick: () => choose(figure.subject) }, name),
    make("span", { class: "track", "aria-hidden": true }, fillPart),
    make("button", { class: "amount link", onclick: () => openArticle(figure.article_id, place) },
      text, otherwise ? make("small", {}, otherwise) : null,
      inferred && chart.over_time ? make("small", { class: "tag" }, say("inferred")) : null));
}
