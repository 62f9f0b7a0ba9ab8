package desk

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hearsay-news/hearsay"
)

// The sizes of the casebook are kept as results, so that telling them costs no walk over it.
const (
	stageTotal  hearsay.Stage = "total"  // "documents", "statements", "claims", "outlets" -> how many
	stageOutlet hearsay.Stage = "outlet" // an outlet's name -> how many of its documents count
)

// totals returns the sizes of the casebook.
func (d *Desk) totals(ctx context.Context) (hearsay.Totals, error) {
	n, err := loadAll[int](ctx, d.Store, stageTotal)
	if err != nil {
		return hearsay.Totals{}, err
	}
	of := func(what string) int {
		if n[what] == nil {
			return 0
		}
		return *n[what]
	}
	return hearsay.Totals{Documents: of("documents"), Statements: of("statements"), Claims: of("claims"), Outlets: of("outlets")}, nil
}

// recount returns what writes the totals when batch comes (by 1) or goes (by -1).
func (d *Desk) recount(ctx context.Context, batch []brought, by int) (func(hearsay.Writer) error, error) {
	t, err := d.totals(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, b := range batch {
		names = append(names, b.sheet.doc.Outlet)
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(s string) bool { return s == "" })
	outlets, err := load[int](ctx, d.Store, stageOutlet, names)
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	for _, name := range names {
		if n := outlets[name]; n != nil {
			count[name] = *n
		}
		if count[name] > 0 {
			t.Outlets--
		}
	}
	for _, b := range batch {
		t.Documents += by
		t.Statements += by * len(b.sheet.ext.Statements)
		count[b.sheet.doc.Outlet] += by
	}
	for _, name := range names {
		if count[name] > 0 {
			t.Outlets++
		}
	}
	return func(w hearsay.Writer) error {
		for _, name := range names {
			if err := put(w, stageOutlet, name, "1", count[name]); err != nil {
				return err
			}
		}
		for _, n := range []struct {
			what string
			n    int
		}{{"documents", t.Documents}, {"statements", t.Statements}, {"outlets", t.Outlets}} {
			if err := put(w, stageTotal, n.what, "1", n.n); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// countClaims returns the number of claims when there are so many more.
func (d *Desk) countClaims(ctx context.Context, more int) (finding, error) {
	t, err := d.totals(ctx)
	if err != nil {
		return finding{}, err
	}
	body, err := json.Marshal(t.Claims + more)
	return finding{result: hearsay.Result{Stage: stageTotal, Subject: "claims", Version: "1", Body: body}}, err
}
