/** Numbers with their intervals: a table whose middle column is the drawing, so that all can read it. */

import { h, svg, words } from "./dom.js";
import { fixed, signed } from "./text.js";

const WIDTH = 400;
const PAD = 8;

/**
 * `rows`: `{label, was?, is, cells: [[name, text]]}` with `{value, low, high, why?}` each, on `low` … `high`; `why` says
 * why there is no interval.
 * `digits` of the numbers as text; scores with a sign, coefficients without.
 */
export function intervalRows(rows, { low, high, caption, digits = 0, sign = true }) {
  const write = sign ? (value) => signed(value, digits) : (value) => fixed(value, digits);
  const names = rows[0]?.cells.map(([name]) => name) ?? [];
  return h("table", { class: "intervals" }, h("caption", { class: "quiet" }, caption),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, axis(low, high, write)),
      h("th", { scope: "col" }, "Value and interval"), names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, words(row.label)),
      h("td", { class: "drawing" }, drawing(row, low, high)),
      h("td", { class: "figures" }, row.was && h("small", {}, figure(row.was, write)), h("span", {}, figure(row.is, write)),
        row.is.why && h("small", { class: "why" }, row.is.why)),
      row.cells.map(([name, text]) => h("td", { "data-name": name }, text))))));
}

export function figure({ value, low, high }, write) {
  if (value === null) return "unknown";
  return low === null || high === null ? `${write(value)}` : `${write(value)} (${write(low)} to ${write(high)})`;
}

const place = (value, low, high) => PAD + ((WIDTH - 2 * PAD) * (Math.min(high, Math.max(low, value)) - low)) / (high - low);

function axis(low, high, write) {
  return h("span", { class: "axis" }, h("span", {}, write(low)), h("span", {}, write((low + high) / 2)), h("span", {}, write(high)));
}

function drawing(row, low, high) {
  const height = row.was ? 34 : 20;
  const middle = place((low + high) / 2, low, high);
  return svg("svg", { height, viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true", preserveAspectRatio: "none" },
    svg("line", { class: "zero", x1: middle, x2: middle, y1: 0, y2: height }),
    row.was && bar(row.was, "was", height / 2 - 7, low, high), bar(row.is, "is", row.was ? height / 2 + 7 : height / 2, low, high));
}

/** The interval as a line, the value as a dot: both keep their thickness however wide the drawing is. */
function bar({ value, low: from, high: to }, kind, y, low, high) {
  if (value === null) return null;
  const line = (start, end, part) => svg("line", { class: part, x1: place(start, low, high), x2: place(end, low, high), y1: y, y2: y });
  return svg("g", { class: kind }, from !== null && to !== null && line(from, to, "reach"), line(value, value, "dot"), line(value, value, "core"));
}
