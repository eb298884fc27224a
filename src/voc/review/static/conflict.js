/** Two judgements of one quote side by side, and the question which one counts. */

import * as dialogs from "./dialogs.js";
import { h, words } from "./dom.js";
import { title } from "./study.js";
import { signed, when } from "./text.js";

/** A judgement as a list of what it says; what differs from one of the `others` is marked. `kinds`: those alone. */
export function judgementCard(heading, said, others = [], kinds = null) {
  const theirs = others.map(lines);
  const rows = lines(said).map(([name, text, kind], place) => ({ name, text, kind, differs: theirs.some((one) => text !== one[place][1]) }));
  return h("section", { class: "judgement-card" },
    h("h3", {}, words(heading)),
    h("dl", {}, rows.filter((row) => kinds === null || kinds.includes(row.kind)).map((row) => [
      h("dt", {}, row.name),
      h("dd", { class: row.differs ? "differs" : "" }, words(row.text)),
    ])));
}

function lines(said) {
  const named = (kind, labels) => labels.map((label) => title(kind, label)).join(", ") || "none";
  const feeling = said.sentiment;
  const value = feeling?.value === null || feeling === null ? "" : ` ${signed(feeling.value, 1)}`;
  return [
    ["Stage", said.off_topic ? "off topic" : said.stage === undefined ? "not said" : title("stage", said.stage), "stage"],
    ["Touchpoints", named("touchpoint", said.touchpoints), "touchpoint"],
    ["Sentiment", feeling ? title("sentiment", feeling.label) + value : "not said", "sentiment"],
    ["Facets", named("facet", said.facets), "facet"],
    ["Memo", said.memo || "none", "memo"],
    ["Star", said.star ? "yes" : "no", "star"],
  ];
}

/** Ask; gives "mine", "theirs" or `null` for later. */
export function askWhich(quote, mine, theirs) {
  const there = theirs
    ? judgementCard(`Saved ${when(theirs.at) ?? "meanwhile"} in another window`, theirs, [mine])
    : h("section", { class: "judgement-card" }, h("h3", {}, "In another window"), h("p", {}, "The judgement was taken back, or the quote was split."));
  return dialogs.ask("This quote was judged in another window, too",
    [h("blockquote", { dir: "auto" }, quote.text),
     h("div", { class: "sides" }, judgementCard("Here, not saved", mine, theirs ? [theirs] : []), there)],
    [["theirs", "Keep the saved one", ""], ["mine", "Save the one from here", "main"], [null, "Decide later", ""]]);
}
