/** Long work on the server: what runs now, in the head of the page; and who waits for it is told when it ends. */

import * as api from "./api.js";
import { h } from "./dom.js";
import * as notes from "./notes.js";
import * as outbox from "./outbox.js";
import * as study from "./study.js";

const NAMES = { retag: "Tagging anew", teach: "Teaching" };
const OPEN = ["waiting", "running"];
const SOON = 700;
const LATER = 6000;
/** Jobs that are over and were told of; those from before this page are no news. */
let news = null;
let timer = null;

/** Look again at once: something was started. */
export function watchJobs() {
  clearTimeout(timer);
  look();
}

async function look() {
  let open = [];
  try {
    const { jobs, files, database } = await api.get("/api/jobs");
    notes.line("database", database, "warn");
    notes.line("files", jobs.some((job) => job.kind === "retag" && OPEN.includes(job.state)) ? null : files, "warn", ["Read and tag anew", retag]);
    const shown = jobs.filter((job) => job.kind in NAMES);
    open = shown.filter((job) => OPEN.includes(job.state));
    const over = shown.filter((job) => !open.includes(job));
    if (news !== null) over.filter((job) => !news.has(job.id)).forEach(ended);
    news = new Set(over.map((job) => job.id));
    draw(open);
    if (open.length) study.tell("jobs", open);
    outbox.there();
  } catch (error) {
    if (error instanceof api.Unreachable) outbox.away();
  }
  timer = setTimeout(look, open.length ? SOON : LATER);
}

async function retag() {
  try {
    await outbox.empty();
    await api.post("/api/retag");
    watchJobs();
  } catch (error) {
    notes.wrong(error);
  }
}

function draw(open) {
  document.getElementById("jobs")?.replaceChildren(...open.map((job) =>
    h("span", { class: "job" }, h("progress", job.total ? { max: job.total, value: job.done, "aria-label": NAMES[job.kind] } : { "aria-label": NAMES[job.kind] }),
      h("span", {}, told(job)))));
}

/** A job in words. */
export const told = (job) =>
  [NAMES[job.kind], job.step, job.total > 1 ? `${job.done} of ${job.total}` : null].filter(Boolean).join(": ");

async function ended(job) {
  if (job.state === "failed") notes.say(`${NAMES[job.kind]} did not work: ${job.message}`, { kind: "bad" });
  else notes.say(job.kind === "teach" ? "Teaching is done" : "The machines have tagged all quotes anew");
  await study.load().catch(() => {});
  study.tell("job-ended", job);
}
