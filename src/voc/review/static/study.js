/** What the page knows of the study: its codes by name, queues, facets, coders. Tells whoever listens when it changes. */

import { get } from "./api.js";

export const changes = new EventTarget();
export const tell = (what, detail) => changes.dispatchEvent(new CustomEvent(what, { detail }));

/** The facts of `/api/study`; empty until they are there. */
export let facts = null;

export async function load() {
  facts = await get("/api/study");
  tell("study");
  return facts;
}

export function setBook(book) {
  facts = { ...facts, codebook: book };
  tell("study");
}

export function setCoder(coder) {
  if (facts) facts = { ...facts, me: coder };
  tell("study");
}

export const stages = () => facts.codebook.stages;
export const touchpoints = () => facts.codebook.touchpoints;

/** The touchpoints of a stage first, then those of any stage. */
export function touchpointsFor(stage) {
  const here = (point) => (point.stages.includes(stage) ? 0 : point.stages.length === 0 ? 1 : 2);
  return touchpoints().toSorted((a, b) => here(a) - here(b));
}

export const CODES = {
  stage: () => stages().map((code) => ({ id: code.name, label: code.title, help: code.meaning })),
  touchpoint: () => touchpoints().map((code) => ({ id: code.name, label: code.title, help: code.meaning })),
  facet: () => facts.facets,
  sentiment: () => facts.sentiments.map((name) => ({ id: name, label: name[0].toUpperCase() + name.slice(1), help: "" })),
};

/** The words for a code; its name where the codebook has it no more. */
export function title(kind, name) {
  if (name === null || name === undefined) return "none";
  return CODES[kind]().find((code) => code.id === name)?.label ?? name;
}

/** Who made a tag, as a person calls it. */
export const maker = (by) => by.replace(/^model:/, "model ").replace(/^cue:/, "cue words ").replace(/@.*/, "");
