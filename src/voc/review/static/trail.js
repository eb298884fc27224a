/** The quotes of this sitting in their order, and the next ones, fetched before they are wanted. */

import * as api from "./api.js";
import { Item } from "./judgement.js";
import * as outbox from "./outbox.js";

const AHEAD = 3;
const MOST_SKIPPED = 1000;

export class Trail {
  constructor(queue) {
    this.queue = queue;
    this.items = [];
    this.at = -1;
    /** Fetched, not yet shown. */
    this.ahead = [];
    this.left = null;
    /** In words, why nothing more comes. */
    this.reason = null;
    this.fetching = null;
  }

  get current() {
    return this.items[this.at] ?? null;
  }

  /** Go on: to the quote after this one, or to a new one; past the last, where there is none, `null`. */
  async next() {
    const place = Math.min(this.at + 1, this.items.length);
    if (place === this.items.length) {
      if (this.ahead.length === 0) await this.fill();
      if (this.ahead.length === 0) {
        // Asked while the last judgement was on its way: only now is it known why nothing more comes.
        await outbox.empty();
        await this.fill();
      }
      if (this.ahead.length > 0) this.items.push(this.ahead.shift());
    }
    this.at = place;
    if (this.current) this.fill().catch(() => {});
    return this.current;
  }

  previous() {
    if (this.at <= 0) return null;
    this.at -= 1;
    return this.current;
  }

  /** Put an item on the desk: at its place if it was there before, else after this one. */
  show(item) {
    const place = this.items.findIndex((one) => one.id === item.id);
    this.at = place >= 0 ? place : Math.min(this.at + 1, this.items.length);
    if (place < 0) this.items.splice(this.at, 0, item);
    return this.current;
  }

  find(id) {
    return [...this.items, ...this.ahead].find((item) => item.id === id) ?? null;
  }

  /** Forget all but some; what was fetched ahead is fetched anew. */
  keep(stays) {
    const current = this.current;
    this.items = this.items.filter(stays);
    this.ahead = [];
    const place = this.items.indexOf(current);
    this.at = place >= 0 ? place : this.items.length - 1;
  }

  /** The parts of a quote in its place. */
  replace(item, parts) {
    this.items.splice(this.items.indexOf(item), 1, ...parts);
  }

  /** Fetch until enough are there; one request at a time. */
  fill() {
    this.fetching ??= this.fetchSome().finally(() => { this.fetching = null; });
    return this.fetching;
  }

  async fetchSome() {
    while (this.ahead.length < AHEAD) {
      const known = [...this.items, ...this.ahead].map((item) => item.id);
      const found = await api.post("/api/next", { queue: this.queue, skip: known.slice(-MOST_SKIPPED) });
      this.reason = found.reason;
      if (found.quote === null) return;
      this.left = found.left;
      this.ahead.push(new Item(found.quote, found.draw));
    }
  }
}

/** An item for a quote that came some other way: with its draw, if the queue would give it again. */
export async function itemOf(quote, queue) {
  const found = await api.post("/api/next", { queue, skip: [] });
  return new Item(quote, found.quote?.quote_id === quote.quote_id ? found.draw : null);
}
