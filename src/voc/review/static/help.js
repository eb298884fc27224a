/** The sheet of all keys. */

import * as dialogs from "./dialogs.js";
import { button, h } from "./dom.js";
import * as keys from "./keys.js";

export function showHelp() {
  return dialogs.open("Keys", (close) => [
    h("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": "List of keys" }, keys.all().toReversed().map(({ scope, bindings }) =>
      bindings.length > 0 && h("section", {}, h("h3", {}, scope), h("dl", {}, bindings.map((binding) =>
        h("div", {}, h("dt", {}, binding.shown.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, binding.does))))))),
    h("label", { class: "switch" },
      h("input", { type: "checkbox", checked: keys.areOff(), onchange: (event) => keys.switchOff(event.target.checked) }),
      "Switch single letters off (for speech input); everything has a button, too"),
    h("div", { class: "actions" }, button("Close", () => close(null), { kind: "main", autofocus: true })),
  ], { kind: "wide" });
}
