-- Keys in blocks. A row for each key, and another in the index that found those of a subject, were by far the most rows of a
-- casebook, and every batch of documents wrote to all of their pages.

-- Who has which keys, in the order of value, then subject. Each write adds blocks of its own, so that those of several writes overlap;
-- one key in two of them counts once.
CREATE TABLE key_blocks (
	id    INTEGER PRIMARY KEY,
	kind  INTEGER NOT NULL, -- of key_kinds
	first INTEGER NOT NULL, -- the least value in it: the 64 bits of the key, as a signed number
	last  INTEGER NOT NULL, -- the greatest
	pairs BLOB NOT NULL     -- value in 8 bytes and number of key_subjects in 4, the highest byte first
);
CREATE INDEX key_blocks_of_kind ON key_blocks (kind, first, last);

-- The keys of a subject.
CREATE TABLE key_lists (
	id      INTEGER PRIMARY KEY,
	subject INTEGER NOT NULL, -- of key_subjects
	kind    INTEGER NOT NULL, -- of key_kinds
	list    BLOB NOT NULL     -- values in 8 bytes each, the highest first
);
CREATE INDEX key_lists_of_subject ON key_lists (subject, kind);

INSERT INTO key_blocks (kind, first, last, pairs)
SELECT kind, min(value), max(value), unhex(group_concat(printf('%016x%08x', value, subject), '' ORDER BY value, subject))
FROM (SELECT kind, value, subject, row_number() OVER (PARTITION BY kind ORDER BY value, subject) / 1024 AS block FROM keys)
GROUP BY kind, block;

INSERT INTO key_lists (subject, kind, list)
SELECT subject, kind, unhex(group_concat(printf('%016x', value), '' ORDER BY value))
FROM keys
GROUP BY subject, kind;

DROP TABLE keys;

CREATE TRIGGER key_blocks_update BEFORE UPDATE ON key_blocks BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER key_blocks_delete BEFORE DELETE ON key_blocks BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER key_blocks_insert BEFORE INSERT ON key_blocks WHEN EXISTS (SELECT 1 FROM key_blocks WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER key_lists_update BEFORE UPDATE ON key_lists BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER key_lists_delete BEFORE DELETE ON key_lists BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER key_lists_insert BEFORE INSERT ON key_lists WHEN EXISTS (SELECT 1 FROM key_lists WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;
