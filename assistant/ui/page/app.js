// Starts the page: words, tabs, keys, and a look now and then at what others changed.

import { get } from "./api.js";
import { redraw, showOverview, startAsk } from "./ask.js";
import { byId, language, loadWords, setLanguage } from "./dom.js";
import { showChoices, startLedger } from "./ledger.js";
import { closeArticle } from "./reader.js";
import { showShelf, startShelf } from "./shelf.js";

const TABS = ["ask", "figures", "articles"];
const LOOK = 3000; // milliseconds
let overview;

async function start() {
  await loadWords();
  startAsk();
  startLedger();
  startShelf(reload);
  startTabs();
  byId("language").addEventListener("click", () => {
    setLanguage(language() === "ja" ? "en" : "ja");
    localStorage.setItem("lang", language());
    redraw();
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeArticle();
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      open("ask");
      byId("question").focus();
    }
  });
  await reload();
  document.documentElement.dataset.ready = "";
  setInterval(look, LOOK);
}

async function reload() {
  overview = await get("/desk/overview");
  await show();
}

function show() {
  showOverview(overview, language());
  showShelf(overview);
  return showChoices(overview);
}

/** Fetches all anew when somebody, or the command line, has changed the index. */
async function look() {
  if (document.hidden) return;
  try {
    if ((await get("/desk/version")) !== overview.version) await reload();
  } catch {
    // The program has ended or is busy; the next look tells.
  }
}

function startTabs() {
  for (const name of TABS) byId(`tab-${name}`).addEventListener("click", () => open(name));
  document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = TABS.findIndex((name) => byId(`tab-${name}`).ariaSelected === "true");
    const next = TABS[(at + step + TABS.length) % TABS.length];
    open(next);
    byId(`tab-${next}`).focus();
  });
  open(TABS.includes(location.hash.slice(1)) ? location.hash.slice(1) : "ask");
}

function open(name) {
  for (const tab of TABS) {
    byId(tab).hidden = tab !== name;
    byId(`tab-${tab}`).ariaSelected = String(tab === name);
    byId(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
  }
  history.replaceState(null, "", `#${name}`);
}

start();
