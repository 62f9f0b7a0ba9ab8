package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

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
	back   *web              // what documents go back to
	slips  *slips
	ties   *index // of statements, where most of the casebook's are weighed; else nil

	writing line // the claims of the components before
}

// seeded is how many statements a weighing starts from at once: what bounds its memory, as components are small.
const seeded = 512

// weighAll weighs the claims of all statements, and writes what is new. old names claims that have lost statements.
// It returns what changed, in the order of the claims' ids. With gone it writes nothing and returns the findings.
func (d *Desk) weighAll(ctx context.Context, command string, statements, old []string, gone string) (changes []hearsay.ClaimChange, kept []finding, err error) {
	w := &weighing{Desk: d, gone: gone, seen: map[string]bool{}, before: map[string]bool{}, after: map[string]bool{}, moved: map[string]string{}, slips: new(slips),
		back: newBack(gone)}
	keep := func(found []finding, fresh int) error {
		if fresh != 0 {
			f, err := d.countClaims(ctx, fresh)
			if err != nil {
				return err
			}
			found = append(found, f)
		}
		if gone != "" {
			kept = append(kept, found...)
			return nil
		}
		return d.keep(ctx, command, found)
	}
	for _, id := range old {
		w.before[id] = true
	}
	sizes, err := d.totals(ctx)
	if err != nil {
		return nil, nil, err
	}
	if len(statements) > seeded && share*len(statements) >= sizes.Statements && sizes.Documents <= indexed {
		if w.ties, err = d.newIndex(ctx, pairTie, nil); err != nil {
			return nil, nil, err
		}
	}
	defer w.writing.wait()
	n := 0
	for chunk := range slices.Chunk(statements, seeded) {
		components, err := w.components(ctx, chunk)
		if err != nil {
			return changes, nil, err
		}
		found, ch, err := w.weigh(ctx, components)
		if err != nil {
			return changes, nil, err
		}
		changes = append(changes, ch...)
		fresh := 0
		if gone == "" {
			fresh, w.fresh = w.fresh, 0
		}
		if err := w.writing.next(func() error { return keep(found, fresh) }); err != nil {
			return changes, nil, err
		}
		n += len(chunk)
		d.tell("weighing", n, len(statements))
	}
	if err := w.writing.wait(); err != nil {
		return changes, nil, err
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
	slices.SortFunc(changes, func(a, b hearsay.ClaimChange) int { return strings.Compare(a.Claim, b.Claim) })
	err = keep(found, w.fresh)
	return changes, kept, err
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
		ties, err := w.paired(ctx, asked)
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
			p.Why = nil // nobody asks here, and there are many
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

// paired returns the statements that statements are tied to by pairs, as tied does.
func (w *weighing) paired(ctx context.Context, statements []string) ([][2]string, error) {
	if w.ties == nil {
		return w.tied(ctx, pairTie, statements)
	}
	var pairs [][2]string
	for _, s := range statements {
		for _, o := range w.ties.tied(s) {
			pairs = append(pairs, [2]string{min(s, o), max(s, o)})
		}
	}
	slices.SortFunc(pairs, compareTies)
	return slices.Compact(pairs), nil
}

// A making is a component on its way to its claims.
type making struct {
	component
	documents []string          // that hold its statements, sorted
	twins     map[string]string // of statements that stand in a page brought twice, the one in its place that is gathered
	claims    []hearsay.Claim
	old       map[string]*hearsay.Weighed // claims that held any of its statements
	before    map[string]string           // and which of them held which
	of        map[string]string           // of its statements the claims
	near      map[string][]string         // of its claims the relatives
	told      map[string][]string         // and the documents

	weighed []weighed // the claims, in their order
}

// A weighed claim is ready to be written.
type weighed struct {
	body   []byte
	change *hearsay.ClaimChange
	err    error
}

// weigh makes the claims of components. What that needs from the store is read for all of them at once; the rest is
// computed from memory, several components at a time, but for what depends on their order.
func (w *weighing) weigh(ctx context.Context, components []component) (found []finding, changes []hearsay.ClaimChange, err error) {
	all := make([]making, len(components))
	var documents, statements []string
	for i, c := range components {
		m := &all[i]
		m.component = c
		for _, s := range c.statements {
			m.documents = append(m.documents, documentOf(s))
		}
		slices.Sort(m.documents)
		m.documents = slices.Compact(m.documents)
		documents, statements = append(documents, m.documents...), append(statements, c.statements...)
	}
	if len(w.back.links) > shelved { // what other chunks needed is not kept for ever
		w.back, w.slips = newBack(w.gone), new(slips)
	}
	if err := w.extend(ctx, w.back, documents); err != nil {
		return nil, nil, err
	}
	documents, links := w.back.walk(documents)
	sheets, err := w.prepared(ctx, documents)
	if err != nil {
		return nil, nil, err
	}
	pages := newPages(links, sheets)
	old, before, err := w.claimsOf(ctx, statements)
	if err != nil {
		return nil, nil, err
	}
	w.share(ctx, len(all), func(i int) { all[i].gather(sheets, pages, old, before) })
	for i := range all {
		for k := range all[i].claims {
			w.rename(&all[i].claims[k])
		}
	}
	g := &grounds{sheets: sheets, back: w.back, slips: w.slips}
	var each []func() // one component may hold most claims of a pile
	for i := range all {
		m := &all[i]
		m.tie()
		for k := range m.claims {
			each = append(each, func() { m.weighed[k] = m.weigh(&m.claims[k], g) })
		}
	}
	w.share(ctx, len(each), func(i int) { each[i]() })
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	for i := range all {
		m := &all[i]
		for k, c := range m.claims {
			done := &m.weighed[k]
			if done.err != nil {
				return nil, nil, done.err
			}
			if m.old[c.ID] == nil {
				w.fresh++
			}
			if done.change != nil {
				changes = append(changes, *done.change)
			}
			f := finding{result: hearsay.Result{Stage: hearsay.StageClaim, Subject: c.ID, Version: version, Body: done.body}}
			for _, s := range c.Statements() {
				if m.before[s] != c.ID {
					f.keys = append(f.keys, tie(claimTie, s, c.ID)...)
					w.moved[m.before[s]] = c.ID
				}
			}
			found = append(found, f)
		}
	}
	return found, changes, nil
}

// gather puts the statements of m together to claims. old and before are those of all components.
func (m *making) gather(sheets map[string]*sheet, pages pages, old map[string]*hearsay.Weighed, before map[string]string) {
	m.old, m.before = map[string]*hearsay.Weighed{}, map[string]string{}
	m.twins = pages.twins(m.statements, sheets)
	var items []match.Item
	for _, s := range m.statements {
		if it := sheets[documentOf(s)].items[s]; it != nil && m.twins[s] == "" {
			items = append(items, *it)
		}
		if id := before[s]; id != "" {
			m.before[s], m.old[id] = id, old[id]
		}
	}
	if len(m.twins) > 0 {
		m.pairs = slices.DeleteFunc(slices.Clone(m.pairs), func(p hearsay.Pair) bool { return m.twins[p.A] != "" || m.twins[p.B] != "" })
	}
	votes := maps.Clone(m.before)
	for _, s := range m.statements { // a claim keeps its id where what was brought later stands first
		first := m.twins[s]
		if first != "" && votes[first] == "" && votes[s] != "" {
			votes[first] = votes[s]
		}
	}
	m.claims = match.Gather(items, m.pairs, votes)
}

// tie fills in what the claims of m have to do with each other.
func (m *making) tie() {
	m.of, m.told, m.weighed = map[string]string{}, map[string][]string{}, make([]weighed, len(m.claims))
	for i := range m.claims {
		c := &m.claims[i]
		for _, s := range c.Statements() {
			m.of[s] = c.ID
			m.told[c.ID] = append(m.told[c.ID], documentOf(s))
		}
	}
	for s, first := range m.twins {
		if id := m.of[first]; id != "" {
			m.of[s] = id
		}
	}
	m.near = relatives(m.pairs, m.of)
}

// weigh weighs a claim of m in the story that its documents tell together with those of its relatives. Documents that only say what the
// same page says that was brought before take no part.
func (m *making) weigh(c *hearsay.Claim, g *grounds) weighed {
	documents := slices.Clone(m.told[c.ID])
	for _, id := range m.near[c.ID] {
		documents = append(documents, m.told[id]...)
	}
	slices.Sort(documents)
	story := newStory(slices.Compact(documents), g)
	story.once(c, m.twins)
	story.setClaims(m.of)
	tellings := make([]match.Item, 0, len(c.Tellings))
	for _, id := range c.Tellings {
		tellings = append(tellings, *g.sheets[documentOf(id)].items[id])
	}
	c.Parts = match.Parts(c, tellings)
	c.Relatives = m.near[c.ID]
	now := story.weigh(*c)
	body, err := json.Marshal(now)
	if err != nil {
		return weighed{err: fmt.Errorf("claim %s: %w", c.ID, err)}
	}
	return weighed{body: body, change: changed(m.old[c.ID], now, story)}
}

// rename gives c another id where its own went to another claim in this weighing: that happens where a better method
// takes a claim apart.
func (w *weighing) rename(c *hearsay.Claim) {
	for n := 2; w.after[c.ID]; n++ {
		c.ID = match.ClaimID(fmt.Sprintf("%s %d", slices.Min(c.Statements()), n))
	}
	w.after[c.ID] = true
}

// claimsOf returns the claims that hold any of statements, and to which claim each belongs.
func (w *weighing) claimsOf(ctx context.Context, statements []string) (claims map[string]*hearsay.Weighed, of map[string]string, err error) {
	ids, err := w.claimTies(ctx, statements)
	if err == nil && len(ids) > 0 { // what is under way may write some of them
		err = w.writing.wait()
	}
	if err != nil {
		return nil, nil, err
	}
	claims, of, err = w.among(ctx, ids, statements)
	for id := range claims {
		w.before[id] = true
	}
	return claims, of, err
}

// claimsOf returns the claims that hold any of statements, and to which claim each belongs.
func (d *Desk) claimsOf(ctx context.Context, statements []string) (claims map[string]*hearsay.Weighed, of map[string]string, err error) {
	ids, err := d.claimTies(ctx, statements)
	if err != nil {
		return nil, nil, err
	}
	return d.among(ctx, ids, statements)
}

// claimTies returns the claims that hold any of statements, or did, sorted.
func (d *Desk) claimTies(ctx context.Context, statements []string) (ids []string, err error) {
	ties, err := d.tied(ctx, claimTie, statements)
	for _, t := range ties {
		ids = append(ids, t[0]) // a claim's id begins with c, a statement's with d
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// among returns those claims of ids that hold any of statements, and to which each of these belongs.
func (d *Desk) among(ctx context.Context, ids, statements []string) (claims map[string]*hearsay.Weighed, of map[string]string, err error) {
	if claims, err = d.claims(ctx, ids); err != nil {
		return nil, nil, err
	}
	asked := map[string]bool{}
	for _, s := range statements {
		asked[s] = true
	}
	of = map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(claims)) {
		c := claims[id]
		holds := false
		for _, s := range c.Claim.Statements() {
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

// A web holds, of the documents that it was extended to, the links that lead on from them in one direction; those between versions of one
// page in both.
type web struct {
	gone    string                                // a document to be left out, as if it were removed
	way     func(*hearsay.Link) (from, to string) // in which direction
	settled bool                                  // only links that are needed; they lead from what depends to what it depends on
	links   map[string][]hearsay.Link             // by the document that they lead from; nil where none do
}

func newWeb(gone string, way func(*hearsay.Link) (from, to string)) *web {
	return &web{gone: gone, way: way, links: map[string][]hearsay.Link{}}
}

// newBack returns the web of what documents go back to by the links that are needed. In a large pile most links are not: whoever names an
// outlet may have it from any of its documents.
func newBack(gone string) *web {
	b := newWeb(gone, func(l *hearsay.Link) (string, string) { return l.From, l.To })
	b.settled = true
	return b
}

// lookedUp is of how many documents the links are looked up at once: what bounds the memory that this takes, as most links are not needed.
const lookedUp = 128

// extend adds to b documents, and all to which links lead from them, for as long as they lead on.
func (d *Desk) extend(ctx context.Context, b *web, documents []string) error {
	var frontier []string
	reach := func(id string) {
		if _, known := b.links[id]; !known {
			b.links[id] = nil
			frontier = append(frontier, id)
		}
	}
	for _, id := range documents {
		reach(id)
	}
	for len(frontier) > 0 {
		asked := frontier[:min(len(frontier), lookedUp)]
		frontier = frontier[len(asked):]
		ties, err := d.tied(ctx, linkTie, asked)
		if err != nil {
			return err
		}
		var subjects, ends []string
		for _, t := range ties {
			if t[0] != b.gone && t[1] != b.gone {
				subjects = append(subjects, t[0]+" "+t[1])
				ends = append(ends, t[0], t[1])
			}
		}
		found, err := load[[]hearsay.Link](ctx, d.Store, hearsay.StageLink, subjects)
		if err != nil {
			return err
		}
		var sheets map[string]*sheet
		if b.settled {
			if sheets, err = d.sheets(ctx, ends); err != nil {
				return err
			}
		}
		links := make(map[string][]hearsay.Link, len(asked))
		for _, id := range asked {
			links[id] = nil
		}
		for _, s := range slices.Sorted(maps.Keys(found)) {
			for _, l := range *found[s] {
				from, to := b.way(&l)
				ends := []string{documentOf(from)}
				if l.OnePage() { // of one page, all versions are reached from each
					ends = append(ends, documentOf(to))
				}
				for _, id := range ends {
					if known, asked := links[id]; asked {
						links[id] = append(known, l)
					}
				}
			}
		}
		for _, id := range asked {
			if b.settled { // which of a document's links are needed is a matter of these alone
				links[id] = settled(links[id], sheets)
			}
			b.links[id] = links[id]
			for i := range links[id] {
				reach(other(&links[id][i], id))
			}
		}
	}
	return nil
}

// other returns the document at the other end of a link.
func other(l *hearsay.Link, document string) string {
	if from := documentOf(l.From); from != document {
		return from
	}
	return documentOf(l.To)
}

// walk returns all documents that links lead to from documents, themselves included, sorted, with the links that it went
// along. The web was extended to documents before.
func (b *web) walk(documents []string) ([]string, []hearsay.Link) {
	reached := map[string]bool{}
	for _, id := range documents {
		reached[id] = true
	}
	all := slices.Sorted(maps.Keys(reached))
	var links []hearsay.Link
	for i := 0; i < len(all); i++ {
		for _, l := range b.links[all[i]] {
			links = append(links, l)
			if to := other(&l, all[i]); !reached[to] {
				reached[to] = true
				all = append(all, to)
			}
		}
	}
	slices.Sort(all)
	slices.SortFunc(links, compareLinks)
	return all, slices.CompactFunc(links, func(x, y hearsay.Link) bool { return x.ID == y.ID })
}

// follow walks links for as long as they lead on, from the first that way returns to the second, and returns all
// documents that it came by, sorted, with the links that it went along.
func (d *Desk) follow(ctx context.Context, documents []string, gone string, way func(*hearsay.Link) (string, string)) ([]string, []hearsay.Link, error) {
	b := newWeb(gone, way)
	if err := d.extend(ctx, b, documents); err != nil {
		return nil, nil, err
	}
	all, links := b.walk(documents)
	return all, links, nil
}

func compareLinks(a, b hearsay.Link) int {
	return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.ID, b.ID))
}

// settled leaves of links those that are needed.
func settled(links []hearsay.Link, sheets map[string]*sheet) []hearsay.Link {
	docs := map[string]*hearsay.Document{}
	for _, l := range links {
		for _, id := range []string{l.From, l.To} {
			if s := sheets[id]; s != nil {
				docs[id] = s.doc
			}
		}
	}
	return trace.Settle(links, docs)
}

// few and many are between how many documents a story must have for errors in common to tell something, and to be looked for.
const few, many = 3, 100

// withErrors puts to links, which lead between documents of sheets, those between documents that share errors. It looks in
// each set of documents that links hold together.
func withErrors(links []hearsay.Link, sheets map[string]*sheet, e *slips) []hearsay.Link {
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
		all = append(all, e.links(groups[id], sheets)...)
	}
	slices.SortFunc(all, compareLinks)
	return all
}

// Slips are the links between documents that share errors, by the documents among which they were looked for: many components
// lie in the same ones. The zero value holds none.
type slips struct {
	mu    sync.Mutex
	known map[string]func() []hearsay.Link
}

func (e *slips) links(documents []string, sheets map[string]*sheet) []hearsay.Link {
	key := strings.Join(documents, " ")
	e.mu.Lock()
	find := e.known[key]
	if find == nil {
		find = sync.OnceValue(func() []hearsay.Link {
			var docs []*trace.Doc
			for _, id := range documents {
				sheets[id].prepare()
				docs = append(docs, sheets[id].traced)
			}
			return trace.Errors(docs)
		})
		if e.known == nil {
			e.known = map[string]func() []hearsay.Link{}
		}
		e.known[key] = find
	}
	e.mu.Unlock()
	return find()
}
