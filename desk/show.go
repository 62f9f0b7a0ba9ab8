package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// A Thing is what Show found.
type Thing string

// The things that Show finds.
const (
	ClaimThing    Thing = "claim"
	DocumentThing Thing = "document"
	SourceThing   Thing = "source"
	ClaimsThing   Thing = "claims" // all that words are about
)

// Show finds what is asked for: a claim, a document or a source by its id; a document by its path or address; a source
// by its name; else the claims that the words are about. It returns what that is, its id, and a report that holds it
// with all that belongs to it.
func (d *Desk) Show(ctx context.Context, what string, o Options) (Thing, string, hearsay.Report, error) {
	what = strings.TrimSpace(what)
	claims, err := d.claims(ctx, []string{what})
	if err != nil {
		return "", "", hearsay.Report{}, err
	}
	if claims[what] != nil {
		r, err := d.report(ctx, append([]string{what}, claims[what].Claim.Relatives...), Options{Most: -1})
		return ClaimThing, what, r, err
	}
	document, errFind := d.find(ctx, what)
	if several := (severalError{}); errors.As(errFind, &several) {
		latest, err := d.latest(ctx, several.ids)
		if err != nil {
			return "", "", hearsay.Report{}, err
		}
		if latest != "" {
			document, errFind = latest, nil
		}
	}
	if errFind == nil {
		ids, err := d.claimsIn(ctx, []string{document})
		if err != nil {
			return "", "", hearsay.Report{}, err
		}
		r, err := d.report(ctx, ids, Options{Most: -1})
		for i := range r.Documents {
			if slices.ContainsFunc(r.Documents[i].Captures, func(c hearsay.Capture) bool { return c.ID == document }) {
				document = r.Documents[i].ID
			}
		}
		if err == nil && !slices.ContainsFunc(r.Documents, func(doc hearsay.Document) bool { return doc.ID == document }) {
			doc, errDoc := d.document(ctx, document)
			r.Documents, err = append(r.Documents, doc), errDoc
		}
		return DocumentThing, document, r, err
	}
	source, ids, err := d.source(ctx, what)
	if err != nil {
		return "", "", hearsay.Report{}, err
	}
	if source != "" {
		r, err := d.report(ctx, ids, Options{Most: -1})
		return SourceThing, source, r, err
	}
	if ids, err = d.about(ctx, what); err != nil {
		return "", "", hearsay.Report{}, err
	}
	if len(ids) == 0 {
		return "", "", hearsay.Report{}, fmt.Errorf("nothing in this casebook is %q or is about it; give an id, a path, an address, a name, or other words: %w", what, hearsay.ErrNotFound)
	}
	o.About = what
	r, err := d.report(ctx, ids, o)
	return ClaimsThing, "", r, err
}

// latest returns the last of documents that are one page, "" where they are several.
func (d *Desk) latest(ctx context.Context, ids []string) (string, error) {
	all, links, err := d.follow(ctx, ids, "", func(l *hearsay.Link) (string, string) { return l.From, l.To })
	if err != nil {
		return "", err
	}
	sheets, err := d.sheets(ctx, all)
	if err != nil {
		return "", err
	}
	pages := newPages(links, sheets)
	for _, id := range ids[1:] {
		if !pages.one(ids[0], id) {
			return "", nil
		}
	}
	return slices.MaxFunc(ids, func(a, b string) int { return pages.place(a) - pages.place(b) }), nil
}

// source returns the source with that id or name, and the claims in which it speaks; the id is empty where there is none.
// Of several with the name it is the one that speaks in most claims.
func (d *Desk) source(ctx context.Context, what string) (id string, claims []string, err error) {
	all, err := loadAll[hearsay.Weighed](ctx, d.Store, hearsay.StageClaim)
	if err != nil {
		return "", nil, err
	}
	in := map[string][]string{}
	for claim, w := range all {
		for _, s := range w.Sources {
			if s.ID == what || s.Kind != hearsay.Unnamed && slices.ContainsFunc(append(s.Names, s.Name), func(n string) bool { return strings.EqualFold(n, what) }) {
				in[s.ID] = append(in[s.ID], claim)
			}
		}
	}
	for s, ids := range in {
		if len(ids) > len(claims) || len(ids) == len(claims) && s < id {
			id, claims = s, ids
		}
	}
	return id, claims, nil
}

