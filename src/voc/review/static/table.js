/** Screen "Table": all quotes, filtered and sorted by the server, and a change of many at once. */

import * as api from "./api.js";
import { bulkBar } from "./bulk.js";
import { button, fill, h } from "./dom.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import { pager } from "./pager.js";
import * as study from "./study.js";
import { ALL, filters, query } from "./table_filters.js";
import { quotesTable } from "./table_rows.js";
import { count } from "./text.js";

/** What one change may hold. */
const MOST = 500;
/** What is asked for; it stays while other screens are looked at. */
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
  root.append(filters(asked, ask, () => row()?.focus()), list);
  await outbox.empty();
  await load();
  if (what === "search") document.getElementById("search").focus();
}

async function load() {
  const mine = ++turn;
  try {
    const answer = await api.get("/api/quotes", query(asked));
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

function draw() {
  if (!list.isConnected) return;
  const { rows, total } = found;
  const focused = list.contains(document.activeElement) && document.activeElement.closest("tr");
  fill(list,
    h("div", { class: "list-head" }, h("p", { role: "status" }, count(total, "quote")), pages(),
      total > rows.length && button(`Select all ${Math.min(total, MOST).toLocaleString("en")}`, selectAll),
      chosen.size > 0 && button(`Clear ${chosen.size} selected`, () => { chosen.clear(); draw(); }),
      h("span", { class: "downloads" }, "All judgements as ", download("xlsx"), " or ", download("csv"))),
    bulkBar(chosen, change),
    rows.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Quotes" }, quotesTable(rows, { chosen, at, pick, go: (place) => { at = place; } }))
      : h("div", { class: "empty" }, h("h2", {}, "No quote is like that"), h("p", {}, "Take a filter away, or search for less.")),
    rows.length > 20 && h("div", { class: "list-head" }, pages()));
  if (focused) row()?.focus({ preventScroll: true });
}

const download = (kind) => h("a", { href: `/api/export/reviews.${kind}`, download: true }, kind.toUpperCase());

function pages() {
  return pager(found.page, found.pages, (number) => { asked.page = number; at = 0; load(); });
}

function pick(rows, on, place) {
  rows.forEach((one) => (on ? chosen.set(one.quote_id, one.revision) : chosen.delete(one.quote_id)));
  at = place;
  draw();
}

/** All that the filters let through, up to what one change may hold. */
async function selectAll() {
  try {
    for (let page = 1; page <= 3; page++) {
      const answer = await api.get("/api/quotes", { ...query(asked), page, size: 200 });
      answer.rows.forEach((one) => chosen.size < MOST && chosen.set(one.quote_id, one.revision));
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
