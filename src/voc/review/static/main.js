/** The page: come in, load the study, show the screen that the address names. */

import { screen as code } from "./code.js";
import { screen as codebook } from "./codebook.js";
import { screen as coders } from "./coders.js";
import { askName, begin, remember } from "./session.js";
import { button, cap, h, words } from "./dom.js";
import { showHelp } from "./help.js";
import { watchJobs } from "./jobs.js";
import * as keys from "./keys.js";
import * as leftover from "./leftover.js";
import { screen as map } from "./map.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import { again } from "./saving.js";
import * as study from "./study.js";
import { screen as table } from "./table.js";
import { screen as teach } from "./teach.js";

const SCREENS = [code, table, codebook, map, coders, teach];
let leave = () => {};
let turn = 0;

async function start() {
  outbox.start();
  keys.start();
  remember(await begin());
  await study.load();
  keys.listen("Everywhere", everywhere());
  study.changes.addEventListener("study", head);
  addEventListener("hashchange", show);
  watchJobs();
  notes.line("exposed", study.facts.exposed, "warn");
  notes.line("store", study.facts.note, "warn");
  await leftover.sendAgain(again).catch(notes.wrong);
  await show();
}

const go = (screen) => { location.hash = `#/${screen}`; };

function everywhere() {
  const screens = SCREENS.map(({ id, title, key }) => ({ keys: [`g ${key}`], shown: `g ${key}`, does: `Go to ${title}`, run: () => go(id) }));
  return [
    ...screens,
    { keys: ["/"], shown: "/", does: "Search all quotes", run: search },
    { keys: ["?"], shown: "?", does: "This help", run: showHelp },
  ];
}

function search() {
  const input = document.getElementById("search");
  if (input) input.focus();
  else go("table/search");
}

/** `#/table/…`: the screen's name, and what it is to open. */
async function show() {
  const mine = ++turn;
  const [, name = "code", ...rest] = location.hash.split("/");
  const screen = SCREENS.find((one) => one.id === name) ?? code;
  leave();
  leave = () => {};
  keys.ignore("This screen");
  keys.listen("This screen", screen.keys());
  document.title = `${screen.title} · ${study.facts.title} · voc review`;
  head(screen);
  const main = document.getElementById("main");
  const root = h("div", { class: `screen ${screen.id}` }, h("h1", { class: "quiet" }, screen.title));
  main.replaceChildren(root);
  try {
    const left = await screen.open(root, rest.length ? decodeURIComponent(rest.join("/")) : null);
    if (mine === turn) leave = left ?? leave;
    else left?.();
  } catch (error) {
    // Nothing is being loaded any more.
    root.querySelector(".loading")?.remove();
    root.append(h("div", { class: "empty" }, h("h2", {}, "This did not work"), h("p", {}, error.message), button("Try again", show)));
  }
}

let open = code;

function head(screen) {
  open = screen?.id ? screen : open;
  const tabs = SCREENS.map(({ id, title }) =>
    h("a", { href: `#/${id}`, "aria-current": id === open.id ? "page" : null }, title));
  const who = button(study.facts.me ?? "Who codes?", changeName, { kind: "who", "aria-label": `Coder: ${study.facts.me ?? "nobody"}. Change` });
  document.getElementById("head").replaceChildren(
    h("p", { class: "brand" }, h("b", {}, "voc"), words(study.facts.title)),
    h("nav", { "aria-label": "Screens" }, tabs),
    h("div", { class: "right" }, h("div", { id: "jobs", role: "status" }), who,
      h("button", { type: "button", class: "help", onclick: showHelp, "aria-label": "All keys", "aria-keyshortcuts": "?" }, cap("?"))));
}

async function changeName() {
  await outbox.empty();
  const name = await askName(study.facts.me ?? "");
  if (name !== study.facts.me) location.reload();
}

start().catch((error) => {
  document.getElementById("main").replaceChildren(h("div", { class: "empty" }, h("h1", {}, "The study cannot be opened"), h("p", {}, error.message)));
});
