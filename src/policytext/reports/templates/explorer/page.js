// The controls, the address, and what happens when one of them changes.
const $ = (id) => document.getElementById(id);
const says = $("says");
const letterOf = (community) => (community < 7 ? "ABCDEFG"[community] : "H and smaller");
const announce = (text) => { says.textContent = text; };

// Chooses a concept, a pair, or nothing; the address says so, and what is shown follows from it.
function choose(...chosen) {
  state.chosen = chosen;
  state.to = -1;
  go(true);
}

// Writes the state into the address; a choice can be gone back from, a filter or a move cannot.
function write() {
  const path = "#/" + state.chosen.map((n) => encodeURIComponent(themes[n].id)).join("/");
  const asked = new URLSearchParams();
  const put = (name, given, usual) => { if (given !== usual) asked.set(name, given); };
  put("to", state.to < 0 ? "" : themes[state.to].id, "");
  put("measure", state.measure, START.measure);
  put("least", state.least, null);
  put("meet", state.meet, START.meet);
  put("top", state.top, START.top);
  put("paper", state.paper < 0 ? "" : papers[state.paper].id, "");
  put("kind", [...state.kinds].join(","), "");
  put("community", [...state.communities].join(","), "");
  put("names", state.names, START.names);
  put("view", state.view, START.view);
  put("relations", state.relations ? "1" : "", "");
  if (view.k > 1) asked.set("at", [view.x, view.y, view.k].map((number) => Number(number.toFixed(2))).join(","));
  const query = asked.toString();
  return path + (query ? `?${query}` : "");
}

function read() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const asked = new URLSearchParams(query);
  const decode = (part) => { try { return decodeURIComponent(part); } catch { return ""; } };
  const chosen = [...new Set(path.split("/").map(decode).filter((id) => numbers.has(id)).map((id) => numbers.get(id)))].slice(0, 2);
  const natural = (name, usual) => (/^\d+$/.test(asked.get(name) ?? "") ? Number(asked.get(name)) : usual);
  const among = (name, known, usual) => (known.includes(asked.get(name)) ? asked.get(name) : usual);
  const ranks = measures.filter((measure) => measure.ranks).map((measure) => measure.name);
  const least = asked.has("least") ? Number(asked.get("least")) : null;
  const at = (asked.get("at") || "").split(",").map(Number);
  const to = numbers.get(asked.get("to"));
  Object.assign(state, {
    chosen: to === undefined ? chosen : chosen.slice(0, 1),
    to: chosen.length && to !== undefined && to !== chosen[0] ? to : -1,
    measure: among("measure", ranks, START.measure),
    least: Number.isFinite(least) ? least : null,
    meet: natural("meet", START.meet), top: natural("top", START.top),
    paper: papers.findIndex((paper) => paper.id === asked.get("paper")),
    kinds: new Set((asked.get("kind") || "").split(",").filter((kind) => themes.some((theme) => theme.kind === kind))),
    communities: new Set((asked.get("community") || "").split(",").filter((text) => /^[0-7]$/.test(text)).map(Number)),
    names: among("names", ["both", "en", "zh"], START.names),
    view: among("view", ["picture", "list"], START.view),
    relations: asked.get("relations") === "1",
  });
  if (at.length === 3 && at.every(Number.isFinite)) {
    view.k = Math.max(1, Math.min(MOST, at[2]));
    [view.x, view.y] = [Math.max(0, Math.min(WIDTH, at[0])), Math.max(0, Math.min(HEIGHT, at[1]))];
  }
}

function noteView() {
  if (location.hash !== write() && (location.hash || view.k > 1)) history.replaceState(null, "", write());
}

// Takes over a changed state. `chosen` tells that something was chosen: then the reader is led to it.
function go(chosen = false) {
  if (location.hash !== write()) history[chosen ? "pushState" : "replaceState"](null, "", write());
  follow(chosen);
}

function follow(chosen) {
  setScene();
  showControls();
  showPanel();
  $("picture").hidden = state.view !== "picture";
  list.hidden = state.view !== "list";
  if (state.view === "list") showList();
  if (!chosen) return announce(sayScene());
  if (state.chosen.length === 1 && state.view === "picture") reveal(state.chosen[0]);
  if (state.chosen.length) {
    panel.focus({ preventScroll: innerWidth >= 1100 });
    if (innerWidth < 1100) panel.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }
  announce($("chosen").textContent);
}

