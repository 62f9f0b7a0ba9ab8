package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay-news/hearsay"
)

// Fetched returns what an address gave last; hearsay.ErrNotFound where it was never fetched.
func (s *Store) Fetched(ctx context.Context, address string) (hearsay.Fetched, error) {
	f := hearsay.Fetched{Address: address}
	doing := "what " + address + " gave"
	var via, at, documents string
	err := s.read.QueryRowContext(ctx, "SELECT final, via, at, type, etag, modified, documents FROM fetched WHERE address = ? ORDER BY seq DESC LIMIT 1", address).
		Scan(&f.Final, &via, &at, &f.Type, &f.ETag, &f.Modified, &documents)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return f, fmt.Errorf("casebook %s: address %q: %w; it was never fetched", s.path, address, hearsay.ErrNotFound)
	case err != nil:
		return f, s.fault(doing, err)
	}
	f.At, err = time.Parse(time.RFC3339Nano, at)
	if err = errors.Join(err, json.Unmarshal([]byte(via), &f.Via), json.Unmarshal([]byte(documents), &f.Documents)); err != nil {
		return f, s.fault(doing, err)
	}
	if len(f.Via) == 0 {
		f.Via = nil
	}
	if len(f.Documents) == 0 {
		f.Documents = nil
	}
	return f, nil
}

// list writes names as a list in JSON, an empty one too.
func list(names []string) (string, error) {
	if len(names) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(names)
	return string(b), err
}

// PutFetched appends what an address gave; hearsay.ErrInvalid where it names no address, or not where that led.
func (w *writer) PutFetched(f hearsay.Fetched) error {
	if f.Address == "" || f.Final == "" {
		return fmt.Errorf("casebook %s: put what %q gave: %w: it needs an address and where that led", w.store.path, f.Address, hearsay.ErrInvalid)
	}
	doing := "put what " + f.Address + " gave"
	via, err := list(f.Via)
	if err != nil {
		return w.store.fault(doing, err)
	}
	documents, err := list(f.Documents)
	if err != nil {
		return w.store.fault(doing, err)
	}
	_, err = w.exec("INSERT INTO fetched (run, address, final, via, at, type, etag, modified, documents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		w.run, f.Address, f.Final, via, f.At.UTC().Format(time.RFC3339Nano), f.Type, f.ETag, f.Modified, documents)
	return w.store.fault(doing, err)
}
