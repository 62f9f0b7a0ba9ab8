package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Near returns, for each of subjects, or for all where subjects is nil, those that share keys of kind with it, sorted by
// A, then B. Removed documents, and subjects that belong to one ("ID/..."), are neither A nor B, and do not count
// towards common. Keys that more than common subjects share are not used.
func (s *Store) Near(ctx context.Context, kind string, subjects []string, common int) ([]hearsay.Neighbours, error) {
	if subjects != nil && len(subjects) == 0 {
		return nil, nil
	}
	near, err := s.near(ctx, kind, subjects, common)
	return near, s.fault("subjects near by "+kind, err)
}

func (s *Store) near(ctx context.Context, kind string, subjects []string, common int) ([]hearsay.Neighbours, error) {
	tx, err := s.read.BeginTx(ctx, nil) // several queries, one state of the casebook
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	var kindID int64
	if err := tx.QueryRowContext(ctx, "SELECT id FROM key_kinds WHERE kind = ?", kind).Scan(&kindID); errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	removed, err := numbers(ctx, tx, ofRemoved)
	if err != nil {
		return nil, err
	}
	query, args := "SELECT value, subject FROM keys WHERE kind = ?1 ORDER BY value", []any{kindID}
	var asked map[int64]bool
	if subjects != nil {
		list, err := json.Marshal(subjects)
		if err != nil {
			return nil, err
		}
		if asked, err = numbers(ctx, tx, "SELECT s.id FROM json_each(?) j CROSS JOIN key_subjects s ON s.subject = j.value", string(list)); err != nil {
			return nil, err
		}
		// A key that is far too common is not read to its end.
		query = `SELECT v.value, k.subject
			FROM (SELECT DISTINCT k.value FROM json_each(?2) j CROSS JOIN key_subjects s ON s.subject = j.value CROSS JOIN keys k ON k.subject = s.id AND k.kind = ?1) v
			CROSS JOIN keys k ON k.kind = ?1 AND k.value = v.value
			WHERE (SELECT count(*) FROM (SELECT 1 FROM keys c WHERE c.kind = ?1 AND c.value = v.value LIMIT ?3 + 1)) <= ?3
			ORDER BY v.value`
		args = append(args, string(list), common+len(removed))
	}
	pairs, err := share(ctx, tx, query, args, removed, asked, common)
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	for pair := range pairs {
		seen[pair[0]], seen[pair[1]] = true, true
	}
	names, err := s.names(ctx, tx, slices.Sorted(maps.Keys(seen)))
	if err != nil {
		return nil, err
	}
	near := make([]hearsay.Neighbours, 0, len(pairs))
	for pair, n := range pairs {
		near = append(near, hearsay.Neighbours{A: names[pair[0]], B: names[pair[1]], Shared: n})
	}
	slices.SortFunc(near, func(x, y hearsay.Neighbours) int {
		return cmp.Or(strings.Compare(x.A, y.A), strings.Compare(x.B, y.B))
	})
	return near, nil
}

// ofRemoved finds the subjects that are removed documents, or belong to one.
const ofRemoved = `SELECT s.id FROM removed r CROSS JOIN key_subjects s ON s.subject = r.document
	UNION ALL
	SELECT s.id FROM removed r CROSS JOIN key_subjects s ON s.subject > r.document || '/' AND s.subject < r.document || '0'`

// Keys returns all keys of a kind, those of removed documents, and of subjects that belong to one, left out.
func (s *Store) Keys(ctx context.Context, kind string) (hearsay.Keys, error) {
	keys, err := s.keys(ctx, kind)
	return keys, s.fault("keys of "+kind, err)
}

func (s *Store) keys(ctx context.Context, kind string) (keys hearsay.Keys, err error) {
	tx, err := s.read.BeginTx(ctx, nil) // several queries, one state of the casebook
	if err != nil {
		return keys, err
	}
	defer tx.Rollback()
	removed, err := numbers(ctx, tx, ofRemoved)
	if err != nil {
		return keys, err
	}
	place := map[int64]int32{} // of a subject in keys.Subjects, by its number
	var order []int64
	err = scan2(ctx, tx, "SELECT k.value, k.subject FROM key_kinds n CROSS JOIN keys k ON k.kind = n.id WHERE n.kind = ? ORDER BY k.value", []any{kind}, func(value, subject int64) {
		if removed[subject] {
			return
		}
		at, known := place[subject]
		if !known {
			at = int32(len(order))
			place[subject] = at
			order = append(order, subject)
		}
		keys.Values, keys.Of = append(keys.Values, uint64(value)), append(keys.Of, at)
	})
	if err != nil {
		return keys, err
	}
	names, err := s.names(ctx, tx, order)
	if err != nil {
		return keys, err
	}
	for _, n := range order {
		keys.Subjects = append(keys.Subjects, names[n])
	}
	return keys, nil
}

