"""The tables of the store and their indexes, as commented SQL.

`docs/schema.md` prints it. A store of another version is refused; it is an
output, and `policytext build` makes a new one.
"""

from __future__ import annotations

SCHEMA_VERSION = 8

APPLICATION_ID = 0x706F6C74  # "polt": tells a store from any other SQLite file

TABLES = """
-- What made this store: versions, parameters, counts. No dates, so that the
-- same inputs give the same bytes.
CREATE TABLE manifest (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every file the build read, relative to the corpus folder, with the SHA-256 of its bytes.
CREATE TABLE inputs (
    file TEXT PRIMARY KEY,
    kind TEXT NOT NULL,            -- document, theme, manifest, graph or words
    sha256 TEXT NOT NULL
) WITHOUT ROWID;

-- What was wrong with the inputs, one sentence each; empty when all was well.
CREATE TABLE problems (
    problem_no INTEGER PRIMARY KEY,
    message TEXT NOT NULL
);

-- The papers that were left out because of one of the problems.
CREATE TABLE skipped (
    file TEXT NOT NULL,            -- below the corpus folder
    reason TEXT NOT NULL           -- the message of the problem
);

-- Papers that share text. Shares are of shingles: runs of 10 Chinese characters or 25 English letters.
CREATE TABLE duplicates (
    doc_id TEXT NOT NULL,
    other TEXT NOT NULL REFERENCES documents,
    kind TEXT NOT NULL,            -- exact, near, version (of one law) or overlap
    share REAL NOT NULL,           -- of doc_id's text that stands in other, 0 to 1
    share_other REAL NOT NULL,     -- of other's text that stands in doc_id
    jaccard REAL NOT NULL,         -- what both have of what either has
    left_out TEXT NOT NULL,        -- doc_id's file where it is none of the documents, else ''
    PRIMARY KEY (doc_id, other)
) WITHOUT ROWID;

-- One row a paper. Lists are JSON arrays.
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,          -- names, joined by '; '
    year INTEGER,                   -- as the paper states it, else NULL
    date TEXT NOT NULL,             -- 2019, 2019-05 or 2019-05-24: the manifest's, else the paper's own, else ''
    language TEXT NOT NULL,         -- en or zh
    original_language TEXT,
    places TEXT NOT NULL,           -- places studied, joined by '; '
    licence TEXT NOT NULL,
    doi TEXT NOT NULL,
    url TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    n_chars INTEGER NOT NULL,       -- code points of the source text
    n_passages INTEGER NOT NULL,
    n_tokens INTEGER NOT NULL,      -- words of the counted passages
    outline TEXT NOT NULL           -- the structure, as `policytext outline` prints it
) WITHOUT ROWID;

-- What a reader has to say of a file: pages without text, letters that were mended, a name that lies.
CREATE TABLE notes (
    note_no INTEGER PRIMARY KEY,
    doc_id TEXT NOT NULL REFERENCES documents,
    note TEXT NOT NULL
);

-- What papers are told apart by: place, year, lang, original_language, and any facet of the manifest.
CREATE TABLE facets (
    doc_id TEXT NOT NULL REFERENCES documents,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name, value, doc_id)
) WITHOUT ROWID;

-- The source text of every paper exactly as read; all char_ positions count in it.
CREATE TABLE sources (
    doc_id TEXT PRIMARY KEY REFERENCES documents,
    text TEXT NOT NULL
);

-- The unit that is searched, counted and cited: a paragraph under its section.
CREATE TABLE passages (
    passage_no INTEGER PRIMARY KEY, -- the rowid of passage_index
    passage_id TEXT NOT NULL UNIQUE,
    doc_id TEXT NOT NULL REFERENCES documents,
    kind TEXT NOT NULL,             -- prose, heading, abstract, keywords, reference, footnote, front, boilerplate
    section TEXT NOT NULL,          -- the headings above it, joined by ' > '
    lang TEXT NOT NULL,
    page TEXT NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    n_tokens INTEGER NOT NULL,
    counted INTEGER NOT NULL,       -- 1 when reports and the graph count it
    text TEXT NOT NULL,             -- the reading text
    runs TEXT NOT NULL,             -- [start, end, char_start, char_end] per run, back to the source
    tokens BLOB NOT NULL            -- start and end of every word, 32-bit little-endian
);
CREATE INDEX passages_by_document ON passages (doc_id, passage_no);

-- How many passages there are and how long they are together, so that no query has to look at them all.
CREATE TABLE sizes (
    lang TEXT NOT NULL,
    counted INTEGER NOT NULL,
    n_passages INTEGER NOT NULL,
    n_tokens INTEGER NOT NULL,
    PRIMARY KEY (lang, counted)
) WITHOUT ROWID;

-- Every word of the corpus with its dictionary form, to search inflected words together.
CREATE TABLE words (
    word TEXT PRIMARY KEY,          -- folded
    lemma TEXT NOT NULL,
    n_tokens INTEGER NOT NULL,      -- places in the texts of all passages, those that do not count too
    n_passages INTEGER NOT NULL
) WITHOUT ROWID;

-- Which words say the same in the other language, so that a query finds texts in both.
CREATE TABLE glossary (
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    rank INTEGER NOT NULL,          -- 1: the usual translation
    PRIMARY KEY (zh, en)
) WITHOUT ROWID;

-- Full text, folded, each Han character set apart so that any run of them is a phrase.
CREATE VIRTUAL TABLE passage_index USING fts5 (
    section, text, content = '', tokenize = "unicode61 remove_diacritics 0"
);

-- Counted passages as vectors of 64 signed bytes: latent semantic analysis of words.
CREATE TABLE vectors (
    passage_no INTEGER PRIMARY KEY REFERENCES passages,
    vector BLOB NOT NULL
);

-- The authority file.
CREATE TABLE themes (
    theme_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,             -- where it stands in the reports, joined by ' > '
    zh TEXT NOT NULL,
    zh_certainty TEXT NOT NULL,     -- certain or inferred
    en TEXT NOT NULL,
    numeral INTEGER,
    scope_note TEXT NOT NULL,
    sense TEXT NOT NULL,            -- which of the meanings of its label, '' when there is one
    members TEXT NOT NULL,          -- JSON: [{"zh", "en": [...], "theme"}]
    sources TEXT NOT NULL,          -- JSON array
    entry TEXT NOT NULL,            -- JSON: every other field of the entry that is filled in
    written TEXT NOT NULL           -- file:line
) WITHOUT ROWID;

-- The forms a theme is written in, as the authority file lists them.
CREATE TABLE forms (
    theme_id TEXT NOT NULL REFERENCES themes,
    form_no INTEGER NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,             -- official, literal, paraphrase or corrupt
    status TEXT NOT NULL,           -- preferred, admitted, deprecated or forbidden
    match TEXT NOT NULL,            -- plural, exact, lemma, glob or regex
    context TEXT NOT NULL,          -- JSON: {"any", "none", "within", "side"}, or ''
    source TEXT NOT NULL,
    PRIMARY KEY (theme_id, form_no)
) WITHOUT ROWID;

-- Every folded spelling a theme can be called by; several themes where a label has several senses.
CREATE TABLE spellings (
    folded TEXT NOT NULL,
    theme_id TEXT NOT NULL REFERENCES themes,
    PRIMARY KEY (folded, theme_id)
) WITHOUT ROWID;

-- Every place where a passage names a theme.
CREATE TABLE mentions (
    passage_no INTEGER NOT NULL REFERENCES passages,
    mention_no INTEGER NOT NULL,    -- its place among those of the passage
    theme_id TEXT REFERENCES themes, -- NULL where the label could mean several and nothing decides
    char_start INTEGER NOT NULL,    -- in the source text
    char_end INTEGER NOT NULL,
    start INTEGER NOT NULL,         -- in the reading text of the passage
    "end" INTEGER NOT NULL,
    surface TEXT NOT NULL,          -- the source text from char_start to char_end
    form TEXT NOT NULL,
    form_kind TEXT NOT NULL,
    rule TEXT NOT NULL,             -- everything that was used, joined by '; ': exact, closed-up, inflected, near '…'
    polarity TEXT NOT NULL,         -- negative or positive where the verb says so, else ''
    candidates TEXT NOT NULL,       -- the themes it could mean, joined by '|', where undecided
    standing TEXT NOT NULL,         -- free, part (of a formula) or nested (in a longer mention)
    inside TEXT NOT NULL,           -- the theme it is part of or nested in
    counted INTEGER NOT NULL,       -- 1 when decided, free or part, and in a counted passage
    PRIMARY KEY (passage_no, mention_no)
) WITHOUT ROWID;

-- Where a paper spells out a formula it names: after a cue, beside the label, or counted out.
CREATE TABLE expansions (
    label_passage_no INTEGER NOT NULL REFERENCES passages,
    expansion_no INTEGER NOT NULL,  -- its place among those of the label's passage
    theme_id TEXT NOT NULL REFERENCES themes,
    label_start INTEGER NOT NULL,   -- in the reading text of the label's passage
    label_end INTEGER NOT NULL,
    passage_no INTEGER NOT NULL REFERENCES passages, -- where the members stand
    char_start INTEGER NOT NULL,    -- in the source text, from the first member to the last
    char_end INTEGER NOT NULL,
    cue TEXT NOT NULL,
    expected INTEGER NOT NULL,      -- members the label counts
    n_members INTEGER NOT NULL,     -- members found; the expansion adds up when the two are equal
    members TEXT NOT NULL,          -- JSON: [text, start, end] each, in the reading text
    PRIMARY KEY (label_passage_no, expansion_no)
) WITHOUT ROWID;

-- Where all members of a formula are named together. Never counted with mentions.
CREATE TABLE spelled_out (
    passage_no INTEGER NOT NULL REFERENCES passages,
    spelled_no INTEGER NOT NULL,    -- its place among those of the passage
    theme_id TEXT NOT NULL REFERENCES themes,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    surface TEXT NOT NULL,
    labelled INTEGER NOT NULL,      -- 1 when the passage has the label too
    members TEXT NOT NULL,          -- JSON: [text, start, end] each, in the reading text
    PRIMARY KEY (passage_no, spelled_no)
) WITHOUT ROWID;

-- Two themes that meet in a passage, source < target; a row for every pair that meets at least once.
CREATE TABLE pairs (
    source TEXT NOT NULL REFERENCES themes,
    target TEXT NOT NULL REFERENCES themes,
    n_cooc INTEGER NOT NULL,        -- passages that mention both
    n_docs INTEGER NOT NULL,        -- documents those come from
    n_source INTEGER NOT NULL,      -- passages that mention the one
    n_target INTEGER NOT NULL,      -- passages that mention the other
    expected REAL NOT NULL,         -- passages they would share by chance
    jaccard REAL NOT NULL,
    dice REAL NOT NULL,
    cosine REAL NOT NULL,
    association_strength REAL NOT NULL, -- n_cooc by expected
    pmi REAL NOT NULL,              -- in bits
    npmi REAL,                      -- NULL when both are in every passage
    log_likelihood REAL NOT NULL,   -- G2, four cells
    p_target REAL NOT NULL,         -- n_cooc by n_source
    p_source REAL NOT NULL,         -- n_cooc by n_target
    p REAL NOT NULL,                -- hypergeometric, upper tail
    p_adj REAL NOT NULL,            -- Benjamini-Hochberg over all pairs
    alpha REAL,                     -- disparity filter, the smaller of both ends; NULL when neither has another pair
    first_year INTEGER,
    last_year INTEGER,
    PRIMARY KEY (source, target)
) WITHOUT ROWID;

-- The same seen from either side: every neighbour of a concept.
CREATE VIEW neighbors AS
    SELECT source AS concept, target AS neighbor, n_cooc, n_docs, n_source AS n_concept, n_target AS n_neighbor,
           expected, jaccard, dice, cosine, association_strength, pmi, npmi, log_likelihood,
           p_target AS p_neighbor, p_source AS p_concept, p, p_adj, alpha, first_year, last_year FROM pairs
    UNION ALL
    SELECT target, source, n_cooc, n_docs, n_target, n_source,
           expected, jaccard, dice, cosine, association_strength, pmi, npmi, log_likelihood,
           p_source, p_target, p, p_adj, alpha, first_year, last_year FROM pairs;

-- What the authority file says of two themes; never counted with meetings.
CREATE TABLE links (
    source TEXT NOT NULL REFERENCES themes,
    target TEXT NOT NULL REFERENCES themes,
    kind TEXT NOT NULL,             -- member, broader, part or related
    PRIMARY KEY (source, target, kind)
) WITHOUT ROWID;

-- Keywords that are concepts of the graph, because graph.toml promotes them.
CREATE TABLE promoted (
    concept_id TEXT PRIMARY KEY,    -- keyword:term
    term TEXT NOT NULL,             -- folded
    lang TEXT NOT NULL,
    rule TEXT NOT NULL              -- by hand, or the rule that took it
) WITHOUT ROWID;

-- Where counted passages name a promoted keyword, outside the mentions that count.
CREATE TABLE promoted_places (
    concept_id TEXT NOT NULL REFERENCES promoted,
    passage_no INTEGER NOT NULL REFERENCES passages,
    start INTEGER NOT NULL,         -- in the reading text
    "end" INTEGER NOT NULL,
    PRIMARY KEY (concept_id, passage_no, start)
) WITHOUT ROWID;

-- All that can be a node of the graph, with what it is called.
CREATE VIEW concepts AS
    SELECT theme_id AS concept_id, kind, path, en, zh FROM themes
    UNION ALL SELECT concept_id, 'keyword', '', iif(lang = 'en', term, ''), iif(lang = 'zh', term, '') FROM promoted;

-- Every place that counts: a concept, and the passage that names it there.
CREATE VIEW namings AS
    SELECT theme_id AS concept_id, passage_no, start, "end" FROM mentions WHERE counted
    UNION ALL SELECT concept_id, passage_no, start, "end" FROM promoted_places;

-- The themes and promoted keywords that are mentioned at all, as nodes of the graph.
CREATE TABLE nodes (
    theme_id TEXT PRIMARY KEY,      -- of themes, or of promoted
    n_mentions INTEGER NOT NULL,
    n_passages INTEGER NOT NULL,
    n_docs INTEGER NOT NULL,
    degree INTEGER NOT NULL,        -- themes it meets
    strength INTEGER NOT NULL,      -- sum of n_cooc over them
    community INTEGER NOT NULL,
    x REAL NOT NULL,                -- its place on the page, 0 to 1
    y REAL NOT NULL
) WITHOUT ROWID;

-- What keywords are weighed by in each language: what was learned of all papers.
CREATE TABLE contrast (
    lang TEXT PRIMARY KEY,
    n_docs INTEGER NOT NULL,        -- papers that have text in it
    pairs REAL NOT NULL,            -- repetitions of two neighbours inside papers
    words REAL NOT NULL             -- repetitions of words inside papers
) WITHOUT ROWID;
CREATE TABLE contrast_words (
    lang TEXT NOT NULL REFERENCES contrast,
    lemma TEXT NOT NULL,            -- a dictionary form, no stop word
    n_docs INTEGER NOT NULL,        -- papers that have it in a counted passage or their title
    PRIMARY KEY (lang, lemma)
) WITHOUT ROWID;

-- Terms extracted from each paper by their score, whether or not a theme covers them.
CREATE TABLE keywords (
    doc_id TEXT NOT NULL REFERENCES documents,
    rank INTEGER NOT NULL,
    term TEXT NOT NULL,
    score REAL NOT NULL,
    n_occurrences INTEGER NOT NULL,
    theme_id TEXT NOT NULL,         -- the theme the term is a form of, or ''
    lang TEXT NOT NULL,             -- of the passages it stands in
    surfaces TEXT NOT NULL,         -- JSON: [written so, how often] each, most often first
    occurrences TEXT NOT NULL,      -- JSON: [passage_id, char_start, char_end] each
    PRIMARY KEY (doc_id, rank)
) WITHOUT ROWID;
"""

INDEXES = """
-- Made when all rows are in, to be sorted once. What builds read goes by keys.
CREATE INDEX IF NOT EXISTS words_by_lemma ON words (lemma);
CREATE INDEX IF NOT EXISTS glossary_by_english ON glossary (en);
CREATE INDEX IF NOT EXISTS mentions_by_theme ON mentions (theme_id, counted, passage_no);
CREATE INDEX IF NOT EXISTS expansions_by_theme ON expansions (theme_id);
CREATE INDEX IF NOT EXISTS spelled_out_by_theme ON spelled_out (theme_id);
CREATE INDEX IF NOT EXISTS pairs_by_target ON pairs (target, source);
CREATE INDEX IF NOT EXISTS promoted_places_by_passage ON promoted_places (passage_no);
"""
