package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
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
	kindID, err := kindOf(ctx, tx, kind)
	if err != nil || kindID == 0 {
		return nil, err
	}
	var asked map[int64]bool
	var values []int64
	if subjects != nil {
		if asked, values, err = asking(ctx, tx, kindID, subjects); err != nil || len(values) == 0 {
			return nil, err
		}
	}
	pairs, err := held(ctx, tx, kindID, values)
	if err != nil {
		return nil, err
	}
	shared := share(pairs, asked, common)
	seen := map[int64]bool{}
	for pair := range shared {
		seen[pair[0]], seen[pair[1]] = true, true
	}
	names, err := s.names(ctx, tx, slices.Sorted(maps.Keys(seen)))
	if err != nil {
		return nil, err
	}
	near := make([]hearsay.Neighbours, 0, len(shared))
	for pair, n := range shared {
		near = append(near, hearsay.Neighbours{A: names[pair[0]], B: names[pair[1]], Shared: n})
	}
	slices.SortFunc(near, func(x, y hearsay.Neighbours) int {
		return cmp.Or(strings.Compare(x.A, y.A), strings.Compare(x.B, y.B))
	})
	return near, nil
}

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
	kindID, err := kindOf(ctx, tx, kind)
	if err != nil || kindID == 0 {
		return keys, err
	}
	pairs, err := held(ctx, tx, kindID, nil)
	if err != nil {
		return keys, err
	}
	place := map[int64]int32{} // of a subject in keys.Subjects, by its number
	var order []int64
	keys.Values, keys.Of = make([]uint64, len(pairs)), make([]int32, len(pairs))
	for i, p := range pairs {
		at, known := place[p.subject]
		if !known {
			at = int32(len(order))
			place[p.subject] = at
			order = append(order, p.subject)
		}
		keys.Values[i], keys.Of[i] = uint64(p.value), at
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

// kindOf is the number of a kind, 0 where it has no keys.
func kindOf(ctx context.Context, tx *sql.Tx, kind string) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT id FROM key_kinds WHERE kind = ?", kind).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// asking returns the numbers of subjects, and the values of their keys of a kind, ascending.
func asking(ctx context.Context, tx *sql.Tx, kind int64, subjects []string) (asked map[int64]bool, values []int64, err error) {
	list, err := json.Marshal(subjects)
	if err != nil {
		return nil, nil, err
	}
	if asked, err = numbers(ctx, tx, "SELECT s.id FROM json_each(?) j CROSS JOIN key_subjects s ON s.subject = j.value", string(list)); err != nil {
		return nil, nil, err
	}
	if list, err = json.Marshal(slices.Sorted(maps.Keys(asked))); err != nil {
		return nil, nil, err
	}
	err = blobs(ctx, tx, "SELECT l.list FROM json_each(?) j CROSS JOIN key_lists l ON l.subject = j.value AND l.kind = ?", []any{string(list), kind}, func(list []byte) {
		for ; len(list) >= 8; list = list[8:] {
			values = append(values, int64(binary.BigEndian.Uint64(list)))
		}
	})
	slices.Sort(values)
	return asked, slices.Compact(values), err
}

// A holding is that a subject has a key.
type holding struct{ value, subject int64 }

func (h holding) compare(o holding) int {
	return cmp.Or(cmp.Compare(h.value, o.value), cmp.Compare(h.subject, o.subject))
}

// A holding is so many bytes of a block.
const holdingBytes = 8 + 4

// held returns who has a key of a kind whose value is among values (ascending), or any key where values is nil, in the order of the
// values, then of the subjects. What belongs to a removed document is left out.
func held(ctx context.Context, tx *sql.Tx, kind int64, values []int64) ([]holding, error) {
	removed, err := numbers(ctx, tx, ofRemoved)
	if err != nil {
		return nil, err
	}
	query, args := "SELECT pairs FROM key_blocks WHERE kind = ? ORDER BY id", []any{kind}
	if values != nil {
		list, err := overlapping(ctx, tx, kind, values)
		if err != nil {
			return nil, err
		}
		query, args = "SELECT b.pairs FROM json_each(?) j CROSS JOIN key_blocks b ON b.id = j.value", []any{list}
	}
	var all []holding
	if values == nil { // there may be millions, which would be copied again and again
		var size int
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(sum(length(pairs)), 0) FROM key_blocks WHERE kind = ?", kind).Scan(&size); err != nil {
			return nil, err
		}
		all = make([]holding, 0, size/holdingBytes)
	}
	err = blobs(ctx, tx, query, args, func(block []byte) {
		wanted := values
		for ; len(block) >= holdingBytes; block = block[holdingBytes:] {
			h := holding{int64(binary.BigEndian.Uint64(block)), int64(binary.BigEndian.Uint32(block[8:]))}
			if values != nil {
				at, is := slices.BinarySearch(wanted, h.value)
				if wanted = wanted[at:]; !is {
					continue
				}
			}
			if !removed[h.subject] {
				all = append(all, h)
			}
		}
	})
	slices.SortFunc(all, holding.compare)
	return slices.Compact(all), err
}

