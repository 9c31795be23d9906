-- Documents, what was found in them, and how they came here.
--
-- A text with lone surrogates, which SQLite's text cannot hold, is kept as a blob of the same UTF-8 with the surrogates
-- encoded; so columns that hold words of a source are of type ANY. Spans are half open, in code points of the source.

CREATE TABLE runs (
  id        INTEGER PRIMARY KEY,
  started   TEXT NOT NULL,             -- UTC, ISO 8601
  finished  TEXT,                      -- NULL while it runs, and for ever where it was killed
  settings  TEXT NOT NULL,
  added     INTEGER NOT NULL DEFAULT 0,
  known     INTEGER NOT NULL DEFAULT 0,
  refreshed INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE documents (
  id              INTEGER PRIMARY KEY,
  hash            TEXT NOT NULL UNIQUE, -- the record's id: equal text, equal hash
  title           ANY,
  published       TEXT,
  published_basis TEXT,
  given           TEXT,                 -- the date of publication that the caller gave
  article         TEXT NOT NULL,        -- what was known of it before it was read, as JSON
  settings        TEXT NOT NULL,        -- under what it was read; see runs.settings
  characters      INTEGER NOT NULL,
  source          ANY NOT NULL,         -- as it was given
  text            TEXT NOT NULL         -- repaired and simplified
) STRICT;
CREATE INDEX documents_published ON documents(published);

-- The record as it was extracted, zlib over JSON; the tables below are drawn from it.
CREATE TABLE records (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  json     BLOB NOT NULL
) STRICT;

-- Every place where a text was met. One text may come from many places.
CREATE TABLE origins (
  name     ANY NOT NULL,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  PRIMARY KEY (name, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX origins_document ON origins(document);

-- Articles that could not be read, until they can.
CREATE TABLE errors (
  name   ANY PRIMARY KEY NOT NULL,
  error  TEXT NOT NULL,
  reason ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE edits (
  document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  stop        INTEGER NOT NULL CHECK (stop > start),
  text        ANY NOT NULL,
  replacement TEXT NOT NULL,
  repair      TEXT NOT NULL,
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE agencies (
  document    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id          TEXT NOT NULL,
  name        TEXT NOT NULL,
  kind        TEXT,
  level       TEXT,
  region      TEXT,                     -- GB/T 2260
  region_name TEXT,
  province    TEXT,                     -- the name of its province
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX agencies_name ON agencies(name);

CREATE TABLE accounts (
  document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id        TEXT NOT NULL,
  name      ANY NOT NULL,
  agency    TEXT,
  platforms TEXT NOT NULL,              -- a JSON array
  opened    TEXT,
  PRIMARY KEY (document, id),
  FOREIGN KEY (document, agency) REFERENCES agencies(document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_name ON accounts(name);

CREATE TABLE mentions (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  agency   TEXT,
  account  TEXT,
  start    INTEGER NOT NULL,
  stop     INTEGER NOT NULL CHECK (stop > start),
  text     ANY NOT NULL,
  basis    TEXT,
  PRIMARY KEY (document, position),
  FOREIGN KEY (document, agency) REFERENCES agencies(document, id),
  FOREIGN KEY (document, account) REFERENCES accounts(document, id),
  CHECK ((agency IS NULL) <> (account IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE dates (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id           TEXT NOT NULL,
  start        INTEGER NOT NULL,
  stop         INTEGER NOT NULL CHECK (stop > start),
  text         ANY NOT NULL,
  extent_start INTEGER NOT NULL,
  extent_stop  INTEGER NOT NULL,
  kind         TEXT,
  timex        TEXT,
  begins       TEXT,                    -- the interval, half open
  ends         TEXT,
  mod          TEXT,
  basis        TEXT,
  rule         TEXT,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id           TEXT NOT NULL,
  start        INTEGER NOT NULL,
  stop         INTEGER NOT NULL CHECK (stop > start),
  text         ANY NOT NULL,
  extent_start INTEGER NOT NULL,
  extent_stop  INTEGER NOT NULL,
  kind         TEXT,
  value        TEXT,                    -- exact, a decimal
  number       REAL,                    -- the same, for sums
  low          TEXT,
  high         TEXT,
  mod          TEXT,
  unit         ANY,
  unit_code    TEXT,
  per          ANY,
  item         ANY,
  change       TEXT,
  basis        TEXT,
  rule         TEXT,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE observations (
  document     INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  agency       TEXT,                    -- the subject: a body,
  account      TEXT,                    -- or an account,
  region       TEXT,                    -- or a region; of the first two, the region they belong to
  subject      ANY,                     -- its name
  province     TEXT,
  measure      TEXT NOT NULL,
  figure       TEXT,
  date         TEXT,
  time         TEXT,                    -- the date's TIMEX3 value
  day          TEXT,                    -- the last day of the date, or the day of publication; for order on a time line
  value        TEXT,
  number       REAL,
  mod          TEXT,
  unit         ANY,
  start        INTEGER NOT NULL,
  stop         INTEGER NOT NULL CHECK (stop > start),
  rule         TEXT,
  PRIMARY KEY (document, position),
  FOREIGN KEY (document, agency) REFERENCES agencies(document, id),
  FOREIGN KEY (document, account) REFERENCES accounts(document, id),
  FOREIGN KEY (document, figure) REFERENCES figures(document, id),
  FOREIGN KEY (document, date) REFERENCES dates(document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX observations_subject ON observations(subject);
CREATE INDEX observations_measure ON observations(measure);

CREATE TABLE themes (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label    TEXT NOT NULL,
  score    REAL,
  evidence TEXT NOT NULL,               -- a JSON array of spans
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX themes_label ON themes(label);

CREATE TABLE keywords (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text     TEXT NOT NULL,
  score    REAL,
  spans    TEXT NOT NULL,               -- a JSON array of spans
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX keywords_text ON keywords(text);

-- The text in words that blanks part, for no tokenizer of SQLite knows Chinese; and in pairs of characters, so that 公安
-- finds 公安厅.
CREATE VIRTUAL TABLE search USING fts5(
  title, words, pairs, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co So Mn Mc'"
);
