// Charts that can be pointed at: each `.live` holds a drawing and, in data-spots, what stands where in it.
// One stop of the tab key for each chart; arrow keys, Home, End and page keys go from figure to figure.
for (const live of document.querySelectorAll(".live")) {
  const spots = JSON.parse(live.dataset.spots);
  const pointer = document.createElement("div");
  const tip = document.createElement("div");
  pointer.className = "pointer";
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries({
    role: "slider", tabindex: 0, "aria-label": live.dataset.label, "aria-valuemin": 1, "aria-valuemax": spots.length,
  })) pointer.setAttribute(name, value);
  live.append(pointer, tip);
  let at = 0;

  const place = (index) => {
    at = Math.min(Math.max(index, 0), spots.length - 1);
    const [x, y, words] = spots[at];
    pointer.style.left = tip.style.left = `${x * 100}%`;
    pointer.style.top = tip.style.top = `${y * 100}%`;
    pointer.setAttribute("aria-valuenow", at + 1);
    pointer.setAttribute("aria-valuetext", words);
    // figures that cover each other are told together
    const near = spots.filter(([a, b]) => Math.hypot((a - x) * live.clientWidth, (b - y) * live.clientHeight) < 4);
    tip.textContent = near.map((spot) => spot[2]).join("\n");
    tip.classList.toggle("left", x > 0.6);
    tip.classList.toggle("below", y < 0.3);
  };
  const show = (shown) => live.classList.toggle("told", shown);
  const nearest = (event) => {
    const box = live.getBoundingClientRect();
    const far = spots.map(([x, y]) =>
      Math.hypot(x * box.width - (event.clientX - box.left), y * box.height - (event.clientY - box.top)));
    const index = far.indexOf(Math.min(...far));
    return far[index] < 40 ? index : -1;
  };

  place(0);
  live.addEventListener("pointermove", (event) => {
    const index = nearest(event);
    if (index >= 0) place(index);
    show(index >= 0);
  });
  live.addEventListener("pointerdown", (event) => {
    const index = nearest(event);
    if (index >= 0) place(index);
    show(index >= 0);
  });
  live.addEventListener("pointerleave", () => show(document.activeElement === pointer));
  pointer.addEventListener("focus", () => show(true));
  pointer.addEventListener("blur", () => show(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && show(false));
  pointer.addEventListener("keydown", (event) => {
    const steps = {
      ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10,
      Home: -spots.length, End: spots.length,
    };
    if (!(event.key in steps)) return;
    event.preventDefault();
    place(at + steps[event.key]);
    show(true);
  });
}

// Boxes that are wider than the window say so at their edge; only boxes that scroll stop the tab key.
for (const box of document.querySelectorAll(".wide, .table")) {
  const look = () => {
    const room = box.scrollWidth - box.clientWidth;
    box.classList.toggle("more", box.scrollLeft < room - 1);
    if (room > 0 || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  box.addEventListener("scroll", look);
  new ResizeObserver(look).observe(box);
}

// The chapter that is read is marked in the contents.
const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
const read = new IntersectionObserver((chapters) => {
  for (const { target, isIntersecting } of chapters) {
    const link = links.get(target.id);
    if (isIntersecting) link?.setAttribute("aria-current", "true");
    else link?.removeAttribute("aria-current");
  }
}, { rootMargin: "-25% 0px -74% 0px" });
for (const chapter of document.querySelectorAll("main > section")) read.observe(chapter);
