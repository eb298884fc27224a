/** What is done with the quote on the desk. A judgement is sent while the next quote is already there. */

import * as api from "./api.js";
import { askCuts } from "./cutting.js";
import { Item } from "./judgement.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import * as picker from "./picker.js";
import { rewind } from "./rewind.js";
import { judge, note } from "./saving.js";
import { back, desk, redraw, step } from "./sitting.js";
import * as study from "./study.js";

const now = () => desk.trail.current;

function change(changes) {
  now().set(changes);
  redraw();
}

async function send(item) {
  if (item.missing) return notes.say(item.missing);
  judge(item, back);
  await desk.trail.next();
}

/** The same functions for keys and buttons. */
export const does = {
  accept: () => step(() => now() && send(now())),
  none: () => step(async () => {
    if (!now()) return;
    now().set({ stage: null, touchpoints: [], facets: [], offTopic: false });
    await send(now());
  }),
  offTopic: () => step(async () => {
    if (!now()) return;
    now().set({ offTopic: true });
    await send(now());
  }),
  next: () => step(() => {
    if (now()?.dirty) notes.say("Your change is kept here, not saved: Back (k) returns to it.");
    return desk.trail.next();
  }),
  previous: () => step(() => desk.trail.previous() ?? notes.say("This is the first quote of this sitting.")),
  undo: () => step(() => rewind(desk.trail, "undo")),
  redo: () => step(() => rewind(desk.trail, "redo")),
  setStage: (id) => change({ stage: id, offTopic: false }),
  setFeeling: (id) => change({ sentiment: { label: id, value: null } }),
  setValue: (value) => {
    const fits = { negative: value <= 0, neutral: true, positive: value >= 0 }[now().draft.sentiment.label];
    const label = fits ? now().draft.sentiment.label : value < 0 ? "negative" : "positive";
    change({ sentiment: { label, value } });
  },
  toggle: (list, id) => { now().toggle(list, id); redraw(); },
  stage: async () => {
    const none = { id: "", label: "None of these", help: "" };
    const id = await picker.one("Stage", [...study.CODES.stage(), none], now().draft.stage ?? "");
    if (id !== undefined) does.setStage(id || null);
  },
  touchpoints: () => pickSeveral("Touchpoints", "touchpoints", study.touchpointsFor(now().draft.stage)
    .map((code) => ({ id: code.name, label: code.title, help: code.meaning }))),
  facets: () => pickSeveral("Facets", "facets", study.CODES.facet()),
  finer: (by) => {
    const feeling = now().draft.sentiment;
    const value = Math.max(-1, Math.min(1, Math.round(((feeling?.value ?? 0) + by) * 10) / 10));
    if (feeling) does.setValue(value);
    else change({ sentiment: { label: value < 0 ? "negative" : "positive", value } });
  },
  split: () => step(split),
  star: () => {
    const item = now();
    item.draft.star = !item.draft.star;
    note(item, back);
    notes.say(item.draft.star ? "Starred as a key quote" : "No key quote any more");
    redraw();
  },
  typeMemo: (text) => { now().draft.memo = text; },
  keepMemo: () => note(now(), back),
  memoKey: (event) => {
    if (event.key !== "Escape" && !(event.key === "Enter" && !event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    document.getElementById("quote").focus();
  },
};

async function pickSeveral(name, list, choices) {
  await picker.several(name, choices, () => now().draft[list], (id) => now().toggle(list, id));
  redraw();
}

async function split() {
  const item = now();
  const cuts = await askCuts(item.quote.text, document.getElementById("quote-text"));
  if (!cuts) return;
  await outbox.empty();
  const { parts } = await api.post(api.splitPath(item.id), { revision: item.revision, at: cuts });
  desk.trail.replace(item, parts.map((part) => new Item(part, item.draw)));
  notes.say(`Split into ${parts.length} parts. Each is judged as a quote of its own; u puts them together again.`);
}
