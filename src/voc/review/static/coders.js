/** Screen "Coders": how far two agree, code by code, and what they disagree on, to be settled. */

import * as api from "./api.js";
import { judgementCard } from "./conflict.js";
import { button, choice, fill, h } from "./dom.js";
import { figure, intervalRows } from "./intervals.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import { pager } from "./pager.js";
import * as study from "./study.js";
import { count, fixed } from "./text.js";

const KINDS = { stage: "Stage", touchpoint: "Touchpoints", sentiment: "Sentiment", facet: "Facets", offtopic: "Off topic" };
const MEASURES = [["kappa", "Cohen's κ"], ["alpha", "Krippendorff's α"], ["ac1", "Gwet's AC1"]];
/** The coders of a case that have a key. */
const KEYED = ["1", "2", "3", "4"];
const pair = { a: null, b: null, measure: "kappa" };
let agreed = null;
let differing = null;
let openOnly = true;
let page = 1;
let places = null;

export const screen = { id: "coders", title: "Coders", key: "o", open, keys: () => KEYS };

async function open(root) {
  places = { agreement: h("section", { class: "card agreement" }, h("h2", {}, "Agreement"), h("p", { class: "loading" }, "Computing …")), differing: h("section", { class: "differing" }) };
  root.append(places.agreement, places.differing);
  await outbox.empty();
  await Promise.all([loadAgreement(), loadDiffering()]);
}

async function loadAgreement() {
  agreed = await api.get("/api/agreement", { a: pair.a, b: pair.b });
  fill(places.agreement, agreementView());
}

function agreementView() {
  const names = agreed.coders.map((name) => [name, name === "machine" ? "the machine" : name]);
  const pick = (label, side) => choice(label, names, agreed[side] ?? "", (name) => { Object.assign(pair, { a: agreed.a, b: agreed.b, [side]: name }); loadAgreement().catch(notes.wrong); });
  const measure = choice("Measure", MEASURES, pair.measure, (name) => { pair.measure = name; fill(places.agreement, agreementView()); });
  return [h("h2", {}, "Agreement"),
    agreed.coders.length > 1 && h("div", { class: "filters" }, pick("Coder", "a"), pick("and", "b"), measure),
    h("p", { class: "hint" }, agreed.reason ?? `${count(agreed.units, "quote")} judged by both. Intervals are 95 %; 0 is what chance would do, 1 is always the same.`),
    agreed.kinds.length > 0 && intervalRows(agreed.kinds.map(kindRow), { low: -1, high: 1, digits: 2, sign: false, caption: "Agreement by kind of tag" }),
    ...agreed.kinds.filter((kind) => kind.labels.length).map(codes),
    agreed.together.length > 0 && together()];
}

/** Everybody who coded, on the quotes that two or more judged. */
function together() {
  const row = (kind) => ({ label: KINDS[kind.kind] ?? kind.kind, is: told(kind.alpha, kind.reason), cells: [["Gwet's AC1", figure(kind.ac1, fixed)],
    ["Quotes", String(kind.units)], ["Coders", String(kind.coders)]] });
  return h("section", { class: "together" }, h("h3", {}, "All coders together"),
    h("p", { class: "hint" }, "Krippendorff's α and Gwet's AC1 over all people who coded, on the quotes that two or more judged. Intervals are 95 %."),
    intervalRows(agreed.together.map(row), { low: -1, high: 1, digits: 2, sign: false, caption: "Krippendorff's α of all coders, by kind of tag" }));
}

const kindRow = (kind) => ({
  label: KINDS[kind.kind] ?? kind.kind, is: told(kind[pair.measure], kind.reason),
  cells: [["Same", fixed(kind.observed.value)], ["Quotes", String(kind.units)]],
});

/** A measure that is not defined says why. */
const told = (measure, reason) => (measure.value === null ? { ...measure, why: reason } : measure);

function codes(kind) {
  const row = (code) => ({ label: study.title(kind.kind, code.label), is: told(code[pair.measure], code.reason),
    cells: [["Both", String(code.both)], [`Only ${agreed.a}`, String(code.only_a)], [`Only ${agreed.b}`, String(code.only_b)]] });
  return h("details", {}, h("summary", {}, `${KINDS[kind.kind] ?? kind.kind}, code by code`),
    intervalRows(kind.labels.map(row), { low: -1, high: 1, digits: 2, sign: false, caption: `Agreement by code of ${kind.kind}` }));
}

