package desk

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/trace"
	"github.com/hearsay-news/hearsay/weigh"
)

// version names all methods that a claim's result rests on.
const version = extract.Version + " " + match.Version + " " + trace.Version + " " + weigh.Version

// A story is what a claim is weighed in: the documents that tell it and its relatives, and all that these go back to.
type story struct {
	*ground
	pile   hearsay.Pile
	names  *weigh.Names
	scale  *weigh.Scale
	traces *trace.Lineage
}

// newStory makes a story. documents are those that hold the statements of the claim and of its relatives, sorted.
func newStory(documents []string, g *grounds) *story {
	s := &story{ground: g.of(documents), names: &g.names}
	s.pile = hearsay.Pile{Documents: s.documents, Statements: map[string]*hearsay.Statement{}, Sources: s.sources, Links: s.links}
	for _, id := range documents {
		ext := s.sheets[id].ext
		for _, st := range ext.Statements {
			st.Speaker = s.source(st.Speaker)
			s.pile.Statements[st.ID] = &st
		}
		s.pile.Remarks = append(s.pile.Remarks, ext.Remarks...)
		s.pile.Responses = append(s.pile.Responses, ext.Responses...)
		s.pile.Withdrawals = append(s.pile.Withdrawals, ext.Withdrawals...)
	}
	s.today()
	return s
}

// source returns the id over all documents of a source within one.
func (s *ground) source(id string) string {
	if global, is := s.global[id]; is {
		return global
	}
	return id
}

// A ground is what all claims have in common whose stories are told by the same documents. It is read only.
type ground struct {
	sheets    map[string]*sheet
	documents map[string]*hearsay.Document // with all that they go back to
	pages     pages
	links     []hearsay.Link      // between these
	back      map[string][]string // from a document to those that it depends on
	sources   map[string]*hearsay.Source
	global    map[string]string // from a source's id within its document to that over all of them
}

// describedBy puts ids over all documents where a source describes itself.
func describedBy(src *hearsay.Source, of map[string]string) {
	src.Descriptions = slices.Clone(src.Descriptions)
	for i := range src.Descriptions {
		if id, is := of[src.Descriptions[i].By]; is {
			src.Descriptions[i].By = id
		}
	}
}

// Grounds are the grounds of sets of documents, and what names in these stand for. Most claims are told by one document, or by a few:
// those grounds are kept.
type grounds struct {
	sheets map[string]*sheet
	back   *web
	slips  *slips
	names  weigh.Names
	mu     sync.Mutex
	known  map[string]func() *ground
}

// keptGround is how many documents a ground has at most that is kept: most claims are told by fewer, also where articles have been
// copied ten times.
const keptGround = 32

// of returns the ground of documents, which are sorted.
func (g *grounds) of(documents []string) *ground {
	if len(documents) > keptGround {
		return g.find(documents)
	}
	key := strings.Join(documents, " ")
	g.mu.Lock()
	find := g.known[key]
	if find == nil {
		find = sync.OnceValue(func() *ground { return g.find(documents) })
		if g.known == nil {
			g.known = map[string]func() *ground{}
		}
		g.known[key] = find
	}
	g.mu.Unlock()
	return find()
}

func (g *grounds) find(documents []string) *ground {
	all, links := g.back.walk(documents)
	s := &ground{sheets: g.sheets, documents: make(map[string]*hearsay.Document, len(all)), pages: newPages(links, g.sheets),
		back: map[string][]string{}, sources: map[string]*hearsay.Source{}}
	if len(s.pages) > 0 { // what is left is to be settled anew
		links = settled(s.pages.between(links), g.sheets)
	}
	s.links = append(s.pages.between(withErrors(links, g.sheets, g.slips)), s.pages.back()...)
	slices.SortFunc(s.links, compareLinks)
	for _, id := range all {
		s.documents[id] = g.sheets[id].doc
	}
	for i := range s.links {
		from := documentOf(s.links[i].From)
		s.back[from] = append(s.back[from], documentOf(s.links[i].To))
	}
	exts := make([]hearsay.Extraction, len(documents))
	for i, id := range documents {
		exts[i] = *g.sheets[id].ext
	}
	var sources []hearsay.Source
	sources, s.global = match.Sources(exts)
	for i := range sources {
		describedBy(&sources[i], s.global)
		s.sources[sources[i].ID] = &sources[i]
	}
	return s
}

// setClaims fills in which statements belong to which claims, and what remarks speak about. Claims can be weighed then.
func (s *story) setClaims(of map[string]string) {
	for id, st := range s.pile.Statements {
		st.Claim = of[id]
	}
	for i := range s.pile.Remarks {
		s.pile.Remarks[i].Claim = claimsAbout(&s.pile.Remarks[i], of)
	}
	for i := range s.pile.Responses {
		if r := &s.pile.Responses[i]; r.Claim == "" {
			r.Claim = of[r.Statement]
		}
	}
	s.scale, s.traces = weigh.Over(&s.pile, s.names), trace.Over(&s.pile)
}

// claimsAbout are the claims of the statements that a remark speaks about, in their order.
func claimsAbout(r *hearsay.Remark, of map[string]string) (ids hearsay.IDs) {
	for _, s := range r.Statements {
		if id := of[s]; id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// weigh traces and weighs one claim.
func (s *story) weigh(c hearsay.Claim) *hearsay.Weighed {
	c.Origins, c.NamedOrigin, c.Earliest = s.traces.Origins(&c)
	var documents []string
	for _, id := range c.Statements() {
		documents = append(documents, documentOf(id))
	}
	slices.Sort(documents)
	documents = slices.Compact(documents)
	c.Gaps = trace.Missing(s.traced(documents))
	w := s.scale.Claim(&c)
	w.Speakers = map[string]string{}
	speaks := map[string]bool{}
	for _, id := range documents {
		if s.sheets[id] == nil {
			continue
		}
		same := s.sheets[s.pages.first(id)].ext.Sources // of the same text, as far as here
		for i, src := range s.sheets[id].ext.Sources {
			if w.Speakers[src.ID] = s.source(src.ID); s.global[src.ID] == "" && i < len(same) {
				w.Speakers[src.ID] = s.source(same[i].ID)
			}
		}
	}
	name := func(id string) {
		if s.pile.Sources[id] != nil {
			speaks[id] = true
		}
	}
	for _, id := range c.Statements() {
		for st := s.pile.Statements[id]; st != nil; st = s.pile.Statements[st.Parent] {
			name(st.Speaker)
			if st.Parent == st.ID {
				break
			}
		}
	}
	for _, e := range w.Evidence {
		name(e.Source)
		name(e.Origin)
	}
	if o := w.Claim.NamedOrigin; o != nil {
		name(o.Source)
	}
	for id := range maps.Clone(speaks) {
		for _, d := range s.pile.Sources[id].Descriptions {
			name(d.By)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(speaks)) {
		w.Sources = append(w.Sources, *s.pile.Sources[id])
	}
	maps.DeleteFunc(w.Speakers, func(_, global string) bool { return !speaks[global] })
	return &w
}

// traced returns documents with all that they go back to, in the order of their ids.
func (s *story) traced(documents []string) []*trace.Doc {
	reached := map[string]bool{}
	var reach func(id string)
	reach = func(id string) {
		if reached[id] || s.sheets[id] == nil {
			return
		}
		reached[id] = true
		for _, to := range s.back[id] {
			reach(to)
		}
	}
	for _, id := range documents {
		reach(id)
	}
	var all []*trace.Doc
	for _, id := range slices.Sorted(maps.Keys(reached)) {
		all = append(all, s.sheets[id].traced)
	}
	return all
}
