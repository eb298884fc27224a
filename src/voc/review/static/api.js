/** The server's answers: JSON, or an error that says what it is. */

/** The server refused: `code` as in its API, `detail` all that it said. */
class Refused extends Error {
  constructor(status, error) {
    super(error.message ?? `the server answered ${status}`);
    this.status = status;
    this.code = error.code ?? "broken";
    this.detail = error;
  }
}

/** No answer came: the server is gone or the network is. Nothing is known of what became of the request. */
export class Unreachable extends Error {
  constructor() {
    super("the server does not answer");
  }
}

/** Called when the session is over, with what is needed for a new one; resolves when there is one. */
let renew = null;
export const onNoSession = (handler) => { renew = handler; };

const TIMEOUT = 20_000;

/** Call a route; a session that is over is begun anew first and the call made again. */
export async function call(method, path, body) {
  const answer = await send(method, path, body);
  const data = await answer.json().catch(() => ({}));
  if (answer.ok) return data;
  const refused = new Refused(answer.status, data.error ?? {});
  if (refused.status !== 401 || renew === null) throw refused;
  await renew(refused.detail);
  return call(method, path, body);
}

async function send(method, path, body) {
  const given = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  try {
    return await fetch(path, { method, credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT), ...given });
  } catch {
    throw new Unreachable();
  }
}

export const get = (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const tail = new URLSearchParams(given).toString();
  return call("GET", tail ? `${path}?${tail}` : path);
};
export const post = (path, body = {}) => call("POST", path, body);
export const put = (path, body) => call("PUT", path, body);

const quotePath = (id) => `/api/quotes/${encodeURIComponent(id)}`;
export const judgementPath = (id) => `${quotePath(id)}/judgement`;
export const notesPath = (id) => `${quotePath(id)}/notes`;
export const splitPath = (id) => `${quotePath(id)}/split`;
export const adjudicationPath = (id) => `${quotePath(id)}/adjudication`;
export const quote = (id, blind = false) => get(quotePath(id), { blind: blind ? "true" : "" });