async function loadDiffering() {
  differing = await api.get("/api/disagreements", { open: openOnly ? "true" : "false", page, size: 20 });
  drawDiffering();
}

function drawDiffering() {
  const { rows, total, pages } = differing;
  const to = (number) => { page = number; loadDiffering().catch(notes.wrong); };
  fill(places.differing,
    h("div", { class: "section-head" }, h("h2", {}, "Disagreements"), h("span", { role: "status" }, total ? `${count(total, "quote")} ${openOnly ? "to settle" : ""}` : ""),
      h("label", { class: "switch" }, h("input", { type: "checkbox", checked: !openOnly, onchange: (event) => { openOnly = !event.target.checked; to(1); } }), "Show settled ones, too")),
    rows.length === 0 ? h("p", { class: "hint" }, "Nothing to settle. Two coders differ only where both judged: choose the queue “Second coding, blind” to code what others have judged.")
      : h("ol", { class: "cases" }, rows.map(caseRow)),
    pager(page, pages, to));
}

function caseRow(one, place) {
  // "Off topic" stands where the stage does.
  const shown = one.kinds.map((kind) => (kind === "offtopic" ? "stage" : kind));
  return h("li", { class: "card case", tabindex: "-1" },
    h("blockquote", { dir: "auto" }, one.text),
    h("p", { class: "hint" }, `They differ in: ${one.kinds.map((kind) => KINDS[kind] ?? kind).join(", ")} · `,
      h("a", { href: `#/code/${encodeURIComponent(one.quote_id)}` }, "See it in its place")),
    h("div", { class: "sides" }, one.judgements.map((said, number) => h("div", {},
      judgementCard(said.coder, said, one.judgements.filter((other) => other !== said), shown),
      button(`Settle as ${said.coder}`, () => settle(one, said), { key: place === 0 && number < KEYED.length ? KEYED[number] : null })))),
    one.adjudicated && judgementCard(`Settled by ${one.adjudicated.coder}`, one.adjudicated));
}

/** What one coder said counts; both judgements stay. */
async function settle(one, said) {
  const { stage, touchpoints, sentiment, facets, off_topic, memo } = said;
  const given = { revision: one.revision, touchpoints, facets, off_topic, memo, ...(sentiment ? { sentiment } : {}), ...(off_topic ? {} : { stage }) };
  try {
    await api.put(api.adjudicationPath(one.quote_id), given);
    notes.say(`Settled as ${said.coder} said`, { action: ["Undo", undo] });
    study.tell("judged", null);
  } catch (error) {
    notes.say(error.code === "conflict" ? "Somebody settled this meanwhile; it is shown as it is now" : error.message, { kind: "bad" });
  }
  await Promise.all([loadDiffering(), loadAgreement()]).catch(notes.wrong);
  places.differing.querySelector(".case")?.focus();
}

async function undo() {
  try {
    await api.post("/api/undo");
    await loadDiffering();
  } catch (error) {
    notes.wrong(error);
  }
}

const cases = () => [...places.differing.querySelectorAll(".case")];
const move = (by) => cases()[Math.max(0, cases().indexOf(document.activeElement) + by)]?.focus();
/** The case in focus, else the first. */
function settleBy(number) {
  const place = Math.max(0, cases().findIndex((one) => one.contains(document.activeElement)));
  const one = differing?.rows[place];
  if (one?.judgements[number]) settle(one, one.judgements[number]);
}

const KEYS = [
  { keys: ["j", "ArrowDown"], shown: "j ↓", does: "Next disagreement", run: () => move(1) },
  { keys: ["k", "ArrowUp"], shown: "k ↑", does: "Disagreement before", run: () => move(-1) },
  ...KEYED.map((key, number) => ({ keys: [key], shown: key, does: `Settle as coder ${key} said`, run: () => settleBy(number) })),
  { keys: ["u"], shown: "u", does: "Undo", run: undo },
];
