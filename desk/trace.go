package desk

import (
	"context"
	"iter"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// Options say what a report is to hold.
type Options struct {
	About string // a few words, or the address of a document: only the claims that are about it
	Most  int    // how many claims; Shown where 0, all where less
}

// Trace adds what is new among items to the casebook and reports the claims that the items tell, or that the run
// changed, or those that o.About names in the whole casebook. A second run on the same items writes nothing.
func (d *Desk) Trace(ctx context.Context, items iter.Seq2[hearsay.Item, *hearsay.Skip], o Options) (hearsay.Report, error) {
	named, added, skipped, err := d.bring(ctx, items)
	if err != nil {
		return hearsay.Report{}, err
	}
	changes, err := d.workOff(ctx, "trace")
	if err != nil {
		return hearsay.Report{}, err
	}
	r, err := d.answer(ctx, named, changes, o)
	r.Skipped = skipped
	r.Changed.Added = added
	return r, err
}

// workOff compares and weighs the documents for which that is still to be done.
func (d *Desk) workOff(ctx context.Context, command string) ([]hearsay.ClaimChange, error) {
	ids, lists, err := d.todo(ctx)
	if err != nil || len(lists) == 0 {
		return nil, err
	}
	if err := d.compare(ctx, command, ids); err != nil {
		return nil, err
	}
	statements, err := d.touched(ctx, ids, "")
	if err != nil {
		return nil, err
	}
	changes, _, err := d.weighAll(ctx, command, statements, nil, "")
	if err != nil {
		return nil, err
	}
	return changes, d.write(ctx, command, func(w hearsay.Writer) error { return done(w, lists) })
}

// touched returns the statements of documents, and of all documents that go back to them.
func (d *Desk) touched(ctx context.Context, ids []string, gone string) ([]string, error) {
	sizes, err := d.totals(ctx)
	if err != nil {
		return nil, err
	}
	if len(ids) < sizes.Documents { // else nobody else is there
		if ids, _, err = d.follow(ctx, ids, gone, func(l *hearsay.Link) (string, string) { return l.To, l.From }); err != nil {
			return nil, err
		}
	}
	return d.statements(ctx, ids)
}

// statements returns the ids of the statements of documents.
func (d *Desk) statements(ctx context.Context, documents []string) ([]string, error) {
	var all []string
	for chunk := range slices.Chunk(documents, 512) {
		exts, err := d.extractions(ctx, slices.DeleteFunc(slices.Clone(chunk), d.shelf.has))
		if err != nil {
			return nil, err
		}
		for _, id := range chunk {
			ext := exts[id]
			if d.shelf.has(id) {
				ext = d.shelf.sheets[id].ext
			}
			if ext == nil {
				continue
			}
			for i := range ext.Statements {
				all = append(all, ext.Statements[i].ID)
			}
		}
	}
	return all, nil
}

// answer reports the claims of documents and those that changed, or those that are asked for.
func (d *Desk) answer(ctx context.Context, documents []string, changes []hearsay.ClaimChange, o Options) (hearsay.Report, error) {
	var ids []string
	var err error
	if o.About != "" {
		ids, err = d.about(ctx, o.About)
	} else {
		ids, err = d.claimsIn(ctx, documents)
		for _, c := range changes {
			ids = append(ids, c.Claim)
		}
	}
	if err != nil {
		return hearsay.Report{}, err
	}
	r, err := d.report(ctx, ids, o)
	r.Changed.Claims = changes
	return r, err
}

// claimsIn returns the claims that documents tell, deny, doubt or ask about, and perhaps some that are no more.
func (d *Desk) claimsIn(ctx context.Context, documents []string) ([]string, error) {
	var ids []string
	for chunk := range slices.Chunk(documents, 512) {
		statements, err := d.statements(ctx, chunk)
		if err != nil {
			return nil, err
		}
		ties, err := d.tied(ctx, claimTie, statements)
		if err != nil {
			return nil, err
		}
		of := map[string][]string{} // of a statement the claims that it belongs to, or did
		for _, t := range ties {
			of[t[1]] = append(of[t[1]], t[0])
		}
		var moved []string
		for _, s := range statements {
			if len(of[s]) == 1 {
				ids = append(ids, of[s][0])
			} else if len(of[s]) > 1 {
				moved = append(moved, s)
			}
		}
		claims, _, err := d.claimsOf(ctx, moved)
		if err != nil {
			return nil, err
		}
		for id := range claims {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
