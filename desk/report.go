package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/match"
)

// report puts together the first claims of ids with all that they name.
func (d *Desk) report(ctx context.Context, ids []string, o Options) (hearsay.Report, error) {
	r := hearsay.Report{Schema: hearsay.Schema, About: o.About}
	weighed, more, err := d.first(ctx, ids, o)
	if err != nil {
		return r, err
	}
	r.More = more
	if r.Totals, err = d.totals(ctx); err != nil {
		return r, err
	}

	of, speaker := map[string]string{}, map[string]string{} // of statements; of sources within documents
	sources := map[string]*hearsay.Source{}
	here := map[string]bool{}   // claims
	needed := map[string]bool{} // documents
	wanted := map[string]bool{} // statements
	for _, w := range weighed {
		r.Claims = append(r.Claims, w.Claim)
		here[w.Claim.ID] = true
		for _, s := range w.Claim.Statements() {
			of[s] = w.Claim.ID
			wanted[s] = true
			needed[documentOf(s)] = true
		}
		for local, global := range w.Speakers {
			speaker[local] = global
		}
		for i := range w.Sources {
			sources[w.Sources[i].ID] = join(sources[w.Sources[i].ID], &w.Sources[i])
		}
		for _, e := range w.Evidence {
			if e.Document != "" {
				needed[e.Document] = true
			}
			r.Evidence = append(r.Evidence, e)
		}
	}
	// A story reads as a whole: what its documents go back to is there, and what goes back to them.
	documents := slices.Sorted(maps.Keys(needed))
	back, links, err := d.follow(ctx, documents, "", func(l *hearsay.Link) (string, string) { return l.From, l.To })
	if err != nil {
		return r, err
	}
	on, forth, err := d.follow(ctx, documents, "", func(l *hearsay.Link) (string, string) { return l.To, l.From })
	if err != nil {
		return r, err
	}
	sheets, err := d.sheets(ctx, append(on, back...))
	if err != nil {
		return r, err
	}
	links = slices.CompactFunc(slices.SortedFunc(slices.Values(append(links, forth...)), compareLinks), func(a, b hearsay.Link) bool { return a.ID == b.ID })
	pages := newPages(links, sheets)
	r.Links = append(pages.between(withErrors(settled(pages.between(links), sheets), sheets, new(slips))), pages.changes(links)...)

	for _, s := range sheets {
		r.Documents = append(r.Documents, *s.doc)
	}
	slices.SortFunc(r.Documents, compareDocuments)
	pages.fold(&r)
	for i := range r.Documents {
		fill(&r, sheets[r.Documents[i].ID].ext, of, speaker, wanted)
	}
	for i := range r.Claims {
		r.Claims[i].Relatives = slices.DeleteFunc(r.Claims[i].Relatives, func(id string) bool { return !here[id] })
	}
	for _, id := range slices.Sorted(maps.Keys(sources)) {
		src := *sources[id]
		src.Descriptions = slices.DeleteFunc(slices.Clone(src.Descriptions), func(x hearsay.Description) bool { return sheets[x.Document] == nil })
		r.Sources = append(r.Sources, src)
	}
	return r, nil
}

// first returns the claims of ids that come first by their rank, and how many more there are.
func (d *Desk) first(ctx context.Context, ids []string, o Options) (weighed []*hearsay.Weighed, more int, err error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if most := cmp.Or(o.Most, Shown); most > 0 && len(ids) > most {
		if ids, more, err = d.highest(ctx, ids, most); err != nil {
			return nil, 0, err
		}
	}
	for chunk := range slices.Chunk(ids, 1024) {
		claims, err := d.claims(ctx, chunk)
		if err != nil {
			return nil, 0, err
		}
		weighed = slices.AppendSeq(weighed, maps.Values(claims))
	}
	slices.SortFunc(weighed, func(a, b *hearsay.Weighed) int { return compareClaims(&a.Claim, &b.Claim) })
	return weighed, more, nil
}

// highest returns the n claims of ids that come first, and how many more there are. It reads of each only what that takes.
func (d *Desk) highest(ctx context.Context, ids []string, n int) (first []string, more int, err error) {
	type told struct {
		Claim struct {
			ID       string   `json:"id"`
			Text     string   `json:"text"`
			Tellings []string `json:"tellings"`
			Rank     float64  `json:"rank"`
		} `json:"claim"`
	}
	var best []hearsay.Claim
	for chunk := range slices.Chunk(ids, 1024) {
		claims, err := load[told](ctx, d.Store, hearsay.StageClaim, chunk)
		if err != nil {
			return nil, 0, err
		}
		for _, t := range claims {
			best = append(best, hearsay.Claim{ID: t.Claim.ID, Text: t.Claim.Text, Tellings: t.Claim.Tellings, Rank: t.Claim.Rank})
		}
		slices.SortFunc(best, func(a, b hearsay.Claim) int { return compareClaims(&a, &b) })
		if len(best) > n {
			more += len(best) - n
			best = slices.Clone(best[:n])
		}
	}
	for i := range best {
		first = append(first, best[i].ID)
	}
	return first, more, nil
}

