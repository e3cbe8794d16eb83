-- Who is new waits to be indexed in the order of the keys, and needs no row for it: everybody above
-- the fact "indexed". Table "unindexed" is left for those below.

INSERT INTO meta (name, value) SELECT 'indexed', ifnull (max (key), 0) FROM participant;

-- Batches of a first sync are merged eight at a time: by four, each word is written once more.
INSERT INTO word_search (word_search, rank) VALUES ('automerge', 8);
INSERT INTO mail_search (mail_search, rank) VALUES ('automerge', 8);

-- The labels of answers, as they stand in JSON: lists of answers have their keys instead. A key
-- never goes to another label, since connections remember them.
CREATE TABLE label (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL UNIQUE
);
