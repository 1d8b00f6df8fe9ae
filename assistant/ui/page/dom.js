// Elements and words. All text goes in as text: nothing here makes markup out of a string.

let words = {};
let lang = "en";

/** Reads the table of words, and takes the language chosen before, else the browser's. */
export async function loadWords() {
  words = await (await fetch("/page/words.json")).json();
  const chosen = localStorage.getItem("lang");
  setLanguage(chosen || (navigator.language.startsWith("ja") ? "ja" : "en"));
}

export function language() {
  return lang;
}

/** Shows all of the page's own words in a language. */
export function setLanguage(name) {
  lang = name === "ja" ? "ja" : "en";
  document.documentElement.lang = lang;
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
}

/** The words of a key with `{name}` filled in; the key itself if there are none. */
export function say(key, values = {}) {
  const text = words[key]?.[lang] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Whether there are words for a key. */
export function known(key) {
  return key in words;
}

/** An element: attributes and `on...` handlers, then children, strings being text. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

/** The options of a select, keeping what was chosen: pairs of value and text. */
export function fill(select, pairs) {
  const before = select.value;
  select.replaceChildren(...pairs.map(([value, text]) => make("option", { value }, text)));
  if (pairs.some(([value]) => value === before)) select.value = before;
}

/** A link to the page an article came from; plain text unless it is an ordinary web address. */
export function outward(url, text) {
  if (!/^https?:\/\//i.test(url ?? "")) return text;
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}

/** Publication date in words, marked where it is inferred. */
export function published(article) {
  if (!article.published) return say("no_date");
  return article.published_source === "inferred"
    ? say("date_inferred", { date: article.published })
    : article.published;
}
