// The picture: lines and dots on a canvas, names over it. The view is a centre on the sheet and an enlargement.
const stage = document.getElementById("stage");
const canvas = document.getElementById("canvas");
const layer = document.getElementById("names");
const tip = document.getElementById("tip");
const brush = canvas.getContext("2d");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const view = { x: WIDTH / 2, y: HEIGHT / 2, k: 1 };
const MOST = 14;
let size = { width: 1, height: 1 };
let scene = { shown: new Set(), passing: [], drawn: [], joined: new Set(), relations: [], widths: new Map(), lit: new Set(), litPairs: new Set(), focus: false };
let pointed = { n: -1, pair: null };
let current = -1; // the dot the keyboard stands on
let placed = [];
let arrangedAt = 1; // the enlargement the names stand for
let moving = 0; // a timer while the view moves
let colours = {};
const MOST_MOVING = 1500; // lines drawn while the view moves; the others come back when it rests

const unit = () => Math.min(size.width / (WIDTH + 24), size.height / (HEIGHT + 24));
const scaleOf = () => unit() * view.k;
const radiusOf = (n) => Math.max(3, themes[n].r * Math.min(1.15, Math.max(unit(), 0.55)) * view.k ** 0.42);
const toScreen = (x, y) => [size.width / 2 + (x - view.x) * scaleOf(), size.height / 2 + (y - view.y) * scaleOf()];
const toSheet = (x, y) => [view.x + (x - size.width / 2) / scaleOf(), view.y + (y - size.height / 2) / scaleOf()];
const screenOf = (n) => toScreen(themes[n].x, themes[n].y);

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  colours = { ink: read("--ink"), soft: read("--soft"), raised: read("--raised"), accent: read("--accent"), community: [...Array(8).keys()].map((n) => read(`--c${n}`)) };
}

