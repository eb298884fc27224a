/** One table of keys: what the screen that is open listens to, and what the help sheet lists. */

/** Bindings by scope; a later scope goes before an earlier one. */
const scopes = new Map();
const OFF = "voc.review.keys-off";

/** Binding: `{keys: ["s"], shown: "s", does: "Choose a stage", run: () => …}`; keys as `KeyboardEvent.key` gives them. */
export const listen = (scope, bindings) => scopes.set(scope, bindings);
export const ignore = (scope) => scopes.delete(scope);
export const all = () => [...scopes.entries()].map(([scope, bindings]) => ({ scope, bindings }));

/** Single keys can be switched off, for people who speak to their machine. */
export const areOff = () => localStorage.getItem(OFF) === "yes";
export const switchOff = (off) => localStorage.setItem(OFF, off ? "yes" : "no");

const TYPING = "input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable]";
const PRESSING = "button, a[href], summary";
const MOVING = "input[type=radio], input[type=range]";

/** Whether the element in focus wants the key itself. */
function taken(event) {
  const at = event.target;
  if (!(at instanceof Element)) return false;
  if (at.closest(TYPING)) return event.key !== "Escape";
  if (at.closest(MOVING)) return event.key.startsWith("Arrow");
  if (at.closest("input[type=checkbox]")) return event.key === " ";
  return Boolean(at.closest(PRESSING)) && (event.key === "Enter" || event.key === " ");
}

let prefix = null;

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]") || taken(event)) return;
  if (areOff() && event.key.length === 1) return;
  const key = prefix === null ? event.key : `${prefix} ${event.key}`;
  prefix = null;
  const found = [...scopes.values()].reverse().flat().find((binding) => binding.keys.includes(key));
  if (found) {
    event.preventDefault();
    found.run(event);
  } else if (event.key === "g") {
    prefix = "g";
    setTimeout(() => { prefix = null; }, 1200);
  }
}

export const start = () => document.addEventListener("keydown", pressed);
