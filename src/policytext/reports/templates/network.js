// What is chosen stands in the address: #/theme or #/theme/theme. Everything shown follows from it.
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("data").textContent);
const drawing = document.getElementById("drawing");
const view = document.getElementById("view");
const panel = document.getElementById("panel");
const dots = [...document.querySelectorAll(".dot")];
const labels = [...document.querySelectorAll(".label")];
const edges = [...document.querySelectorAll(".edge")];
const number = new Map(data.themes.map((theme, n) => [theme.id, n]));

// Neighbours of every theme, most meetings first.
const neighbors = data.themes.map(() => []);
for (const [a, b, n_cooc, n_docs, jaccard] of data.pairs) {
  neighbors[a].push({ other: b, n_cooc, n_docs, jaccard });
  neighbors[b].push({ other: a, n_cooc, n_docs, jaccard });
}
for (const list of neighbors) list.sort((p, q) => q.n_cooc - p.n_cooc || q.jaccard - p.jaccard);

// How the drawing stands in its window.
const { width, height } = drawing.viewBox.baseVal;
let scale = 1, left = 0, top_ = 0;

// Makes an element; text is always set as text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const chinese = (text) => make("span", { lang: "zh-Hans", class: "zh" }, text);
const counted = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const address = (...chosen) => "#/" + chosen.map((n) => encodeURIComponent(data.themes[n].id)).join("/");

function readAddress() {
  if (!location.hash.startsWith("#/")) return [];
  const ids = location.hash.slice(2).split("/").map((part) => {
    try { return decodeURIComponent(part); } catch { return ""; }
  });
  const known = ids.filter((id) => number.has(id)).map((id) => number.get(id));
  return known[0] === known[1] ? known.slice(0, 1) : known.slice(0, 2);
}

function passagesWith(...chosen) {
  return data.passages.filter((passage) => chosen.every((n) => passage.marks.some((mark) => mark[2] === n)));
}

// The passage with the mentions of the chosen themes marked. Positions count letters, not UTF-16 units.
function showPassage(passage, chosen) {
  const letters = Array.from(passage.text);
  const quote = make("blockquote", { lang: passage.lang });
  let at = 0;
  for (const [start, end, theme] of passage.marks) {
    if (!chosen.includes(theme) || start < at) continue;
    quote.append(letters.slice(at, start).join(""));
    quote.append(make("mark", { class: theme === chosen[0] ? "a" : "b" }, letters.slice(start, end).join("")));
    at = end;
  }
  quote.append(letters.slice(at).join(""));
  const cite = make("p", { class: "cite" }, `${passage.cite}${passage.section ? ", " + passage.section.replaceAll(" > ", " › ") : ""}, `);
  cite.append(make("a", { href: passage.link }, passage.place));
  return make("article", {}, quote, cite);
}

function showPassages(chosen, n_all) {
  const found = passagesWith(...chosen);
  const shown = found.slice(0, 60).map((passage) => showPassage(passage, chosen));
  if (shown.length < n_all) shown.push(make("p", { class: "small" }, `${shown.length} of ${n_all} are shown here; the theme’s page has all.`));
  return shown;
}

function heading(...chosen) {
  const title = make("h2", {});
  chosen.forEach((n, place) => {
    if (place) title.append(" × ");
    title.append(data.themes[n].en + " ", chinese(data.themes[n].zh));
  });
  return title;
}