// All calls f with every row of the casebook, in the order of the documents: each document with its statements, its
// remarks and the links that lead from it; each claim with its evidence at the first of its documents; the sources at
// the end. In memory it holds the sources, and which claims were told.
func (d *Desk) All(ctx context.Context, f func(row any) error) error {
	told := map[string]bool{}   // claims
	looked := map[string]bool{} // documents whose story was searched for shared errors
	slipped := map[string][]hearsay.Link{}
	sources := map[string]*hearsay.Source{}
	var order []string
	err := d.Store.Documents(ctx, func(doc hearsay.Document) error {
		sheets, err := d.sheets(ctx, []string{doc.ID})
		if err != nil {
			return err
		}
		s := sheets[doc.ID]
		var statements []string
		wanted := map[string]bool{}
		for i := range s.ext.Statements {
			statements = append(statements, s.ext.Statements[i].ID)
			wanted[s.ext.Statements[i].ID] = true
		}
		claims, of, err := d.claimsOf(ctx, statements)
		if err != nil {
			return err
		}
		speaker := map[string]string{}
		var r hearsay.Report
		for _, st := range statements {
			w := claims[of[st]]
			if w == nil {
				continue
			}
			for local, global := range w.Speakers {
				speaker[local] = global
			}
			if told[w.Claim.ID] {
				continue
			}
			told[w.Claim.ID] = true
			r.Claims = append(r.Claims, w.Claim)
			r.Evidence = append(r.Evidence, w.Evidence...)
			for i := range w.Sources {
				id := w.Sources[i].ID
				if sources[id] == nil {
					order = append(order, id)
				}
				sources[id] = join(sources[id], &w.Sources[i])
			}
		}
		fill(&r, s.ext, of, speaker, wanted)
		links, err := d.linksFrom(ctx, doc.ID)
		if err != nil {
			return err
		}
		if !looked[doc.ID] {
			if err := d.sharedErrors(ctx, doc.ID, looked, slipped); err != nil {
				return err
			}
		}
		links = append(links, slipped[doc.ID]...)
		delete(slipped, doc.ID)
		slices.SortFunc(links, compareLinks)
		r.Documents, r.Links = []hearsay.Document{*s.doc}, links
		return rows(&r, f)
	})
	if err != nil {
		return err
	}
	for _, id := range order {
		if err := f(*sources[id]); err != nil {
			return err
		}
	}
	return nil
}

// linksFrom returns the links of a document to those that it depends on.
func (d *Desk) linksFrom(ctx context.Context, id string) ([]hearsay.Link, error) {
	ties, err := d.tied(ctx, linkTie, []string{id})
	if err != nil {
		return nil, err
	}
	var subjects []string
	documents := []string{id}
	for _, t := range ties {
		subjects = append(subjects, t[0]+" "+t[1])
		documents = append(documents, t[0], t[1])
	}
	found, err := load[[]hearsay.Link](ctx, d.Store, hearsay.StageLink, subjects)
	if err != nil {
		return nil, err
	}
	var links []hearsay.Link
	for _, s := range subjects {
		if found[s] == nil {
			continue
		}
		for _, l := range *found[s] {
			if documentOf(l.From) == id {
				links = append(links, l)
			}
		}
	}
	if len(links) == 0 {
		return nil, nil
	}
	sheets, err := d.sheets(ctx, documents)
	if err != nil {
		return nil, err
	}
	return settled(links, sheets), nil
}

// sharedErrors puts to found, by the document that they lead from, the links between documents that share errors in the
// story that links hold together around a document, and to looked all documents of the story.
func (d *Desk) sharedErrors(ctx context.Context, id string, looked map[string]bool, found map[string][]hearsay.Link) error {
	documents := []string{id}
	var links []hearsay.Link
	for {
		back, _, err := d.follow(ctx, documents, "", func(l *hearsay.Link) (string, string) { return l.From, l.To })
		if err != nil {
			return err
		}
		all, forth, err := d.follow(ctx, back, "", func(l *hearsay.Link) (string, string) { return l.To, l.From })
		if err != nil {
			return err
		}
		links = forth
		if len(all) == len(documents) || len(all) > many {
			documents = all
			break
		}
		documents = all
	}
	for _, member := range documents {
		looked[member] = true
	}
	if len(documents) < few || len(documents) > many {
		return nil
	}
	sheets, err := d.sheets(ctx, documents)
	if err != nil {
		return err
	}
	pages := newPages(links, sheets)
	for _, l := range pages.between(withErrors(settled(pages.between(links), sheets), sheets, new(slips))) {
		if l.Kind == hearsay.SharesError {
			found[l.From] = append(found[l.From], l)
		}
	}
	return nil
}

// rows calls f with the rows of r.
func rows(r *hearsay.Report, f func(row any) error) error {
	var all []any
	for _, x := range r.Documents {
		all = append(all, x)
	}
	for _, x := range r.Statements {
		all = append(all, x)
	}
	for _, x := range r.Remarks {
		all = append(all, x)
	}
	for _, x := range r.Links {
		all = append(all, x)
	}
	for _, x := range r.Claims {
		all = append(all, x)
	}
	for _, x := range r.Evidence {
		all = append(all, x)
	}
	for _, x := range all {
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}
