/** From a draft to the server's disk: what is sent, and what happens where the server says no. */

import * as api from "./api.js";
import { askWhich } from "./conflict.js";
import { saysTheSame } from "./judgement.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import { tell } from "./study.js";

/** Send an item's draft; `back` shows the item again where the server does not take it. */
export function judge(item, back) {
  const body = item.body();
  item.dirty = false;
  const send = () => api.put(api.judgementPath(item.id), { ...body, revision: item.revision });
  const done = (answer) => {
    item.saved(answer);
    tell("judged", answer);
  };
  const refused = (error) => (error.code === "conflict" ? settle(item, body, error, back, judge) : giveBack(item, error, back));
  const entry = { item, send, done, refused, kept: kept("judge", item) };
  outbox.add(entry);
  return entry;
}

/** Memo and star alone; the judgement stays what it is. */
export function note(item, back) {
  const { memo, star } = item.draft;
  const send = () => api.put(api.notesPath(item.id), { revision: item.revision, memo, star });
  const done = (answer) => {
    item.saved(answer);
    tell("noted", answer);
  };
  const refused = (error) => (error.code === "conflict" ? settle(item, item.body(), error, back, note) : giveBack(item, error, back));
  outbox.add({ item, send, done, refused, kept: kept("note", item) });
}

/** What is needed to send it from another page. */
function kept(how, item) {
  const draft = structuredClone(item.draft);
  return () => ({ id: item.id, how, draft, draw: item.draw, revision: item.revision });
}

/** Send it as it was to be sent: what another page left. */
export const again = (how, item) => (how === "judge" ? judge : note)(item, (shown) => { location.hash = `#/code/${shown.id}`; });

function giveBack(item, error, back) {
  item.dirty = true;
  notes.say(`Not saved: ${error.message}`, { kind: "bad", action: ["Show the quote", () => back(item)] });
}

/** Somebody was quicker: either it was this very judgement, or a person decides. */
async function settle(item, body, error, back, again) {
  const { theirs, revision } = error.detail;
  if (saysTheSame(theirs, body)) {
    item.saved({ judgement: theirs, revision });
    return;
  }
  const which = await askWhich(item.quote, body, theirs);
  if (which === "mine") {
    item.revision = revision;
    again(item, back);
  } else if (which === "theirs") {
    item.take(await api.quote(item.id));
    tell("judged", null);
  } else {
    item.revision = revision;
    giveBack(item, { message: "you put off the decision" }, back);
  }
}
