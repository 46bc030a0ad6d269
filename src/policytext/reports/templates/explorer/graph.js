// What the page knows: concepts, pairs and passages, and which of them the filters let through.
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("data").textContent);
const { themes, papers, measures, passages } = data;
const [WIDTH, HEIGHT] = data.sheet;
const numbers = new Map(themes.map((theme, n) => [theme.id, n]));
const column = new Map(measures.map((measure, place) => [measure.name, place]));
const pairs = data.pairs.map(([a, b, values, counts]) => {
  const byPaper = new Map();
  for (let place = 0; place < counts.length; place += 2) byPaper.set(counts[place], counts[place + 1]);
  return { a, b, values, byPaper };
});

// The pairs of every concept, and the passages that name it.
const pairsOf = themes.map(() => []);
const pairBetween = new Map();
const keyOf = (a, b) => (a < b ? a * themes.length + b : b * themes.length + a);
for (const pair of pairs) {
  pairsOf[pair.a].push(pair);
  pairsOf[pair.b].push(pair);
  pairBetween.set(keyOf(pair.a, pair.b), pair);
}
const passagesOf = themes.map(() => []);
passages.forEach((passage, place) => {
  for (const n of new Set(passage.marks.map((mark) => mark[2]))) passagesOf[n].push(place);
});
const findPair = (a, b) => pairBetween.get(keyOf(a, b));
const otherOf = (pair, n) => (pair.a === n ? pair.b : pair.a);

// Everything that is shown follows from this; the address holds what differs from it.
const START = {
  chosen: [], to: -1, measure: "n_cooc", least: null, meet: 1, top: 3, paper: -1,
  kinds: new Set(), communities: new Set(), names: "both", view: "picture", relations: false, at: null,
};
const state = { ...START, kinds: new Set(), communities: new Set() };

const value = (pair, name = state.measure) => pair.values[column.get(name)];
const measureNamed = (name) => measures[column.get(name)];

// How strong a pair is by a measure; more is stronger, and one without a value is weakest.
function strength(pair, name = state.measure) {
  const given = value(pair, name);
  if (given === null) return -Infinity;
  return measureNamed(name).less ? -given : given;
}

// Stronger pairs first; what one measure holds equal is told apart by counts, then by the default measure.
function byStrength(p, q) {
  return strength(q) - strength(p) || value(q, "n_cooc") - value(p, "n_cooc")
    || strength(q, data.measure) - strength(p, data.measure) || p.a - q.a || p.b - q.b;
}

function isShown(n) {
  const theme = themes[n];
  return (!state.kinds.size || state.kinds.has(theme.kind))
    && (!state.communities.size || state.communities.has(theme.community))
    && (state.paper < 0 || theme.papers.some(([paper]) => paper === state.paper));
}

function passes(pair) {
  return (state.least === null || strength(pair) >= (measureNamed(state.measure).less ? -state.least : state.least))
    && (state.paper < 0 ? value(pair, "n_cooc") : pair.byPaper.get(state.paper) || 0) >= state.meet;
}

// The concepts and pairs that pass, and of those pairs the ones to draw: the strongest few of either concept.
function filter() {
  const shown = new Set([...themes.keys()].filter(isShown));
  const passing = pairs.filter((pair) => passes(pair) && shown.has(pair.a) && shown.has(pair.b)).sort(byStrength);
  const count = new Uint32Array(themes.length);
  const drawn = passing.filter((pair) => {
    const within = !state.top || Math.min(count[pair.a], count[pair.b]) < state.top;
    count[pair.a] += 1;
    count[pair.b] += 1;
    return within;
  });
  return { shown, passing, drawn };
}

// The passages that name every one of some concepts, those that name them most often first.
function passagesWith(...chosen) {
  const [first, ...rest] = chosen.map((n) => new Set(passagesOf[n]));
  const named = (place) => passages[place].marks.filter((mark) => chosen.includes(mark[2])).length;
  const found = [...first].filter((place) => rest.every((set) => set.has(place)));
  const inPaper = state.paper < 0 ? found : found.filter((place) => passages[place].paper === state.paper);
  return chosen.length > 1 ? inPaper.sort((p, q) => named(q) - named(p) || p - q) : inPaper;
}

