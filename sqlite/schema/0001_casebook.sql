-- A casebook. Rows are added and never changed: the triggers at the end refuse anything else. What is newest counts,
-- what is older stays readable. The views further down are for people with a database shell; hearsay reads the tables.

-- A run is one time that the program worked on this casebook. Every other row says in which run it came.
CREATE TABLE runs (
	id      INTEGER PRIMARY KEY,
	at      TEXT NOT NULL, -- RFC 3339
	program TEXT NOT NULL,
	command TEXT NOT NULL
);

-- The bytes that documents came from.
CREATE TABLE raw (
	id       INTEGER PRIMARY KEY,
	sha256   TEXT NOT NULL UNIQUE, -- of the bytes as they came, in hex
	size     INTEGER NOT NULL,     -- of the bytes as they came
	encoding TEXT NOT NULL,        -- how bytes holds them: 'zstd'
	bytes    BLOB NOT NULL
);

-- Documents, in the order in which they came.
CREATE TABLE documents (
	seq    INTEGER PRIMARY KEY,
	run    INTEGER NOT NULL REFERENCES runs,
	id     TEXT NOT NULL UNIQUE,
	raw    INTEGER NOT NULL REFERENCES raw,
	fields TEXT NOT NULL CHECK (json_valid(fields)), -- the document as JSON, without its text
	text   TEXT NOT NULL,
	pieces BLOB NOT NULL                             -- the way back from text to raw, see pieces.go
);

-- What became of documents: a tombstone, or the end of one. The newest of a document counts.
CREATE TABLE document_events (
	seq      INTEGER PRIMARY KEY,
	run      INTEGER NOT NULL REFERENCES runs,
	document TEXT NOT NULL REFERENCES documents (id),
	event    TEXT NOT NULL CHECK (event IN ('removed', 'restored')),
	reason   TEXT NOT NULL
);
CREATE INDEX document_events_newest ON document_events (document, seq);

-- What stages derived. The highest seq of a stage and subject is the current one; an empty body says that there is
-- nothing any more.
CREATE TABLE results (
	seq     INTEGER PRIMARY KEY,
	run     INTEGER NOT NULL REFERENCES runs,
	stage   TEXT NOT NULL,
	subject TEXT NOT NULL,
	version TEXT NOT NULL,
	body    TEXT NOT NULL CHECK (body = '' OR json_valid(body))
);
CREATE INDEX results_newest ON results (stage, subject, seq);

-- Keys tie subjects together. There are many of them, so that kinds and subjects stand in them as numbers, and so that
-- these are not checked row by row: whoever writes a key has just looked them up.
CREATE TABLE key_kinds (
	id   INTEGER PRIMARY KEY,
	kind TEXT NOT NULL UNIQUE
);
CREATE TABLE key_subjects (
	id      INTEGER PRIMARY KEY,
	subject TEXT NOT NULL UNIQUE
);
CREATE TABLE keys (
	kind    INTEGER NOT NULL, -- of key_kinds
	value   INTEGER NOT NULL, -- the 64 bits of the key, as a signed number
	subject INTEGER NOT NULL, -- of key_subjects
	PRIMARY KEY (kind, value, subject)
) WITHOUT ROWID;
CREATE INDEX keys_of_subject ON keys (subject, kind, value);

-- What people decided, and the words that they decided it on.
CREATE TABLE decisions (
	id    INTEGER PRIMARY KEY,
	run   INTEGER NOT NULL REFERENCES runs,
	at    TEXT NOT NULL, -- RFC 3339
	by    TEXT NOT NULL,
	kind  TEXT NOT NULL,
	value TEXT NOT NULL,
	note  TEXT NOT NULL
);
CREATE TABLE anchors (
	decision INTEGER NOT NULL REFERENCES decisions,
	n        INTEGER NOT NULL, -- from 0, in the order given
	sha256   TEXT NOT NULL,    -- of the document's raw bytes; they need not be in this casebook
	quote    TEXT NOT NULL,
	start    INTEGER NOT NULL, -- bytes of the text, half open
	"end"    INTEGER NOT NULL,
	PRIMARY KEY (decision, n)
) WITHOUT ROWID;

