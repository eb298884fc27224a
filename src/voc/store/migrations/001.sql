-- The study's database. Times are ISO 8601 in UTC with microseconds, so that they sort as text. Missing is NULL.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- The quotes table (voc.quotes) in the study's order, and what people split off: a part stands behind its parent.
-- absent: why a row is not in the study now: 'split', 'joined again', 'not in the sources'.
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    part INTEGER NOT NULL DEFAULT 0,
    parent TEXT,
    absent TEXT,
    quote_id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    source_sha256 TEXT,
    source_kind TEXT NOT NULL,
    locator TEXT NOT NULL,
    "start" INTEGER,
    "end" INTEGER,
    participant TEXT,
    role TEXT NOT NULL,
    question TEXT,
    channel TEXT,
    timestamp TEXT,
    lang TEXT,
    excluded TEXT,
    copies INTEGER,
    wave TEXT
);
CREATE INDEX quotes_in_order ON quotes (place, part, id);
CREATE INDEX quotes_by_source ON quotes (source, place, part);
CREATE INDEX quotes_by_participant ON quotes (participant, place);
CREATE INDEX quotes_by_parent ON quotes (parent) WHERE parent IS NOT NULL;
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
    text, content = 'quotes', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Every run of the whole road, its account, and the map it made as journey.json.
CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    voc TEXT NOT NULL,
    tagger TEXT NOT NULL,
    seed INTEGER NOT NULL,
    settings TEXT NOT NULL,
    models TEXT NOT NULL,
    codebook INTEGER REFERENCES codebooks (number),
    learned INTEGER,
    account TEXT NOT NULL,
    inputs TEXT,
    journey TEXT
);

-- What taggers said in a run, and codings that people brought from other programs.
CREATE TABLE tags (
    run INTEGER NOT NULL,
    quote_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    value REAL,
    confidence REAL,
    "by" TEXT NOT NULL,
    "start" INTEGER,
    "end" INTEGER,
    reason TEXT,
    PRIMARY KEY (run, quote_id, position)
) WITHOUT ROWID;
CREATE INDEX tags_by_label ON tags (run, kind, label, quote_id);
CREATE INDEX tags_of_stages ON tags (run, quote_id, confidence) WHERE kind = 'stage' AND label IS NOT NULL;

-- The log: what was done at one stroke. Nothing is ever taken out but by "voc forget".
-- undone is bookkeeping: what the undo and redo acts come to.
CREATE TABLE acts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    coder TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('judge', 'undo', 'redo', 'import')),
    of TEXT,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX acts_by_coder ON acts (coder, what, undone, at);
CREATE INDEX acts_by_time ON acts (at);

-- One person's whole answer about one quote and one kind; its labels are the answers, none of them: "none of these".
CREATE TABLE judgements (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    act TEXT NOT NULL REFERENCES acts (uid),
    at TEXT NOT NULL,
    coder TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('coder', 'adjudicator')),
    quote_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    draw TEXT,
    probability REAL,
    mode TEXT,
    blind INTEGER NOT NULL DEFAULT 0,
    run INTEGER,
    codebook INTEGER,
    seen TEXT,
    origin TEXT
);
CREATE INDEX judgements_by_quote ON judgements (quote_id, kind, coder, role, at);
CREATE INDEX judgements_by_act ON judgements (act);
CREATE INDEX judgements_of_splits ON judgements (quote_id) WHERE kind = 'split';
CREATE TABLE answers (
    judgement INTEGER NOT NULL REFERENCES judgements (number),
    position INTEGER NOT NULL,
    label TEXT,
    value REAL,
    "start" INTEGER,
    "end" INTEGER,
    reason TEXT,
    PRIMARY KEY (judgement, position)
) WITHOUT ROWID;

-- What the log comes to: each person's answer that stands. counts: the one of them that the map goes by.
CREATE TABLE standing (
    quote_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    coder TEXT NOT NULL,
    role TEXT NOT NULL,
    judgement INTEGER NOT NULL REFERENCES judgements (number),
    at TEXT NOT NULL,
    counts INTEGER NOT NULL,
    PRIMARY KEY (quote_id, kind, coder, role)
) WITHOUT ROWID;
CREATE INDEX standing_by_coder ON standing (coder, quote_id);
CREATE INDEX standing_by_kind ON standing (kind, counts, quote_id);
CREATE TABLE revisions (
    quote_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (quote_id, coder)
) WITHOUT ROWID;

-- The labels of each answer that stands, in one text; two people agree where these are the same.
CREATE VIEW said AS
SELECT s.quote_id, s.kind, s.coder, s.role, s.judgement, s.at, s.counts, coalesce((
    SELECT group_concat(label, char(10)) FROM (
        SELECT label FROM answers WHERE judgement = s.judgement AND label IS NOT NULL ORDER BY label
    )
), '') AS labels
FROM standing AS s;

-- Which queue drew which quote and for whom. From rate, seed and states follows the probability (voc.sampling).
CREATE TABLE draws (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    coder TEXT NOT NULL,
    mode TEXT NOT NULL,
    seed INTEGER NOT NULL,
    blind INTEGER NOT NULL DEFAULT 0,
    run INTEGER,
    settings TEXT NOT NULL
);
CREATE TABLE drawn (
    draw INTEGER NOT NULL REFERENCES draws (number),
    quote_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    rate REAL NOT NULL CHECK (rate > 0),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'skipped', 'known')),
    PRIMARY KEY (draw, quote_id)
) WITHOUT ROWID;
CREATE INDEX drawn_by_state ON drawn (draw, state, position);
CREATE INDEX drawn_by_quote ON drawn (quote_id);

-- The codebook's history. In renames, new is NULL for a code that was dropped.
CREATE TABLE codebooks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    what TEXT NOT NULL,
    toml TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE TABLE renames (
    codebook INTEGER NOT NULL REFERENCES codebooks (number),
    kind TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT,
    PRIMARY KEY (codebook, kind, old)
) WITHOUT ROWID;

-- What was taught: learned/<number>.json has the weights.
CREATE TABLE models (
    number INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    encoder TEXT NOT NULL,
    codebook TEXT NOT NULL,
    kinds TEXT NOT NULL
);

-- Two answers of one person that met when studies were merged; side by side until one is given anew.
CREATE TABLE conflicts (
    quote_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    coder TEXT NOT NULL,
    role TEXT NOT NULL,
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (ours, theirs)
) WITHOUT ROWID;

-- What a file of reviews said when it was last taken: what is gone from it can be told from what never was in it.
CREATE TABLE taken (
    origin TEXT NOT NULL,
    quote_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    coder TEXT NOT NULL,
    role TEXT NOT NULL,
    judgement TEXT NOT NULL,
    PRIMARY KEY (origin, quote_id, kind, coder, role)
) WITHOUT ROWID;
