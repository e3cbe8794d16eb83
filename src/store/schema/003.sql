-- One index for words and for pieces of addresses, which have an "@" before them: each row of FTS5
-- costs, however little is in it. Who was in the two before waits to be told to it.
DROP TABLE word_search;
DROP TABLE mail_search;

CREATE VIRTUAL TABLE search USING fts5 (
  terms,
  content = '', contentless_delete = 1, detail = none,
  tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'"
);

-- Rows come in large batches, so that each is one segment: merging them is what costs most.
INSERT INTO search (search, rank) VALUES ('hashsize', 33554432), ('automerge', 8);

DELETE FROM code;
DELETE FROM word;
DELETE FROM unindexed;
UPDATE meta SET value = 0 WHERE name = 'indexed';
DELETE FROM meta WHERE name = 'merged';