-- Views. Times are as exact as they are known; spans are given as the words that they cover.

CREATE VIEW removed AS
SELECT document, run, reason
FROM document_events e
WHERE event = 'removed' AND seq = (SELECT max(seq) FROM document_events n WHERE n.document = e.document);

CREATE VIEW documents_now AS
SELECT seq, run, id,
	fields ->> '$.path' AS path,
	fields ->> '$.url' AS url,
	fields ->> '$.outlet' AS outlet,
	fields ->> '$.channel' AS channel,
	fields ->> '$.title' AS title,
	fields ->> '$.author' AS author,
	fields ->> '$.credit' AS credit,
	fields ->> '$.published.time' AS published,
	fields ->> '$.published.how' AS published_how,
	fields ->> '$.language' AS language,
	fields ->> '$.sha256' AS sha256,
	text
FROM documents
WHERE id NOT IN (SELECT document FROM removed);

CREATE VIEW results_now AS
SELECT seq, run, stage, subject, version, body
FROM results r
WHERE body <> '' AND seq = (SELECT max(seq) FROM results n WHERE n.stage = r.stage AND n.subject = r.subject);

CREATE VIEW claims AS
SELECT subject AS id,
	body ->> '$.claim.text' AS text,
	body ->> '$.claim.standing' AS standing,
	body ->> '$.claim.origins.low' AS origins_low,
	body ->> '$.claim.origins.high' AS origins_high,
	json_array_length(body, '$.claim.tellings') AS tellings,
	json_array_length(body, '$.claim.others') AS others,
	body ->> '$.claim.outlets' AS outlets,
	body ->> '$.claim.named_origin.text' AS named_origin,
	body ->> '$.claim.earliest' AS earliest,
	body ->> '$.claim.allegation' AS allegation,
	body ->> '$.claim.rank' AS rank,
	run, version
FROM results_now
WHERE stage = 'claim';

CREATE VIEW claim_statements AS
SELECT r.subject AS claim, s.value AS statement, 1 AS tells
FROM results_now r, json_each(r.body, '$.claim.tellings') s
WHERE r.stage = 'claim'
UNION ALL
SELECT r.subject, s.value, 0
FROM results_now r, json_each(r.body, '$.claim.others') s
WHERE r.stage = 'claim';

CREATE VIEW evidence AS
SELECT e.value ->> '$.id' AS id,
	r.subject AS claim,
	e.value ->> '$.part' AS part,
	e.value ->> '$.kind' AS kind,
	e.value ->> '$.for' AS "for",
	e.value ->> '$.document' AS document,
	e.value ->> '$.text' AS text,
	e.value ->> '$.source' AS source,
	e.value ->> '$.origin' AS origin
FROM results_now r, json_each(r.body, '$.evidence') e
WHERE r.stage = 'claim';

CREATE VIEW statements AS
SELECT s.value ->> '$.id' AS id,
	d.id AS document,
	s.value ->> '$.kind' AS kind,
	s.value ->> '$.commitment' AS commitment,
	s.value ->> '$.stance' AS stance,
	(SELECT group_concat(CAST(substr(CAST(d.text AS BLOB), (w.value ->> 0) + 1, (w.value ->> 1) - (w.value ->> 0)) AS TEXT), ' … ')
		FROM json_each(s.value, '$.source') w) AS source,
	(SELECT group_concat(CAST(substr(CAST(d.text AS BLOB), (w.value ->> 0) + 1, (w.value ->> 1) - (w.value ->> 0)) AS TEXT), ' … ')
		FROM json_each(s.value, '$.cue') w) AS cue,
	(SELECT group_concat(CAST(substr(CAST(d.text AS BLOB), (w.value ->> 0) + 1, (w.value ->> 1) - (w.value ->> 0)) AS TEXT), ' … ')
		FROM json_each(s.value, '$.content') w) AS content,
	s.value ->> '$.speaker' AS speaker,
	s.value ->> '$.via' AS via,
	s.value ->> '$.parent' AS parent,
	s.value ->> '$.access' AS access,
	s.value ->> '$.allegation' AS allegation,
	r.run AS run, r.version AS version
