/** The bar that changes many quotes at once. */

import { button, h } from "./dom.js";
import * as study from "./study.js";

/** `chosen` quotes; `change(what, said)` does it. Nothing where none is chosen. */
export function bulkBar(chosen, change) {
  if (chosen.size === 0) return null;
  const menu = (label, choices, take) => h("select", { "aria-label": `${label} of the selected`, onchange: (event) => {
    const picked = choices.find(([value]) => value === event.target.value);
    event.target.value = "";
    if (picked) take(picked);
  } }, h("option", { value: "" }, label), choices.map(([value, text]) => h("option", { value }, text)));

  const codes = (kind, add = "") => study.CODES[kind]().map((code) => [add + code.id, (add === "-" ? "Take away " : "") + code.label]);
  const several = (kind) => [...codes(kind, "+"), ...codes(kind, "-")];
  const labels = (value) => (value[0] === "+" ? { add: [value.slice(1)], remove: [] } : { add: [], remove: [value.slice(1)] });

  return h("div", { class: "bulk", role: "group", "aria-label": "Change the selected quotes" },
    h("b", {}, `${chosen.size} selected`),
    menu("Stage", [...codes("stage"), ["-", "None of these"]], ([value, text]) => change({ stage: value === "-" ? null : value }, `stage ${text}`)),
    menu("Touchpoints", several("touchpoint"), ([value, text]) => change({ touchpoints: labels(value) }, text)),
    menu("Sentiment", codes("sentiment"), ([value, text]) => change({ sentiment: { label: value, value: null } }, text)),
    menu("Facets", several("facet"), ([value, text]) => change({ facets: labels(value) }, text)),
    button("Off topic", () => change({ off_topic: true }, "off topic")),
    button("Star", () => change({ star: true }, "starred")),
    button("Unstar", () => change({ star: false }, "not starred")));
}
