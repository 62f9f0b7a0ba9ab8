package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// An address is what came from one while it is being read.
type address struct {
	from      *hearsay.Fetched // one for each answer; nil for files
	documents []string
	skipped   bool // something of it was
}

// unchanged returns the document that item, read as doc, was when its address was fetched last, and whether that counts: where the bytes are others
// but say the same, as of a page that counts its visitors. Its id is "" where there is none.
func (d *Desk) unchanged(ctx context.Context, item hearsay.Item, doc *hearsay.Document) (id string, counts bool, err error) {
	last, err := d.Store.Fetched(ctx, item.Fetched.Address)
	if errors.Is(err, hearsay.ErrNotFound) || err == nil && len(last.Documents) != 1 {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	was, err := d.document(ctx, last.Documents[0])
	if err != nil {
		return "", false, err
	}
	if was.Path != doc.Path || was.Text != doc.Text || was.Title != doc.Title || was.Author != doc.Author || was.Outlet != doc.Outlet || !was.Published.At.Equal(doc.Published.At) {
		return "", false, nil
	}
	has, err := d.Store.Has(ctx, []string{was.ID})
	return was.ID, has[was.ID], err
}

// keepFetched keeps what an address gave, so that the next run need only ask whether it has changed. Of what was read in part only, or gave
// what it gave before, nothing is kept.
func (d *Desk) keepFetched(ctx context.Context, a address) error {
	if a.skipped || len(a.documents) == 0 {
		return nil
	}
	now := *a.from
	now.Documents = a.documents
	last, err := d.Store.Fetched(ctx, now.Address)
	switch {
	case err == nil && last.Final == now.Final && last.Type == now.Type && last.ETag == now.ETag && last.Modified == now.Modified &&
		slices.Equal(last.Via, now.Via) && slices.Equal(last.Documents, now.Documents):
		return nil
	case err != nil && !errors.Is(err, hearsay.ErrNotFound):
		return err
	}
	return d.write(ctx, "trace", func(w hearsay.Writer) error { return w.PutFetched(now) })
}
