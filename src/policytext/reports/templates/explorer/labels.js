// Where names stand: about their dots, the most wanted first, none over another name or over a dot.
const SIZES = [15, 13, 12]; // of letters, in pixels, from the most named concepts down
const LONGEST = 30; // letters in a line; a Chinese one counts for two
const family = getComputedStyle(document.documentElement).getPropertyValue("--sans");
const ruler = document.createElement("canvas").getContext("2d");
const wide = (letter) => (letter.codePointAt(0) > 0x2e7f ? 2 : 1);

// The lines a text is broken into: at spaces, Chinese anywhere.
function breakLines(text) {
  const lines = [];
  let line = "", length = 0;
  const put = () => { if (line.trim()) lines.push(line.trim()); line = ""; length = 0; };
  for (const word of text.match(/[\u2e80-\uffee]|[^\s\u2e80-\uffee]+\s*|\s+/gu) || []) {
    const size = Array.from(word.trimEnd()).reduce((sum, letter) => sum + wide(letter), 0);
    if (length && length + size > LONGEST) put();
    line += word;
    length += size + (word.length - word.trimEnd().length);
  }
  put();
  return lines;
}

const [LARGEST, LARGE] = data.large; // how many are set in larger letters
// Letters are a little smaller in a small window, and of one size in a very small one.
function rankSize(n) {
  const size = unit() < 0.5 ? SIZES[2] : n < LARGEST ? SIZES[0] : n < LARGE ? SIZES[1] : SIZES[2];
  return Math.max(11, Math.round(2 * size * Math.min(1, unit() / 0.74)) / 2);
}
const isHeavy = (n) => n < LARGEST;

// A name as it is drawn: lines with their language, letters' size, and the room it takes.
const nameCache = new Map();
function nameOf(n) {
  const size = rankSize(n), key = `${state.names} ${size} ${n}`;
  if (!nameCache.has(key)) {
    const { en, zh } = themes[n];
    const texts = state.names === "both" ? [[en, "en"], [zh, "zh-Hans"]] : state.names === "zh" && zh ? [[zh, "zh-Hans"]] : [[en, "en"]];
    const lines = texts.filter(([text]) => text).flatMap(([text, lang]) => breakLines(text).map((line) => ({ line, lang })));
    ruler.font = `${isHeavy(n) ? 600 : 400} ${size}px ${family}`;
    const width = Math.ceil(Math.max(...lines.map(({ line }) => ruler.measureText(line).width))) + 3;
    const leading = Math.ceil(size * 1.22);
    nameCache.set(key, { lines, size, leading, width, height: lines.length * leading });
  }
  return nameCache.get(key);
}

// Boxes on a coarse grid, so that only near ones are compared.
class Boxes {
  constructor() { this.cells = new Map(); }
  *near(box) {
    for (let x = Math.floor(box.left / 64); x <= Math.floor(box.right / 64); x += 1)
      for (let y = Math.floor(box.top / 64); y <= Math.floor(box.bottom / 64); y += 1)
        yield x * 100003 + y;
  }
  add(box) {
    for (const cell of this.near(box)) {
      const held = this.cells.get(cell);
      if (held) held.push(box); else this.cells.set(cell, [box]);
    }
  }
  // How much of what is there a box would cover: a large dot weighs as much as eight small ones.
  weighUnder(box, n) {
    const met = new Set();
    for (const cell of this.near(box))
      for (const other of this.cells.get(cell) || [])
        if (other.n !== n && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) met.add(other);
    let weight = 0;
    for (const other of met) weight += other.right - other.left > 16 ? 8 : 1;
    return weight;
  }
}

// Tries a name beside, below, above and at the corners of its dot; `align` is how its lines stand.
function* trySpots(x, y, reach, { width, height, leading }) {
  const near = reach * 0.72, middle = y - height / 2, upper = y - leading * 0.62;
  yield [x + reach, height > leading ? upper : middle, "left"];
  yield [x - reach - width, height > leading ? upper : middle, "right"];
  yield [x - width / 2, y + reach - 1, "center"];
  yield [x - width / 2, y - reach - height + 1, "center"];
  yield [x + near, y + near - 2, "left"];
  yield [x + near, y - near - height + 2, "left"];
  yield [x - near - width, y + near - 2, "right"];
  yield [x - near - width, y - near - height + 2, "right"];
  yield [x + reach, middle, "left"];
  yield [x - reach - width, middle, "right"];
  for (const part of [0.25, 0.75]) {
    yield [x - width * part, y + reach - 1, part < 0.5 ? "left" : "right"];
    yield [x - width * part, y - reach - height + 1, part < 0.5 ? "left" : "right"];
  }
  for (const part of [0, 1]) {
    yield [x + reach, y - height * part, "left"];
    yield [x - reach - width, y - height * part, "right"];
  }
}

// Returns a box for every name that finds room: `order` lists the concepts, the most wanted first, `spots` their
// dots (x, y, r in pixels) and `sheet` the room there is. The largest, and those of `always`, may cover dots.
function placeNames(order, spots, sheet, always, kept) {
  const dots = new Boxes(), names = new Boxes(), placed = [];
  for (const box of kept) names.add(box);
  for (const [n, { x, y, r }] of spots) dots.add({ n, left: x - r - 1, right: x + r + 1, top: y - r - 1, bottom: y + r + 1 });
  for (const n of order) {
    const { x, y, r } = spots.get(n), name = nameOf(n);
    let best = null, least = Infinity, place = 0;
    for (const [left, top, align] of trySpots(x, y, r + 4, name)) {
      place += 1;
      const box = { n, left, top, right: left + name.width, bottom: top + name.height, align };
      const inside = left >= sheet.left && box.right <= sheet.right && top >= sheet.top && box.bottom <= sheet.bottom;
      if (!inside || names.weighUnder(box, -1)) continue;
      const covered = dots.weighUnder(box, n);
      if (covered > (always.has(n) || n < 2 * LARGEST ? Infinity : n < LARGE ? 2 : 0)) continue;
      const cost = 2 * covered + place; // better over a small dot than two places further off
      if (cost < least) [best, least] = [box, cost];
      if (!covered) break;
    }
    if (best) {
      names.add(best);
      placed.push(best);
    }
  }
  return placed;
}
