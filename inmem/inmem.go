// Package inmem keeps a casebook in memory: a hearsay.Store for tests, and for whoever wants the result of one run and no file.
// It does what storetest asks of every store, and nothing of it is left when the program ends.
package inmem

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
)

// Store is a casebook in memory. Its methods may be called from several goroutines; one Write waits for another.
type Store struct {
	writing sync.Mutex
	mu      sync.RWMutex // guards state, which only the end of a Write changes
	state   *state
	runs    int64
}

var _ hearsay.Store = (*Store)(nil)

// New returns an empty casebook.
func New() *Store { return &Store{state: newState()} }

// A state is what was written: all of it, or by one Write.
type state struct {
	documents map[string]document
	order     []string
	removed   map[string]bool // by document; false where it was restored
	results   map[subject][]hearsay.Result
	keys      map[hearsay.Key]bool
	having    map[value][]string         // subjects that have a key
	values    map[subject][]uint64       // keys that a subject of a kind has
	fetched   map[string]hearsay.Fetched // by address, the newest
	decisions []hearsay.Decision
}

type document struct {
	hearsay.Document
	raw []byte
}

type subject struct{ kind, name string }

type value struct {
	kind  string
	value uint64
}

func newState() *state {
	return &state{documents: map[string]document{}, removed: map[string]bool{}, results: map[subject][]hearsay.Result{},
		fetched: map[string]hearsay.Fetched{}, keys: map[hearsay.Key]bool{}, having: map[value][]string{}, values: map[subject][]uint64{}}
}

// add puts what one Write wrote to s.
func (s *state) add(w *state) {
	maps.Copy(s.documents, w.documents)
	s.order = append(slices.Clip(s.order), w.order...)
	maps.Copy(s.removed, w.removed)
	for k, list := range w.results {
		s.results[k] = append(slices.Clip(s.results[k]), list...)
	}
	for k := range w.keys {
		s.keys[k] = true
		v, of := value{k.Kind, k.Value}, subject{k.Kind, k.Subject}
		s.having[v], s.values[of] = append(s.having[v], k.Subject), append(s.values[of], k.Value)
	}
	maps.Copy(s.fetched, w.fetched)
	s.decisions = append(slices.Clip(s.decisions), w.decisions...)
}

// gone reports whether a subject is a removed document, or belongs to one.
func (s *state) gone(name string) bool {
	id, _, _ := strings.Cut(name, "/")
	return s.removed[id]
}

func missing(id string) error {
	return fmt.Errorf("document %q: %w; check the id, or add the document first", id, hearsay.ErrNotFound)
}

// look calls f with what was written so far.
func (s *Store) look(ctx context.Context, f func(*state)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	f(s.state)
	return nil
}

// Document returns a document by its id, also one that was removed; hearsay.ErrNotFound where there is none.
func (s *Store) Document(ctx context.Context, id string) (d hearsay.Document, err error) {
	known := false
	err = s.look(ctx, func(st *state) {
		var found document
		found, known = st.documents[id]
		d = found.Document
	})
	if err == nil && !known {
		err = missing(id)
	}
	return d, err
}

// Documents calls f for every document that was not removed, in the order in which they came, until f returns an error, which
// it then returns. It shows the casebook as it was when it was called; f may read and write.
func (s *Store) Documents(ctx context.Context, f func(hearsay.Document) error) error {
	var all []hearsay.Document
	err := s.look(ctx, func(st *state) {
		for _, id := range st.order {
			if !st.removed[id] {
				all = append(all, st.documents[id].Document)
			}
		}
	})
	for i := 0; err == nil && i < len(all); i++ {
		if err = f(all[i]); err == nil {
			err = ctx.Err()
		}
	}
	return err
}

// Has reports which of ids are in the casebook: true for one that counts, false for a removed one.
func (s *Store) Has(ctx context.Context, ids []string) (map[string]bool, error) {
	has := map[string]bool{}
	return has, s.look(ctx, func(st *state) {
		for _, id := range ids {
			if _, known := st.documents[id]; known {
				has[id] = !st.removed[id]
			}
		}
	})
}

