/** One sitting at the desk: the quotes of it, which one is shown, and what is being done now, one thing at a time. */

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { Item } from "./judgement.js";
import * as notes from "./notes.js";
import { actions, panel } from "./panel.js";
import { progressBar } from "./progress.js";
import { queueNow } from "./queue_choice.js";
import { quoteView } from "./quote_view.js";
import { Trail } from "./trail.js";

/** `trail`: the quotes, which stay while other screens are looked at; `busy`: `null` while there is nothing to do. */
export const desk = { trail: null, place: null, busy: null };
/** What the buttons do. */
let does = null;

/** Sit down: draw into `place`, at the quote with this id where one is given. */
export async function sit(place, acts, id) {
  desk.place = place;
  does = acts;
  if (desk.trail?.queue !== queueNow()) desk.trail = new Trail(queueNow());
  if (id) await bring(id);
  if (desk.trail.current === null) step(() => desk.trail.next());
  else draw();
}

/** Go on with another queue. */
export async function restart(queue) {
  await desk.busy;
  desk.trail = new Trail(queue);
  step(() => desk.trail.next());
}

/** A quote from elsewhere, by its id. */
async function bring(id) {
  const { trail } = desk;
  const known = trail.find(id);
  if (known && trail.items.includes(known)) trail.show(known);
  else trail.show(new Item(await api.quote(id)));
}

/** Do one thing at a time: what is pressed while a quote is fetched or a window is open is not meant for it. */
export function step(work) {
  desk.busy ??= carefully(work).finally(() => { desk.busy = null; });
  return desk.busy;
}

async function carefully(work) {
  try {
    await work();
  } catch (error) {
    notes.wrong(error);
  }
  draw();
}

function draw() {
  const { place, trail } = desk;
  if (!place?.isConnected) return;
  const item = trail.current;
  if (item === null) {
    fill(place, h("div", { class: "empty", tabindex: "-1", id: "quote" }, h("h2", {}, "Nothing more in this queue"),
      h("p", {}, trail.reason ?? "No quote came."), h("p", {}, h("a", { href: "#/table" }, "Look at all quotes"))));
  } else {
    fill(place, quoteView(item), panel(item, does), actions(item, does));
  }
  progressBar.left(trail.left);
  if (!document.querySelector("dialog[open]")) document.getElementById("quote")?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

/** Draw the judgement alone, and leave the focus on what was pressed. */
export function redraw() {
  const { place, trail } = desk;
  const old = place.querySelector(".panel");
  place.querySelector(".judge")?.replaceWith(actions(trail.current, does));
  const at = document.activeElement;
  const again = at && old?.contains(at) ? [at.name, at.value, at.getAttribute("aria-label"), at.className] : null;
  const made = panel(trail.current, does);
  old?.replaceWith(made);
  if (!again) return;
  const same = [...made.querySelectorAll("input, button, textarea")].find((one) =>
    one.name === again[0] && one.value === again[1] && one.getAttribute("aria-label") === again[2] && one.className === again[3]);
  (same ?? document.getElementById("quote"))?.focus({ preventScroll: true });
}

/** Show an item whose judgement was not taken. */
export function back(item) {
  desk.trail.show(item);
  if (location.hash.startsWith("#/code")) draw();
  else location.hash = `#/code/${item.id}`;
}

/** The machines said something new, or codes have other names: what was fetched before is old, but for what is not saved. */
export async function renew() {
  const { trail } = desk;
  const item = trail?.current;
  trail?.keep((one) => one === item || one.unsaved);
  if (item && !item.unsaved) item.take(await api.quote(item.id, item.blind));
  if (desk.place?.isConnected && item) redraw();
}