// overlapping returns the ids of the blocks of a kind that may hold one of values (ascending), as a JSON list.
func overlapping(ctx context.Context, tx *sql.Tx, kind int64, values []int64) (string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, first, last FROM key_blocks WHERE kind = ? AND first <= ? AND last >= ?", kind, values[len(values)-1], values[0])
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var ids []int64
	var id, first, last int64
	for rows.Next() {
		if err := rows.Scan(&id, &first, &last); err != nil {
			return "", err
		}
		if at, _ := slices.BinarySearch(values, first); at < len(values) && values[at] <= last {
			ids = append(ids, id)
		}
	}
	list, err := json.Marshal(ids)
	return string(list), errors.Join(rows.Err(), err)
}

// blobs calls f with each blob that query finds. f keeps nothing of it.
func blobs(ctx context.Context, tx *sql.Tx, query string, args []any, f func([]byte)) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var blob sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&blob); err != nil {
			return err
		}
		f(blob)
	}
	return rows.Err()
}

// share counts the keys that each asked subject (every one where asked is nil) shares with each other. Those that more than common
// share do not count.
func share(pairs []holding, asked map[int64]bool, common int) map[[2]int64]int {
	shared := map[[2]int64]int{}
	for begin, end := 0, 0; begin < len(pairs); begin = end {
		for end < len(pairs) && pairs[end].value == pairs[begin].value {
			end++
		}
		if end-begin > common {
			continue
		}
		for _, a := range pairs[begin:end] {
			if asked != nil && !asked[a.subject] {
				continue
			}
			for _, b := range pairs[begin:end] {
				if a != b {
					shared[[2]int64{a.subject, b.subject}]++
				}
			}
		}
	}
	return shared
}

// ofRemoved finds the subjects that are removed documents, or belong to one.
const ofRemoved = `SELECT s.id FROM removed r CROSS JOIN key_subjects s ON s.subject = r.document
	UNION ALL
	SELECT s.id FROM removed r CROSS JOIN key_subjects s ON s.subject > r.document || '/' AND s.subject < r.document || '0'`

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

// A store remembers so many numbers of subjects before it begins anew, and a writer collects so many keys before it writes them.
const (
	manySubjects = 250_000
	manyKeys     = 1_000_000
)

// A key has the numbers of its kind and of its subject.
type key struct {
	kind int64
	holding
}

// PutKeys appends keys. One that is there already changes nothing.
func (w *writer) PutKeys(keys []hearsay.Key) error {
	for _, k := range keys {
		kind, err := w.number(w.kinds, "SELECT id FROM key_kinds WHERE kind = ?", "INSERT INTO key_kinds (kind) VALUES (?)", k.Kind)
		if err != nil {
			return w.store.fault("put keys of "+k.Kind, err)
		}
		if len(*w.subjects) >= manySubjects {
			clear(*w.subjects)
		}
		subject, err := w.number(*w.subjects, "SELECT id FROM key_subjects WHERE subject = ?", "INSERT INTO key_subjects (subject) VALUES (?)", k.Subject)
		if err != nil {
			return w.store.fault("put keys of "+k.Subject, err)
		}
		if subject > math.MaxUint32 {
			return fmt.Errorf("casebook %s: put keys of %s: %w: it has all the subjects that it can have; begin another one", w.store.path, k.Subject, hearsay.ErrInvalid)
		}
		w.keys = append(w.keys, key{kind, holding{int64(k.Value), subject}})
	}
	if len(w.keys) >= manyKeys {
		return w.flushKeys()
	}
	return nil
}

// blockKeys is how many keys a block has at most.
const blockKeys = 1024

// flushKeys writes the keys that were collected: as blocks, and as the list of each subject.
func (w *writer) flushKeys() error {
	keys := w.keys
	w.keys = nil
	slices.SortFunc(keys, func(x, y key) int { return cmp.Or(cmp.Compare(x.kind, y.kind), x.compare(y.holding)) })
	keys = slices.Compact(keys)
	for some := range runs(keys, blockKeys, func(x, y key) bool { return x.kind == y.kind }) {
		block := make([]byte, 0, len(some)*holdingBytes)
		for _, k := range some {
			block = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(block, uint64(k.value)), uint32(k.subject))
		}
		if _, err := w.exec("INSERT INTO key_blocks (kind, first, last, pairs) VALUES (?, ?, ?, ?)", some[0].kind, some[0].value, some[len(some)-1].value, block); err != nil {
			return w.store.fault("put keys", err)
		}
	}
	slices.SortFunc(keys, func(x, y key) int {
		return cmp.Or(cmp.Compare(x.subject, y.subject), cmp.Compare(x.kind, y.kind), cmp.Compare(x.value, y.value))
	})
	for some := range runs(keys, blockKeys, func(x, y key) bool { return x.subject == y.subject && x.kind == y.kind }) {
		list := make([]byte, 0, len(some)*8)
		for _, k := range some {
			list = binary.BigEndian.AppendUint64(list, uint64(k.value))
		}
		if _, err := w.exec("INSERT INTO key_lists (subject, kind, list) VALUES (?, ?, ?)", some[0].subject, some[0].kind, list); err != nil {
			return w.store.fault("put keys", err)
		}
	}
	return nil
}

// runs divides keys into runs of those that are alike, of most at most.
func runs(keys []key, most int, alike func(x, y key) bool) iter.Seq[[]key] {
	return func(yield func([]key) bool) {
		for begin, end := 0, 0; begin < len(keys); begin = end {
			for end < len(keys) && end-begin < most && alike(keys[begin], keys[end]) {
				end++
			}
			if !yield(keys[begin:end]) {
				return
			}
		}
	}
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