// Bytes returns the raw bytes of a document; hearsay.ErrNotFound where there is none.
func (s *Store) Bytes(ctx context.Context, id string) (raw []byte, err error) {
	known := false
	err = s.look(ctx, func(st *state) {
		var found document
		found, known = st.documents[id]
		raw = slices.Clone(found.raw)
	})
	if err == nil && !known {
		err = missing(id)
	}
	return raw, err
}

// Results returns the current results of a stage for subjects, or for all of them where subjects is nil.
func (s *Store) Results(ctx context.Context, stage hearsay.Stage, subjects []string) (map[string]hearsay.Result, error) {
	results := map[string]hearsay.Result{}
	return results, s.look(ctx, func(st *state) {
		take := func(k subject) {
			if list := st.results[k]; len(list) > 0 && len(list[len(list)-1].Body) > 0 {
				results[k.name] = list[len(list)-1]
			}
		}
		for _, name := range subjects {
			take(subject{string(stage), name})
		}
		if subjects == nil {
			for k := range st.results {
				if k.kind == string(stage) {
					take(k)
				}
			}
		}
	})
}

// History returns every result of a subject, oldest first, empty ones included.
func (s *Store) History(ctx context.Context, stage hearsay.Stage, name string) (history []hearsay.Result, err error) {
	err = s.look(ctx, func(st *state) { history = slices.Clone(st.results[subject{string(stage), name}]) })
	return history, err
}

// Near returns, for each of subjects, or for all where subjects is nil, those that share keys of kind with it, sorted by A, then B.
func (s *Store) Near(ctx context.Context, kind string, subjects []string, common int) (near []hearsay.Neighbours, err error) {
	err = s.look(ctx, func(st *state) {
		asked := map[string]bool{}
		for _, name := range subjects {
			asked[name] = true
		}
		if subjects == nil {
			for k := range st.values {
				asked[k.name] = asked[k.name] || k.kind == kind
			}
		}
		for a := range asked {
			if st.gone(a) {
				continue
			}
			shared := map[string]int{}
			for _, v := range st.values[subject{kind, a}] {
				having := slices.DeleteFunc(slices.Clone(st.having[value{kind, v}]), st.gone)
				if len(having) > common {
					continue
				}
				for _, b := range having {
					if b != a {
						shared[b]++
					}
				}
			}
			for b, n := range shared {
				near = append(near, hearsay.Neighbours{A: a, B: b, Shared: n})
			}
		}
	})
	slices.SortFunc(near, func(x, y hearsay.Neighbours) int { return cmp.Or(strings.Compare(x.A, y.A), strings.Compare(x.B, y.B)) })
	return near, err
}

// Keys returns all keys of a kind, those of removed documents, and of subjects that belong to one, left out.
func (s *Store) Keys(ctx context.Context, kind string) (keys hearsay.Keys, err error) {
	err = s.look(ctx, func(st *state) {
		var values []uint64
		for v := range st.having {
			if v.kind == kind {
				values = append(values, v.value)
			}
		}
		slices.Sort(values)
		place := map[string]int32{}
		for _, v := range values {
			for _, name := range st.having[value{kind, v}] {
				if st.gone(name) {
					continue
				}
				if _, known := place[name]; !known {
					place[name] = int32(len(keys.Subjects))
					keys.Subjects = append(keys.Subjects, name)
				}
				keys.Values, keys.Of = append(keys.Values, v), append(keys.Of, place[name])
			}
		}
	})
	return keys, err
}

// Fetched returns what an address gave last; hearsay.ErrNotFound where it was never fetched.
func (s *Store) Fetched(ctx context.Context, address string) (f hearsay.Fetched, err error) {
	known := false
	err = s.look(ctx, func(st *state) {
		f, known = st.fetched[address]
		f.Via, f.Documents = slices.Clone(f.Via), slices.Clone(f.Documents)
	})
	if err == nil && !known {
		err = fmt.Errorf("address %q: %w; it was never fetched", address, hearsay.ErrNotFound)
	}
	return f, err
}

// Decisions returns all decisions, oldest first.
func (s *Store) Decisions(ctx context.Context) (all []hearsay.Decision, err error) {
	err = s.look(ctx, func(st *state) { all = slices.Clone(st.decisions) })
	return all, err
}

// Size is the size of the raw bytes and of the results, in bytes.
func (s *Store) Size(ctx context.Context) (size int64, err error) {
	err = s.look(ctx, func(st *state) {
		for _, d := range st.documents {
			size += int64(len(d.raw))
		}
		for _, list := range st.results {
			for _, r := range list {
				size += int64(len(r.Body))
			}
		}
	})
	return size, err
}

