// What is chosen, in words: a concept, a pair with its passages, or a chain from one concept to another.
const panel = document.getElementById("panel");

// Makes an element; text is always set as text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, given] of Object.entries(attributes)) element.setAttribute(name, given);
  element.append(...children);
  return element;
}
const counted = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
const chinese = (text) => make("span", { lang: "zh-Hans", class: "zh" }, text);
function show(number) {
  if (number === null) return "–";
  if (Number.isInteger(number)) return number > 2500 ? number.toLocaleString("en") : String(number);
  const size = Math.abs(number);
  return size < 0.001 ? number.toExponential(1) : number.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 3);
}

// A concept's name as elements, in the languages asked for.
function named(n) {
  const { en, zh } = themes[n];
  if (!zh || state.names === "en") return [en];
  return state.names === "zh" ? [chinese(zh)] : [`${en} `, chinese(zh)];
}
const sayName = (n) => [themes[n].en, themes[n].zh].filter(Boolean).join(" ");
const sayTheme = (n) => `${sayName(n)}: ${themes[n].kind}, ${counted(themes[n].passages, "passage")}, ${counted(pairsOf[n].length, "neighbour")}`;
function sayPair(pair) {
  const by = state.measure === "n_cooc" ? "" : `, ${measureNamed(state.measure).label} ${show(value(pair))}`;
  return `${themes[pair.a].en} – ${themes[pair.b].en}: ${counted(value(pair, "n_cooc"), "passage")} in ${counted(value(pair, "n_docs"), "paper")}${by}`;
}

function button(text, act, attributes = {}) {
  const element = make("button", { type: "button", ...attributes }, ...[text].flat());
  element.addEventListener("click", act);
  return element;
}
const iconOf = (n) => icon(themes[n].kind, `var(--c${themes[n].community})`);
const themeButton = (n) => button([iconOf(n), ...named(n)], () => choose(n), { class: "plain" });

// A shape of a kind, small, to stand beside its name.
function icon(kind, colour = "var(--soft)") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const corners = shapeOf(kind), shape = document.createElementNS("http://www.w3.org/2000/svg", corners.length ? "polygon" : "circle");
  if (corners.length) shape.setAttribute("points", corners.map(([x, y]) => `${(x * 5).toFixed(1)},${(y * 5).toFixed(1)}`).join(" "));
  else shape.setAttribute("r", "5");
  shape.style.fill = colour;
  svg.append(shape);
  return svg;
}

function section(title, ...content) {
  return [make("h3", {}, title), ...content];
}

// The first of many things, and a button for the others.
function some(list, most, what, lay) {
  const wrap = lay(list.slice(0, most));
  if (list.length <= most) return [wrap];
  const more = button(`Show all ${list.length.toLocaleString("en")} ${what}`, () => { wrap.replaceWith(lay(list)); more.remove(); }, { class: "step" });
  return [wrap, more];
}

// A passage with the mentions of the chosen concepts marked. Positions count letters, not UTF-16 units.
function showPassage(place, chosen) {
  const passage = passages[place], letters = Array.from(passage.text), paper = papers[passage.paper];
  const quote = make("blockquote", { lang: passage.lang });
  let at = 0;
  for (const [start, end, n] of passage.marks) {
    if (!chosen.includes(n) || start < at) continue;
    quote.append(letters.slice(at, start).join(""), make("mark", { class: n === chosen[0] ? "a" : "b", title: sayName(n) }, letters.slice(start, end).join("")));
    at = end;
  }
  quote.append(letters.slice(at).join(""));
  const where = `${passage.id}${passage.page ? `, page ${passage.page}` : ""}, characters ${passage.at[0]}–${passage.at[1]}`;
  const cite = make("p", { class: "cite" }, `${paper.cite}${passage.section ? `, ${passage.section.replaceAll(" > ", " › ")}` : ""}, `, make("a", { href: passage.link }, where));
  return make("article", {}, quote, cite);
}