// Case, width, hyphens, quotes and spaces make no difference to a search.
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/['"‘’“”「」『』《》`´]/g, "").replace(/[-‐‑‒–—―−_\s]+/g, " ").trim();
}
const squeeze = (folded) => folded.replaceAll(" ", "");
const spellings = themes.map((theme) => {
  const texts = [...new Set([theme.en, theme.zh, ...theme.forms, theme.id, ...theme.written.map(([text]) => text)])].filter(Boolean);
  return texts.map((text) => ({ text, folded: fold(text), squeezed: squeeze(fold(text)) }));
});

// The concepts a query finds in either language, best first, each with the form that was met.
function search(query) {
  const wanted = fold(query), tight = squeeze(wanted), words = wanted.split(" ");
  if (!wanted) return [];
  const rank = ({ folded, squeezed }) => {
    if (squeezed === tight) return 0;
    if (folded.startsWith(wanted) || squeezed.startsWith(tight)) return 1;
    if (squeezed.includes(tight)) return 2;
    return words.every((word) => folded.includes(word)) ? 3 : 9;
  };
  const found = [];
  spellings.forEach((forms, n) => {
    let best = 9, met = "";
    for (const form of forms) {
      const got = rank(form);
      if (got < best) [best, met] = [got, form.text];
    }
    if (best < 9) found.push({ n, best, met });
  });
  return found.sort((p, q) => p.best - q.best || p.n - q.n);
}

// The strongest chains from one concept to another, best first, each a list of pairs. By a share the strength of
// a chain is the product along it; by any other measure a step costs one over its strength, as Newman (2001)
// measures distance. Further chains are found as Yen (1971) does. `policytext graph path` goes by the same rules.
function findChains(from, to, many = 3) {
  const open = new Set(filter().passing);
  const costs = new Map();
  for (const pair of open) {
    const strong = measureNamed(state.measure).less ? 1 - value(pair) : value(pair);
    if (strong > 0) costs.set(pair, measureNamed(state.measure).share ? -Math.log(strong) : 1 / strong);
  }
  const cost = (chain) => chain.reduce((sum, pair) => sum + costs.get(pair), 0);
  const first = shortest(costs, from, to, new Set(), new Set());
  if (!first) return [];
  const found = [first], waiting = [];
  while (found.length < many) {
    const last = found.at(-1);
    let at = from;
    const passed = new Set();
    last.forEach((pair, place) => {
      const root = last.slice(0, place);
      const barred = new Set(found.filter((chain) => root.every((step, n) => chain[n] === step)).map((chain) => chain[place]));
      const rest = shortest(costs, at, to, barred, passed);
      const chain = rest && [...root, ...rest];
      if (chain && !waiting.some((other) => same(other, chain))) waiting.push(chain);
      passed.add(at);
      at = otherOf(pair, at);
    });
    waiting.sort((p, q) => cost(p) - cost(q) || p.length - q.length);
    const next = waiting.shift();
    if (!next) break;
    found.push(next);
  }
  return found;
}

const same = (one, other) => one.length === other.length && one.every((pair, place) => pair === other[place]);

// Dijkstra (1959), over the pairs that have a cost and are not barred, past no concept of `closed`.
function shortest(costs, from, to, barred, closed) {
  const distance = new Map([[from, 0]]), came = new Map(), settled = new Set(closed);
  while (true) {
    let at = -1;
    for (const [n, far] of distance) if (!settled.has(n) && (at < 0 || far < distance.get(at))) at = n;
    if (at < 0) return null;
    if (at === to) break;
    settled.add(at);
    for (const pair of pairsOf[at]) {
      const next = otherOf(pair, at), cost = costs.get(pair);
      if (cost === undefined || barred.has(pair) || settled.has(next)) continue;
      const far = distance.get(at) + cost;
      if (!distance.has(next) || far < distance.get(next)) {
        distance.set(next, far);
        came.set(next, pair);
      }
    }
  }
  const chain = [];
  for (let at = to; at !== from; at = otherOf(chain[0], at)) chain.unshift(came.get(at));
  return chain;
}
