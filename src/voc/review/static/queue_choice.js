/** Which queue the quotes come from: remembered in this window, chosen above the quote. */

import { choice, h } from "./dom.js";
import * as study from "./study.js";

const QUEUE = "voc.review.queue";

export const queueNow = () => sessionStorage.getItem(QUEUE) ?? "effect";
export const setQueue = (id) => sessionStorage.setItem(QUEUE, id);

/** The choice with its help; `changed(id)` when another one is chosen. */
export function queueChoice(changed) {
  const { queues } = study.facts;
  const help = h("small", { class: "hint", id: "queue-help" }, queues.find((one) => one.id === queueNow())?.help);
  const chosen = choice("Queue", queues.map((one) => [one.id, one.label]), queueNow(), (id) => {
    setQueue(id);
    help.textContent = queues.find((one) => one.id === id).help;
    changed(id);
  }, { "aria-describedby": "queue-help" });
  return h("div", { class: "queue" }, chosen, help);
}
