/** Screen "Map": what the judgements do to it, while they are made. */

import * as api from "./api.js";
import { fill, h, words } from "./dom.js";
import { intervalRows } from "./intervals.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import * as study from "./study.js";
import { count, fixed, signed, when } from "./text.js";

const EVERY = 2500;
let place = null;
let timer = null;
let shown = "";
/** The scores when this page was opened, by stage. */
let first = null;

export const screen = { id: "map", title: "Map", key: "m", open, keys: () => [] };

async function open(root) {
  place = h("div", { class: "effect" }, h("p", { class: "loading" }, "Looking …"));
  root.append(place);
  shown = "";
  await outbox.empty();
  await look();
  return () => clearTimeout(timer);
}

async function look() {
  clearTimeout(timer);
  try {
    const effect = await api.get("/api/effect");
    if (!place.isConnected) return;
    if (first === null && effect.stages.length) first = new Map(effect.stages.map((stage) => [stage.id, stage.after.score]));
    const said = JSON.stringify(effect);
    if (said !== shown) fill(place, content(effect));
    shown = said;
  } catch (error) {
    notes.line("map", `The map is not new: ${error.message}`, "warn");
    timer = setTimeout(look, 2 * EVERY);
    return;
  }
  notes.line("map");
  timer = setTimeout(look, EVERY);
}

function content(effect) {
  const status = h("p", { class: "state", role: "status" }, state(effect));
  if (effect.stages.length === 0) {
    return [h("div", { class: "empty" }, h("h2", {}, effect.state === "failed" ? "The map cannot be made" : "The map is being made"), status,
      effect.state !== "failed" && h("progress", { "aria-label": "Computing" }))];
  }
  return [status,
    h("section", { class: "card" }, h("h2", {}, "Emotion by stage"),
      h("p", { class: "legend" }, h("span", { class: "key was" }), "machines alone ", h("span", { class: "key is" }), "with people's judgements. Lines are 95 % intervals; scores go from −100 to +100."),
      intervalRows(effect.stages.map(row), { ...range(effect.stages), caption: "Emotion score of each stage, by the machines and with people's judgements" }),
      h("p", { class: "hint", dir: "auto" }, effect.correction)),
    h("div", { class: "columns" }, pains("Top pains by the machines", effect.pains.before, []), pains("Top pains with your judgements", effect.pains.after, effect.pains.before)),
    since(effect.stages)];
}

function state({ state: now, message, behind, at }) {
  if (now === "failed") return message;
  if (now === "computing") return at ? `Computing with ${count(behind, "newer judgement")}; shown is the map of ${when(at)}.` : "Computing it for the first time.";
  return behind ? `${count(behind, "judgement")} since ${when(at)} not in it yet.` : `Up to date, ${when(at)}.`;
}

const row = (stage) => ({
  label: stage.label, was: { ...stage.before, value: stage.before.score }, is: { ...stage.after, value: stage.after.score },
  cells: [["Change", signed(stage.change, 1)], ["Quotes", `${stage.after.n_quotes}`], ["People", `${stage.after.n_participants}`]],
});

/** As much of −100 … +100 as is needed, the same to both sides. */
function range(stages) {
  const ends = stages.flatMap(({ before, after }) => [before, after].flatMap(({ score, low, high }) => [score, low, high]));
  const most = Math.max(10, ...ends.map((end) => Math.abs(end ?? 0)));
  const high = Math.min(100, 25 * Math.ceil(most / 25));
  return { low: -high, high };
}

/** The rank that each pain had, by its rank now: of its stage the one that shares most of its words, which may be others now. */
function ranksBefore(list, before) {
  const bag = (pain) => new Set(pain.label.split(/[\s,]+/));
  const alike = (one, other) => [...bag(one)].filter((word) => bag(other).has(word)).length / new Set([...bag(one), ...bag(other)]).size;
  const pairs = list.flatMap((now) => before.filter((old) => old.stage === now.stage).map((old) => ({ now: now.rank, old: old.rank, alike: alike(now, old) })));
  const found = new Map();
  for (const pair of pairs.filter((one) => one.alike > 0).toSorted((a, b) => b.alike - a.alike)) {
    if (!found.has(pair.now) && ![...found.values()].includes(pair.old)) found.set(pair.now, pair.old);
  }
  return found;
}

function pains(heading, list, before) {
  const ranks = ranksBefore(list, before);
  const moved = (pain) => {
    if (before.length === 0) return null;
    const was = ranks.get(pain.rank);
    if (was === undefined) return h("span", { class: "tag warn" }, "new");
    const by = was - pain.rank;
    return by !== 0 && h("span", { class: "tag" }, by > 0 ? `▲ ${by}` : `▼ ${-by}`, h("span", { class: "quiet" }, by > 0 ? " up" : " down"));
  };
  return h("section", { class: "card" }, h("h2", {}, heading),
    list.length === 0 ? h("p", { class: "hint" }, "None.") : h("ol", { class: "pains" }, list.map((pain) => h("li", {},
      h("span", {}, words(pain.label), " ", moved(pain)),
      h("small", {}, `${study.title("stage", pain.stage)} · ${pain.n} of ${pain.of} people · severity ${fixed(pain.severity)}`)))));
}

function since(stages) {
  const moved = stages.filter((stage) => stage.after.score !== null && (first.get(stage.id) ?? null) !== null && Math.abs(stage.after.score - first.get(stage.id)) >= 0.05);
  return h("section", { class: "card" }, h("h2", {}, "Since you opened the page"),
    moved.length === 0 ? h("p", { class: "hint" }, "No score has moved yet.") : h("ul", { class: "moves" }, moved.map((stage) => h("li", {},
      words(stage.label), ": ", signed(first.get(stage.id), 1), " → ", h("b", {}, signed(stage.after.score, 1)), ` (${signed(stage.after.score - first.get(stage.id), 1)})`))));
}

study.changes.addEventListener("job-ended", () => place?.isConnected && look());
