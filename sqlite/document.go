package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hearsay-news/hearsay"
)

// Document returns a document by its id, also one that was removed; hearsay.ErrNotFound where there is none.
func (s *Store) Document(ctx context.Context, id string) (hearsay.Document, error) {
	d, err := scanDocument(s.read.QueryRowContext(ctx, "SELECT id, fields, text, pieces FROM documents WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return d, s.noDocument(id)
	}
	return d, s.fault("document "+id, err)
}

func (s *Store) noDocument(id string) error {
	return fmt.Errorf("casebook %s: document %q: %w; check the id, or add the document first", s.path, id, hearsay.ErrNotFound)
}

// Documents calls f for every document that was not removed, in the order in which they came, until f returns an error,
// which it then returns. It shows the casebook as it was when it was called; f may read and write.
func (s *Store) Documents(ctx context.Context, f func(hearsay.Document) error) error {
	rows, err := s.read.QueryContext(ctx, "SELECT id, fields, text, pieces FROM documents WHERE id NOT IN (SELECT document FROM removed) ORDER BY seq")
	if err != nil {
		return s.fault("documents", err)
	}
	defer rows.Close()
	for rows.Next() {
		d, err := scanDocument(rows)
		if err != nil {
			return s.fault("documents", err)
		}
		if err := f(d); err != nil {
			return err
		}
	}
	return s.fault("documents", rows.Err())
}

func scanDocument(row interface{ Scan(dest ...any) error }) (d hearsay.Document, err error) {
	var id, text string
	var fields, pieces []byte
	if err := row.Scan(&id, &fields, &text, &pieces); err != nil {
		return d, err
	}
	if err := json.Unmarshal(fields, &d); err != nil {
		return d, fmt.Errorf("document %s: fields: %w", id, err)
	}
	d.Text = text
	if d.Pieces, err = decodePieces(pieces); err != nil {
		return d, fmt.Errorf("document %s: pieces: %w", id, err)
	}
	return d, nil
}

// Has reports which of ids are in the casebook: true for one that counts, false for a removed one.
func (s *Store) Has(ctx context.Context, ids []string) (map[string]bool, error) {
	has := make(map[string]bool, len(ids))
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, s.fault("has", err)
	}
	rows, err := s.read.QueryContext(ctx, "SELECT d.id, d.id NOT IN (SELECT document FROM removed) FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value", string(list))
	if err != nil {
		return nil, s.fault("has", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var counts bool
		if err := rows.Scan(&id, &counts); err != nil {
			return nil, s.fault("has", err)
		}
		has[id] = counts
	}
	return has, s.fault("has", rows.Err())
}

// Bytes returns the raw bytes of a document, checked against their hash; hearsay.ErrNotFound where there is none.
func (s *Store) Bytes(ctx context.Context, id string) ([]byte, error) {
	var hash, encoding string
	var size int64
	var packed []byte
	err := s.read.QueryRowContext(ctx, "SELECT r.sha256, r.size, r.encoding, r.bytes FROM documents d JOIN raw r ON r.id = d.raw WHERE d.id = ?", id).Scan(&hash, &size, &encoding, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, s.noDocument(id)
	}
	if err != nil {
		return nil, s.fault("bytes of "+id, err)
	}
	if encoding != "zstd" {
		return nil, fmt.Errorf("casebook %s: bytes of %s: %w: packed as %q", s.path, id, hearsay.ErrNewer, encoding)
	}
	raw, err := s.unzip.DecodeAll(packed, make([]byte, 0, size))
	if err != nil || hashOf(raw) != hash {
		return nil, fmt.Errorf("casebook %s: bytes of %s: %w: they are not what was kept; take the last copy of the casebook", s.path, id, hearsay.ErrInvalid)
	}
	return raw, nil
}

func hashOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// AddDocument keeps d and its raw bytes, which d.SHA256 must be the hash of. A document that is there already is left as
// it is, removed or not; hearsay.ErrInvalid where one of other bytes has the same id.
func (w *writer) AddDocument(d hearsay.Document, raw []byte) error {
	doing := "add document " + d.ID
	var there string
	found, err := w.look("SELECT r.sha256 FROM documents d JOIN raw r ON r.id = d.raw WHERE d.id = ?", d.ID, &there)
	if err != nil {
		return w.store.fault(doing, err)
	}
	if found && there != d.SHA256 {
		return fmt.Errorf("casebook %s: %s (%s): %w: the id belongs to a document with other bytes (SHA-256 %s)", w.store.path, doing, d.Path, hearsay.ErrInvalid, there)
	}
	if found {
		return nil
	}
	if d.ID == "" || hashOf(raw) != d.SHA256 {
		return fmt.Errorf("casebook %s: %s (%s): %w: it needs an id, and the SHA-256 of its raw bytes", w.store.path, doing, d.Path, hearsay.ErrInvalid)
	}
	for _, t := range []hearsay.Time{d.Published, d.Modified, d.Captured} {
		b, err := json.Marshal(t)
		if err == nil {
			err = json.Unmarshal(b, new(hearsay.Time))
		}
		if err != nil {
			return fmt.Errorf("casebook %s: %s (%s): %w: %v; give a year from 0 to 9999 and a precision, or no time", w.store.path, doing, d.Path, hearsay.ErrInvalid, err)
		}
	}
	text, pieces := d.Text, encodePieces(d.Pieces)
	d.Text = ""
	fields, err := json.Marshal(d)
	if err != nil {
		return w.store.fault(doing, err)
	}
	var at int64
	if found, err = w.look("SELECT id FROM raw WHERE sha256 = ?", d.SHA256, &at); err == nil && !found {
		at, err = w.insert("INSERT INTO raw (sha256, size, encoding, bytes) VALUES (?, ?, 'zstd', ?)", d.SHA256, len(raw), w.store.zip.EncodeAll(raw, nil))
	}
	if err != nil {
		return w.store.fault(doing, err)
	}
	_, err = w.exec("INSERT INTO documents (run, id, raw, fields, text, pieces) VALUES (?, ?, ?, ?, ?, ?)", w.run, d.ID, at, string(fields), text, pieces)
	return w.store.fault(doing, err)
}

// RemoveDocument leaves a tombstone; on a document that has one already it does nothing. hearsay.ErrNotFound where there
// is no such document.
func (w *writer) RemoveDocument(id, reason string) error {
	return w.happen(id, "removed", reason)
}

// RestoreDocument makes a removed document count again; on one that counts it does nothing. hearsay.ErrNotFound where
// there is no such document.
func (w *writer) RestoreDocument(id, reason string) error {
	return w.happen(id, "restored", reason)
}

func (w *writer) happen(id, event, reason string) error {
	doing := "mark document " + id + " as " + event
	var removed bool
	found, err := w.look("SELECT id IN (SELECT document FROM removed) FROM documents WHERE id = ?", id, &removed)
	if err != nil {
		return w.store.fault(doing, err)
	}
	if !found {
		return w.store.noDocument(id)
	}
	if removed == (event == "removed") {
		return nil
	}
	_, err = w.exec("INSERT INTO document_events (run, document, event, reason) VALUES (?, ?, ?, ?)", w.run, id, event, reason)
	return w.store.fault(doing, err)
}
