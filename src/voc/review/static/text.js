/** Numbers, times and offsets as a person reads them. Unknown is a dash, never 0. */

const DASH = "–";

export const percent = (share) => (share === null || share === undefined ? DASH : `${Math.round(share * 100)} %`);

/** With a real minus and a sign, so that good and bad are told without colour. */
export function signed(value, digits = 0) {
  if (value === null || value === undefined) return DASH;
  const rounded = Math.abs(value).toFixed(digits);
  if (Number(rounded) === 0) return rounded;
  return (value < 0 ? "−" : "+") + rounded;
}

export const fixed = (value, digits = 2) =>
  value === null || value === undefined ? DASH : value.toFixed(digits).replace("-", "−");

export const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** A time of this browser's place; the date alone where the time is midnight UTC. */
export function when(iso) {
  if (!iso) return null;
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const dated = { dateStyle: "medium" };
  return /T00:00:00/.test(iso)
    ? time.toLocaleDateString("en-GB", { ...dated, timeZone: "UTC" })
    : time.toLocaleString("en-GB", { ...dated, timeStyle: "short" });
}

/** The last part of a path: the whole stands in a title. */
export const fileName = (path) => path.split("/").at(-1);

/** A text in pieces at offsets, which the server counts in code points. */
export function pieces(text, offsets) {
  const points = Array.from(text);
  const ends = [...new Set([0, ...offsets, points.length])].filter((at) => at >= 0 && at <= points.length).sort((a, b) => a - b);
  return ends.slice(1).map((end, place) => ({ start: ends[place], end, text: points.slice(ends[place], end).join("") }));
}

/** Where words begin, in code points, the first one left out: the places at which a quote can be cut. */
export function wordStarts(text) {
  const starts = [];
  const points = Array.from(text);
  for (let at = 1; at < points.length; at++) if (/\s/u.test(points[at - 1]) && !/\s/u.test(points[at])) starts.push(at);
  return starts;
}

/** An offset in UTF-16, as browsers count, in code points. */
export const codePoints = (text, offset) => Array.from(text.slice(0, offset)).length;