const quoted = (id) => (/^[\w.-]+$/.test(id) ? id : `'${id.replaceAll("'", `'\\''`)}'`);

// The passages behind a choice; where the page does not carry them all, how to get the others.
function showPassages(chosen, all) {
  const found = passagesWith(...chosen);
  const lay = (list) => make("div", { class: "passages" }, ...list.map((place) => showPassage(place, chosen)));
  const parts = found.length ? some(found, 12, "passages", lay) : [];
  if (found.length < all) {
    const [{ id, en, kind }] = chosen.map((n) => themes[n]);
    const command = chosen.length > 1 ? `policytext graph evidence ${chosen.map((n) => quoted(themes[n].id)).join(" ")}` : kind === "keyword" ? `policytext kwic ${quoted(en)}` : `policytext tag --theme ${quoted(id)}`;
    parts.push(make("p", { class: "small" }, `This page carries ${found.length} of ${counted(all, "passage")}. All of them: `, make("code", {}, command)));
  }
  return parts;
}

function heading(...parts) {
  return make("h2", { id: "chosen" }, ...parts.flatMap((part) => (Number.isInteger(part) ? named(part) : [part])));
}

function showNeighbors(n) {
  const passing = pairsOf[n].filter(passes).sort(byStrength);
  const columns = [...new Set(["n_cooc", "n_docs", state.measure])].filter((name) => column.has(name));
  if (state.measure === "n_cooc" && column.has(data.measure)) columns.push(data.measure);
  const lay = (list) => {
    const rows = list.map((pair) => {
      const other = otherOf(pair, n);
      const open = button([iconOf(other), ...named(other)], () => choose(n, other), { class: "plain", title: "Read the passages in which they meet" });
      return make("tr", {}, make("td", {}, open), ...columns.map((name) => make("td", { class: "n" }, show(value(pair, name)))));
    });
    const heads = ["Neighbour", ...columns.map((name) => ({ n_cooc: "Passages", n_docs: "Papers" })[name] || measureNamed(name).label)];
    const head = make("tr", {}, ...heads.map((text, place) => make("th", place ? { scope: "col", class: "n" } : { scope: "col" }, text)));
    return make("table", { class: "neighbors" }, make("thead", {}, head), make("tbody", {}, ...rows));
  };
  const left = pairsOf[n].length - passing.length;
  const note = left ? [make("p", { class: "small" }, `${counted(left, "neighbour")} left out by the filters.`)] : [];
  const cut = data.whole ? [] : [make("p", { class: "small" }, "This page carries the strongest pairs only; ", make("a", { href: "tables/pairs.csv" }, "pairs.csv"), " has all.")];
  return [...(passing.length ? some(passing, 15, "neighbours", lay) : [make("p", { class: "soft" }, "It meets no other concept in a passage.")]), ...note, ...cut];
}

const RELATIONS = { member: ["Member", "Member of"], broader: ["Broader", "Narrower"], related: ["Related", "Related"], part: ["Part of", "Part"] };
function showRelations(n) {
  const found = data.relations.filter(([a, b]) => a === n || b === n);
  const items = found.map(([a, b, kind]) => make("li", {}, `${RELATIONS[kind][a === n ? 0 : 1]}: `, themeButton(a === n ? b : a)));
  return items.length ? section("In the authority file", make("ul", { class: "tight" }, ...items)) : [];
}

function showMembers(theme) {
  if (!theme.members.length) return [];
  const items = theme.members.map(([zh, en, n]) => make("li", {}, ...(n >= 0 ? [themeButton(n)] : [`${en} `, chinese(zh)])));
  return section("Members", make("ol", { class: "tight" }, ...items));
}

function showForms(theme) {
  const written = theme.written.slice(0, 24).map(([text, n]) => make("li", {}, text, make("span", { class: "times" }, ` ${n}`)));
  const seen = new Set(theme.written.map(([text]) => fold(text)));
  const others = theme.forms.filter((text) => !seen.has(fold(text)));
  const parts = written.length ? section("As the papers write it", make("ul", { class: "forms" }, ...written)) : [];
  if (others.length) parts.push(...section("Other forms it is found by", make("ul", { class: "forms" }, ...others.map((text) => make("li", {}, text)))));
  return parts;
}

// The first sentence of a long note, and a button for the rest.
function showNote(note) {
  if (!note) return [];
  const [first] = note.match(/^.{40,}?[.:;。；：](?=\s|$)/su) || [note];
  const line = make("p", { class: "note" }, note.length < first.length + 60 ? note : `${first} `);
  if (line.textContent !== note) line.append(button("More", () => line.replaceChildren(note), { class: "plain" }));
  return [line];
}

function showTheme(n) {
  const theme = themes[n];
  const about = make("p", { class: "about" }, iconOf(n), `${theme.kind}, community ${letterOf(theme.community)} · ${counted(theme.mentions, "mention")} in ${counted(theme.passages, "passage")} of ${counted(theme.papers.length, "paper")}. `);
  if (theme.page) about.append(make("a", { href: theme.page }, "Its page"));
  const chain = button("Chain from here …", () => openChain(n), { class: "step" });
  const list = theme.papers.map(([paper, mentions]) => make("li", {}, make("a", { href: papers[paper].link }, papers[paper].cite), make("span", { class: "times" }, ` ${mentions}`)));
  return [
    heading(n), about, ...showNote(theme.note), make("p", {}, chain),
    ...section("Neighbours", ...showNeighbors(n)), ...showMembers(theme), ...showRelations(n), ...showForms(theme),
    ...section("Papers, and how often they name it", make("ul", { class: "tight" }, ...list)),
    ...section("Passages", ...showPassages([n], state.paper < 0 ? theme.passages : 0)),
  ];
}

function showNumbers(pair) {
  const meet = value(pair, "n_cooc");
  const shares = [[pair.a, pair.b], [pair.b, pair.a]].map(([one, other]) => [`Of the passages with ${themes[one].en}, with ${themes[other].en}`, `${meet} of ${themes[one].passages}`]);
  const rows = [...measures.map(({ name, label }) => [label, show(value(pair, name))]), ...shares].flatMap(([label, text]) => [make("dt", {}, label), make("dd", {}, text)]);
  const list = [...pair.byPaper].map(([paper, n]) => `${papers[paper].cite} ${n}`).join("; ");
  return [make("dl", { class: "numbers" }, ...rows), ...(list ? [make("p", { class: "small" }, `Passages in each paper: ${list}.`)] : [])];
}

function showPair(a, b) {
  const pair = findPair(a, b);
  const back = make("p", {}, ...[a, b].map((n) => button(`← ${themes[n].en}`, () => choose(n), { class: "step" })));
  const title = heading(a, " × ", b);
  if (!pair) return [title, make("p", {}, data.whole ? "They never meet in a passage." : "This page does not carry this pair; the table of pairs does."), back];
  const meet = `They meet in ${counted(value(pair, "n_cooc"), "passage")} of ${counted(value(pair, "n_docs"), "paper")}.`;
  const all = state.paper < 0 ? value(pair, "n_cooc") : pair.byPaper.get(state.paper) || 0;
  const only = state.paper < 0 ? "" : ` Shown are those of ${papers[state.paper].cite}.`;
  return [title, make("p", {}, meet + only), back, ...section("Passages", ...showPassages([a, b], all)), ...section("Numbers", ...showNumbers(pair))];
}

function showChain(from, to) {
  const chains = findChains(from, to);
  const title = heading(from, " → ", to), by = measureNamed(state.measure);
  if (!chains.length) return [title, make("p", {}, "No chain of pairs that pass the filters leads from one to the other.")];
  const lay = (chain, place) => {
    let at = from;
    const steps = chain.map((pair) => {
      const [one, other] = [at, otherOf(pair, at)];
      at = other;
      const open = make("details", { class: "reading" }, make("summary", {}, `${counted(value(pair, "n_cooc"), "passage")}${state.measure === "n_cooc" ? "" : `, ${by.label} ${show(value(pair))}`}`));
      open.addEventListener("toggle", () => { if (open.open && open.children.length === 1) open.append(...showPassages([one, other], state.paper < 0 ? value(pair, "n_cooc") : 0)); });
      return make("li", {}, themeButton(one), " – ", themeButton(other), open);
    });
    return [make("h3", {}, place ? `Chain ${place + 1}` : "The strongest chain", make("span", { class: "times" }, ` ${counted(chain.length, "step")}`)), make("ol", { class: "chain" }, ...steps)];
  };
  const how = `${by.share ? `The strongest chain has the largest product of ${by.label} along it` : `A step costs one over its strength (${by.label}), and the strongest chain is the cheapest`}; only pairs that pass the filters are steps.`;
  return [title, ...chains.flatMap(lay), make("p", { class: "small" }, how)];
}

function showStart() {
  const most = themes.map((theme, n) => n).filter((n) => scene.shown.has(n)).slice(0, 12);
  const rows = most.map((n) => make("tr", {}, make("td", {}, themeButton(n)), make("td", { class: "n" }, String(themes[n].passages)), make("td", { class: "n" }, String(pairsOf[n].length))));
  const head = make("tr", {}, make("th", { scope: "col" }, "Concept"), make("th", { scope: "col", class: "n" }, "Passages"), make("th", { scope: "col", class: "n" }, "Neighbours"));
  const strongest = scene.drawn.slice(0, 8).map((pair) => make("tr", {}, make("td", {}, button(`${themes[pair.a].en} – ${themes[pair.b].en}`, () => choose(pair.a, pair.b), { class: "plain" })), make("td", { class: "n" }, show(value(pair)))));
  const label = measureNamed(state.measure)?.label || "";
  const pairHead = make("tr", {}, make("th", { scope: "col" }, "Pair"), make("th", { scope: "col", class: "n" }, label));
  return [
    make("h2", { id: "chosen" }, "Most named"), make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)),
    ...(strongest.length ? section("Strongest pairs", make("table", {}, make("thead", {}, pairHead), make("tbody", {}, ...strongest))) : []),
  ];
}

function showPanel() {
  const [a, b] = state.chosen;
  const parts = a === undefined ? showStart() : state.to >= 0 ? showChain(a, state.to) : b === undefined ? showTheme(a) : showPair(a, b);
  panel.replaceChildren(...parts);
  panel.parentElement.scrollTop = 0;
}

// The picture as a list: every concept and every line that it shows.
const list = document.getElementById("list");
function showList() {
  const rows = [...scene.shown].sort((p, q) => p - q).map((n) => {
    const theme = themes[n];
    return make("tr", {}, make("th", { scope: "row" }, themeButton(n)), make("td", {}, theme.kind), make("td", {}, letterOf(theme.community)), ...[theme.passages, theme.papers.length, pairsOf[n].filter(passes).length].map((count) => make("td", { class: "n" }, String(count))));
  });
  const names = ["Concept", "Kind", "Community", "Passages", "Papers", "Neighbours"];
  const head = make("tr", {}, ...names.map((name, place) => make("th", place > 2 ? { scope: "col", class: "n" } : { scope: "col" }, name)));
  const label = measureNamed(state.measure).label;
  const lay = (pairs) => make("table", { class: "wide" }, make("caption", {}, `${counted(scene.drawn.length, "line")} of the picture, strongest first`), make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Pair"), make("th", { scope: "col", class: "n" }, "Passages"), ...(state.measure === "n_cooc" ? [] : [make("th", { scope: "col", class: "n" }, label)]))), make("tbody", {}, ...pairs.map((pair) => make("tr", {}, make("th", { scope: "row" }, button(`${sayName(pair.a)} – ${sayName(pair.b)}`, () => choose(pair.a, pair.b), { class: "plain" })), make("td", { class: "n" }, show(value(pair, "n_cooc"))), ...(state.measure === "n_cooc" ? [] : [make("td", { class: "n" }, show(value(pair)))])))));
  const concepts = make("table", { class: "wide" }, make("caption", {}, `${counted(rows.length, "concept")}, most named first`), make("thead", {}, head), make("tbody", {}, ...rows));
  list.replaceChildren(concepts, ...some(scene.drawn, 200, "pairs", lay));
}
