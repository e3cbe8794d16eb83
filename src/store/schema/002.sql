-- Who is new waits to be indexed in the order of the keys, and needs no row for it: everybody above
-- the fact "indexed". Table "unindexed" is left for those below.

INSERT INTO meta (name, value) SELECT 'indexed', ifnull (max (key), 0) FROM participant;