// Kinds have shapes of one area, so that no colour is needed to tell them apart.
const SHAPES = {
  concept: [], formula: polygon(4, 0, 1.25), organization: polygon(4, 45, 1.25), place: polygon(3, 0, 1.45),
  metaphor: polygon(3, 180, 1.45), document: polygon(6, 0, 1.1), campaign: star(), keyword: cross(),
};
function polygon(corners, turn, reach) {
  return [...Array(corners).keys()].map((n) => {
    const angle = ((360 / corners) * n + turn - 90) * (Math.PI / 180);
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}
function star() {
  return [...Array(10).keys()].map((n) => {
    const angle = (36 * n - 90) * (Math.PI / 180), reach = n % 2 ? 0.68 : 1.5;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}
function cross() {
  const [w, l] = [0.42, 1.2];
  return [[-w, -l], [w, -l], [w, -w], [l, -w], [l, w], [w, w], [w, l], [-w, l], [-w, w], [-l, w], [-l, -w], [-w, -w]];
}
const shapeOf = (kind) => SHAPES[kind] || SHAPES.keyword;

function trace(kind, x, y, r) {
  const corners = shapeOf(kind);
  brush.beginPath();
  if (!corners.length) brush.arc(x, y, r, 0, 2 * Math.PI);
  corners.forEach(([dx, dy], n) => brush[n ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
  brush.closePath();
}

// How wide a line is: by where its pair stands between the weakest and the strongest drawn.
function widthOf(pair) {
  const { low, high } = scene;
  const share = high > low ? Math.max(0, (Math.max(strength(pair), low) - low) / (high - low)) : 0;
  return 0.8 + 3.6 * Math.sqrt(share);
}

// What is to be drawn, from the state; call when the choice or a filter has changed.
function setScene() {
  const { shown, passing, drawn } = filter();
  const { chosen, to } = state;
  const lit = new Set(chosen), litPairs = new Set();
  const light = (pair) => { litPairs.add(pair); lit.add(pair.a); lit.add(pair.b); };
  if (to >= 0) {
    const [chain] = findChains(chosen[0], to, 1);
    lit.add(to);
    for (const pair of chain || []) light(pair);
  } else if (chosen.length === 2) {
    const pair = findPair(...chosen);
    if (pair) light(pair);
  } else if (chosen.length === 1) {
    for (const pair of pairsOf[chosen[0]]) if (passes(pair) && shown.has(otherOf(pair, chosen[0]))) light(pair);
  }
  for (const n of lit) shown.add(n);
  const strengths = drawn.map((pair) => strength(pair)).filter(Number.isFinite);
  const [low, high] = strengths.reduce(([l, h], s) => [Math.min(l, s), Math.max(h, s)], [Infinity, -Infinity]);
  const relations = state.relations ? data.relations.filter(([a, b]) => shown.has(a) && shown.has(b)) : [];
  const joined = new Set([...drawn, ...litPairs].flatMap(({ a, b }) => [a, b]));
  scene = { shown, passing, drawn, joined, lit, litPairs, relations, low, high, focus: chosen.length > 0 };
  scene.widths = new Map([...drawn, ...litPairs].map((pair) => [pair, widthOf(pair)]));
  arrangeNames();
}

// Places the names anew for this enlargement; moving the view moves them all together.
function arrangeNames() {
  const s = scaleOf(), spots = new Map();
  for (const n of scene.shown) spots.set(n, { x: themes[n].x * s, y: themes[n].y * s, r: radiusOf(n) });
  const first = [...state.chosen, ...(state.to >= 0 ? [state.to] : [])];
  const close = [...scene.litPairs].sort(byStrength).flatMap(({ a, b }) => [a, b]);
  const rest = scene.focus ? [] : [...scene.shown].sort((a, b) => scene.joined.has(b) - scene.joined.has(a) || a - b);
  const order = [...new Set([...first, ...close, ...rest])];
  // Names stand on the sheet or beside it, as far as the window shows it when nothing is enlarged.
  const [beside, above] = [size.width / unit(), size.height / unit()].map((seen, n) => (Math.max(seen, n ? HEIGHT : WIDTH) - (n ? HEIGHT : WIDTH)) / 2);
  const sheet = { left: -beside * s + 3, top: -above * s + 3, right: (WIDTH + beside) * s - 3, bottom: (HEIGHT + above) * s - 3 };
  const always = new Set([...first, ...(scene.litPairs.size <= 16 ? close : [])]);
  const kept = view.k < 1.02 ? [{ n: -2, left: sheet.right - 125, right: sheet.right, top: sheet.bottom - 48, bottom: sheet.bottom }] : [];
  placed = placeNames(order, spots, sheet, always, kept);
  arrangedAt = s;
  showNames();
  draw();
}

const nameElements = new Map();
function showNames() {
  const wanted = new Set(placed.map((box) => box.n));
  for (const [n, element] of nameElements) if (!wanted.has(n)) { element.remove(); nameElements.delete(n); }
  for (const box of placed) {
    const name = nameOf(box.n);
    let element = nameElements.get(box.n);
    if (!element || element.dataset.names !== `${state.names} ${name.size}`) {
      element?.remove();
      element = make("div", { class: "label", "data-n": box.n, "data-names": `${state.names} ${name.size}` }, ...name.lines.map(({ line, lang }) => make("span", { lang }, line)));
      element.style.cssText = `font-size:${name.size}px;line-height:${name.leading}px;width:${name.width}px`;
      if (isHeavy(box.n)) element.style.fontWeight = 600;
      nameElements.set(box.n, element);
      layer.append(element);
    }
    element.classList.toggle("chosen", state.chosen.includes(box.n) || state.to === box.n);
    element.style.textAlign = box.align;
    element.style.transform = `translate(${box.left.toFixed(1)}px, ${box.top.toFixed(1)}px)`;
    box.element = element;
    box.hidden = null;
  }
}

let waiting = 0;
function draw() {
  if (!waiting) waiting = requestAnimationFrame(paint);
}

function paint() {
  waiting = 0;
  const ratio = Math.min(devicePixelRatio || 1, 2);
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  brush.clearRect(0, 0, size.width, size.height);
  paintLines();
  paintDots();
  const [left, top] = toScreen(0, 0), grown = scaleOf() / arrangedAt;
  layer.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)` + (grown === 1 ? "" : ` scale(${grown})`);
  if (grown !== 1) return; // the names grow with the sheet until it rests
  for (const box of placed) { // a name is shown whole or not at all
    const hidden = box.left + left < 0 || box.top + top < 0 || box.right + left > size.width || box.bottom + top > size.height;
    if (hidden !== box.hidden) {
      box.hidden = hidden;
      box.element.style.visibility = hidden ? "hidden" : "";
    }
  }
}

function line(a, b) {
  const [x1, y1] = screenOf(a), [x2, y2] = screenOf(b);
  if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > size.width && x2 > size.width) || (y1 > size.height && y2 > size.height)) return;
  brush.beginPath();
  brush.moveTo(x1, y1);
  brush.lineTo(x2, y2);
  brush.stroke();
}

function colourOf(pair) {
  const [one, other] = [themes[pair.a].community, themes[pair.b].community];
  return one === other ? colours.community[one] : colours.soft;
}

function paintLines() {
  const { drawn, litPairs, widths, focus, relations } = scene;
  brush.lineCap = "butt";
  for (let place = Math.min(drawn.length, moving ? MOST_MOVING : Infinity) - 1; place >= 0; place -= 1) { // strongest last, on top
    const pair = drawn[place];
    if (litPairs.has(pair)) continue;
    brush.globalAlpha = focus ? 0.07 : 0.32;
    brush.strokeStyle = colourOf(pair);
    brush.lineWidth = widths.get(pair);
    line(pair.a, pair.b);
  }
  if (relations.length) {
    brush.setLineDash([2, 4]);
    brush.globalAlpha = focus ? 0.35 : 0.75;
    brush.strokeStyle = colours.ink;
    brush.lineWidth = 1.3;
    for (const [a, b] of relations) line(a, b);
    brush.setLineDash([]);
  }
  const many = state.chosen.length === 1 && state.to < 0;
  brush.globalAlpha = !many ? 0.9 : litPairs.size > 60 ? 0.42 : 0.6;
  for (const pair of litPairs) {
    brush.strokeStyle = many ? colourOf(pair) : colours.accent;
    brush.lineWidth = Math.max(1.2, widths.get(pair));
    line(pair.a, pair.b);
  }
  if (pointed.pair) {
    brush.globalAlpha = 1;
    brush.strokeStyle = colours.accent;
    brush.lineWidth = (widths.get(pointed.pair) || 1) + 1.5;
    line(pointed.pair.a, pointed.pair.b);
  }
  brush.globalAlpha = 1;
}

// Dots step back beside what is chosen, and where no line leads to them.
const fadeOf = (n) => (scene.focus ? (scene.lit.has(n) ? 1 : 0.22) : scene.joined.has(n) ? 1 : 0.4);

function paintDots() {
  const { shown } = scene;
  for (const n of [...shown].sort((a, b) => b - a)) {
    const [x, y] = screenOf(n), r = radiusOf(n);
    if (x < -r || y < -r || x > size.width + r || y > size.height + r) continue;
    brush.globalAlpha = fadeOf(n);
    trace(themes[n].kind, x, y, r);
    brush.fillStyle = colours.community[themes[n].community];
    brush.fill();
    const chosen = state.chosen.includes(n) || state.to === n;
    brush.lineWidth = chosen || pointed.n === n || current === n ? 2.5 : 1.25;
    brush.strokeStyle = chosen || pointed.n === n ? colours.ink : current === n ? colours.accent : colours.raised;
    brush.stroke();
    if (current === n && document.activeElement === stage) {
      brush.globalAlpha = 1;
      brush.beginPath();
      brush.arc(x, y, r + 6, 0, 2 * Math.PI);
      brush.strokeStyle = colours.accent;
      brush.stroke();
    }
  }
  brush.globalAlpha = 1;
}

// What lies under a point of the window: a dot, or else a line.
function findUnder(x, y) {
  let near = { n: -1, pair: null }, least = 6;
  for (const n of scene.shown) {
    if (scene.focus && !scene.lit.has(n) && scene.lit.size > 1 && Math.hypot(x - screenOf(n)[0], y - screenOf(n)[1]) > radiusOf(n)) continue;
    const [dx, dy] = screenOf(n), away = Math.hypot(x - dx, y - dy) - radiusOf(n);
    if (away < least) [near, least] = [{ n, pair: null }, away];
  }
  if (near.n >= 0) return near;
  least = 5;
  for (const pair of scene.focus && scene.litPairs.size ? scene.litPairs : scene.drawn) {
    const [x1, y1] = screenOf(pair.a), [x2, y2] = screenOf(pair.b);
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const part = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
    const away = Math.hypot(x - x1 - part * (x2 - x1), y - y1 - part * (y2 - y1));
    if (away < least) [near, least] = [{ n: -1, pair }, away];
  }
  return near;
}

// Moving and enlarging.
function look(x, y, k) {
  const nearer = Math.max(1, Math.min(MOST, k));
  view.k = nearer;
  view.x = nearer === 1 ? WIDTH / 2 : Math.max(0, Math.min(WIDTH, x));
  view.y = nearer === 1 ? HEIGHT / 2 : Math.max(0, Math.min(HEIGHT, y));
  clearTimeout(moving);
  moving = setTimeout(rest, 140);
  draw();
}

// The view has come to rest: everything is drawn, names are placed for this enlargement, the address is noted.
function rest() {
  moving = 0;
  if (scaleOf() === arrangedAt) draw(); else arrangeNames();
  noteView();
}

function enlarge(factor, x = size.width / 2, y = size.height / 2) {
  const [sx, sy] = toSheet(x, y);
  const k = Math.max(1, Math.min(MOST, view.k * factor)), s = unit() * k;
  look(sx - (x - size.width / 2) / s, sy - (y - size.height / 2) / s, k);
}

function fly(x, y, k) {
  if (calm.matches) return look(x, y, k);
  const from = { ...view }, begun = performance.now();
  const step = (now) => {
    const part = Math.min(1, Math.max(0, (now - begun) / 260)), eased = 1 - (1 - part) ** 3;
    look(from.x + (x - from.x) * eased, from.y + (y - from.y) * eased, from.k * (k / from.k) ** eased);
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

// Brings a dot into the window where it is not.
function reveal(n) {
  const [x, y] = screenOf(n);
  if (x < 30 || y < 30 || x > size.width - 30 || y > size.height - 30) fly(themes[n].x, themes[n].y, view.k);
}

function fit() {
  const box = stage.getBoundingClientRect(), ratio = Math.min(devicePixelRatio || 1, 2);
  if (!box.width || !box.height) return;
  size = { width: box.width - 2, height: box.height - 2 };
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  arrangeNames();
}

const inStage = (event) => {
  const box = stage.getBoundingClientRect();
  return [event.clientX - box.left - 1, event.clientY - box.top - 1];
};

function point(event) {
  const label = event.target.closest?.(".label");
  const under = label ? { n: Number(label.dataset.n), pair: null } : event.target.closest?.("button") ? { n: -1, pair: null } : findUnder(...inStage(event));
  if (under.n === pointed.n && under.pair === pointed.pair) return;
  pointed = under;
  stage.classList.toggle("over", under.n >= 0 || under.pair !== null);
  tip.hidden = under.n < 0 && !under.pair;
  if (!tip.hidden) {
    tip.textContent = under.pair ? sayPair(under.pair) : sayTheme(under.n);
    const [x, y] = inStage(event), right = x > size.width * 0.6, low = y > size.height * 0.8;
    tip.style.left = right ? "auto" : `${x + 14}px`;
    tip.style.right = right ? `${size.width - x + 14}px` : "auto";
    tip.style.top = low ? "auto" : `${y + 14}px`;
    tip.style.bottom = low ? `${size.height - y + 14}px` : "auto";
  }
  draw();
}

// Fingers and mouse: one moves, two enlarge, a still one chooses.
const fingers = new Map();
let grip = null;
stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.target.closest("button")) return;
  fingers.set(event.pointerId, inStage(event));
  grip = fingers.size === 1 ? { at: inStage(event), x: view.x, y: view.y, moved: false } : { ...grip, moved: true };
});
stage.addEventListener("pointermove", (event) => {
  if (!fingers.has(event.pointerId)) return point(event);
  const before = [...fingers.values()], at = inStage(event);
  fingers.set(event.pointerId, at);
  if (fingers.size === 2) {
    const [[ax, ay], [bx, by]] = [...fingers.values()];
    const spread = Math.hypot(ax - bx, ay - by), was = Math.hypot(before[0][0] - before[1][0], before[0][1] - before[1][1]);
    if (was > 0) enlarge(spread / was, (ax + bx) / 2, (ay + by) / 2);
    return;
  }
  const [dx, dy] = [at[0] - grip.at[0], at[1] - grip.at[1]];
  if (!grip.moved && Math.hypot(dx, dy) < 5) return;
  if (!grip.moved) stage.setPointerCapture(event.pointerId);
  grip.moved = true;
  tip.hidden = true;
  stage.classList.add("dragging");
  look(grip.x - dx / scaleOf(), grip.y - dy / scaleOf(), view.k);
});
function letGo(event) {
  if (!fingers.delete(event.pointerId)) return;
  if (event.type === "pointerup" && grip && !grip.moved) {
    pointed = { n: -1, pair: null };
    point(event);
    if (pointed.n >= 0) choose(pointed.n);
    else if (pointed.pair) choose(pointed.pair.a, pointed.pair.b);
    else if (state.chosen.length) choose();
  }
  if (fingers.size === 1) grip = { at: [...fingers.values()][0], x: view.x, y: view.y, moved: true };
  else stage.classList.remove("dragging");
}
stage.addEventListener("pointerup", letGo);
stage.addEventListener("pointercancel", letGo);
stage.addEventListener("pointerleave", () => { pointed = { n: -1, pair: null }; tip.hidden = true; draw(); });
stage.addEventListener("wheel", (event) => {
  const factor = Math.exp(-event.deltaY / (event.ctrlKey ? 120 : 480));
  if (view.k === 1 && factor < 1) return; // nothing to reduce: let the page scroll
  event.preventDefault();
  enlarge(factor, ...inStage(event));
}, { passive: false });

// Keys: arrows go from dot to dot, with Shift they move the sheet.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function step([dx, dy]) {
  if (current < 0 || !scene.shown.has(current)) current = state.chosen[0] ?? Math.min(...scene.shown);
  else {
    const cost = (n) => {
      const [x, y] = [themes[n].x - themes[current].x, themes[n].y - themes[current].y];
      const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      return ahead > 0 ? ahead + 2 * aside : Infinity;
    };
    const next = [...scene.shown].reduce((best, n) => (n !== current && cost(n) < cost(best) ? n : best), current);
    if (cost(next) < Infinity) current = next;
  }
  reveal(current);
  announce(sayTheme(current));
  draw();
}
stage.addEventListener("keydown", (event) => {
  if (event.target !== stage || event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) look(view.x + (arrow[0] * 90) / scaleOf(), view.y + (arrow[1] * 90) / scaleOf(), view.k);
  else if (arrow) step(arrow);
  else if (event.key === "+" || event.key === "=") enlarge(1.4);
  else if (event.key === "-") enlarge(1 / 1.4);
  else if (event.key === "0") fly(WIDTH / 2, HEIGHT / 2, 1);
  else if ((event.key === "Enter" || event.key === " ") && current >= 0) choose(current);
  else return;
  event.preventDefault();
});
stage.addEventListener("focus", draw);
stage.addEventListener("blur", draw);
document.getElementById("nearer").addEventListener("click", () => enlarge(1.5));
document.getElementById("farther").addEventListener("click", () => enlarge(1 / 1.5));
document.getElementById("entire").addEventListener("click", () => fly(WIDTH / 2, HEIGHT / 2, 1));

// The present view as SVG: lines, shapes, and names as text.
function drawSvg() {
  const node = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, given] of Object.entries(attributes)) element.setAttribute(name, given);
    element.append(...children);
    return element;
  };
  const { width, height } = size, fixed = (number) => Number(number.toFixed(1));
  const svg = node("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${fixed(width)} ${fixed(height)}`, width: fixed(width), height: fixed(height), role: "img", "font-family": "system-ui, 'Noto Sans', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" });
  svg.append(node("title", {}, "Concept graph"), node("desc", {}, describe()), node("rect", { width: "100%", height: "100%", fill: colours.raised }));
  const lines = node("g", { fill: "none" }), dots = node("g", {}), names = node("g", { fill: colours.ink, "paint-order": "stroke", stroke: colours.raised, "stroke-width": 3, "stroke-linejoin": "round" });
  const draw = (a, b, attributes, title) => {
    const [x1, y1] = screenOf(a).map(fixed), [x2, y2] = screenOf(b).map(fixed);
    lines.append(node("line", { x1, y1, x2, y2, ...attributes }, node("title", {}, title)));
  };
  for (const pair of [...scene.drawn].reverse().filter((pair) => !scene.litPairs.has(pair)))
    draw(pair.a, pair.b, { stroke: colourOf(pair), "stroke-width": fixed(scene.widths.get(pair)), "stroke-opacity": scene.focus ? 0.07 : 0.32 }, sayPair(pair));
  for (const [a, b, kind] of scene.relations) draw(a, b, { stroke: colours.ink, "stroke-dasharray": "2 4" }, `${themes[b].en}: ${kind} of ${themes[a].en}`);
  for (const pair of scene.litPairs)
    draw(pair.a, pair.b, { stroke: colourOf(pair), "stroke-width": fixed(scene.widths.get(pair)), "stroke-opacity": 0.8 }, sayPair(pair));
  for (const n of [...scene.shown].sort((a, b) => b - a)) {
    const [x, y] = screenOf(n).map(fixed), r = radiusOf(n), corners = shapeOf(themes[n].kind);
    const style = { fill: colours.community[themes[n].community], stroke: colours.raised, opacity: fadeOf(n) };
    const shape = corners.length ? node("polygon", { points: corners.map(([dx, dy]) => `${fixed(x + dx * r)},${fixed(y + dy * r)}`).join(" "), ...style }) : node("circle", { cx: x, cy: y, r: fixed(r), ...style });
    shape.append(node("title", {}, sayTheme(n)));
    dots.append(shape);
  }
  const [left, top] = toScreen(0, 0), anchors = { left: "start", center: "middle", right: "end" };
  for (const box of placed.filter((box) => !box.hidden)) {
    const name = nameOf(box.n), x = { left: box.left, center: (box.left + box.right) / 2, right: box.right }[box.align] + left;
    const text = node("text", { "font-size": name.size, "text-anchor": anchors[box.align], "font-weight": isHeavy(box.n) ? 600 : 400 });
    name.lines.forEach(({ line, lang }, row) => text.append(node("tspan", { x: fixed(x), y: fixed(box.top + top + name.leading * (row + 0.8)), lang }, line)));
    names.append(text);
  }
  svg.append(lines, dots, names);
  return svg;
}
