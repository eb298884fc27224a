/** What the table can be filtered and sorted by. */

import { choice, h } from "./dom.js";
import * as study from "./study.js";
import { fileName } from "./text.js";

const TYPING = 180;
const STATUS = [["", "All"], ["unjudged", "Not judged"], ["judged", "Judged"], ["disagreed", "Disagreed"], ["adjudicated", "Settled"],
  ["starred", "Starred"], ["memo", "With a memo"], ["off_topic", "Off topic"],
  ["code_changed", "Code changed since"]];
const SURE = [["", "Any"], ["0-0.5", "Below 50 %"], ["0.5-0.8", "50 to 80 %"], ["0.8-1", "80 % and more"]];
const SORTS = [["place", "As in the sources"], ["confidence", "Least sure first"], ["-confidence", "Surest first"], ["relevance", "Best match"],
  ["source", "Source"], ["participant", "Participant"], ["-time", "Newest"], ["time", "Oldest"], ["-judged", "Judged last"], ["text", "Text"]];

/** What is asked for where nothing is. */
export const ALL = { q: "", stage: "", touchpoint: "", sentiment: "", facet: "", source: "", coder: "", status: "", sure: "", sort: "place", page: 1 };

/** `asked` as the server takes it. */
export const query = (asked) => {
  const { sure, sort, ...rest } = asked;
  const [low, high] = sure ? sure.split("-") : [];
  return { ...rest, min_confidence: low, max_confidence: high, sort: sort === "relevance" && !asked.q.trim() ? "place" : sort };
};

/** The form: `ask(changes, wait)` asks anew, `enter()` goes to the rows. */
export function filters(asked, ask, enter) {
  const codes = (kind) => [["", "All"], ...study.CODES[kind]().map((code) => [code.id, code.label]), ["-", "None"]];
  const select = (label, name, choices) => choice(label, choices, asked[name], (value) => ask({ [name]: value }));
  const find = h("input", { type: "search", id: "search", value: asked.q, placeholder: "Words, or beginnings of words",
    oninput: (event) => ask({ q: event.target.value }, TYPING),
    onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), enter()) });
  return h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    h("label", { class: "field find" }, h("span", {}, "Search"), find),
    select("Stage", "stage", codes("stage")), select("Touchpoint", "touchpoint", codes("touchpoint")),
    select("Sentiment", "sentiment", codes("sentiment")), select("Facet", "facet", codes("facet")),
    select("Source", "source", [["", "All"], ...study.facts.sources.map((path) => [path, fileName(path)])]),
    select("Judged", "status", STATUS),
    select("Coder", "coder", [["", "All"], ...study.facts.coders.map(({ coder }) => [coder, coder])]),
    select("Sure", "sure", SURE), select("Order", "sort", SORTS));
}
