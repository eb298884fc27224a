/** Screen "Teach": the taggers learn from what people judged; every version is kept, and none is used that is worse. */

import * as api from "./api.js";
import { button, fill, h, words } from "./dom.js";
import { told, watchJobs } from "./jobs.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import * as study from "./study.js";
import { count, percent, when } from "./text.js";

const KINDS = { stage: "Stage", touchpoint: "Touchpoints", sentiment: "Sentiment", facet: "Facets" };
let place = null;
let known = null;
let job = null;
/** What the last teaching since the server's start said. */
let last = null;

export const screen = { id: "teach", title: "Teach", key: "l", open, keys: () => KEYS };

async function open(root) {
  place = h("div", { class: "teach" });
  root.append(place);
  await outbox.empty();
  await load();
}

async function load() {
  let jobs;
  [known, { jobs }] = await Promise.all([api.get("/api/teach"), api.get("/api/jobs")]);
  job = known.job;
  last = jobs.find((one) => one.kind === "teach" && one.state === "done")?.result ?? null;
  draw();
}

function draw() {
  if (!place?.isConnected) return;
  fill(place,
    h("section", { class: "card" }, h("h2", {}, "Teach the machine by what you judged"),
      h("p", {}, "It learns from all corrections and is tested on those of people it has not seen. What would be worse is not used. Judging goes on meanwhile."),
      h("div", { class: "actions" }, button("Teach now", teach, { kind: "main", key: "t", disabled: Boolean(job) }),
        h("span", { id: "teach-state", role: "status" }, job ? told(job) : "")),
      last && result(last)),
    h("section", { class: "card" }, h("h2", {}, "Versions"), versions()));
}

/** What a teaching did: before and after, by kind, on corrections that were held out. */
function result({ version, kinds, notes: lines }) {
  return h("div", { class: "result" },
    h("h3", {}, version === null ? "Nothing was learned that helps" : `Version ${version}`),
    h("ul", {}, lines.map((line) => h("li", {}, words(line)))),
    Object.keys(kinds).length > 0 && figures(Object.entries(kinds).map(([kind, one]) => [kind, one.before, one.after,
      one.used ? did(one) : one.refused ?? "not used"])));
}

const did = ({ fixed, broken }) => (fixed || broken ? `${fixed} fixed, ${broken} broken` : "no held-out correction comes out otherwise: more of them are needed");

function figures(rows) {
  const cell = (figure) => h("td", {}, figure?.macro_f1 === undefined ? "–" : [percent(figure.macro_f1), h("small", {}, ` ${percent(figure.accuracy)} right`)]);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Before and after" }, h("table", {}, h("caption", { class: "quiet" }, "On held-out corrections, before and after"),
    h("thead", {}, h("tr", {}, ["Kind", "Before (macro-F1)", "After (macro-F1)", "Note"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(([kind, before, after, note]) => h("tr", {}, h("th", { scope: "row" }, KINDS[kind] ?? kind), cell(before), cell(after), h("td", { dir: "auto" }, note))))));
}

function versions() {
  const shipped = { version: 0, made: null, kinds: {} };
  return h("ol", { class: "versions" }, [...known.versions, shipped].map((one) => {
    const current = one.version === known.current;
    const name = one.version === 0 ? "As shipped, nothing learned" : `Version ${one.version}`;
    return h("li", { class: current ? "current" : "" },
      h("div", { class: "section-head" }, h("h3", {}, name), one.made && h("span", { class: "hint" }, when(one.made)),
        current ? h("span", { class: "tag good" }, "in use") : button("Use this one", () => use(one.version), { disabled: Boolean(job), "aria-label": `Use: ${name}` })),
      Object.keys(one.kinds).length > 0 && figures(Object.entries(one.kinds).map(([kind, figure]) => [kind, figure.before, figure.after,
        `${count(figure.corrections, "correction")} of ${count(figure.participants, "person", "people")}`])));
  }));
}

async function teach() {
  if (job) return;
  try {
    await outbox.empty();
    job = await api.post("/api/teach");
    watchJobs();
  } catch (error) {
    notes.wrong(error);
  }
  draw();
}

async function use(version) {
  try {
    known = await api.post("/api/teach/use", { version });
    job = known.job;
    notes.say(version ? `Version ${version} is in use; the machines tag anew by it` : "Nothing learned is in use; the machines tag anew");
    watchJobs();
  } catch (error) {
    notes.wrong(error);
  }
  draw();
}

const KEYS = [{ keys: ["t"], shown: "t", does: "Teach now", run: teach }];

study.changes.addEventListener("jobs", ({ detail }) => {
  job = detail[0];
  const state = document.getElementById("teach-state");
  if (state) state.textContent = told(job);
});
study.changes.addEventListener("job-ended", () => place?.isConnected && load().catch(notes.wrong));