function showTheme(n) {
  const theme = data.themes[n];
  const counts = make("p", {}, `${theme.kind} · ${counted(theme.mentions, "mention")} in ${counted(theme.passages, "passage")} of ${counted(theme.docs, "paper")}. `);
  if (theme.page) counts.append(make("a", { href: theme.page }, "Its page"));
  const body = make("tbody");
  for (const { other, n_cooc, n_docs, jaccard } of neighbors[n]) {
    const button = make("button", { type: "button", "data-other": other }, data.themes[other].en + " ", chinese(data.themes[other].zh));
    button.addEventListener("click", () => { location.hash = address(n, other); });
    const cells = [n_cooc, n_docs, jaccard.toFixed(3)].map((value) => make("td", { class: "n" }, String(value)));
    body.append(make("tr", {}, make("td", {}, button), ...cells));
  }
  const names = ["Neighbour", "Passages", "Papers", "Jaccard"];
  const head = make("thead", {}, make("tr", {}, ...names.map((name, place) => make("th", place ? { scope: "col", class: "n" } : { scope: "col" }, name))));
  const table = neighbors[n].length ? make("table", {}, head, body) : make("p", { class: "soft" }, "It meets no other theme in a passage.");
  panel.replaceChildren(heading(n), counts, table, make("h3", {}, "Passages"), ...showPassages([n], theme.passages));
}

function showPair(a, b) {
  const pair = neighbors[a].find((found) => found.other === b);
  const back = [a, b].map((n) => {
    const button = make("button", { type: "button", class: "step" }, `← ${data.themes[n].en}`);
    button.addEventListener("click", () => { location.hash = address(n); });
    return button;
  });
  const counts = pair
    ? `They meet in ${counted(pair.n_cooc, "passage")} of ${counted(pair.n_docs, "paper")}; Jaccard ${pair.jaccard.toFixed(3)}.`
    : data.whole ? "They never meet in a passage." : "This page does not carry their numbers; the table of pairs does.";
  panel.replaceChildren(heading(a, b), make("p", {}, counts), make("p", {}, ...back), ...showPassages([a, b], pair ? pair.n_cooc : 0));
}

function showNothing() {
  const most = data.themes.slice(0, 12).map((theme, n) => {
    const link = make("a", { href: address(n) }, theme.en + " ", chinese(theme.zh));
    return make("li", {}, link, ` ${theme.passages}`);
  });
  panel.replaceChildren(make("h2", {}, "Most named"), make("ol", { class: "results" }, ...most));
}

// Shows the labels that find room: the chosen ones first, then those the drawing has room for, then the rest.
function arrange() {
  const chosen = readAddress();
  const wanted = labels.filter((label) => {
    if (chosen.length) return label.matches(".chosen, .on");
    return scale >= 2 || !label.classList.contains("quiet");
  });
  const rank = (label) => (label.matches(".chosen") ? 0 : label.matches(".quiet") ? 2 : 1);
  const taken = [];
  for (const label of labels) label.classList.remove("shown");
  for (const label of wanted.sort((a, b) => rank(a) - rank(b))) {
    const box = label.getBoundingClientRect();
    const free = taken.every((other) => box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top);
    if (!free) continue;
    label.classList.add("shown");
    taken.push(box);
  }
}

// Brings drawing and panel in line with the address.
function follow() {
  const [a, b] = readAddress();
  const joined = (edge) => [Number(edge.dataset.a), Number(edge.dataset.b)];
  const near = new Set(a === undefined || b !== undefined ? [] : neighbors[a].map(({ other }) => other));
  drawing.classList.toggle("dimmed", a !== undefined);
  dots.forEach((dot, n) => {
    for (const element of [dot, labels[n]]) {
      element.classList.toggle("chosen", n === a || n === b);
      element.classList.toggle("on", near.has(n));
    }
  });
  for (const edge of edges) {
    const ends = joined(edge);
    edge.classList.toggle("chosen", b !== undefined && ends.includes(a) && ends.includes(b));
    edge.classList.toggle("on", b === undefined && ends.includes(a));
  }
  if (a === undefined) showNothing();
  else if (b === undefined) showTheme(a);
  else showPair(a, b);
  arrange();
  panel.parentElement.scrollTop = 0;
}

