/** Come in: by the token of the address, or by a passphrase; and say who codes. */

import * as api from "./api.js";
import * as dialogs from "./dialogs.js";
import { field, h } from "./dom.js";
import { setCoder } from "./study.js";

const NAME = "[A-Za-z0-9 ._\\-]{1,40}";

/** The token stands behind # and is taken from the address at once, so that no history and no picture shows it. */
function tokenOfAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token !== null) history.replaceState(null, "", `${location.pathname}#/code`);
  return token;
}

/** Begin; gives the coder's name. */
export async function begin() {
  api.onNoSession(again);
  const token = tokenOfAddress();
  const { coder } = token === null ? await api.get("/api/session") : await byToken(token);
  let name = coder;
  while (!name) name = await askName();
  return name;
}

async function byToken(token) {
  try {
    return await api.call("POST", "/api/session", { token });
  } catch (error) {
    if (error.code !== "wrong_secret") throw error;
    // An old address: perhaps this browser is still in.
    return api.get("/api/session");
  }
}

let asking = null;

/** The session is over, or there never was one. Several calls may find out at once: they wait for one answer. */
const again = ({ needs }) => (asking ??= askSecret(needs).finally(() => { asking = null; }));

function askSecret(needs) {
  const secret = needs === "passphrase"
    ? field("Passphrase", h("input", { name: "secret", type: "password", required: true, autocomplete: "current-password", autofocus: true }))
    : field("Token, or the whole address that voc printed", h("input", { name: "secret", required: true, autocomplete: "off", autofocus: true }),
      "voc review prints an address with a new token each time it starts. Nothing that you judged is lost.");
  const read = async (data) => {
    const given = String(data.get("secret"));
    const word = needs === "passphrase" ? { passphrase: given } : { token: given.split("token=").at(-1).trim() };
    await api.call("POST", "/api/session", { ...word, ...(coderNow ? { coder: coderNow } : {}) });
    return true;
  };
  return dialogs.form("Come in", secret, { send: "Come in", read, must: true });
}

let coderNow = null;

/** Who codes: asked for at first, or to change it. */
export async function askName(old = "") {
  const input = h("input", { name: "coder", required: true, maxlength: "40", pattern: NAME, value: old, autocomplete: "nickname", autofocus: true });
  const read = async (data) => (await api.post("/api/session/coder", { coder: String(data.get("coder")).trim() })).coder;
  const name = await dialogs.form("Who codes?", field("Your name", input, "It stands with every judgement you make. Letters, digits, space, . _ -"),
    { send: "Go on", read, must: old === "" });
  if (name) remember(name);
  return name ?? old;
}

/** Keep the name for a session that has to be begun anew. */
export function remember(name) {
  coderNow = name;
  setCoder(name);
}
