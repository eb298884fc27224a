/** Undo and redo: whatever was done last, here or before a restart, is shown again as it is now. */

import * as api from "./api.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import * as study from "./study.js";
import { itemOf } from "./trail.js";

/** Undo or redo (`which`); what was not sent yet is taken back here. */
export async function rewind(trail, which) {
  const unsent = which === "undo" ? outbox.takeBack() : null;
  if (unsent) {
    unsent.item.dirty = true;
    trail.show(unsent.item);
    return notes.say("Taken back before it was sent");
  }
  await outbox.empty();
  const { action, quote } = await api.post(`/api/${which}`);
  if (action === null) return notes.say(`Nothing to ${which}`);
  study.tell("judged", null);
  if (action.kind === "split" || quote === null) await refresh(trail, action, quote);
  else await showAgain(trail, quote);
  notes.say(`${which === "undo" ? "Undone" : "Done again"}: ${action.said}`);
}

/** A quote whose judgement is another now. */
async function showAgain(trail, quote) {
  const item = trail.find(quote.quote_id) ?? (await itemOf(quote, trail.queue));
  item.take(quote);
  trail.ahead = trail.ahead.filter((one) => one !== item);
  trail.show(item);
}

/** Several quotes changed, or a quote was cut or put together: what was fetched of them is old. */
async function refresh(trail, action, quote) {
  const old = new Set([...action.quote_ids, ...(quote?.parts ?? [])]);
  trail.keep((item) => !old.has(item.id) && !old.has(item.quote.split_from));
  if (quote && quote.parts.length === 0) trail.show(await itemOf(quote, trail.queue));
  else if (trail.current === null) await trail.next();
}