dots.forEach((dot, n) => {
  dot.addEventListener("click", (event) => {
    event.preventDefault();
    location.hash = address(n);
  });
  const point = (on) => () => labels[n].classList.toggle("pointed", on);
  dot.addEventListener("pointerenter", point(true));
  dot.addEventListener("pointerleave", point(false));
  dot.addEventListener("focus", point(true));
  dot.addEventListener("blur", point(false));
});
for (const edge of edges) {
  edge.addEventListener("click", () => { location.hash = address(Number(edge.dataset.a), Number(edge.dataset.b)); });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const [a, b] = readAddress();
  find.value = "";
  search();
  if (a !== undefined) location.hash = b === undefined ? "#/" : address(a);
});
window.addEventListener("hashchange", () => {
  follow();
  if (location.hash.startsWith("#/")) panel.focus({ preventScroll: window.innerWidth >= 1088 });
});

// Search by label in either language, or by id.
const find = document.getElementById("find");
const results = document.getElementById("results");

function matches() {
  const words = find.value.toLowerCase().replaceAll("-", " ").split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const text = ({ id, en, zh }) => `${id} ${en} ${zh}`.toLowerCase().replaceAll("-", " ");
  return data.themes.map((theme, n) => n).filter((n) => words.every((word) => text(data.themes[n]).includes(word)));
}

function search() {
  const found = matches();
  const links = found.slice(0, 10).map((n) => {
    const link = make("a", { href: address(n) }, data.themes[n].en + " ", chinese(data.themes[n].zh));
    return make("li", {}, link);
  });
  if (find.value.trim() && !found.length) links.push(make("li", { class: "soft" }, "No theme goes by that name."));
  results.replaceChildren(...links);
}

find.addEventListener("input", search);
find.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [first] = matches();
  if (first !== undefined) location.hash = address(first);
});

// Enlarging and moving: the view is a scale and a shift, kept so that the sheet never leaves the window.

function place(newScale, newLeft, newTop) {
  scale = Math.min(Math.max(newScale, 1), 8);
  left = Math.min(Math.max(newLeft, width * (1 - scale)), 0);
  top_ = Math.min(Math.max(newTop, height * (1 - scale)), 0);
  view.setAttribute("transform", `translate(${left} ${top_}) scale(${scale})`);
  drawing.style.setProperty("--k", scale ** 0.75); // dots and letters grow more slowly than the sheet
  requestAnimationFrame(arrange);
}

function enlarge(factor, x = width / 2, y = height / 2) {
  const next = Math.min(Math.max(scale * factor, 1), 8);
  place(next, x - ((x - left) * next) / scale, y - ((y - top_) * next) / scale);
}

function toSheet(event) {
  const box = drawing.getBoundingClientRect();
  return [((event.clientX - box.left) * width) / box.width, ((event.clientY - box.top) * height) / box.height];
}

document.getElementById("nearer").addEventListener("click", () => enlarge(1.5));
document.getElementById("farther").addEventListener("click", () => enlarge(1 / 1.5));
document.getElementById("whole").addEventListener("click", () => place(1, 0, 0));
drawing.addEventListener("wheel", (event) => {
  const factor = Math.exp(-event.deltaY / 500);
  if (scale === 1 && factor < 1) return; // nothing to reduce: let the page scroll
  event.preventDefault();
  enlarge(factor, ...toSheet(event));
}, { passive: false });

let grip = null;
drawing.addEventListener("pointerdown", (event) => {
  if (event.button === 0) grip = { at: toSheet(event), left, top: top_, moved: false };
});
drawing.addEventListener("pointermove", (event) => {
  if (!grip) return;
  const [x, y] = toSheet(event);
  const [dx, dy] = [x - grip.at[0], y - grip.at[1]];
  if (!grip.moved && Math.hypot(dx, dy) < 5) return;
  if (!grip.moved) drawing.setPointerCapture(event.pointerId);
  grip.moved = true;
  drawing.classList.add("dragging");
  place(scale, grip.left + dx, grip.top + dy);
});
drawing.addEventListener("pointerup", () => {
  if (grip && grip.moved) {
    // The click that ends a drag chooses nothing.
    const swallow = (event) => { event.stopPropagation(); event.preventDefault(); };
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
  }
  grip = null;
  drawing.classList.remove("dragging");
});
drawing.addEventListener("pointercancel", () => { grip = null; });
drawing.addEventListener("dragstart", (event) => event.preventDefault());

follow();