// Close does nothing: what is in memory goes with the program.
func (s *Store) Close() error { return nil }

// Write runs f as one run. What f wrote is kept when it returns nil; nothing is when it returns an error, which Write then
// returns, when it panics, or when ctx ends before. Within f the Store may be read, and shows what was there before; another
// Write within f would wait for itself.
func (s *Store) Write(ctx context.Context, _ hearsay.Run, f func(hearsay.Writer) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &writer{before: s.state, now: newState(), run: s.runs + 1}
	if err := f(w); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.add(w.now)
	s.runs++
	return nil
}

// A writer writes within one run.
type writer struct {
	before, now *state
	run         int64
}

func (w *writer) document(id string) (document, bool) {
	d, known := w.now.documents[id]
	if !known {
		d, known = w.before.documents[id]
	}
	return d, known
}

func (w *writer) AddDocument(d hearsay.Document, raw []byte) error {
	if old, known := w.document(d.ID); known {
		if old.SHA256 != d.SHA256 {
			return fmt.Errorf("add document %s (%s): %w: the id belongs to a document with other bytes", d.ID, d.Path, hearsay.ErrInvalid)
		}
		return nil
	}
	sum := sha256.Sum256(raw)
	if d.ID == "" || hex.EncodeToString(sum[:]) != d.SHA256 {
		return fmt.Errorf("add document %s (%s): %w: it needs an id, and the SHA-256 of its raw bytes", d.ID, d.Path, hearsay.ErrInvalid)
	}
	for _, t := range []hearsay.Time{d.Published, d.Modified, d.Captured} {
		b, err := json.Marshal(t)
		if err == nil {
			err = json.Unmarshal(b, new(hearsay.Time))
		}
		if err != nil {
			return fmt.Errorf("add document %s (%s): %w: %v; give a year from 0 to 9999 and a precision, or no time", d.ID, d.Path, hearsay.ErrInvalid, err)
		}
	}
	w.now.documents[d.ID] = document{d, slices.Clone(raw)}
	w.now.order = append(w.now.order, d.ID)
	return nil
}

func (w *writer) RemoveDocument(id, _ string) error  { return w.mark(id, true) }
func (w *writer) RestoreDocument(id, _ string) error { return w.mark(id, false) }

func (w *writer) mark(id string, removed bool) error {
	if _, known := w.document(id); !known {
		return missing(id)
	}
	w.now.removed[id] = removed
	return nil
}

func (w *writer) PutResult(r hearsay.Result) (bool, error) {
	if len(r.Body) > 0 && !json.Valid(r.Body) {
		return false, fmt.Errorf("put a result of %s for %s: %w: it is no JSON", r.Stage, r.Subject, hearsay.ErrInvalid)
	}
	k := subject{string(r.Stage), r.Subject}
	list := w.now.results[k]
	if len(list) == 0 {
		list = w.before.results[k]
	}
	if len(list) > 0 {
		if last := list[len(list)-1]; last.Version == r.Version && string(last.Body) == string(r.Body) {
			return false, nil
		}
	}
	r.Body, r.Run = slices.Clone(r.Body), w.run
	w.now.results[k] = append(w.now.results[k], r)
	return true, nil
}

func (w *writer) PutKeys(keys []hearsay.Key) error {
	for _, k := range keys {
		if !w.before.keys[k] {
			w.now.keys[k] = true
		}
	}
	return nil
}

func (w *writer) PutFetched(f hearsay.Fetched) error {
	if f.Address == "" || f.Final == "" {
		return fmt.Errorf("put what %q gave: %w: it needs an address and where that led", f.Address, hearsay.ErrInvalid)
	}
	f.At, f.Via, f.Documents = f.At.UTC(), slices.Clone(f.Via), slices.Clone(f.Documents)
	w.now.fetched[f.Address] = f
	return nil
}

func (w *writer) PutDecision(d hearsay.Decision) error {
	d.ID = int64(len(w.before.decisions) + len(w.now.decisions) + 1)
	d.Anchors = slices.Clone(d.Anchors)
	w.now.decisions = append(w.now.decisions, d)
	return nil
}
