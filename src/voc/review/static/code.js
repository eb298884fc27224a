/** Screen "Code": one quote at a time, by keys. A judgement is sent while the next quote is already there. */

import * as api from "./api.js";
import { askCuts } from "./cutting.js";
import { choice, fill, h } from "./dom.js";
import { Item } from "./judgement.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import { actions, panel } from "./panel.js";
import * as picker from "./picker.js";
import { quoteView } from "./quote_view.js";
import { judge, note } from "./saving.js";
import { rewind } from "./rewind.js";
import * as study from "./study.js";
import { Trail } from "./trail.js";
import { progressBar } from "./progress.js";

const QUEUE = "voc.review.queue";
const STEP = 0.1;

/** The quotes of this sitting: they stay while other screens are looked at. */
let trail = null;
let place = null;
/** What is being done now; there is nothing to do while it is `null`. */
let busy = null;

export const screen = { id: "code", title: "Code", key: "c", open, keys: () => KEYS };

async function open(root, id) {
  place = h("div", { class: "desk" }, h("p", { class: "loading" }, "Choosing the first quotes …"));
  root.append(h("div", { class: "bar" }, queueChoice(), h("div", { id: "progress" }, progressBar.element)), place);
  progressBar.start();
  trail ??= new Trail(queueNow());
  if (id) await bring(id);
  if (trail.current === null) step(() => trail.next());
  else draw();
  return () => progressBar.stop();
}

const queueNow = () => sessionStorage.getItem(QUEUE) ?? "effect";

function queueChoice() {
  const { queues } = study.facts;
  const help = h("small", { class: "hint", id: "queue-help" }, queues.find((one) => one.id === queueNow())?.help);
  const chosen = choice("Queue", queues.map((one) => [one.id, one.label]), queueNow(), async (id) => {
    sessionStorage.setItem(QUEUE, id);
    help.textContent = queues.find((one) => one.id === id).help;
    await busy;
    trail = new Trail(id);
    step(() => trail.next());
  }, { "aria-describedby": "queue-help" });
  return h("div", { class: "queue" }, chosen, help);
}

/** A quote from elsewhere, by its id. */
async function bring(id) {
  const known = trail.find(id);
  if (known && trail.items.includes(known)) trail.show(known);
  else trail.show(new Item(await api.quote(id)));
}

/** Do one thing at a time: what is pressed while a quote is fetched or a window is open is not meant for it. */
function step(work) {
  busy ??= carefully(work).finally(() => { busy = null; });
  return busy;
}

async function carefully(work) {
  try {
    await work();
  } catch (error) {
    notes.wrong(error);
  }
  draw();
}

function draw({ focus = true } = {}) {
  if (!place?.isConnected) return;
  const item = trail.current;
  if (item === null) {
    fill(place, h("div", { class: "empty", tabindex: "-1", id: "quote" }, h("h2", {}, "Nothing more in this queue"),
      h("p", {}, trail.reason ?? "No quote came."), h("p", {}, h("a", { href: "#/table" }, "Look at all quotes"))));
  } else {
    fill(place, quoteView(item), panel(item, does), actions(item, does));
  }
  progressBar.left(trail.left);
  if (focus && !document.querySelector("dialog[open]")) document.getElementById("quote")?.focus({ preventScroll: true });
  if (focus) window.scrollTo({ top: 0 });
}

/** Draw the judgement alone, and leave the focus on what was pressed. */
function redraw() {
  const old = place.querySelector(".panel");
  place.querySelector(".judge")?.replaceWith(actions(trail.current, does));
  const at = document.activeElement;
  const again = at && old?.contains(at) ? [at.name, at.value, at.getAttribute("aria-label"), at.className] : null;
  const made = panel(trail.current, does);
  old?.replaceWith(made);
  if (!again) return;
  const same = [...made.querySelectorAll("input, button, textarea")].find((one) =>
    one.name === again[0] && one.value === again[1] && one.getAttribute("aria-label") === again[2] && one.className === again[3]);
  (same ?? document.getElementById("quote"))?.focus({ preventScroll: true });
}

function change(changes) {
  trail.current.set(changes);
  redraw();
}

/** Show an item whose judgement was not taken. */
function back(item) {
  trail.show(item);
  if (location.hash.startsWith("#/code")) draw();
  else location.hash = `#/code/${item.id}`;
}

async function send(item) {
  if (item.missing) return notes.say(item.missing);
  judge(item, back);
  await trail.next();
}

