/** The windows of a change of the codebook: each reads what its change needs. */

import * as dialogs from "./dialogs.js";
import { choice, field, h, words } from "./dom.js";
import * as study from "./study.js";
import { count } from "./text.js";

const lines = (data, name) => String(data.get(name) ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
const text = (data, name) => String(data.get(name) ?? "").trim();

/** A name for files from a label: what the codebook takes. */
const nameOf = (label) => label.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 60);

/** Ask; `send` does the change. Gives `true` when it is done. */
export const changeForm = (kind, what, code, send) => FORMS[what](kind, code, send);

const FORMS = { add, edit, rename, merge, split, delete: remove };

function fields(kind, code) {
  return [
    field("Label", h("input", { name: "label", value: code?.label || code?.title || "", maxlength: "100", required: true, autofocus: true })),
    field("Meaning", h("textarea", { name: "meaning", rows: "3", required: true, value: code?.meaning ?? "" }), "Whole sentences; the machine goes by them."),
    field("Examples", h("textarea", { name: "examples", rows: "3", value: (code?.examples ?? []).join("\n") }), "One a line"),
    field("Cue words", h("textarea", { name: "cues", rows: "3", value: (code?.cues ?? []).join("\n") }), "One a line"),
    kind === "touchpoint" && h("fieldset", { class: "checks" }, h("legend", {}, "At the stages (none: at any)"),
      study.stages().map((stage) => h("label", {}, h("input", { type: "checkbox", name: "stages", value: stage.name, checked: code?.stages.includes(stage.name) ?? false }), words(stage.title)))),
  ];
}

const meaning = (data) => ({
  label: text(data, "label"), meaning: text(data, "meaning"), examples: lines(data, "examples"), cues: lines(data, "cues"), stages: data.getAll("stages").map(String),
});

function add(kind, _, send) {
  const places = [["", "At the end"], ...study.CODES[kind]().map((code) => [code.id, `Before ${code.label}`])];
  const where = choice("Place", places, "", () => {}, { name: "before" });
  const read = (data) => send({ do: "add", kind, code: { name: nameOf(text(data, "label")), ...meaning(data) }, before: text(data, "before") || null });
  return dialogs.form(`Add a ${kind}`, [fields(kind, null), where], { send: "Add", read });
}

function edit(kind, code, send) {
  return dialogs.form(`Edit ${code.title}`, fields(kind, code), { read: (data) => send({ do: "edit", kind, name: code.name, code: meaning(data) }) });
}

function rename(kind, code, send) {
  const content = [
    field("Label", h("input", { name: "label", value: code.title, required: true, maxlength: "100", autofocus: true })),
    field("Name in files", h("input", { name: "to", value: code.name, required: true, maxlength: "60", pattern: "[A-Za-z0-9_\\-]+" }), "Letters, digits, _ and -"),
    h("p", { class: "hint" }, `${count(code.judged, "judgement")} of people will carry the new name. The machines tag all quotes anew.`),
  ];
  const read = (data) => send({ do: "rename", kind, name: code.name, to: text(data, "to"), label: text(data, "label") });
  return dialogs.form(`Rename ${code.title}`, content, { send: "Rename", read });
}

function merge(kind, code, send) {
  const others = study.CODES[kind]().filter((one) => one.id !== code.name).map((one) => [one.id, one.label]);
  if (others.length === 0) return dialogs.ask(`Merge ${code.title}`, `There is no other ${kind} to merge it into.`, [[null, "Close", "main"]]);
  const content = [choice("Into", others, others[0][0], () => {}, { name: "into", autofocus: true }),
    h("p", { class: "hint" }, `${code.title} goes; ${count(code.judged, "judgement")} of people will say the other. The machines tag all quotes anew.`)];
  const read = (data) => send({ do: "merge", kind, names: [code.name, text(data, "into")], into: text(data, "into") });
  return dialogs.form(`Merge ${code.title} into another`, content, { send: "Merge", read });
}

function split(kind, code, send) {
  const part = (number) => h("fieldset", {}, h("legend", {}, `Part ${number}`),
    field("Label", h("input", { name: `label${number}`, required: true, maxlength: "100", autofocus: number === 1 })),
    field("Meaning", h("textarea", { name: `meaning${number}`, rows: "2", required: true })));
  const stages = kind === "touchpoint" ? code.stages : [];
  const read = (data) => send({ do: "split", kind, name: code.name, into: [1, 2].map((number) => {
    const label = text(data, `label${number}`);
    return { name: nameOf(label), label, meaning: text(data, `meaning${number}`), stages };
  }) });
  const warning = h("p", { class: "hint" }, again(code));
  return dialogs.form(`Split ${code.title}`, [part(1), part(2), warning], { send: "Split", read });
}

/** What a split or deletion costs, before it is done. */
function again(code) {
  if (code.answers === 0) return `Nobody judged a quote as ${code.title} yet: no answer is lost.`;
  const what = count(code.answers, "answer of people names", "answers of people name");
  return `${what} ${code.title} and will not count any more. The queue “Codes that changed” asks for them again, and the history keeps what was said.`;
}

function remove(kind, code, send) {
  const content = h("p", {}, `${again(code)} The machines tag all ${count(study.facts.quotes, "quote")} anew.`);
  return dialogs.form(`Delete ${code.title}?`, content, { send: "Delete", read: () => send({ do: "delete", kind, name: code.name }) });
}
