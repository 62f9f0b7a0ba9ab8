package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/trace"
)

// A component is what chains of pairs connect: the statements of one claim, or of several that are relatives.
type component struct {
	statements []string // sorted
	pairs      []hearsay.Pair
}

// A weighing makes the claims of components anew and collects what is to be written.
type weighing struct {
	*Desk
	gone   string // a document to be left out, as if it were removed
	seen   map[string]bool
	before map[string]bool   // claims that there were
	after  map[string]bool   // claims that there are
	moved  map[string]string // where statements of a claim went
	fresh  int               // how many there are more
}

// seeded is how many statements a weighing starts from at once: what bounds its memory, as components are small.
const seeded = 2048

// weighAll weighs the claims of all statements, and writes what is new. old names claims that have lost statements.
// It returns what changed, in the order of the claims' ids. With gone it writes nothing and returns the findings.
func (d *Desk) weighAll(ctx context.Context, command string, statements, old []string, gone string) (changes []hearsay.ClaimChange, kept []finding, err error) {
	w := &weighing{Desk: d, gone: gone, seen: map[string]bool{}, before: map[string]bool{}, after: map[string]bool{}, moved: map[string]string{}}
	keep := func(found []finding) error {
		if gone != "" {
			kept = append(kept, found...)
			return nil
		}
		return d.keep(ctx, command, found)
	}
	for _, id := range old {
		w.before[id] = true
	}
	n := 0
	for chunk := range slices.Chunk(statements, seeded) {
		components, err := w.components(ctx, chunk)
		if err != nil {
			return changes, nil, err
		}
		var found []finding
		for _, c := range components {
			f, ch, err := w.component(ctx, c)
			if err != nil {
				return changes, nil, err
			}
			found, changes = append(found, f...), append(changes, ch...)
			if err := ctx.Err(); err != nil {
				return changes, nil, err
			}
		}
		if gone == "" && w.fresh != 0 {
			f, err := d.countClaims(ctx, w.fresh)
			if err != nil {
				return changes, nil, err
			}
			found, w.fresh = append(found, f), 0
		}
		if err := keep(found); err != nil {
			return changes, nil, err
		}
		n += len(chunk)
		d.tell("weighing", n, len(statements))
	}
	var lost []string
	for id := range w.before {
		if !w.after[id] {
			lost = append(lost, id)
		}
	}
	slices.Sort(lost)
	was, err := d.claims(ctx, lost)
	if err != nil {
		return changes, nil, err
	}
	var found []finding
	for _, id := range lost {
		if was[id] == nil {
			continue
		}
		w.fresh--
		changes = append(changes, hearsay.ClaimChange{Claim: id, What: []string{w.whyGone(&was[id].Claim)}})
		found = append(found, finding{result: hearsay.Result{Stage: hearsay.StageClaim, Subject: id, Version: version}})
	}
	if w.fresh != 0 {
		f, err := d.countClaims(ctx, w.fresh)
		if err != nil {
			return changes, nil, err
		}
		found = append(found, f)
	}
	slices.SortFunc(changes, func(a, b hearsay.ClaimChange) int { return strings.Compare(a.Claim, b.Claim) })
	return changes, kept, keep(found)
}

// whyGone says what became of a claim that is no more.
func (w *weighing) whyGone(c *hearsay.Claim) string {
	if to := w.moved[c.ID]; to != "" {
		return fmt.Sprintf("gone: “%s” is one with %s now", c.Text, to)
	}
	return fmt.Sprintf("gone: nobody tells “%s” any more", c.Text)
}