const sayScene = () => `${counted(scene.shown.size, "concept")} and ${counted(scene.drawn.length, "line")} shown; ${counted(scene.passing.length, "pair")} of ${pairs.length.toLocaleString("en")} pass the filters.`;

// What a picture shows and by which rules, for whoever meets it without the page.
function describe() {
  const rules = [`measure: ${measureNamed(state.measure).label}`, `at least ${counted(state.meet, "passage")} in common`, state.top ? `lines: the ${state.top} strongest of either concept` : "lines: all that pass"];
  if (state.least !== null) rules.push(`${measureNamed(state.measure).less ? "at most" : "at least"} ${show(state.least)}`);
  if (state.paper >= 0) rules.push(`paper: ${papers[state.paper].cite}`);
  if (state.kinds.size) rules.push(`kinds: ${[...state.kinds].join(", ")}`);
  if (state.communities.size) rules.push(`communities: ${[...state.communities].map(letterOf).join(", ")}`);
  if (state.chosen.length) rules.push(`chosen: ${[...state.chosen, ...(state.to >= 0 ? [state.to] : [])].map(sayName).join(", ")}`);
  const made = Object.entries(data.made).map(([name, given]) => `${name} ${given}`).join("; ");
  return `${sayScene()} ${rules.join("; ")}. Made by: ${made}.`;
}

// Filters.
function fillControls() {
  for (const { name, label, ranks } of measures) if (ranks) $("measure").append(make("option", { value: name }, label));
  papers.forEach((paper, place) => $("paper").append(make("option", { value: place }, paper.cite)));
  const kinds = new Map(), communities = new Map();
  themes.forEach((theme, n) => {
    kinds.set(theme.kind, (kinds.get(theme.kind) || 0) + 1);
    communities.set(theme.community, [...(communities.get(theme.community) || []), n]);
  });
  const chip = (text, title, set, key) => {
    const element = button(text, () => { if (!set().delete(key)) set().add(key); go(); }, { class: "chip", "aria-pressed": "false", title });
    element.isOn = () => set().has(key);
    return element;
  };
  for (const [kind, count] of [...kinds].sort((p, q) => q[1] - p[1]))
    $("kinds").append(chip([icon(kind), kind, make("span", { class: "times" }, ` ${count}`)], `Show only kinds chosen: ${kind}`, () => state.kinds, kind));
  for (const [community, members] of [...communities].sort((p, q) => p[0] - q[0])) {
    const dot = make("i", { class: "dot", style: `background:var(--c${community})`, "aria-hidden": "true" }, letterOf(community)[0]);
    $("communities").append(chip([dot, members.slice(0, 2).map((n) => themes[n].en).join(", "), make("span", { class: "times" }, ` ${members.length}`)], `Community ${letterOf(community)}: ${members.slice(0, 6).map((n) => themes[n].en).join(", ")}`, () => state.communities, community));
  }
}

const sorted = () => pairs.map((pair) => value(pair)).filter((given) => given !== null).sort((p, q) => (measureNamed(state.measure).less ? q - p : p - q));
function showControls() {
  $("measure").value = state.measure;
  const values = sorted(), less = measureNamed(state.measure).less;
  const reached = state.least === null ? 0 : values.filter((given) => (less ? given > state.least : given < state.least)).length;
  if (document.activeElement !== $("least")) $("least").value = Math.round((100 * reached) / Math.max(values.length - 1, 1));
  $("least-value").value = state.least === null ? "any" : `${less ? "≤" : "≥"} ${show(state.least)}`;
  $("least").setAttribute("aria-valuetext", $("least-value").value);
  $("meet").value = state.meet;
  $("top").value = state.top;
  if (!$("top").value) $("top").append(make("option", { value: state.top, selected: "" }, `${state.top} of each`));
  $("paper").value = state.paper;
  $("relations").checked = state.relations;
  for (const element of document.querySelectorAll(".chip")) element.setAttribute("aria-pressed", element.isOn());
  for (const element of document.querySelectorAll("[data-set]")) {
    const [name, given] = element.dataset.set.split(" ");
    element.setAttribute("aria-pressed", state[name] === given);
  }
  const filtered = state.measure !== START.measure || state.least !== null || state.meet !== 1 || state.top !== START.top || state.paper >= 0 || state.kinds.size || state.communities.size || state.relations;
  $("reset").hidden = !filtered;
  $("tally").textContent = sayScene();
  document.documentElement.dataset.names = state.names;
}

