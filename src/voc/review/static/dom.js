/**
 * Elements without HTML strings. Every text goes in as text, whoever wrote it; the page's policy forbids the rest.
 */

const SVG = "http://www.w3.org/2000/svg";

/** An element: `on…` are listeners, `true` and `false` switch an attribute; children are nodes, texts or nothing. */
export function h(tag, props = {}, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** The same for a drawing. */
export function svg(tag, props = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(element, props, children) {
  for (const [name, value] of Object.entries(props)) put(element, name, value);
  element.append(...real(children));
  return element;
}

const real = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

/** Put children into an element in place of those it has. */
export const fill = (element, ...children) => element.replaceChildren(...real(children));

function put(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name in PROPERTIES) element[name] = value ?? PROPERTIES[name];
  else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
}

/** What lives in the element, not in its attributes. */
const PROPERTIES = { value: "", checked: false, indeterminate: false, selected: false };

/** Somebody's words: of any direction, kept apart from what stands around them. */
export const words = (text, props = {}) => h("bdi", props, text ?? "");

/** A key cap. */
export const cap = (key) => h("kbd", { "aria-hidden": "true" }, key);

/** A button; `key` is shown on it and told to screen readers. */
export function button(label, onclick, { key, kind = "", ...props } = {}) {
  const shortcut = key ? { "aria-keyshortcuts": SPOKEN[key] ?? key } : {};
  return h("button", { type: "button", class: kind, onclick, ...shortcut, ...props }, h("span", {}, label), key && cap(key));
}

const SPOKEN = { "⏎": "Enter", "⇧U": "Shift+U" };

/** A select with its label; `choices` are [value, label]. */
export function choice(label, choices, value, onchange, props = {}) {
  const options = choices.map(([key, text]) => h("option", { value: key, selected: key === value }, text));
  const select = h("select", { onchange: (event) => onchange(event.target.value), ...props }, options);
  return h("label", { class: "field" }, h("span", {}, label), select);
}

/** An input or a text area with its label. */
export function field(label, control, hint) {
  return h("label", { class: "field" }, h("span", {}, label), control, hint && h("small", {}, hint));
}
