/** The quote in its place: where it comes from, what was said before and after, the words that the machine went by. */

import { h, words } from "./dom.js";
import { count, fileName, pieces, when } from "./text.js";

const SHOWN = { stage: "stage", touchpoint: "touchpoint", sentiment: "feeling", facet: "facet", channel: "" };
const LONG = 280;

export function quoteView(item) {
  const { quote } = item;
  return h("article", { class: "quote", tabindex: "-1", id: "quote", "aria-labelledby": "quote-place" },
    place(quote),
    quote.excluded && h("p", { class: "line" }, "Not counted on the map: ", words(quote.excluded)),
    turns(quote.before, "Before", "before"),
    asks(quote) && h("p", { class: "asked", dir: "auto" }, h("span", { class: "label" }, asked(quote)), words(quote.question)),
    quoteText(item),
    turns(quote.after, "After", "after"));
}

/** Whether the question is not among what was said before anyhow. */
const asks = ({ question, before }) => question !== null && !before.some((turn) => turn.text === question);

const asked = (quote) => (quote.source_kind === "ticket" ? "Subject" : "Asked");

function place(quote) {
  const person = quote.role === "participant" ? quote.participant ?? "Somebody" : `${quote.role} ${quote.participant ?? ""}`;
  const parts = [quote.channel, when(quote.timestamp), quote.locator, quote.lang && quote.lang !== "en" ? quote.lang : null];
  return h("h2", { class: "place", id: "quote-place" },
    h("strong", {}, words(person)),
    h("span", { title: quote.source }, words(fileName(quote.source))),
    parts.filter(Boolean).map((part) => h("span", {}, words(part))),
    quote.split_from && h("span", {}, "a part of a quote that was split"));
}

/** The words themselves, with the evidence marked. */
function quoteText(item) {
  const { text } = item.quote;
  const spans = item.evidence;
  const parts = pieces(text, spans.flatMap(([start, end]) => [start, end]));
  const size = Array.from(text).length > LONG ? "long" : "";
  return h("blockquote", { class: `text ${size}`, id: "quote-text", dir: "auto", lang: item.quote.lang }, parts.map((part) => {
    const kinds = spans.filter(([start, end]) => start <= part.start && end >= part.end).map(([, , kind]) => SHOWN[kind] ?? "");
    const told = [...new Set(kinds)].filter(Boolean);
    return told.length ? h("mark", { class: told.join(" "), title: `The machine went by this for: ${told.join(", ")}` }, part.text) : part.text;
  }));
}

function turns(list, label, kind) {
  if (list.length === 0) return null;
  const said = list.map((turn) => h("p", { class: turn.role === "participant" ? "turn" : "turn other", dir: "auto" },
    turn.role === "participant" ? null : h("span", { class: "label" }, turn.role), words(turn.text)));
  return h("section", { class: `turns ${kind}`, "aria-label": `${label}, ${count(list.length, "turn")}` }, said);
}