function change(id, name, convert) {
  $(id).addEventListener("change", () => { state[name] = convert($(id)); go(); });
}
change("measure", "measure", (control) => { state.least = null; return control.value; });
change("meet", "meet", (control) => Math.max(1, Math.round(Number(control.value)) || 1));
change("top", "top", (control) => Number(control.value));
change("paper", "paper", (control) => Number(control.value));
change("relations", "relations", (control) => control.checked);
$("least").addEventListener("input", () => {
  const values = sorted(), part = Number($("least").value) / 100;
  state.least = part === 0 ? null : values[Math.round(part * (values.length - 1))];
  go();
});
for (const element of document.querySelectorAll("[data-set]")) {
  element.addEventListener("click", () => { const [name, given] = element.dataset.set.split(" "); state[name] = given; go(); if (name === "view") fit(); });
}
$("reset").addEventListener("click", () => {
  Object.assign(state, { ...START, chosen: state.chosen, to: state.to, names: state.names, view: state.view, kinds: new Set(), communities: new Set() });
  go();
  $("measure").focus();
});

// A box to find a concept in, with its list of suggestions (the combobox of the ARIA practices).
function makeFinder(input, take) {
  const box = $(input.getAttribute("aria-controls"));
  let found = [], at = -1;
  const close = () => { box.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const mark = (place) => {
    at = place;
    [...box.children].forEach((option, n) => option.setAttribute("aria-selected", n === at));
    if (at >= 0) { input.setAttribute("aria-activedescendant", box.children[at].id); box.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const pick = (place) => { const { n } = found[place]; input.value = themes[n].en; close(); take(n); };
  const suggest = () => {
    found = search(input.value).slice(0, 12);
    const options = found.map(({ n, met }, place) => {
      const by = [themes[n].en, themes[n].zh].includes(met) ? [] : [make("small", {}, met)];
      const option = make("li", { role: "option", id: `${box.id}-${place}`, "aria-selected": "false" }, iconOf(n), themes[n].en + " ", chinese(themes[n].zh), ...by);
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(place); });
      return option;
    });
    if (input.value.trim() && !found.length) options.push(make("li", { class: "soft", role: "option", "aria-disabled": "true" }, "No concept goes by that name."));
    box.replaceChildren(...options);
    box.hidden = !options.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    at = -1;
    if (input.value.trim()) announce(found.length ? `${counted(found.length, "concept")} found` : "No concept goes by that name.");
  };
  input.addEventListener("input", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Chinese name is still being typed
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (box.hidden) suggest();
      if (found.length) mark((at + (event.key === "ArrowDown" ? 1 : found.length) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % found.length);
    } else if (event.key === "Enter") {
      found = search(input.value).slice(0, 12);
      if (found.length) pick(Math.max(at, 0));
    } else if (event.key === "Escape" && !box.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

const ends = { from: -1, to: -1 };
makeFinder($("find"), (n) => choose(n));
makeFinder($("from"), (n) => { ends.from = n; if (ends.to >= 0) runChain(); else $("to").focus(); });
makeFinder($("to"), (n) => { ends.to = n; runChain(); });
$("chain").addEventListener("submit", (event) => { event.preventDefault(); runChain(); });
function runChain() {
  for (const end of ["from", "to"]) ends[end] = search($(end).value)[0]?.n ?? -1;
  if (ends.from < 0 || ends.to < 0 || ends.from === ends.to) return announce("Name two concepts to find a chain between.");
  state.chosen = [ends.from];
  state.to = ends.to;
  go(true);
}
function openChain(n) {
  ends.from = n;
  $("from").value = themes[n].en;
  $("chains").open = true;
  $("to").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.matches("input, select")) { event.preventDefault(); $("find").focus(); }
  if (event.key !== "Escape" || !state.chosen.length) return;
  if (state.chosen.length === 2 || state.to >= 0) return choose(state.chosen[0]);
  choose();
  stage.focus({ preventScroll: true });
});

// The picture as a file, and on paper.
$("download").addEventListener("click", () => {
  const text = new XMLSerializer().serializeToString(drawSvg());
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "image/svg+xml" })), download: "concept-graph.svg" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
addEventListener("beforeprint", () => { if (state.view === "picture") $("printed").replaceChildren(drawSvg()); });
addEventListener("afterprint", () => $("printed").replaceChildren());

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); draw(); });
new ResizeObserver(fit).observe(stage);
addEventListener("popstate", () => { read(); follow(true); arrangeNames(); });

readColours();
fillControls();
read();
follow(false);
fit();