const does = {
  accept: () => step(() => trail.current && send(trail.current)),
  none: () => step(async () => {
    if (!trail.current) return;
    trail.current.set({ stage: null, touchpoints: [], facets: [], offTopic: false });
    await send(trail.current);
  }),
  offTopic: () => step(async () => {
    if (!trail.current) return;
    trail.current.set({ offTopic: true });
    await send(trail.current);
  }),
  next: () => step(() => {
    if (trail.current?.dirty) notes.say("Your change is kept here, not saved: Back (k) returns to it.");
    return trail.next();
  }),
  previous: () => step(() => trail.previous() ?? notes.say("This is the first quote of this sitting.")),
  undo: () => step(() => rewind(trail, "undo")),
  redo: () => step(() => rewind(trail, "redo")),
  setStage: (id) => change({ stage: id, offTopic: false }),
  setFeeling: (id) => change({ sentiment: { label: id, value: null } }),
  setValue: (value) => {
    const fits = { negative: value <= 0, neutral: true, positive: value >= 0 }[trail.current.draft.sentiment.label];
    const label = fits ? trail.current.draft.sentiment.label : value < 0 ? "negative" : "positive";
    change({ sentiment: { label, value } });
  },
  toggle: (list, id) => { trail.current.toggle(list, id); redraw(); },
  stage: async () => {
    const none = { id: "", label: "None of these", help: "" };
    const id = await picker.one("Stage", [...study.CODES.stage(), none], trail.current.draft.stage ?? "");
    if (id !== undefined) does.setStage(id || null);
  },
  touchpoints: () => pickSeveral("Touchpoints", "touchpoints", study.touchpointsFor(trail.current.draft.stage)
    .map((code) => ({ id: code.name, label: code.title, help: code.meaning }))),
  facets: () => pickSeveral("Facets", "facets", study.CODES.facet()),
  finer: (by) => {
    const feeling = trail.current.draft.sentiment;
    const value = Math.max(-1, Math.min(1, Math.round(((feeling?.value ?? 0) + by) * 10) / 10));
    if (feeling) does.setValue(value);
    else change({ sentiment: { label: value < 0 ? "negative" : "positive", value } });
  },
  split: () => step(split),
  star: () => {
    const item = trail.current;
    item.draft.star = !item.draft.star;
    note(item, back);
    notes.say(item.draft.star ? "Starred as a key quote" : "No key quote any more");
    redraw();
  },
  typeMemo: (text) => { trail.current.draft.memo = text; },
  keepMemo: () => note(trail.current, back),
  memoKey: (event) => {
    if (event.key !== "Escape" && !(event.key === "Enter" && !event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("quote").focus();
  },
};

async function pickSeveral(name, list, choices) {
  await picker.several(name, choices, () => trail.current.draft[list], (id) => trail.current.toggle(list, id));
  redraw();
}

async function split() {
  const item = trail.current;
  const cuts = await askCuts(item.quote.text, document.getElementById("quote-text"));
  if (!cuts) return;
  await outbox.empty();
  const { parts } = await api.post(api.splitPath(item.id), { revision: item.revision, at: cuts });
  trail.replace(item, parts.map((part) => new Item(part, item.draw)));
  notes.say(`Split into ${parts.length} parts. Each is judged as a quote of its own; u puts them together again.`);
}

const on = (run) => () => trail?.current && !busy && run();
const KEYS = [
  { keys: ["Enter"], shown: "⏎", does: "Accept, or save what you changed, and go on", run: does.accept },
  { keys: ["s"], shown: "s", does: "Stage: then a number, or letters and Enter", run: on(does.stage) },
  { keys: ["t"], shown: "t", does: "Touchpoints", run: on(does.touchpoints) },
  { keys: ["f"], shown: "f", does: "Facets", run: on(does.facets) },
  { keys: ["-"], shown: "−", does: "Negative", run: on(() => does.setFeeling("negative")) },
  { keys: ["0"], shown: "0", does: "Neutral", run: on(() => does.setFeeling("neutral")) },
  { keys: ["+", "="], shown: "+", does: "Positive", run: on(() => does.setFeeling("positive")) },
  { keys: [","], shown: ",", does: "A little more negative", run: on(() => does.finer(-STEP)) },
  { keys: ["."], shown: ".", does: "A little more positive", run: on(() => does.finer(STEP)) },
  { keys: ["n"], shown: "n", does: "None of these, and go on", run: does.none },
  { keys: ["x"], shown: "x", does: "Off topic, and go on", run: does.offTopic },
  { keys: ["p"], shown: "p", does: "Split the quote, at the selection or by keys", run: on(does.split) },
  { keys: ["m"], shown: "m", does: "Memo; Enter keeps it", run: on(() => document.getElementById("memo").focus()) },
  { keys: ["*"], shown: "*", does: "Star as a key quote", run: on(does.star) },
  { keys: ["u"], shown: "u", does: "Undo, without limit", run: does.undo },
  { keys: ["U"], shown: "⇧U", does: "Redo", run: does.redo },
  { keys: ["j", "ArrowRight"], shown: "j →", does: "Skip to the next quote", run: does.next },
  { keys: ["k", "ArrowLeft"], shown: "k ←", does: "Back to the quote before", run: does.previous },
];

/** The machines said something new, or codes have other names: what was fetched before is old, but for what is not saved. */
async function renew() {
  const item = trail?.current;
  trail?.keep((one) => one === item || one.unsaved);
  if (item && !item.unsaved) item.take(await api.quote(item.id, item.blind));
  if (place?.isConnected && item) redraw();
}

study.changes.addEventListener("job-ended", () => renew().catch(notes.wrong));
study.changes.addEventListener("book", () => renew().catch(notes.wrong));
study.changes.addEventListener("study", () => place?.isConnected && trail?.current && redraw());
window.addEventListener("beforeunload", (event) => {
  if (trail?.items.some((item) => item.unsaved)) event.preventDefault();
});
