/** How far the coders are, how fast, and whether more reviewing is worth it. */

import * as api from "./api.js";
import { fill, h, svg } from "./dom.js";
import { changes } from "./study.js";
import { count } from "./text.js";

const EVERY = 15_000;
const WIDTH = 96;
const HEIGHT = 26;

const bar = h("progress", { max: "1", value: "0", "aria-label": "Share of quotes judged" });
const told = h("span", { class: "told" });
const rest = h("span", { class: "told soft" });
const worth = h("div", { class: "worth" });

let now = null;
let mine = 0;
let left = null;
let timer = null;

function draw() {
  if (now === null) return;
  bar.value = now.quotes ? (now.judged + mine) / now.quotes : 0;
  told.textContent = `${(now.judged + mine).toLocaleString("en")} of ${count(now.quotes, "quote")} judged`;
  const speed = now.per_minute === null ? null : `${Math.round(now.per_minute)} a minute`;
  rest.textContent = [speed, left === null ? null : `${left.toLocaleString("en")} in this draw`].filter(Boolean).join(" · ");
}

/** The words of "worth it?", and the width of the intervals against the number of reviews. */
function drawWorth() {
  const { state, message, result } = now.worth;
  if (result === null) {
    fill(worth, h("span", { class: "soft" }, state === "failed" ? message : "Worth it? Not computed yet."));
    return;
  }
  fill(worth, curve(result), h("span", {}, h("b", {}, "Worth it? "), result.said, state === "computing" && h("span", { class: "soft" }, " (being computed anew)")));
}

function curve({ now: width, curve: steps }) {
  if (width === null || steps.length === 0) return null;
  const most = steps.at(-1).more;
  const points = [{ more: 0, width }, ...steps].map((step) =>
    `${(WIDTH * Math.sqrt(step.more / most)).toFixed(1)},${(HEIGHT - 2 - (HEIGHT - 4) * (step.width / width)).toFixed(1)}`);
  return svg("svg", { class: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img",
    "aria-label": `Width of the intervals: ${width.toFixed(1)} now, ${steps.at(-1).width.toFixed(1)} after ${most} more` },
  svg("polyline", { points: points.join(" ") }));
}

async function refresh() {
  try {
    now = await api.get("/api/progress");
    mine = 0;
    draw();
    drawWorth();
  } catch {
    // The line about the server says it where something waits to be sent; progress can wait.
  }
}

export const progressBar = {
  element: h("div", { class: "progress" }, h("div", { class: "progress-line" }, bar, told, rest), worth),
  left(number) {
    left = number;
    draw();
  },
  start() {
    refresh();
    clearInterval(timer);
    timer = setInterval(refresh, EVERY);
  },
  stop: () => clearInterval(timer),
};

changes.addEventListener("judged", (event) => {
  if (!bar.isConnected) return;
  if (event.detail === null) return void refresh();
  // Counted here until the server is asked again: the first judgement of a quote only.
  if (event.detail.judgement?.judged.length && event.detail.revision === 1) mine += 1;
  draw();
});