FROM results_now r
JOIN documents_now d ON d.id = r.subject, json_each(r.body, '$.statements') s
WHERE r.stage = 'extract';

CREATE VIEW remarks AS
SELECT m.value ->> '$.id' AS id,
	d.id AS document,
	m.value ->> '$.kind' AS kind,
	CAST(substr(CAST(d.text AS BLOB), (m.value ->> '$.span[0]') + 1, (m.value ->> '$.span[1]') - (m.value ->> '$.span[0]')) AS TEXT) AS text,
	m.value ->> '$.contradicts' AS contradicts
FROM results_now r
JOIN documents_now d ON d.id = r.subject, json_each(r.body, '$.remarks') m
WHERE r.stage = 'extract';

CREATE VIEW sources AS
SELECT subject AS id,
	body ->> '$.name' AS name,
	body ->> '$.kind' AS kind,
	body ->> '$.access' AS access,
	body -> '$.names' AS names,
	run, version
FROM results_now
WHERE stage = 'source';

CREATE VIEW links AS
SELECT l.value ->> '$.id' AS id,
	l.value ->> '$.from' AS "from",
	l.value ->> '$.to' AS "to",
	l.value ->> '$.kind' AS kind,
	l.value ->> '$.confidence' AS confidence,
	l.value ->> '$.reason' AS reason
FROM results_now r, json_each(r.body) l
WHERE r.stage = 'link';

-- Append-only, whoever writes. The triggers before an insert are there because INSERT OR REPLACE deletes a row without
-- a word to the delete trigger. In keys a row is all key, so that replacing one changes nothing.

CREATE TRIGGER runs_update BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER runs_delete BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER runs_insert BEFORE INSERT ON runs WHEN EXISTS (SELECT 1 FROM runs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER raw_update BEFORE UPDATE ON raw BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER raw_delete BEFORE DELETE ON raw BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER raw_insert BEFORE INSERT ON raw WHEN EXISTS (SELECT 1 FROM raw WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER documents_update BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER documents_delete BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER documents_insert BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM documents WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER document_events_update BEFORE UPDATE ON document_events BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER document_events_delete BEFORE DELETE ON document_events BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER document_events_insert BEFORE INSERT ON document_events WHEN EXISTS (SELECT 1 FROM document_events WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER results_update BEFORE UPDATE ON results BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER results_delete BEFORE DELETE ON results BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER results_insert BEFORE INSERT ON results WHEN EXISTS (SELECT 1 FROM results WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER key_kinds_update BEFORE UPDATE ON key_kinds BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER key_kinds_delete BEFORE DELETE ON key_kinds BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER key_kinds_insert BEFORE INSERT ON key_kinds WHEN EXISTS (SELECT 1 FROM key_kinds WHERE id = NEW.id OR kind = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER key_subjects_update BEFORE UPDATE ON key_subjects BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER key_subjects_delete BEFORE DELETE ON key_subjects BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER key_subjects_insert BEFORE INSERT ON key_subjects WHEN EXISTS (SELECT 1 FROM key_subjects WHERE id = NEW.id OR subject = NEW.subject)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER keys_update BEFORE UPDATE ON keys BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER keys_delete BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;

CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER decisions_insert BEFORE INSERT ON decisions WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;

CREATE TRIGGER anchors_update BEFORE UPDATE ON anchors BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never changed'); END;
CREATE TRIGGER anchors_delete BEFORE DELETE ON anchors BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never deleted'); END;
CREATE TRIGGER anchors_insert BEFORE INSERT ON anchors WHEN EXISTS (SELECT 1 FROM anchors WHERE decision = NEW.decision AND n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'rows of a casebook are never replaced'); END;