// scan2 calls f with each row of two numbers that query finds.
func scan2(ctx context.Context, tx *sql.Tx, query string, args []any, f func(a, b int64)) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var a, b int64
	dest := []any{&a, &b}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		f(a, b)
	}
	return rows.Err()
}

// share counts the keys that each asked subject (every one where asked is nil) shares with each other. query gives
// rows of value and subject, ordered by value.
func share(ctx context.Context, tx *sql.Tx, query string, args []any, removed, asked map[int64]bool, common int) (map[[2]int64]int, error) {
	pairs := map[[2]int64]int{}
	var group []int64 // the subjects that have the key, as far as they are worth knowing
	count := func() {
		if len(group) > common {
			return
		}
		for _, a := range group {
			if asked != nil && !asked[a] {
				continue
			}
			for _, b := range group {
				if a != b {
					pairs[[2]int64{a, b}]++
				}
			}
		}
	}
	var last int64
	err := scan2(ctx, tx, query, args, func(value, subject int64) {
		if value != last {
			count()
			group, last = group[:0], value
		}
		if len(group) <= common && !removed[subject] {
			group = append(group, subject)
		}
	})
	count()
	return pairs, err
}

// numbers returns the numbers that query finds, as a set.
func numbers(ctx context.Context, tx *sql.Tx, query string, args ...any) (map[int64]bool, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	set := map[int64]bool{}
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		set[n] = true
	}
	return set, rows.Err()
}

// names returns the subjects with the numbers wanted.
func (s *Store) names(ctx context.Context, tx *sql.Tx, wanted []int64) (map[int64]string, error) {
	names := make(map[int64]string, len(wanted))
	list, err := json.Marshal(wanted)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT s.id, s.subject FROM json_each(?) j CROSS JOIN key_subjects s ON s.id = j.value", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var name string
		if err := rows.Scan(&n, &name); err != nil {
			return nil, err
		}
		names[n] = name
	}
	return names, rows.Err()
}

// A writer remembers so many numbers of subjects before it begins anew, and collects so many keys before it writes them.
const (
	manySubjects = 100_000
	manyKeys     = 1_000_000
)

// PutKeys appends the keys that are not there yet.
func (w *writer) PutKeys(keys []hearsay.Key) error {
	for _, k := range keys {
		kind, err := w.number(w.kinds, "SELECT id FROM key_kinds WHERE kind = ?", "INSERT INTO key_kinds (kind) VALUES (?)", k.Kind)
		if err != nil {
			return w.store.fault("put keys of "+k.Kind, err)
		}
		if len(w.subjects) >= manySubjects {
			clear(w.subjects)
		}
		subject, err := w.number(w.subjects, "SELECT id FROM key_subjects WHERE subject = ?", "INSERT INTO key_subjects (subject) VALUES (?)", k.Subject)
		if err != nil {
			return w.store.fault("put keys of "+k.Subject, err)
		}
		w.keys = append(w.keys, [3]int64{kind, int64(k.Value), subject})
	}
	if len(w.keys) >= manyKeys {
		return w.flushKeys()
	}
	return nil
}

// flushKeys writes the keys that were collected, in the order of the table, so that a page is visited once for all that
// goes into it.
func (w *writer) flushKeys() error {
	slices.SortFunc(w.keys, func(x, y [3]int64) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(x[2], y[2]))
	})
	var args [3 * 128]any
	for chunk := range slices.Chunk(w.keys, 128) {
		for i, key := range chunk {
			args[3*i], args[3*i+1], args[3*i+2] = key[0], key[1], key[2]
		}
		query := "INSERT OR IGNORE INTO keys (kind, value, subject) VALUES (?, ?, ?)" + strings.Repeat(", (?, ?, ?)", len(chunk)-1)
		if _, err := w.exec(query, args[:3*len(chunk)]...); err != nil {
			return w.store.fault("put keys", err)
		}
	}
	w.keys = w.keys[:0]
	return nil
}

// number returns the number of name, which it gets by look or, where that finds none, by insert.
func (w *writer) number(known map[string]int64, look, insert, name string) (int64, error) {
	if n, ok := known[name]; ok {
		return n, nil
	}
	var n int64
	found, err := w.look(look, name, &n)
	if err == nil && !found {
		n, err = w.insert(insert, name)
	}
	if err == nil {
		known[name] = n
	}
	return n, err
}
