"use strict";
// Curves laid over the emotion curve: personas, waves, groups and what was expected, at most five at once.
(() => {
  const menu = document.getElementById("curves");
  if (!menu) return;
  const boxes = [...menu.querySelectorAll("[data-curve]")];
  const most = 5;
  const shapes = ["M5 0A5 5 0 1 1 5-.01z", "M-5-5h10v10h-10z", "M0-7L6.5 5h-13z", "M0 7L6.5-5h-13z", "M0-7L7 0 0 7-7 0z"];
  const key = document.createElement("div");
  key.id = "curve-key";
  key.setAttribute("role", "status");
  document.querySelector("#map .scroll").before(key);
  const free = new Set([1, 2, 3, 4, 5]);
  const taken = new Map();

  const swatch = (number) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    for (const [name, value] of [["width", "18"], ["height", "14"], ["viewBox", "-9 -7 18 14"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    svg.setAttribute("class", `other-${number}`);
    path.setAttribute("d", shapes[number - 1]);
    path.setAttribute("fill", "var(--other)");
    svg.append(path);
    return svg;
  };

  const draw = () => {
    const said = boxes.filter((box) => taken.has(box)).map((box) => {
      const one = document.createElement("span");
      const scores = document.createElement("span");
      scores.className = "hidden";
      scores.textContent = `: ${box.dataset.says}`;
      one.append(swatch(taken.get(box)), box.parentElement.textContent.trim().replace(/\s+/g, " "), scores);
      return one;
    });
    key.replaceChildren(...said);
    for (const box of boxes) box.disabled = !box.checked && taken.size >= most;
  };

  menu.addEventListener("change", (event) => {
    const box = event.target;
    const curve = document.querySelector(`[data-other="${box.dataset.curve}"]`);
    if (box.checked) {
      const [number] = free;
      free.delete(number);
      taken.set(box, number);
      curve.setAttribute("class", `other other-${number}`);
      curve.removeAttribute("hidden");
    } else {
      free.add(taken.get(box));
      taken.delete(box);
      curve.setAttribute("hidden", "");
    }
    draw();
  });
})();