// components returns the components that statements are in, those seen before left out, in the order of their first
// statements.
func (w *weighing) components(ctx context.Context, statements []string) ([]component, error) {
	leader := map[string]string{}
	find := func(s string) string {
		for leader[s] != s {
			leader[s] = leader[leader[s]]
			s = leader[s]
		}
		return s
	}
	var frontier []string
	reach := func(s string) {
		if _, is := leader[s]; !is && documentOf(s) != w.gone {
			leader[s] = s
			frontier = append(frontier, s)
		}
	}
	for _, s := range statements {
		if !w.seen[s] {
			reach(s)
		}
	}
	pairs := map[string]*hearsay.Pair{}
	for len(frontier) > 0 {
		asked := frontier
		frontier = nil
		ties, err := w.tied(ctx, pairTie, asked)
		if err != nil {
			return nil, err
		}
		var subjects []string
		for _, t := range ties {
			if s := t[0] + " " + t[1]; pairs[s] == nil && documentOf(t[0]) != w.gone && documentOf(t[1]) != w.gone {
				subjects = append(subjects, s)
			}
		}
		found, err := load[hearsay.Pair](ctx, w.Store, hearsay.StagePair, subjects)
		if err != nil {
			return nil, err
		}
		for _, s := range slices.Sorted(maps.Keys(found)) {
			p := found[s]
			pairs[s] = p
			reach(p.A)
			reach(p.B)
			a, b := find(p.A), find(p.B)
			leader[max(a, b)] = min(a, b)
		}
	}
	groups := map[string]*component{}
	for s := range leader {
		w.seen[s] = true
		l := find(s)
		if groups[l] == nil {
			groups[l] = &component{}
		}
		groups[l].statements = append(groups[l].statements, s)
	}
	for _, s := range slices.Sorted(maps.Keys(pairs)) {
		g := groups[find(pairs[s].A)]
		g.pairs = append(g.pairs, *pairs[s])
	}
	var all []component
	for _, l := range slices.Sorted(maps.Keys(groups)) {
		slices.Sort(groups[l].statements)
		all = append(all, *groups[l])
	}
	return all, nil
}

// component makes the claims of one component.
func (w *weighing) component(ctx context.Context, c component) (found []finding, changes []hearsay.ClaimChange, err error) {
	var documents []string
	for _, s := range c.statements {
		documents = append(documents, documentOf(s))
	}
	slices.Sort(documents)
	documents = slices.Compact(documents)
	lineage, err := w.lineage(ctx, documents)
	if err != nil {
		return nil, nil, err
	}
	sheets, err := w.prepared(ctx, lineage.documents)
	if err != nil {
		return nil, nil, err
	}
	old, before, err := w.claimsOf(ctx, c.statements)
	if err != nil {
		return nil, nil, err
	}

	var items []match.Item
	for _, s := range c.statements {
		if it, is := sheets[documentOf(s)].items[s]; is {
			items = append(items, it)
		}
	}
	claims := match.Gather(items, c.pairs, before)
	story := newStory(sheets, documents, lineage)
	of := map[string]string{}
	for i := range claims {
		w.rename(&claims[i])
		for _, s := range slices.Concat(claims[i].Tellings, claims[i].Others) {
			of[s] = claims[i].ID
		}
	}
	story.setClaims(of)
	near := relatives(c.pairs, of)
	for i := range claims {
		claims[i].Parts = match.Parts(&claims[i], items)
		claims[i].Relatives = near[claims[i].ID]
		now := story.weigh(claims[i])
		id := now.Claim.ID
		was := old[id]
		if was == nil {
			w.fresh++
		}
		if change := changed(was, now, story); change != nil {
			changes = append(changes, *change)
		}
		body, err := json.Marshal(now)
		if err != nil {
			return nil, nil, fmt.Errorf("claim %s: %w", id, err)
		}
		f := finding{result: hearsay.Result{Stage: hearsay.StageClaim, Subject: id, Version: version, Body: body}}
		for _, s := range slices.Concat(claims[i].Tellings, claims[i].Others) {
			if before[s] != id {
				f.keys = append(f.keys, tie(claimTie, s, id)...)
				w.moved[before[s]] = id
			}
		}
		found = append(found, f)
	}
	return found, changes, nil
}

// rename gives c another id where its own went to another claim in this weighing: that happens where a better method
// takes a claim apart.
func (w *weighing) rename(c *hearsay.Claim) {
	for n := 2; w.after[c.ID]; n++ {
		c.ID = match.ClaimID(fmt.Sprintf("%s %d", slices.Min(slices.Concat(c.Tellings, c.Others)), n))
	}
	w.after[c.ID] = true
}

// claimsOf returns the claims that hold any of statements, and to which claim each belongs.
func (w *weighing) claimsOf(ctx context.Context, statements []string) (claims map[string]*hearsay.Weighed, of map[string]string, err error) {
	claims, of, err = w.Desk.claimsOf(ctx, statements)
	for id := range claims {
		w.before[id] = true
	}
	return claims, of, err
}

// claimsOf returns the claims that hold any of statements, and to which claim each belongs.
func (d *Desk) claimsOf(ctx context.Context, statements []string) (claims map[string]*hearsay.Weighed, of map[string]string, err error) {
	ties, err := d.tied(ctx, claimTie, statements)
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, t := range ties {
		ids = append(ids, t[0]) // a claim's id begins with c, a statement's with d
	}
	slices.Sort(ids)
	if claims, err = d.claims(ctx, slices.Compact(ids)); err != nil {
		return nil, nil, err
	}
	asked := map[string]bool{}
	for _, s := range statements {
		asked[s] = true
	}
	of = map[string]string{}
	for id, c := range claims {
		holds := false
		for _, s := range slices.Concat(c.Claim.Tellings, c.Claim.Others) {
			if asked[s] {
				of[s], holds = id, true
			}
		}
		if !holds {
			delete(claims, id)
		}
	}
	return claims, of, nil
}

