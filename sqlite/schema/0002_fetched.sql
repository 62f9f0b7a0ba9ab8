-- What addresses gave, a row each time that one gave something else. The newest of an address counts: with its etag and modified the
-- server is asked next time whether anything changed since.
CREATE TABLE fetched (
	seq       INTEGER PRIMARY KEY,
	run       INTEGER NOT NULL REFERENCES runs,
	address   TEXT NOT NULL, -- the one asked for, without credentials and fragment
	final     TEXT NOT NULL, -- where its redirects led
	via       TEXT NOT NULL CHECK (json_valid(via)), -- the addresses between the two: a list
	at        TEXT NOT NULL, -- RFC 3339
	type      TEXT NOT NULL, -- the server's Content-Type
	etag      TEXT NOT NULL, -- '' where the server sent none
	modified  TEXT NOT NULL, -- the server's Last-Modified, as it was sent
	documents TEXT NOT NULL CHECK (json_valid(documents)) -- ids of the documents that it is: a list
);
CREATE INDEX fetched_newest ON fetched (address, seq);

CREATE TRIGGER fetched_update BEFORE UPDATE ON fetched BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER fetched_delete BEFORE DELETE ON fetched BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER fetched_insert BEFORE INSERT ON fetched WHEN EXISTS (SELECT 1 FROM fetched WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;
