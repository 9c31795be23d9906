-- Republished copies: a signature for every document, the keys under which others like it are found, and its story.

CREATE TABLE signatures (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  minhash  BLOB NOT NULL
) STRICT;

CREATE TABLE bands (
  key      INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX bands_document ON bands(document);

-- A story is a document and its copies, called by the least of their numbers.
CREATE TABLE stories (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  story    INTEGER NOT NULL
) STRICT;
CREATE INDEX stories_story ON stories(story);
