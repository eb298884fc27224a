/** What the page says beside: short notes that go away, and lines at the top that stay while they are true. */

import { button, h } from "./dom.js";

const LASTS = 5000;
const lines = new Map();

/** Say something, to eyes and screen readers. */
export function say(text, { action, kind = "" } = {}) {
  const place = document.getElementById("notes");
  const note = h("div", { class: `note ${kind}` }, h("span", {}, text));
  if (action) note.append(button(action[0], () => { note.remove(); action[1](); }));
  while (place.children.length > 2) place.firstChild.remove();
  place.append(note);
  setTimeout(() => note.remove(), kind === "bad" ? 3 * LASTS : LASTS);
}

export const wrong = (error) => say(error.message, { kind: "bad" });

/** A line that stays, by name; without a text it goes. `action`: label and what it does. */
export function line(name, text, kind = "", action = null) {
  const old = lines.get(name);
  if (old && old.dataset.said === text) return;
  old?.remove();
  lines.delete(name);
  if (!text) return;
  const made = h("p", { class: `line ${kind}`, "data-said": text }, text, action && [" ", button(action[0], action[1])]);
  lines.set(name, made);
  document.getElementById("lines").append(made);
}
