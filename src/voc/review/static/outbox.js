/**
 * Judgements on their way to the server: sent in order, kept until it confirms them, never dropped.
 *
 * A person goes on while the last one is written. Where the server does not answer they wait here and are tried again;
 * where it refuses, whoever made the entry is asked.
 */

import { Unreachable } from "./api.js";
import { keep } from "./leftover.js";
import { line } from "./notes.js";
import { facts } from "./study.js";
import { count } from "./text.js";

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;
const waiting = [];
let running = null;
let offline = false;
/** Why the server cannot write, in its words; `null` where it does not answer at all. */
let trouble = null;
let wake = () => {};

/** Entry: `{send: () => Promise, done: (answer) => …, refused: (error) => Promise, kept: () => Object}`. */
export function add(entry) {
  waiting.push(entry);
  remember();
  if (offline) tellOffline();
  running ??= run().finally(() => { running = null; });
}

const remember = () => keep(waiting.map((entry) => entry.kept()));

export const size = () => waiting.length;

/** Wait until everything is on the server's disk. */
export const empty = () => running ?? Promise.resolve();

/** Take back the newest entry that is not on its way yet; `null` where there is none. */
export function takeBack() {
  if (waiting.length < 2) return null;
  const entry = waiting.pop();
  remember();
  return entry;
}

async function run() {
  let wait = FIRST_WAIT;
  while (waiting.length > 0) {
    const entry = waiting[0];
    try {
      const answer = await entry.send();
      waiting.shift();
      remember();
      entry.done(answer);
      wait = FIRST_WAIT;
      offline = false;
      line("offline");
    } catch (error) {
      if (error instanceof Unreachable || error.status >= 500) {
        offline = true;
        trouble = error instanceof Unreachable ? null : error.message;
        tellOffline();
        await pause(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      } else {
        waiting.shift();
        remember();
        await entry.refused(error);
      }
    }
  }
}

/** The server is gone, or it says why it cannot write now; what waits is kept, and how to have it back. */
function tellOffline() {
  const kept = count(waiting.length, "judgement is", "judgements are");
  const held = `${kept} kept in this page and will be sent as soon as it can be. Leave the page open.`;
  line("offline", trouble === null ? `${GONE} ${held} ${cure()}` : `Not written yet: ${trouble}. ${held}`, "bad");
}

const GONE = "The server does not answer.";
const cure = () => (facts?.command ? `Start it again in a terminal with: ${facts.command}` : "Ask whoever runs voc review to start it again.");

/** Somebody else asked in vain: said here, where nothing waits. */
export function away() {
  if (waiting.length === 0) line("offline", `${GONE} What it confirmed is on its disk; what you judge now is kept in this page. ${cure()}`, "bad");
}

/** Somebody else got an answer. */
export function there() {
  if (waiting.length === 0) line("offline");
  else retry();
}

/** Wait; the network's return or `retry` ends it early. */
const pause = (time) => new Promise((resolve) => { wake = resolve; setTimeout(resolve, time); });
const retry = () => wake();

export function start() {
  window.addEventListener("online", retry);
  window.addEventListener("beforeunload", (event) => { if (waiting.length > 0) event.preventDefault(); });
}
