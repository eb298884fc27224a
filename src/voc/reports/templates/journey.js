"use strict";
// The panel that shows the quotes behind a number, the lane menu, the theme and the stage names that stay in sight.
// Texts only ever enter the page as text nodes, so no quote can be read as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const data = JSON.parse(byId("evidence").textContent);
  const PAGE = 50;
  root.dataset.script = "on";

  const quotes = data.quotes.map((row, number) => {
    const [text, id, who, source, place, asked, stage, by, sure, valence, touch, facets, units, start, end, staff] = row;
    const [file, kind, hash] = data.sources[source];
    const name = (index) => (index < 0 ? null : data.texts[index]);
    return {
      number, text, id, who: name(who), file, kind, hash, place: name(place), asked: name(asked), stage: name(stage),
      by: name(by), sure, valence, touch: touch.map(name), facets: facets.map(name), units, start, end, staff,
    };
  });

  /** An element with a class and children; texts become text nodes. */
  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };
  const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "") + Math.abs(value).toFixed(2);
  const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

  // The panel

  const panel = byId("panel");
  const list = byId("panel-list");
  const state = { all: [], shown: [], drawn: 0, kind: "", words: "", chosen: -1 };

  /** The text with the words that carried a tag marked, and those that are searched for. */
  const marked = (quote) => {
    const looks = new Uint8Array(quote.text.length);
    for (let i = 0; i < quote.units.length; i += 2) looks.fill(1, quote.units[i], quote.units[i + 1]);
    const low = quote.text.toLowerCase();
    // A letter that changes length in lower case would shift the places; then nothing is marked as found.
    if (state.words && low.length === quote.text.length) {
      for (let at = low.indexOf(state.words); at >= 0; at = low.indexOf(state.words, at + state.words.length)) {
        looks.fill(2, at, at + state.words.length);
      }
    }
    const parts = [];
    for (let from = 0, to = 1; from < looks.length; from = to, to += 1) {
      while (to < looks.length && looks[to] === looks[from]) to += 1;
      const words = quote.text.slice(from, to);
      parts.push(looks[from] ? make("mark", looks[from] === 2 ? "hit" : "", words) : words);
    }
    const block = make("blockquote", "", ...parts);
    block.dir = "auto";
    return block;
  };

  const reference = (quote) =>
    `“${quote.text}” — ${quote.who || "somebody"}, ${quote.file}, ${quote.place}, ` +
    `characters ${quote.start}–${quote.end} (quote ${quote.id}, sha256 ${quote.hash}…)`;

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Without the permission, or in a frame, the old way still works; it needs the text inside the open dialog.
      const box = make("textarea", "hidden");
      box.value = text;
      panel.append(box);
      box.focus();
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  };

  const copyButton = (quote) => {
    const button = make("button", "copy", "Copy");
    button.type = "button";
    button.setAttribute("aria-label", `Copy this quote of ${quote.who || "somebody"} with its reference`);
    button.addEventListener("click", async () => {
      button.textContent = (await copy(reference(quote))) ? "Copied" : "Not allowed here";
      button.focus();
      setTimeout(() => { button.textContent = "Copy"; }, 1600);
    });
    return button;
  };

  const item = (quote) => {
    const tags = make("ul", "tags");
    const tag = (words) => tags.append(make("li", "", words));
    if (quote.stage) tag(`${quote.stage}${quote.sure === null ? "" : ` · confidence ${quote.sure.toFixed(2)}`}`);
    quote.touch.forEach(tag);
    quote.facets.forEach(tag);
    if (quote.valence !== null) tag(`valence ${signed(quote.valence)}`);
    const asked = quote.asked ? make("p", "asked", `Asked: ${quote.asked}`) : "";
    if (asked) asked.dir = "auto";
    return make(
      "li", quote.number === state.chosen ? "chosen" : "", asked, marked(quote),
      make("p", "at", make("strong", "", quote.who || "somebody"), ` · ${quote.staff ? "staff " : ""}${quote.kind} · `,
        make("span", "place", `${quote.file}, ${quote.place}`)),
      tags, make("p", "by", make("span", "", quote.by ? `stage by ${quote.by}` : ""), copyButton(quote)),
    );
  };

  const draw = () => {
    const next = state.shown.slice(state.drawn, state.drawn + PAGE);
    list.append(...next.map(item));
    state.drawn += next.length;
    const left = state.shown.length - state.drawn;
    byId("panel-more").hidden = !left;
    byId("panel-more").textContent = left > PAGE ? `Show ${PAGE} more of ${left.toLocaleString("en")}` : `Show the last ${left}`;
  };

  const matches = (quote) =>
    [quote.text, quote.who, quote.file, quote.asked].some((text) => text && text.toLowerCase().includes(state.words));

  const refresh = () => {
    state.words = byId("panel-find").value.trim().toLowerCase();
    const found = state.words ? state.all.filter(matches) : state.all;
    state.shown = state.kind ? found.filter((quote) => quote.kind === state.kind) : found;
    state.drawn = 0;
    list.replaceChildren();
    list.scrollTop = 0;
    draw();
    if (!state.shown.length) list.append(make("li", "nothing", "No quote holds these words."));
    const people = new Set(state.shown.map((quote) => quote.who || `${quote.file} ${quote.place}`)).size;
    const of = state.shown.length < state.all.length ? ` of ${state.all.length.toLocaleString("en")}` : "";
    const left = state.total > state.all.length ? ` · the most telling of ${state.total.toLocaleString("en")}; the others stand in quotes.csv` : "";
    byId("panel-count").textContent =
      `${state.shown.length.toLocaleString("en")}${of} ${state.all.length === 1 ? "quote" : "quotes"}, ` +
      plural(people, "person", "people") + left;
  };

  const kindButtons = () => {
    const counts = new Map();
    state.all.forEach((quote) => counts.set(quote.kind, (counts.get(quote.kind) || 0) + 1));
    const button = (kind, label) => {
      const element = make("button", "", label);
      element.type = "button";
      element.setAttribute("aria-pressed", String(kind === state.kind));
      element.addEventListener("click", () => {
        state.kind = kind;
        for (const other of byId("panel-kinds").children) other.setAttribute("aria-pressed", String(other === element));
        refresh();
      });
      return element;
    };
    const kinds = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, n]) => button(kind, `${kind} ${n}`));
    byId("panel-kinds").replaceChildren(...(kinds.length > 1 ? [button("", "All kinds"), ...kinds] : []));
  };

  // Filters: the lists are narrowed, the numbers are not

  // By the number of the filter: an attribute of people may have the name of another.
  const only = new Map();
  const passes = (number) => [...only.values()].every(({ numbers }) => numbers.has(number));
  const filtered = byId("filtered");
  const filterBox = byId("filters");

  const tellFilters = () => {
    const said = [...only.values()].map(({ words }) => words).join(" and ");
    const left = quotes.filter((quote) => passes(quote.number)).length;
    filtered.hidden = byId("panel-filter").hidden = !only.size;
    const clear = make("button", "", "Clear");
    clear.type = "button";
    clear.addEventListener("click", unfilter);
    filtered.replaceChildren(make("span", "", `Lists show only ${said}: ${left.toLocaleString("en")} of ${plural(quotes.length, "quote", "quotes")}. The numbers on the map are of everyone.`), clear);
    byId("panel-filter").textContent = `Filtered: only ${said}. The number that was clicked is of everyone.`;
  };
  const unfilter = () => {
    for (const select of filterBox.querySelectorAll("select")) select.value = "";
    only.clear();
    tellFilters();
  };
  filterBox?.addEventListener("change", ({ target }) => {
    const { filter } = target.dataset;
    const [name, options] = data.filters[filter];
    if (target.value === "") only.delete(filter);
    else {
      const [label, numbers] = options[target.value];
      only.set(filter, { words: `${name}: ${label}`, numbers: new Set(numbers) });
    }
    tellFilters();
  });
  byId("unfilter")?.addEventListener("click", unfilter);

  /** Open the quotes of a key; `chosen` is the number of the quote that was clicked, which then comes first. */
  const open = (key, { chosen = -1, words = "" } = {}) => {
    const one = key.startsWith("q-") ? quotes.find((quote) => quote.id === key.slice(2)) : null;
    if (!one && !Object.hasOwn(data.lists, key)) return false;
    const [title, says, numbers, total] = one ? ["One quote", "", [one.number], 1] : data.lists[key];
    const all = numbers.map((number) => quotes[number]).filter((quote) => one || passes(quote.number));
    const first = all.filter((quote) => quote.number === chosen);
    Object.assign(state, { all: [...first, ...all.filter((quote) => quote.number !== chosen)], kind: "", chosen, total: only.size ? 0 : total });
    byId("panel-title").textContent = title;
    byId("panel-says").textContent = says;
    byId("panel-find").value = words;
    kindButtons();
    refresh();
    if (!panel.open) panel.showModal();
    byId("panel-title").focus();
    address(`#${key}`);
    return true;
  };

  /** Keep the address in step, so that a link opens the same quotes; a frame without an address refuses. */
  const address = (hash) => {
    try {
      history.replaceState(null, "", hash || location.pathname + location.search);
    } catch { /* the panel works all the same */ }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-e]");
    if (button) open(button.dataset.e, { chosen: button.dataset.q === undefined ? -1 : Number(button.dataset.q) });
  });
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => address(""));
  byId("panel-close").addEventListener("click", () => panel.close());
  byId("panel-more").addEventListener("click", () => {
    const last = list.lastElementChild;
    draw();
    last.nextElementSibling?.querySelector("button")?.focus();
  });
  byId("panel-find").addEventListener("input", refresh);
  byId("find").form.addEventListener("submit", (event) => {
    event.preventDefault();
    open("all", { words: byId("find").value });
  });

  // Theme

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const on = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    byId("theme").setAttribute("aria-pressed", String(on));
  };
  const stored = (value) => {
    // A file or a frame may have no storage of its own; the choice then lasts as long as the page.
    try {
      if (value) localStorage.setItem("voc-theme", value);
      return localStorage.getItem("voc-theme");
    } catch {
      return null;
    }
  };
  const wanted = new URLSearchParams(location.search).get("theme") || stored();
  if (wanted === "dark" || wanted === "light") root.dataset.theme = wanted;
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = byId("theme").getAttribute("aria-pressed") === "true" ? "light" : "dark";
    stored(root.dataset.theme);
    paint();
  });
  dark.addEventListener("change", paint);
  paint();

  // Lanes

  const lanes = byId("lanes");
  lanes.addEventListener("change", (event) => {
    const name = event.target.dataset.lane;
    for (const row of document.querySelectorAll(`#lane-${name}, [data-follows="${name}"]`)) row.hidden = !event.target.checked;
  });
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  for (const menu of menus) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.firstElementChild.focus();
    });
  }
  byId("print").addEventListener("click", () => window.print());

  // Stage names that stay in sight while the head of the map is out of it

  const scroll = document.querySelector("#map .scroll");
  const corner = document.querySelector(".corner");
  const heads = [...document.querySelectorAll(".stages th")];
  const row = make("div", "float-row", ...heads.map((head) => make("span", "", head.querySelector(".chevron").lastElementChild.textContent)));
  const float = make("div", "float", row);
  float.setAttribute("aria-hidden", "true");
  float.hidden = true;
  document.body.append(float);
  const bar = document.querySelector(".bar-top");
  const place = () => {
    const box = scroll.getBoundingClientRect();
    const top = getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().bottom : 0;
    const side = corner.getBoundingClientRect().width;
    float.hidden = corner.getBoundingClientRect().top + 52 > top || box.bottom < top + 120;
    if (float.hidden) return;
    Object.assign(float.style, { top: `${top}px`, left: `${box.left + side}px`, width: `${box.width - side}px` });
    heads.forEach((head, i) => {
      const { left, width } = head.getBoundingClientRect();
      Object.assign(row.children[i].style, { left: `${left - box.left - side}px`, width: `${width}px` });
    });
  };
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; place(); });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  scroll.addEventListener("scroll", later, { passive: true });

  const follow = () => open(location.hash.slice(1));
  addEventListener("hashchange", follow);
  follow();
})();
