/** Screen "Codebook": stages and touchpoints, what they mean and how often they were given; every change is kept. */

import * as api from "./api.js";
import { changeForm } from "./code_forms.js";
import { button, fill, h, words } from "./dom.js";
import { told, watchJobs } from "./jobs.js";
import * as notes from "./notes.js";
import { setQueue } from "./queue_choice.js";
import * as study from "./study.js";
import { count, when } from "./text.js";

let place = null;
/** The code that is unfolded: its kind and name. */
let unfolded = null;

export const screen = { id: "codebook", title: "Codebook", key: "b", open, keys: () => KEYS };

async function open(root) {
  place = h("div", { class: "book" });
  root.append(place);
  study.setBook(await api.get("/api/codebook"));
  await draw();
}

async function draw() {
  if (!place?.isConnected) return;
  const { codebook } = study.facts;
  const { changes } = await api.get("/api/codebook/history");
  const focus = document.activeElement?.dataset.focus;
  fill(place,
    codebook.retag && h("p", { class: "line" }, `${told(codebook.retag)}. You can go on judging meanwhile.`),
    codebook.gone > 0 && gone(codebook),
    h("p", { class: "hint" }, "The machines tag by these words: after a change all quotes are tagged anew in the background. ",
      "What people judged follows a new name and a merge. What was judged as a code that is split or deleted has to be judged again: the queue “Codes that changed” asks for it, and the history keeps it."),
    section("stage", "Stages", codebook.stages), section("touchpoint", "Touchpoints", codebook.touchpoints), historyList(changes));
  if (focus) place.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
}

/** What people judged as codes that are no more. */
const gone = (codebook) => h("p", { class: "line warn" },
  `${count(codebook.gone, "answer names a code", "answers name codes")} that ${codebook.gone === 1 ? "is" : "are"} no more and ${codebook.gone === 1 ? "does" : "do"} not count. `,
  codebook.mine > 0 && button(`Judge your ${codebook.mine} again`, () => { setQueue("again"); location.hash = "#/code"; }), " ",
  h("a", { href: "#/table/status=code_changed" }, "Show the quotes"));

function section(kind, heading, codes) {
  const most = Math.max(1, ...codes.map((code) => code.n));
  return h("section", { class: "codes" },
    h("div", { class: "section-head" }, h("h2", {}, heading), button(`Add a ${kind}`, () => start(kind, "add"), { "data-focus": `add ${kind}` })),
    codes.length ? h("ol", {}, codes.map((code, index) => row(kind, code, index, codes, most))) : h("p", { class: "hint" }, "None yet."));
}

function row(kind, code, index, codes, most) {
  const id = `${kind} ${code.name}`;
  const on = unfolded === id;
  const head = h("button", { type: "button", class: "code-head", "aria-expanded": String(on), "data-focus": id, onclick: () => { unfolded = on ? null : id; draw().catch(notes.wrong); } },
    h("strong", {}, words(code.title)),
    h("meter", { min: "0", max: String(most), value: code.n, "aria-hidden": "true" }),
    h("span", { class: "counts" }, `${count(code.n, "quote")}, ${code.judged} judged`));
  return h("li", { class: on ? "open" : "" }, head, on && details(kind, code, index, codes));
}

function details(kind, code, index, codes) {
  const listed = (label, texts) => texts.length > 0 && h("div", {}, h("h3", {}, label), h("ul", { class: "words" }, texts.map((text) => h("li", {}, words(text)))));
  const does = (label, what) => button(label, () => start(kind, what, code), { "data-focus": `${what} ${code.name}` });
  const move = (label, before, off) => button(label, () => sent({ do: "move", kind, name: code.name, before }), { disabled: off, "data-focus": `${label} ${code.name}` });
  return h("div", { class: "code-details" },
    h("p", { dir: "auto" }, code.meaning),
    h("p", { class: "hint" }, "Name in files: ", h("code", {}, words(code.name)),
      code.stages.length > 0 && [". At: ", code.stages.map((name) => study.title("stage", name)).join(", ")]),
    listed("Examples", code.examples), listed("Cue words", code.cues),
    h("div", { class: "actions" },
      does("Edit", "edit"), does("Rename", "rename"), does("Merge into…", "merge"), does("Split…", "split"), does("Delete", "delete"),
      move("Move up", codes[index - 1]?.name ?? null, index === 0),
      move("Move down", codes[index + 2]?.name ?? null, index === codes.length - 1),
      h("a", { class: "as-button", href: `#/table/${kind}=${code.name}` }, "Quotes")));
}

function historyList(changes) {
  return h("section", { class: "history" }, h("h2", {}, "History"),
    h("ol", {}, changes.map((one) => h("li", {}, one.coder === "file" ? "codebook.toml was read" : [h("span", {}, words(one.coder)), " ", words(one.said)], h("small", {}, ` ${when(one.at) ?? ""}, version ${one.revision}`)))));
}

/** Ask for what a change needs, and do it; an error stays in the form. */
async function start(kind, what, code = null) {
  const made = await changeForm(kind, what, code, send);
  if (made && code && what !== "edit") unfolded = null;
  if (made) await draw();
}

async function send(change) {
  try {
    const { codebook, retag } = await api.post("/api/codebook", { revision: study.facts.codebook.revision, change });
    study.setBook(codebook);
    study.tell("book");
    watchJobs();
    notes.say(retag ? `Saved. The machines tag all ${count(study.facts.quotes, "quote")} anew.` : "Saved");
    await draw();
    return true;
  } catch (error) {
    if (error.code !== "conflict") throw error;
    study.setBook(error.detail.codebook);
    await draw();
    throw new Error("Somebody changed the codebook meanwhile. It is shown as it is now; look, and do it again if you still want it.");
  }
}

const sent = (change) => send(change).catch(notes.wrong);

const move = (by) => {
  const heads = [...place.querySelectorAll(".code-head")];
  const next = heads.indexOf(document.activeElement) + by;
  heads[Math.min(heads.length - 1, Math.max(0, next))]?.focus();
};
const KEYS = [
  { keys: ["j", "ArrowDown"], shown: "j ↓", does: "Next code; Enter opens it", run: () => move(1) },
  { keys: ["k", "ArrowUp"], shown: "k ↑", does: "Code before", run: () => move(-1) },
  { keys: ["a"], shown: "a", does: "Add a stage", run: () => start("stage", "add") },
];

study.changes.addEventListener("job-ended", () => draw().catch(notes.wrong));
