/** The judgement beside the quote: what is proposed and by whom, and everything that can be changed. */

import { button, cap, h, words } from "./dom.js";
import { CODES, maker, title } from "./study.js";
import { percent, signed, when } from "./text.js";

/** `does` holds what the buttons do: the same functions as the keys. */
export function panel(item, does) {
  const { draft } = item;
  return h("section", { class: "panel", "aria-label": "Judgement" },
    origin(item),
    h("fieldset", { class: "tags", disabled: draft.offTopic },
      h("legend", { class: "quiet" }, "Tags"),
      stage(item, does), touchpoints(item, does), sentiment(item, does), facets(item, does)),
    memo(item, does),
    others(item));
}

function origin(item) {
  const { judgement } = item;
  const settled = item.quote.others.find((one) => one.adjudicates);
  const models = [...new Set(item.quote.tags.map((tag) => maker(tag.by)))].join(", ");
  let said = models ? `Proposed by ${models}` : "No machine said anything of this quote";
  if (!item.open) said = "Blind: what others and the machine say is hidden until you have judged. What you leave empty counts as none.";
  else if (judgement?.judged.length) said = `You judged this ${when(judgement.at) ?? ""}`;
  else if (settled) said = `Settled by ${settled.coder}`;
  return h("p", { class: `origin${item.dirty ? " dirty" : ""}`, dir: "auto" }, item.dirty ? "Changed, not saved yet" : said);
}

/** How sure the machine is of a label, where it gave it. */
function sure(item, kind, label) {
  if (!item.open) return null;
  const tag = item.quote.tags.find((one) => one.kind === kind && one.label === label);
  if (!tag || tag.confidence === null) return null;
  return h("small", { class: "sure", title: `${maker(tag.by)}: ${percent(tag.confidence)} sure` },
    h("meter", { value: tag.confidence, min: "0", max: "1", "aria-hidden": "true" }), percent(tag.confidence));
}

function group(label, key, content, extra) {
  return h("div", { class: "group", role: "group", "aria-label": label },
    h("h3", {}, label, cap(key), extra), content);
}

function stage(item, does) {
  const chosen = item.draft.stage;
  const abstained = item.open && item.quote.tags.find((tag) => tag.kind === "stage" && tag.label === null)?.reason;
  const chips = CODES.stage().map((code) => chip("radio", "stage", code, chosen === code.id, () => does.setStage(code.id), sure(item, "stage", code.id)));
  const none = chip("radio", "stage", { id: "", label: "None", help: "" }, chosen === null, () => does.setStage(null));
  return group("Stage", "s", [h("div", { class: "chips" }, chips, none),
    abstained && h("p", { class: "hint", dir: "auto" }, abstained)]);
}

function touchpoints(item, does) {
  const chosen = item.draft.touchpoints;
  const chips = chosen.map((name) => chip("checkbox", "touchpoint", { id: name, label: title("touchpoint", name), help: "" }, true,
    () => does.toggle("touchpoints", name), sure(item, "touchpoint", name)));
  return group("Touchpoints", "t", h("div", { class: "chips" }, chips,
    button(chosen.length ? "More" : "Choose", does.touchpoints, { kind: "chip-add", "aria-label": "Choose touchpoints" })));
}

function sentiment(item, does) {
  const feeling = item.draft.sentiment;
  const chips = CODES.sentiment().map((code) => chip("radio", "sentiment", code, feeling?.label === code.id,
    () => does.setFeeling(code.id), sure(item, "sentiment", code.id)));
  const slider = h("input", {
    type: "range", min: "-1", max: "1", step: "0.1", value: feeling?.value ?? 0, disabled: feeling === null,
    "aria-label": "How positive, from −1 to +1", "aria-valuetext": feeling?.value == null ? "usual" : signed(feeling.value, 1),
    oninput: (event) => does.setValue(Number(event.target.value)),
  });
  const value = h("output", {}, feeling ? (feeling.value === null ? "usual" : signed(feeling.value, 1)) : "not said");
  return group("Sentiment", "− 0 +", [h("div", { class: "chips" }, chips),
    h("div", { class: "slider" }, cap(","), slider, cap("."), value)]);
}

function facets(item, does) {
  const chips = CODES.facet().map((code) => chip("checkbox", "facet", code, item.draft.facets.includes(code.id),
    () => does.toggle("facets", code.id), sure(item, "facet", code.id)));
  return group("Facets", "f", h("div", { class: "chips" }, chips));
}

function chip(type, name, code, on, onchange, extra = null) {
  return h("label", { class: `chip ${name}-${code.id}`, title: code.help || null },
    h("input", { type, name: `panel-${name}`, value: code.id, checked: on, onchange }), words(code.label), extra);
}

function memo(item, does) {
  const area = h("textarea", {
    id: "memo", rows: item.draft.memo ? "3" : "1", maxlength: "20000", value: item.draft.memo, dir: "auto", placeholder: "What strikes you",
    oninput: (event) => does.typeMemo(event.target.value), onchange: does.keepMemo, onkeydown: does.memoKey,
  });
  const star = h("button", { type: "button", class: "star", "aria-pressed": String(item.draft.star), onclick: does.star, "aria-keyshortcuts": "*" },
    h("span", { "aria-hidden": "true" }, item.draft.star ? "★" : "☆"), " Key quote", cap("*"));
  return h("div", { class: "group" }, h("div", { class: "memo-head" }, h("label", { for: "memo" }, "Memo", cap("m")), star), area);
}

function others(item) {
  const said = item.open ? item.quote.others.filter((one) => one.judged.length) : [];
  if (said.length === 0) return null;
  return h("details", {}, h("summary", {}, `Others: ${said.map((one) => one.coder).join(", ")}`),
    h("ul", {}, said.map((one) => h("li", {}, words(one.coder), ": ",
      one.off_topic ? "off topic" : words(title("stage", one.stage)), one.sentiment ? `, ${one.sentiment.label}` : ""))));
}

/** What is done with the quote as a whole. */
export function actions(item, does) {
  return h("div", { class: "judge", role: "group", "aria-label": "This quote" },
    button(item.dirty || item.blind ? "Save" : "Accept", does.accept, { key: "⏎", kind: "main" }),
    button("None of these", does.none, { key: "n" }),
    button("Off topic", does.offTopic, { key: "x" }),
    button("Split", does.split, { key: "p" }),
    button("Undo", does.undo, { key: "u" }),
    button("Redo", does.redo, { key: "⇧U" }),
    button("Back", does.previous, { key: "k" }),
    button("Skip", does.next, { key: "j" }));
}
