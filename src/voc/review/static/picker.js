/** Choose codes by keys: a number, or the first letters and Enter. One code, or several of them. */

import * as dialogs from "./dialogs.js";
import { cap, h, words } from "./dom.js";

const SEVERAL_HELP = "Numbers or letters and Enter switch one on or off. Enter alone closes.";
const ONE_HELP = "A number, or letters and Enter.";

/** Choose one of `[{id, label, help}]`; gives its id, or `undefined` where none was chosen. */
export async function one(title, choices, chosen) {
  const answer = await dialogs.open(title, (close) => list({
    title, choices, help: ONE_HELP, chosen: () => [chosen], pick: (id) => close({ id }), leave: () => close(null),
  }), { kind: "picker" });
  return answer?.id;
}

/** Switch several on and off; `toggle(id)` does it, `chosen()` says which are on. */
export const several = (title, choices, chosen, toggle) => dialogs.open(title, (close) => list({
  title, choices, help: SEVERAL_HELP, chosen, pick: toggle, leave: () => close(true), several: true,
}), { kind: "picker" });

function list({ title, choices, help, chosen, pick, leave, several = false }) {
  let shown = choices;
  let active = several ? -1 : Math.max(0, choices.findIndex((choice) => chosen().includes(choice.id)));
  const box = h("ul", { role: "listbox", id: "picks", "aria-label": title, "aria-multiselectable": several ? "true" : null, tabindex: "-1" });
  const input = h("input", {
    type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "picks", "aria-autocomplete": "list",
    "aria-label": title, "aria-describedby": "picks-help", autocomplete: "off", spellcheck: "false", placeholder: "Type to find",
  });

  const take = (place) => {
    if (!shown[place]) return;
    pick(shown[place].id);
    if (!several) return;
    input.value = "";
    shown = choices;
    active = -1;
    draw();
  };

  function draw() {
    box.replaceChildren(...shown.map((choice, place) => option(choice, place)));
    input.setAttribute("aria-activedescendant", active >= 0 && shown[active] ? `pick-${active}` : "");
    box.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function option(choice, place) {
    const on = chosen().includes(choice.id);
    return h("li", {
      role: "option", id: `pick-${place}`, "aria-selected": String(on), class: place === active ? "active" : "",
      onclick: () => take(place), onmousedown: (event) => event.preventDefault(),
    }, place < 9 && input.value === "" ? cap(String(place + 1)) : h("kbd", { class: "blank" }),
    h("span", {}, words(choice.label), choice.help && h("small", { dir: "auto" }, choice.help)),
    on && h("b", { class: "tick", "aria-hidden": "true" }, "✓"));
  }

  input.addEventListener("input", () => {
    shown = found(choices, input.value);
    active = shown.length ? 0 : -1;
    draw();
  });
  input.addEventListener("keydown", (event) => {
    const moved = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (/^[1-9]$/.test(event.key) && input.value === "") take(Number(event.key) - 1);
    else if (moved && shown.length) active = (active + moved + shown.length) % shown.length;
    else if (event.key === "Enter") return void (event.preventDefault(), active >= 0 ? take(active) : leave());
    else return;
    event.preventDefault();
    draw();
  });
  draw();
  return [input, box, h("p", { class: "hint", id: "picks-help" }, help)];
}

/** Those that begin so, then those of which a word does, then those that hold it anywhere. */
function found(choices, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  const rank = ({ label }) => {
    const text = label.toLocaleLowerCase();
    if (text.startsWith(wanted)) return 0;
    return text.split(/[\s\-/&]+/).some((word) => word.startsWith(wanted)) ? 1 : text.includes(wanted) ? 2 : 3;
  };
  return choices.filter((choice) => rank(choice) < 3).sort((a, b) => rank(a) - rank(b));
}
