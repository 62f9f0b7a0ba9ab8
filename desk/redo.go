package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/read"
)

// stageRead keeps, for each document, how it is read: its format and, where today's read makes something else of the
// bytes than the casebook's document says, what that is.
const stageRead hearsay.Stage = "read"

// A reading is a result of stageRead. Its version names the methods by which the document's keys were made.
type reading struct {
	Format   hearsay.Format    `json:"format"`
	Fetched  *hearsay.Fetched  `json:"fetched,omitempty"` // where the document came from, for what came from an address
	Document *hearsay.Document `json:"document,omitempty"`
	Pieces   []hearsay.Piece   `json:"pieces,omitempty"`
}

// document returns a document as it was read last.
func (d *Desk) document(ctx context.Context, id string) (hearsay.Document, error) {
	readings, err := load[reading](ctx, d.Store, stageRead, []string{id})
	if err != nil {
		return hearsay.Document{}, err
	}
	if r := readings[id]; r != nil && r.Document != nil {
		r.Document.Pieces = r.Pieces
		return *r.Document, nil
	}
	return d.Store.Document(ctx, id)
}

// Redo runs all stages again over what is in the casebook, from the raw bytes on, with today's methods. What comes out
// the same is not written again, so that Redo with the same methods changes nothing.
func (d *Desk) Redo(ctx context.Context, o Options) (hearsay.Report, error) {
	_, lists, err := d.todo(ctx)
	if err != nil {
		return hearsay.Report{}, err
	}
	ids, totals, outlets, err := d.reread(ctx)
	if err != nil {
		return hearsay.Report{}, err
	}
	if err := d.compare(ctx, "redo", ids); err != nil {
		return hearsay.Report{}, err
	}
	statements, err := d.statements(ctx, ids)
	if err != nil {
		return hearsay.Report{}, err
	}
	kept, err := d.Store.Results(ctx, hearsay.StageClaim, nil)
	if err != nil {
		return hearsay.Report{}, err
	}
	old := make([]string, 0, len(kept))
	for id := range kept {
		old = append(old, id)
	}
	changes, _, err := d.weighAll(ctx, "redo", statements, old, "")
	if err != nil {
		return hearsay.Report{}, err
	}
	if err := d.keep(ctx, "redo", append(totals, outlets...)); err != nil {
		return hearsay.Report{}, err
	}
	if len(lists) > 0 {
		if err := d.write(ctx, "redo", func(w hearsay.Writer) error { return done(w, lists) }); err != nil {
			return hearsay.Report{}, err
		}
	}
	return d.answer(ctx, ids, changes, o)
}

// reread reads all documents anew and finds what is said in them. It returns their ids and the sizes of the casebook.
func (d *Desk) reread(ctx context.Context) (ids []string, totals, outlets []finding, err error) {
	statements := 0
	count := map[string]int{}
	err = d.Store.Documents(ctx, func(doc hearsay.Document) error {
		ids = append(ids, doc.ID)
		s, err := d.rereadOne(ctx, doc.ID)
		if err != nil {
			return err
		}
		d.shelf.put(s)
		statements += len(s.ext.Statements)
		if s.doc.Outlet != "" {
			count[s.doc.Outlet]++
		}
		d.tell("reading", len(ids), 0)
		return nil
	})
	if err != nil {
		return nil, nil, nil, err
	}
	number := func(stage hearsay.Stage, subject string, n int) finding {
		return finding{result: hearsay.Result{Stage: stage, Subject: subject, Version: "1", Body: fmt.Append(nil, n)}}
	}
	was, err := d.Store.Results(ctx, stageOutlet, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	for name := range was {
		outlets = append(outlets, number(stageOutlet, name, count[name]))
	}
	for name, n := range count {
		if _, is := was[name]; !is {
			outlets = append(outlets, number(stageOutlet, name, n))
		}
	}
	slices.SortFunc(outlets, func(a, b finding) int { return bytes.Compare([]byte(a.result.Subject), []byte(b.result.Subject)) })
	totals = []finding{number(stageTotal, "documents", len(ids)), number(stageTotal, "statements", statements), number(stageTotal, "outlets", len(count))}
	return ids, totals, outlets, nil
}

func (d *Desk) rereadOne(ctx context.Context, id string) (*sheet, error) {
	doc, err := d.document(ctx, id)
	if err != nil {
		return nil, err
	}
	readings, err := d.Store.Results(ctx, stageRead, []string{id})
	if err != nil {
		return nil, err
	}
	var how reading
	if was, is := readings[id]; is {
		if err := json.Unmarshal(was.Body, &how); err != nil {
			return nil, fmt.Errorf("how document %s is read is not readable (%v); trace its file into a new casebook: %w", id, err, hearsay.ErrInvalid)
		}
		raw, err := d.Store.Bytes(ctx, id)
		if err != nil {
			return nil, err
		}
		now, skip := read.Document(hearsay.Item{Path: doc.Path, Format: how.Format, Bytes: raw, Fetched: how.Fetched})
		if skip == nil && !same(&doc, &now) {
			doc, how.Document, how.Pieces = now, &now, now.Pieces
		}
	}
	s := newSheet(&doc)
	body, err := json.Marshal(s.ext)
	if err != nil {
		return nil, err
	}
	fresh := []finding{{result: hearsay.Result{Stage: hearsay.StageExtract, Subject: id, Version: extract.Version, Body: body}}}
	if how.Format != "" {
		if body, err = json.Marshal(how); err != nil {
			return nil, err
		}
		fresh = append(fresh, finding{result: hearsay.Result{Stage: stageRead, Subject: id, Version: version, Body: body}})
	}
	if fresh, err = d.news(ctx, fresh); err != nil || len(fresh) == 0 {
		return s, err
	}
	fresh[0].keys = s.keys()
	return s, d.write(ctx, "redo", func(w hearsay.Writer) error { return putAll(w, fresh) })
}

// same reports whether two readings of a document say the same.
func same(a, b *hearsay.Document) bool {
	x, errA := json.Marshal(a)
	y, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(x, y) && slices.Equal(a.Pieces, b.Pieces)
}