// compareClaims puts the claim first that ranks higher, then the one told more often, then by words.
func compareClaims(a, b *hearsay.Claim) int {
	return cmp.Or(cmp.Compare(b.Rank, a.Rank), cmp.Compare(len(b.Tellings), len(a.Tellings)), strings.Compare(a.Text, b.Text), strings.Compare(a.ID, b.ID))
}

// compareDocuments puts the earlier document first, one without a time last.
func compareDocuments(a, b hearsay.Document) int {
	known := func(t hearsay.Time) int {
		if t.Known() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(known(a.Published), known(b.Published)), a.Published.At.Compare(b.Published.At), strings.Compare(a.Path, b.Path), strings.Compare(a.ID, b.ID))
}

// fill adds the statements of a document that are wanted, those that they name, and its remarks, with their claims and
// speakers.
func fill(r *hearsay.Report, ext *hearsay.Extraction, of, speaker map[string]string, wanted map[string]bool) {
	for again := true; again; {
		again = false
		for _, s := range ext.Statements {
			for _, id := range []string{s.Parent, s.Refers} {
				if wanted[s.ID] && id != "" && !wanted[id] {
					wanted[id], again = true, true
				}
			}
		}
	}
	for _, s := range ext.Statements {
		if wanted[s.ID] {
			s.Claim, s.Speaker = of[s.ID], speaker[s.Speaker]
			r.Statements = append(r.Statements, s)
		}
	}
	kept := map[string]bool{}
	for _, m := range ext.Remarks {
		kept[m.ID] = len(m.Statements) == 0 || len(claimsAbout(&m, of)) > 0
	}
	for _, m := range ext.Remarks {
		if kept[m.Contradicts] {
			kept[m.ID] = true
		}
		if kept[m.ID] && m.Contradicts != "" {
			kept[m.Contradicts] = true
		}
	}
	for _, m := range ext.Remarks {
		if kept[m.ID] {
			m.Claim = claimsAbout(&m, of)
			m.Statements = slices.DeleteFunc(slices.Clone(m.Statements), func(s string) bool { return !wanted[s] })
			r.Remarks = append(r.Remarks, m)
		}
	}
}

// join makes one source of what two claims know of it.
func join(a, b *hearsay.Source) *hearsay.Source {
	if a == nil {
		return b
	}
	c := *a
	for _, n := range b.Names {
		if !slices.Contains(c.Names, n) {
			c.Names = append(slices.Clip(c.Names), n)
		}
	}
	for _, d := range b.Descriptions {
		if !slices.Contains(c.Descriptions, d) {
			c.Descriptions = append(slices.Clip(c.Descriptions), d)
		}
	}
	if len(b.Name) > len(c.Name) || len(b.Name) == len(c.Name) && b.Name > c.Name { // small letters sort behind capitals: "Corvin" before "CORVIN"
		c.Name = b.Name
	}
	if !c.Access.Own() && b.Access != "" {
		c.Access = b.Access
	}
	slices.SortStableFunc(c.Names, func(x, y string) int { return cmp.Or(cmp.Compare(len(y), len(x)), strings.Compare(x, y)) })
	return &c
}

// enough is the score from which a claim is held to be about a query, as a share of the best one's.
const enough = 0.7

// about returns the claims that a query is about, wherever in the casebook they are.
func (d *Desk) about(ctx context.Context, query string) ([]string, error) {
	best := map[string]float64{}
	top := 0.0
	err := d.Store.Documents(ctx, func(doc hearsay.Document) error {
		sheets, err := d.prepared(ctx, []string{doc.ID})
		if err != nil {
			return err
		}
		s := sheets[doc.ID]
		_, of, err := d.claimsOf(ctx, slices.Sorted(maps.Keys(s.items)))
		if err != nil {
			return err
		}
		var items []match.Item
		for _, st := range s.ext.Statements {
			it := *s.items[st.ID]
			it.Statement.Claim = of[st.ID]
			items = append(items, it)
		}
		for _, hit := range match.About(query, items, map[string][]string{doc.ID: append([]string{doc.URL}, doc.Addresses...)}) {
			best[hit.Claim] = max(best[hit.Claim], hit.Score)
			top = max(top, hit.Score)
		}
		return nil
	})
	var ids []string
	for id, score := range best {
		if score >= 0.5 && score >= enough*top {
			ids = append(ids, id)
		}
	}
	return ids, err
}

// First returns the report of the first n claims of r, with all that they name.
func (d *Desk) First(ctx context.Context, r hearsay.Report, n int) (hearsay.Report, error) {
	if len(r.Claims) <= n {
		return r, nil
	}
	ids := make([]string, 0, n)
	for _, c := range r.Claims[:n] {
		ids = append(ids, c.ID)
	}
	first, err := d.report(ctx, ids, Options{About: r.About, Most: n})
	first.More = r.More + len(r.Claims) - n
	first.Skipped, first.Changed = r.Skipped, r.Changed
	return first, err
}
