/** Screen "Code": one quote at a time, by keys. */

import { does } from "./acts.js";
import { h } from "./dom.js";
import * as notes from "./notes.js";
import { progressBar } from "./progress.js";
import { queueChoice } from "./queue_choice.js";
import { desk, redraw, renew, restart, sit } from "./sitting.js";
import * as study from "./study.js";

const STEP = 0.1;

export const screen = { id: "code", title: "Code", key: "c", open, keys: () => KEYS };

async function open(root, id) {
  const place = h("div", { class: "desk" }, h("p", { class: "loading" }, "Choosing the first quotes …"));
  root.append(h("div", { class: "bar" }, queueChoice(restart), h("div", { id: "progress" }, progressBar.element)), place);
  progressBar.start();
  await sit(place, does, id);
  return () => progressBar.stop();
}

const on = (run) => () => desk.trail?.current && !desk.busy && run();
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

study.changes.addEventListener("job-ended", () => renew().catch(notes.wrong));
study.changes.addEventListener("book", () => renew().catch(notes.wrong));
study.changes.addEventListener("study", () => desk.place?.isConnected && desk.trail?.current && redraw());
window.addEventListener("beforeunload", (event) => {
  if (desk.trail?.items.some((item) => item.unsaved)) event.preventDefault();
});
