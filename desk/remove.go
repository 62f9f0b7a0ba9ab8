package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/trace"
)

// Remove takes a document out of what counts, and makes the claims anew that it touches. The document stays readable,
// with the reason. what is its id, its path or its address. Where sure is false nothing is written: the report says what
// would change, and holds the claims as they are.
func (d *Desk) Remove(ctx context.Context, what, reason string, sure bool) (hearsay.Report, error) {
	id, err := d.find(ctx, what)
	if err != nil {
		return hearsay.Report{}, err
	}
	sheets, err := d.sheets(ctx, []string{id})
	if err != nil {
		return hearsay.Report{}, err
	}
	own, err := d.statements(ctx, []string{id})
	if err != nil {
		return hearsay.Report{}, err
	}
	lost, _, err := d.claimsOf(ctx, own)
	if err != nil {
		return hearsay.Report{}, err
	}
	var claims []string
	for claim := range lost {
		claims = append(claims, claim)
	}
	seeds, err := d.touched(ctx, []string{id}, "")
	if err != nil {
		return hearsay.Report{}, err
	}
	ties, err := d.tied(ctx, pairTie, own)
	if err != nil {
		return hearsay.Report{}, err
	}
	for _, t := range ties {
		seeds = append(seeds, t[0], t[1])
	}
	slices.Sort(seeds)
	changes, found, err := d.weighAll(ctx, "remove", slices.Compact(seeds), claims, id)
	if err != nil {
		return hearsay.Report{}, err
	}
	touched := make([]string, 0, len(changes))
	for _, c := range changes {
		touched = append(touched, c.Claim)
	}
	if sure {
		count, err := d.recount(ctx, []brought{{sheet: sheets[id]}}, -1)
		if err != nil {
			return hearsay.Report{}, err
		}
		if found, err = d.news(ctx, found); err != nil {
			return hearsay.Report{}, err
		}
		err = d.write(ctx, "remove", func(w hearsay.Writer) error {
			if err := w.RemoveDocument(id, reason); err != nil {
				return err
			}
			if err := count(w); err != nil {
				return err
			}
			return putAll(w, found)
		})
		if err != nil {
			return hearsay.Report{}, err
		}
	}
	r, err := d.report(ctx, touched, Options{Most: -1})
	if err != nil {
		return r, err
	}
	if !slices.ContainsFunc(r.Documents, func(doc hearsay.Document) bool { return doc.ID == id }) {
		r.Documents = append(r.Documents, *sheets[id].doc) // so that what was removed can be named
	}
	r.Changed = hearsay.Changed{Removed: []string{id}, Claims: changes}
	return r, nil
}

// Restore makes a removed document count again, and makes the claims anew that it touches.
func (d *Desk) Restore(ctx context.Context, id, reason string) (hearsay.Report, error) {
	has, err := d.Store.Has(ctx, []string{id})
	if err != nil {
		return hearsay.Report{}, err
	}
	counts, there := has[id]
	if !there {
		return hearsay.Report{}, fmt.Errorf("document %s is not in this casebook; name it by the id that it was removed under: %w", id, hearsay.ErrNotFound)
	}
	if counts {
		return hearsay.Report{}, fmt.Errorf("document %s was not removed; there is nothing to undo: %w", id, hearsay.ErrInvalid)
	}
	sheets, err := d.sheets(ctx, []string{id})
	if err != nil {
		return hearsay.Report{}, err
	}
	count, err := d.recount(ctx, []brought{{sheet: sheets[id]}}, 1)
	if err != nil {
		return hearsay.Report{}, err
	}
	err = d.write(ctx, "remove", func(w hearsay.Writer) error {
		if err := w.RestoreDocument(id, reason); err != nil {
			return err
		}
		if err := count(w); err != nil {
			return err
		}
		return putTodo(w, []string{id})
	})
	if err != nil {
		return hearsay.Report{}, err
	}
	changes, err := d.workOff(ctx, "remove")
	if err != nil {
		return hearsay.Report{}, err
	}
	r, err := d.answer(ctx, []string{id}, changes, Options{})
	r.Changed.Added = []string{id}
	return r, err
}

// find returns the document that what names: by its id, or by its path or address.
func (d *Desk) find(ctx context.Context, what string) (string, error) {
	has, err := d.Store.Has(ctx, []string{what})
	if err != nil {
		return "", err
	}
	if counts, there := has[what]; there {
		if !counts {
			return "", fmt.Errorf("document %s was removed before; -undo makes it count again: %w", what, hearsay.ErrInvalid)
		}
		return what, nil
	}
	var found []string
	path, address := filepath.Clean(what), trace.Address(what)
	err = d.Store.Documents(ctx, func(doc hearsay.Document) error {
		if doc.Path == path || address != "" && slices.ContainsFunc(append(doc.Addresses, doc.URL), func(a string) bool { return trace.Address(a) == address }) {
			found = append(found, doc.ID)
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", fmt.Errorf("no document %q is in this casebook; name it by its id, its path as it was given, or its address: %w", what, hearsay.ErrNotFound)
	case len(found) > 1:
		return "", severalError{what, found}
	}
	return found[0], nil
}

// A severalError says that several documents have one path or address.
type severalError struct {
	what string
	ids  []string
}

func (e severalError) Error() string {
	return fmt.Sprintf("%d documents are called %q; name one by its id: %v: %v", len(e.ids), e.what, e.ids[:min(10, len(e.ids))], hearsay.ErrInvalid)
}

func (e severalError) Unwrap() error { return hearsay.ErrInvalid }
