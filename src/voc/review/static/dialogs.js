/** Windows over the page. The browser's own `<dialog>`: it holds the focus, and gives it back. */

import { button, fill, h } from "./dom.js";

let numbers = 0;

/**
 * Open a window and give what it closed with; `null` where it was left by Escape.
 * `content(close)` gives its content. With `must` it cannot be left.
 */
export function open(title, content, { kind = "", must = false } = {}) {
  return new Promise((resolve) => {
    const id = `dialog-${++numbers}`;
    const dialog = h("dialog", { class: kind, "aria-labelledby": id });
    // The answer is there at once, before the next key: the browser tells of the closing only later.
    const close = (answer) => { dialog.close(); resolve(answer); };
    fill(dialog, h("h2", { id }, title), content(close));
    dialog.addEventListener("cancel", (event) => must && event.preventDefault());
    dialog.addEventListener("close", () => { dialog.remove(); resolve(null); });
    dialog.addEventListener("click", (event) => event.target === dialog && !must && close(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * Ask; `choices` are [value, label, kind]. Where there are several none is in focus: whoever types on while the window
 * opens has not chosen.
 */
export const ask = (title, content, choices) =>
  open(title, (close) => [
    h("div", { class: "said", tabindex: "-1", autofocus: choices.length > 1 }, content),
    h("div", { class: "actions" }, choices.map(([value, label, kind]) => button(label, () => close(value), { kind }))),
  ]);

/** A form; gives what `read(data)` made of it, or `null`. An error that `read` throws is shown and the form stays. */
export function form(title, content, { send = "Save", read, must = false }) {
  return open(title, (close) => {
    const problem = h("p", { class: "problem", role: "alert" });
    const onsubmit = async (event) => {
      event.preventDefault();
      problem.textContent = "";
      try {
        close(await read(new FormData(event.target)));
      } catch (error) {
        problem.textContent = error.message;
      }
    };
    return h("form", { onsubmit, class: "stack" },
      content, problem,
      h("div", { class: "actions" },
        h("button", { class: "main" }, send),
        must ? null : button("Cancel", () => close(null))));
  }, { kind: "wide", must });
}
