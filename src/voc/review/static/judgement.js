/**
 * One quote on the desk: what the server said of it, and the judgement that is being made.
 *
 * In a draft `undefined` is "not said", `null` is "none of these". A draft starts with what is proposed, so that to
 * accept is to send it as it is; of a blind quote nothing is proposed, and what is left empty counts as none.
 */

export class Item {
  constructor(quote, draw = null) {
    this.draw = draw;
    this.blind = draw?.blind ?? false;
    this.take(quote);
  }

  get id() {
    return this.quote.quote_id;
  }

  /** Begin anew with what the server says. */
  take(quote) {
    this.quote = quote;
    this.revision = quote.revision;
    this.judgement = quote.judgement;
    this.dirty = false;
    this.draft = draftOf(this.open ? quote : { ...quote, proposed: null });
  }

  /** Change the draft. */
  set(changes) {
    Object.assign(this.draft, changes);
    this.dirty = true;
  }

  /** Add a label to a list of the draft, or take it away. */
  toggle(list, label) {
    const labels = this.draft[list];
    this.set({ [list]: labels.includes(label) ? labels.filter((one) => one !== label) : [...labels, label] });
  }

  /** Whether something would be lost with the page. */
  get unsaved() {
    return this.dirty || this.draft.memo !== (this.judgement?.memo ?? "");
  }

  /** Why the draft cannot be sent yet, in words. */
  get missing() {
    if (this.draft.offTopic || this.draft.stage !== undefined) return null;
    return "Say the stage first: s, or n for none of them";
  }

  /** The draft as the server takes it. */
  body() {
    const { stage, touchpoints, sentiment, facets, offTopic, memo, star } = this.draft;
    const said = { touchpoints, facets, off_topic: offTopic, memo, star, blind: this.blind };
    if (stage !== undefined) said.stage = stage;
    if (sentiment) said.sentiment = sentiment;
    return { revision: this.revision, draw: this.draw?.id ?? null, ...said };
  }

  /** The server has it. */
  saved({ judgement, revision }) {
    this.judgement = judgement;
    this.revision = revision;
  }

  /** Whether somebody's tags and what others say may be seen. */
  get open() {
    return !this.blind || (this.judgement?.judged.length ?? 0) > 0;
  }

  /** Evidence words: `[start, end, kind]`. */
  get evidence() {
    const shown = this.open ? this.quote.tags : [];
    return shown.filter((tag) => tag.start !== null && tag.end > tag.start && tag.label !== null)
      .map((tag) => [tag.start, tag.end, tag.kind]);
  }
}

function draftOf(quote) {
  const { proposed, judgement } = quote;
  const said = proposed ?? judgement;
  return {
    stage: said ? said.stage : undefined,
    touchpoints: [...(said?.touchpoints ?? [])],
    sentiment: said?.sentiment ?? null,
    facets: [...(said?.facets ?? [])],
    offTopic: judgement?.off_topic ?? false,
    memo: judgement?.memo ?? "",
    star: judgement?.star ?? false,
  };
}

/** Whether a judgement says what was sent: an answer that was lost on the way, not a conflict. */
export function saysTheSame(judgement, body) {
  if (judgement === null) return false;
  const same = (one, two) => one.length === two.length && one.every((label) => two.includes(label));
  const marks = judgement.off_topic === body.off_topic && judgement.memo === body.memo && judgement.star === body.star;
  if (body.off_topic) return marks;
  return marks && judgement.stage === (body.stage ?? null) && same(judgement.touchpoints, body.touchpoints)
    && same(judgement.facets, body.facets) && (judgement.sentiment?.label ?? null) === (body.sentiment?.label ?? null);
}
