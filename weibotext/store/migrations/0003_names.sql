-- One name for one thing: `article` is the record's id, as in the tables that a record and a corpus give; what was known of an
-- article before it was read is `known`.
ALTER TABLE documents RENAME COLUMN article TO known;
ALTER TABLE documents RENAME COLUMN hash TO article;
