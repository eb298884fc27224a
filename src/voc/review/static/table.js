/** Screen "Table": all quotes, filtered and sorted by the server, and a change of many at once. */

import * as api from "./api.js";
import { bulkBar } from "./bulk.js";
import { button, choice, fill, h, words } from "./dom.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import * as study from "./study.js";
import { title } from "./study.js";
import { count, fileName, percent, signed } from "./text.js";

const TYPING = 180;
const STATUS = [["", "All"], ["unjudged", "Not judged"], ["judged", "Judged"], ["disagreed", "Disagreed"], ["adjudicated", "Settled"],
  ["starred", "Starred"], ["memo", "With a memo"], ["off_topic", "Off topic"]];
const SURE = [["", "Any"], ["0-0.5", "Below 50 %"], ["0.5-0.8", "50 to 80 %"], ["0.8-1", "80 % and more"]];
const SORTS = [["place", "As in the sources"], ["confidence", "Least sure first"], ["-confidence", "Surest first"], ["relevance", "Best match"],
  ["source", "Source"], ["participant", "Participant"], ["-time", "Newest"], ["time", "Oldest"], ["-judged", "Judged last"], ["text", "Text"]];

/** What is asked for; it stays while other screens are looked at. */
const ALL = { q: "", stage: "", touchpoint: "", sentiment: "", facet: "", source: "", coder: "", status: "", sure: "", sort: "place", page: 1 };
const asked = { ...ALL };
/** Chosen quotes by id, with the revision that was seen. */
const chosen = new Map();
let found = null;
let at = 0;
let list = null;
let turn = 0;

export const screen = { id: "table", title: "Table", key: "t", open, keys: () => KEYS };

/** `what`: "search", or a filter that is to be the only one, as `stage=delivery`. */
async function open(root, what) {
  const [filter, value] = what?.split("=") ?? [];
  if (value !== undefined && filter in ALL) Object.assign(asked, ALL, { [filter]: value });
  list = h("div", { class: "list" });
  root.append(filters(), list);
  await outbox.empty();
  await load();
  if (what === "search") document.getElementById("search").focus();
}

const query = () => {
  const { sure, sort, ...rest } = asked;
  const [low, high] = sure ? sure.split("-") : [];
  return { ...rest, min_confidence: low, max_confidence: high, sort: sort === "relevance" && !asked.q.trim() ? "place" : sort };
};

async function load() {
  const mine = ++turn;
  try {
    const answer = await api.get("/api/quotes", query());
    if (mine !== turn) return;
    found = answer;
    at = Math.min(at, Math.max(0, found.rows.length - 1));
    draw();
  } catch (error) {
    notes.wrong(error);
  }
}

let timer = null;
function ask(changes, wait = 0) {
  Object.assign(asked, { page: 1 }, changes);
  at = 0;
  clearTimeout(timer);
  timer = setTimeout(load, wait);
}

function filters() {
  const codes = (kind) => [["", "All"], ...study.CODES[kind]().map((code) => [code.id, code.label]), ["-", "None"]];
  const select = (label, name, choices) => choice(label, choices, asked[name], (value) => ask({ [name]: value }));
  const find = h("input", { type: "search", id: "search", value: asked.q, placeholder: "Words, or beginnings of words",
    oninput: (event) => ask({ q: event.target.value }, TYPING),
    onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), row()?.focus()) });
  return h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "field find" }, h("span", {}, "Search"), find),
    select("Stage", "stage", codes("stage")), select("Touchpoint", "touchpoint", codes("touchpoint")),
    select("Sentiment", "sentiment", codes("sentiment")), select("Facet", "facet", codes("facet")),
    select("Source", "source", [["", "All"], ...study.facts.sources.map((path) => [path, fileName(path)])]),
    select("Judged", "status", STATUS),
    select("Coder", "coder", [["", "All"], ...study.facts.coders.map(({ coder }) => [coder, coder])]),
    select("Sure", "sure", SURE), select("Order", "sort", SORTS));
}

function draw() {
  if (!list.isConnected) return;
  const { rows, total } = found;
  const focused = list.contains(document.activeElement) && document.activeElement.closest("tr");
  fill(list,
    h("div", { class: "list-head" }, h("p", { role: "status" }, count(total, "quote")), pages(),
      total > rows.length && button(`Select all ${Math.min(total, 500).toLocaleString("en")}`, selectAll),
      chosen.size > 0 && button(`Clear ${chosen.size} selected`, () => { chosen.clear(); draw(); }),
      h("span", { class: "downloads" }, "All judgements as ", download("xlsx"), " or ", download("csv"))),
    bulkBar(chosen, change),
    rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Quotes" }, quotesTable(rows))
      : h("div", { class: "empty" }, h("h2", {}, "No quote is like that"), h("p", {}, "Take a filter away, or search for less.")),
    rows.length > 20 && h("div", { class: "list-head" }, pages()));
  if (focused) row()?.focus({ preventScroll: true });
}

const download = (kind) => h("a", { href: `/api/export/reviews.${kind}`, download: true }, kind.toUpperCase());

function pages() {
  const { page, pages: last } = found;
  if (last < 2) return null;
  const to = (number) => { asked.page = number; at = 0; load(); };
  return h("div", { class: "pages" },
    button("‹", () => to(page - 1), { disabled: page <= 1, "aria-label": "Page before" }),
    h("span", {}, `Page ${page} of ${last}`),
    button("›", () => to(page + 1), { disabled: page >= last, "aria-label": "Next page" }));
}

