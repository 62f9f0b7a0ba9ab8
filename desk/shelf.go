package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/token"
	"github.com/hearsay-news/hearsay/trace"
)

// A sheet is a document with what extract found in it.
type sheet struct {
	doc *hearsay.Document
	ext *hearsay.Extraction

	once   sync.Once
	text   *token.Text            // until it is prepared, where it was divided before
	items  map[string]*match.Item // by the statement's id
	traced *trace.Doc
}

// prepare brings the document into the forms in which it is compared, dividing its text once.
func (s *sheet) prepare() {
	s.once.Do(func() {
		if s.text == nil {
			s.text = divide(s.doc)
		}
		s.traced = trace.Prepare(s.doc, s.text)
		items := match.Prepare(s.doc, s.ext, s.text)
		s.items = make(map[string]*match.Item, len(items))
		for i := range items {
			s.items[items[i].Statement.ID] = &items[i]
		}
		s.text = nil
	})
}

// newSheet finds what a document says.
func newSheet(doc *hearsay.Document) *sheet {
	text := divide(doc)
	ext := extract.Text(doc, text)
	return &sheet{doc: doc, ext: &ext, text: text}
}

func divide(doc *hearsay.Document) *token.Text {
	leave := slices.Clone(doc.Boilerplate)
	slices.SortFunc(leave, func(a, b hearsay.Span) int { return a.Start - b.Start })
	return token.Divide(doc.Text, leave...)
}

// shelved is how many sheets are kept at hand.
const shelved = 10_000

// A shelf keeps the sheets that were used last.
type shelf struct {
	sheets map[string]*sheet
	order  []string // as they came
}

func (h *shelf) has(id string) bool { return h.sheets[id] != nil }

func (h *shelf) put(s *sheet) {
	if h.sheets == nil {
		h.sheets = map[string]*sheet{}
	}
	if h.sheets[s.doc.ID] == nil {
		h.order = append(h.order, s.doc.ID)
	}
	h.sheets[s.doc.ID] = s
	for len(h.order) > shelved {
		delete(h.sheets, h.order[0])
		h.order = h.order[1:]
	}
}

// sheets returns the sheets of documents. Those without an extraction have an empty one.
func (d *Desk) sheets(ctx context.Context, ids []string) (map[string]*sheet, error) {
	found := make(map[string]*sheet, len(ids))
	var missing []string
	for _, id := range ids {
		if s := d.shelf.sheets[id]; s != nil {
			found[id] = s
		} else if _, twice := found[id]; !twice {
			found[id] = nil
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	exts, err := d.extractions(ctx, missing)
	if err != nil {
		return nil, err
	}
	for _, id := range missing {
		doc, err := d.document(ctx, id)
		if err != nil {
			return nil, err
		}
		s := &sheet{doc: &doc, ext: exts[id]}
		if s.ext == nil {
			s.ext = &hearsay.Extraction{Document: id}
		}
		found[id] = s
		d.shelf.put(s)
	}
	return found, nil
}

// prepared returns the sheets of documents, prepared.
func (d *Desk) prepared(ctx context.Context, ids []string) (map[string]*sheet, error) {
	sheets, err := d.sheets(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := slices.Collect(maps.Values(sheets))
	d.share(ctx, len(all), func(i int) { all[i].prepare() })
	return sheets, ctx.Err()
}

func (d *Desk) extractions(ctx context.Context, ids []string) (map[string]*hearsay.Extraction, error) {
	return load[hearsay.Extraction](ctx, d.Store, hearsay.StageExtract, ids)
}

func (d *Desk) claims(ctx context.Context, ids []string) (map[string]*hearsay.Weighed, error) {
	return load[hearsay.Weighed](ctx, d.Store, hearsay.StageClaim, ids)
}

// load returns the current results of a stage for subjects.
func load[T any](ctx context.Context, store hearsay.Store, stage hearsay.Stage, subjects []string) (map[string]*T, error) {
	if len(subjects) == 0 {
		return nil, nil // the store would take none for all
	}
	return loadAll[T](ctx, store, stage, subjects...)
}

// loadAll returns the current results of a stage for subjects, or all where none is named.
func loadAll[T any](ctx context.Context, store hearsay.Store, stage hearsay.Stage, subjects ...string) (map[string]*T, error) {
	results, err := store.Results(ctx, stage, subjects)
	if err != nil {
		return nil, err
	}
	all := make(map[string]*T, len(results))
	for subject, r := range results {
		v := new(T)
		if err := json.Unmarshal(r.Body, v); err != nil {
			return nil, fmt.Errorf("the casebook's %s of %s cannot be read (%v); run \"hearsay redo\" to make it anew: %w", stage, subject, err, hearsay.ErrInvalid)
		}
		all[subject] = v
	}
	return all, nil
}