// relatives says, for each claim, to which others a pair leads.
func relatives(pairs []hearsay.Pair, of map[string]string) map[string][]string {
	all := map[string][]string{}
	for _, p := range pairs {
		if a, b := of[p.A], of[p.B]; a != b && a != "" && b != "" {
			all[a], all[b] = append(all[a], b), append(all[b], a)
		}
	}
	for id := range all {
		slices.Sort(all[id])
		all[id] = slices.Compact(all[id])
	}
	return all
}

// A lineage is a set of documents with all that they go back to, and the links between them.
type lineage struct {
	documents []string // sorted
	links     []hearsay.Link
}

// lineage follows links from documents to what they depend on.
func (w *weighing) lineage(ctx context.Context, documents []string) (lineage, error) {
	all, links, err := w.follow(ctx, documents, w.gone, func(l *hearsay.Link) (string, string) { return l.From, l.To })
	return lineage{all, links}, err
}

// follow walks links for as long as they lead on, from the first that way returns to the second, and returns all
// documents that it came by, sorted, with the links that it went along.
func (d *Desk) follow(ctx context.Context, documents []string, gone string, way func(*hearsay.Link) (string, string)) ([]string, []hearsay.Link, error) {
	reached := map[string]bool{}
	walked := map[string]hearsay.Link{}
	for _, id := range documents {
		reached[id] = true
	}
	for frontier := documents; len(frontier) > 0; {
		ties, err := d.tied(ctx, linkTie, frontier)
		if err != nil {
			return nil, nil, err
		}
		var subjects []string
		for _, t := range ties {
			if t[0] != gone && t[1] != gone {
				subjects = append(subjects, t[0]+" "+t[1])
			}
		}
		found, err := load[[]hearsay.Link](ctx, d.Store, hearsay.StageLink, subjects)
		if err != nil {
			return nil, nil, err
		}
		asked := map[string]bool{}
		for _, id := range frontier {
			asked[id] = true
		}
		frontier = nil
		for _, s := range slices.Sorted(maps.Keys(found)) {
			for _, l := range *found[s] {
				from, to := way(&l)
				if !asked[documentOf(from)] {
					continue
				}
				walked[l.ID] = l
				if to = documentOf(to); !reached[to] {
					reached[to] = true
					frontier = append(frontier, to)
				}
			}
		}
	}
	links := slices.SortedFunc(maps.Values(walked), compareLinks)
	return slices.Sorted(maps.Keys(reached)), links, nil
}

func compareLinks(a, b hearsay.Link) int {
	return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.ID, b.ID))
}

// settled leaves of links those that are needed.
func settled(links []hearsay.Link, sheets map[string]*sheet) []hearsay.Link {
	docs := make(map[string]*hearsay.Document, len(sheets))
	for id, s := range sheets {
		docs[id] = s.doc
	}
	return trace.Settle(links, docs)
}

// few and many are between how many documents a story must have for errors in common to tell something, and to be looked for.
const few, many = 3, 100

// withErrors puts to links, which lead between documents of sheets, those between documents that share errors. It looks in
// each set of documents that links hold together.
func withErrors(links []hearsay.Link, sheets map[string]*sheet) []hearsay.Link {
	leader := map[string]string{}
	find := func(id string) string {
		for leader[id] != "" && leader[id] != id {
			id = leader[id]
		}
		return id
	}
	for _, l := range links {
		a, b := find(documentOf(l.From)), find(documentOf(l.To))
		leader[max(a, b)] = min(a, b)
		leader[min(a, b)] = min(a, b)
	}
	groups := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(leader)) {
		if sheets[id] != nil {
			groups[find(id)] = append(groups[find(id)], id)
		}
	}
	all := slices.Clone(links)
	for _, id := range slices.Sorted(maps.Keys(groups)) {
		if len(groups[id]) < few || len(groups[id]) > many {
			continue
		}
		var docs []*trace.Doc
		for _, member := range groups[id] {
			sheets[member].prepare()
			docs = append(docs, sheets[member].traced)
		}
		all = append(all, trace.Errors(docs)...)
	}
	slices.SortFunc(all, compareLinks)
	return all
}
