"use strict";
// What is wider than its place fades where it goes on; a button at the map says how many stages are out of sight.
(() => {
  const map = document.querySelector("#map .scroll");
  const more = document.getElementById("more-stages");
  const corner = document.querySelector(".corner");
  const heads = [...document.querySelectorAll(".stages th")];

  const tell = () => {
    const end = map.getBoundingClientRect().right;
    // One that is cut off is out of sight as well: what it says cannot be read.
    const unseen = heads.filter((head) => head.getBoundingClientRect().right > end + 2).length;
    more.hidden = map.scrollWidth - map.clientWidth < 3;
    more.dataset.to = unseen ? "right" : "left";
    more.textContent = unseen ? `${unseen} more ${unseen === 1 ? "stage" : "stages"} →` : "← back to the first stage";
  };

  const look = (box) => {
    const left = box.scrollWidth - box.clientWidth - box.scrollLeft;
    box.toggleAttribute("data-more", left > 2);
    if (box === map) tell();
  };

  more.addEventListener("click", () => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = map.clientWidth - corner.getBoundingClientRect().width;
    map.scrollTo({ left: more.dataset.to === "right" ? map.scrollLeft + step : 0, behavior: still ? "instant" : "smooth" });
  });

  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => look(target)));
  for (const box of document.querySelectorAll(".scroll")) {
    box.addEventListener("scroll", () => look(box), { passive: true });
    sizes.observe(box);
  }
})();