function quotesTable(rows) {
  const every = rows.every((one) => chosen.has(one.quote_id));
  const all = h("input", { type: "checkbox", checked: every, "aria-label": "Select this page",
    onchange: (event) => { rows.forEach((one) => pick(one, event.target.checked)); draw(); } });
  const heads = ["Quote", "Stage", "Touchpoints", "Sentiment", "Facets", "From", "Judged by"];
  return h("table", {},
    h("thead", {}, h("tr", {}, h("td", {}, all), heads.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(tableRow)));
}

function tableRow(one, place) {
  const on = chosen.has(one.quote_id);
  const box = h("input", { type: "checkbox", checked: on, "aria-label": `Select: ${one.text.slice(0, 60)}`,
    onchange: (event) => { pick(one, event.target.checked); at = place; draw(); } });
  const link = h("a", { href: `#/code/${encodeURIComponent(one.quote_id)}`, dir: "auto", class: "quote-link" }, one.text);
  return h("tr", { class: on ? "on" : "", tabindex: place === at ? "0" : "-1", onfocus: () => { at = place; } },
    h("td", {}, box),
    h("th", { scope: "row" }, one.star && h("span", { class: "starred", role: "img", "aria-label": "Key quote" }, "★ "), link,
      one.memo && h("small", { class: "memo", dir: "auto" }, "Memo: ", one.memo)),
    cell("Stage", one.off_topic ? h("i", {}, "off topic") : one.stage ? [words(title("stage", one.stage)), " ",
      one.judged_by.length ? null : h("small", {}, percent(one.stage_confidence))] : h("i", {}, "none")),
    cell("Touchpoints", one.touchpoints.map((name) => h("span", { class: "tag" }, words(title("touchpoint", name))))),
    cell("Sentiment", one.sentiment && h("span", { class: `tag ${one.sentiment}` }, title("sentiment", one.sentiment), one.value === null ? null : ` ${signed(one.value, 1)}`)),
    cell("Facets", one.facets.map((name) => h("span", { class: "tag" }, title("facet", name)))),
    cell("From", [words(one.participant ?? ""), h("small", { title: one.source }, words(fileName(one.source)))]),
    cell("Judged by", [one.judged_by.length > 0 && words(one.judged_by.join(", ")), one.disagreed && h("span", { class: "tag warn" }, "disagreed")]));
}

const cell = (name, content) => h("td", { "data-name": name }, content);

function pick(one, on) {
  if (on) chosen.set(one.quote_id, one.revision);
  else chosen.delete(one.quote_id);
}

/** All that the filters let through, up to what one change may hold. */
async function selectAll() {
  try {
    for (let page = 1; page <= 3; page++) {
      const answer = await api.get("/api/quotes", { ...query(), page, size: 200 });
      answer.rows.forEach((one) => chosen.size < 500 && pick(one, true));
      if (page >= answer.pages) break;
    }
    draw();
  } catch (error) {
    notes.wrong(error);
  }
}

/** Do a change of all that are chosen: of all, or of none. */
async function change(what, said) {
  const items = [...chosen].map(([quote_id, revision]) => ({ quote_id, revision }));
  try {
    const { changed } = await api.post("/api/bulk", { items, change: what });
    notes.say(`${count(changed, "quote")}: ${said}`, { action: ["Undo", () => undo()] });
    chosen.clear();
  } catch (error) {
    notes.wrong(error);
    if (error.code === "conflict") Object.keys(error.detail.theirs).forEach((id) => chosen.delete(id));
  }
  study.tell("judged", null);
  await load();
}

async function undo(which = "undo") {
  try {
    const { action } = await api.post(`/api/${which}`);
    notes.say(action ? `${which === "undo" ? "Undone" : "Done again"}: ${action.said}` : `Nothing to ${which}`);
    study.tell("judged", null);
    await load();
  } catch (error) {
    notes.wrong(error);
  }
}

const row = () => list?.querySelectorAll("tbody tr")[at] ?? null;
function move(by) {
  if (!found?.rows.length) return;
  const old = row();
  at = Math.min(found.rows.length - 1, Math.max(0, at + by));
  old?.setAttribute("tabindex", "-1");
  row().setAttribute("tabindex", "0");
  row().focus();
}

const KEYS = [
  { keys: ["j", "ArrowDown"], shown: "j ↓", does: "Next row", run: () => move(1) },
  { keys: ["k", "ArrowUp"], shown: "k ↑", does: "Row before", run: () => move(-1) },
  { keys: [" ", "x"], shown: "x", does: "Select the row, or not", run: () => row()?.querySelector("input").click() },
  { keys: ["Enter"], shown: "⏎", does: "Open the quote", run: () => row()?.querySelector("a").click() },
  { keys: ["b"], shown: "b", does: "Change what is selected", run: () => document.querySelector(".bulk select")?.focus() },
  { keys: ["u"], shown: "u", does: "Undo", run: () => undo("undo") },
  { keys: ["U"], shown: "⇧U", does: "Redo", run: () => undo("redo") },
];

study.changes.addEventListener("job-ended", () => list?.isConnected && load());
