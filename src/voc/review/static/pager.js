/** The pages of a long list. */

import { button, h } from "./dom.js";

/** To the page before and the next, of `last`; nothing where there is one alone. */
export function pager(page, last, to) {
  if (last < 2) return null;
  return h("div", { class: "pages" },
    button("‹", () => to(page - 1), { disabled: page <= 1, "aria-label": "Page before" }),
    h("span", {}, `Page ${page} of ${last}`),
    button("›", () => to(page + 1), { disabled: page >= last, "aria-label": "Next page" }));
}
