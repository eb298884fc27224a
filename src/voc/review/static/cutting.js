/** Split a quote by keys: arrows go from word to word, space sets or takes away a cut, Enter splits. */

import * as dialogs from "./dialogs.js";
import { button, h } from "./dom.js";
import { codePoints, pieces, wordStarts } from "./text.js";

/** Ask where; gives offsets in code points, or `null`. A selection in the text on the page is taken as the cuts. */
export function askCuts(text, element) {
  const places = wordStarts(text);
  const cuts = new Set(selected(text, element));
  const all = [...new Set([...places, ...cuts])].sort((a, b) => a - b);
  if (all.length === 0) return dialogs.ask("Split the quote", "It is one word: there is no place to split it.", [[null, "Close", "main"]]);
  let at = Math.max(0, all.findIndex((place) => cuts.has(place)));
  if (cuts.size === 0) at = middle(all, text);

  return dialogs.open("Split the quote", (close) => {
    const told = h("p", { class: "hint", role: "status" });
    const view = h("div", { class: "cut-text", dir: "auto", tabindex: "0", role: "application", autofocus: true,
      "aria-label": "The quote, word by word", "aria-describedby": "cut-help" });
    const draw = () => {
      view.replaceChildren(...pieces(text, all).map((part) => [
        all.includes(part.start) && mark(cuts.has(part.start), part.start === all[at], () => switchCut(part.start)),
        part.text]).flat().filter(Boolean));
      const next = pieces(text, all).find((part) => part.start === all[at])?.text.trim() ?? "";
      told.textContent = `Before “${next}”${cuts.has(all[at]) ? ": cut here" : ""}. ${cuts.size ? `${cuts.size + 1} parts.` : "No cut yet: Enter cuts here."}`;
    };
    const switchCut = (place) => {
      at = all.indexOf(place);
      if (!cuts.delete(place)) cuts.add(place);
      draw();
    };
    const done = () => close([...(cuts.size ? cuts : [all[at]])].sort((a, b) => a - b));
    view.addEventListener("keydown", (event) => {
      const moved = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (moved) at = Math.min(all.length - 1, Math.max(0, at + moved));
      else if (event.key === " ") switchCut(all[at]);
      else if (event.key === "Enter") done();
      else return;
      event.preventDefault();
      draw();
    });
    draw();
    return [view, told,
      h("p", { class: "hint", id: "cut-help" }, "Arrows move, space sets a cut, Enter splits. The parts are judged as quotes of their own."),
      h("div", { class: "actions" }, button("Split", done, { kind: "main", key: "⏎" }), button("Cancel", () => close(null)))];
  }, { kind: "wide" });
}

const mark = (cut, here, onclick) => h("span", { class: `cut${cut ? " set" : ""}${here ? " here" : ""}`, onclick });

/** The ends of the selection inside the text, if there is one. */
function selected(text, element) {
  const selection = document.getSelection();
  if (!element || selection.isCollapsed || !element.contains(selection.anchorNode) || !element.contains(selection.focusNode)) return [];
  const range = selection.getRangeAt(0);
  const offset = (node, inside) => {
    const before = document.createRange();
    before.selectNodeContents(element);
    before.setEnd(node, inside);
    return codePoints(text, before.toString().length);
  };
  const ends = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  return ends.filter((place) => place > 0 && place < Array.from(text).length);
}

const middle = (places, text) => {
  const half = Array.from(text).length / 2;
  const near = places.reduce((best, place) => (Math.abs(place - half) < Math.abs(best - half) ? place : best));
  return places.indexOf(near);
};
