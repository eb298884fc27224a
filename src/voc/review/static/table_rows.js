/** The rows of the table of quotes. */

import { h, words } from "./dom.js";
import { title } from "./study.js";
import { fileName, percent, signed } from "./text.js";

/** `rows` of the server; `chosen` ids; the row in focus is `at`. `pick(rows, on, place)` chooses, `go(place)` moves the focus. */
export function quotesTable(rows, { chosen, at, pick, go }) {
  const every = rows.every((one) => chosen.has(one.quote_id));
  const all = h("input", { type: "checkbox", checked: every, "aria-label": "Select this page",
    onchange: (event) => pick(rows, event.target.checked, at) });
  const heads = ["Quote", "Stage", "Touchpoints", "Sentiment", "Facets", "From", "Judged by"];
  return h("table", {},
    h("thead", {}, h("tr", {}, h("td", {}, all), heads.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map((one, place) => tableRow(one, place, { on: chosen.has(one.quote_id), at, pick, go }))));
}

function tableRow(one, place, { on, at, pick, go }) {
  const box = h("input", { type: "checkbox", checked: on, "aria-label": `Select: ${one.text.slice(0, 60)}`,
    onchange: (event) => pick([one], event.target.checked, place) });
  const link = h("a", { href: `#/code/${encodeURIComponent(one.quote_id)}`, dir: "auto", class: "quote-link" }, one.text);
  return h("tr", { class: on ? "on" : "", tabindex: place === at ? "0" : "-1", onfocus: () => go(place) },
    h("td", {}, box),
    h("th", { scope: "row" }, one.star && h("span", { class: "starred", role: "img", "aria-label": "Key quote" }, "★ "), link,
      one.memo && h("small", { class: "memo", dir: "auto" }, "Memo: ", one.memo)),
    cell("Stage", one.off_topic ? h("i", {}, "off topic") : one.stage ? [words(title("stage", one.stage)), " ",
      one.judged_by.length ? null : h("small", {}, percent(one.stage_confidence))] : h("i", {}, "none")),
    cell("Touchpoints", one.touchpoints.map((name) => h("span", { class: "tag" }, words(title("touchpoint", name))))),
    cell("Sentiment", one.sentiment && h("span", { class: `tag ${one.sentiment}` }, title("sentiment", one.sentiment), one.value === null ? null : ` ${signed(one.value, 1)}`)),
    cell("Facets", one.facets.map((name) => h("span", { class: "tag" }, title("facet", name)))),
    cell("From", [words(one.participant ?? ""), h("small", { title: one.source }, words(fileName(one.source)))]),
    cell("Judged by", [one.judged_by.length > 0 && words(one.judged_by.join(", ")), one.disagreed && h("span", { class: "tag warn" }, "disagreed")]));
}

const cell = (name, content) => h("td", { "data-name": name }, content);
