/**
 * What waits to be sent, also in this browser's memory: if the page is closed or breaks while the server is away, the
 * next page of the same study and coder sends it. A judgement that arrived after all is known by what it says.
 */

import * as api from "./api.js";
import { Item } from "./judgement.js";
import * as notes from "./notes.js";
import * as study from "./study.js";
import { count } from "./text.js";

/** Of this page alone. (Browsers have no randomUUID where the address is not of this machine.) */
const PAGE = `${Date.now()}-${Math.random()}`;
const mine = () => `voc.review.unsent ${JSON.stringify([study.facts.title, study.facts.me])} `;

/** Remember what waits: `[{id, how, draft, draw, revision}]`; nothing where all was sent. */
export function keep(waiting) {
  try {
    if (waiting.length) localStorage.setItem(mine() + PAGE, JSON.stringify(waiting));
    else localStorage.removeItem(mine() + PAGE);
  } catch {
    // A browser that remembers nothing: the page itself still has it.
  }
}

/** Send what earlier pages could not; `again` sends an item by how it was to be sent. */
export async function sendAgain(again) {
  const pages = Object.keys(localStorage).filter((key) => key.startsWith(mine()) && !key.endsWith(PAGE));
  const items = new Map();
  let number = 0;
  for (const page of pages) {
    for (const { id, how, draft, draw, revision } of JSON.parse(localStorage.getItem(page))) {
      const item = items.get(id) ?? await found(id, draw, revision);
      if (item === null) continue;
      items.set(id, item);
      item.set(draft);
      again(how, item);
      number += 1;
    }
    localStorage.removeItem(page);
  }
  if (number) notes.say(`${count(number, "judgement")} from before, which the server had not taken, ${number === 1 ? "is" : "are"} sent now`);
}

/** The quote as it was seen then; `null` where this study does not have it. */
async function found(id, draw, revision) {
  try {
    const item = new Item(await api.quote(id, draw?.blind ?? false), draw);
    item.revision = revision;
    return item;
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}
