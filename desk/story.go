package desk

import (
	"maps"
	"slices"
	"sync"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/match"
	"github.com/hearsay-news/hearsay/trace"
	"github.com/hearsay-news/hearsay/weigh"
)

// version names all methods that a claim's result rests on.
const version = extract.Version + " " + match.Version + " " + trace.Version + " " + weigh.Version

// A story is what the claims of one component are weighed in: the documents that tell them, and all that these go back
// to.
type story struct {
	sheets map[string]*sheet
	pile   hearsay.Pile
	of     map[string]string // from a source's id within its document to that over all documents of the story
	names  *weigh.Names
	scale  *weigh.Scale
	traces *trace.Lineage
	pages  pages
	back   map[string][]string // from a document to those that it depends on
}

// newStory makes a story. documents are those that hold the component's statements.
func newStory(sheets map[string]*sheet, documents []string, l lineage, casts *casts, e *slips) *story {
	s := &story{sheets: sheets, pages: newPages(l.links, sheets), back: map[string][]string{}}
	s.pile = hearsay.Pile{
		Documents:  map[string]*hearsay.Document{},
		Statements: map[string]*hearsay.Statement{},
		Links:      s.pages.between(withErrors(settled(s.pages.between(l.links), sheets), sheets, e)),
	}
	s.pile.Links = append(s.pile.Links, s.pages.back()...)
	slices.SortFunc(s.pile.Links, compareLinks)
	for i := range s.pile.Links {
		from := documentOf(s.pile.Links[i].From)
		s.back[from] = append(s.back[from], documentOf(s.pile.Links[i].To))
	}
	for _, id := range l.documents {
		s.pile.Documents[id] = sheets[id].doc
	}
	var exts []hearsay.Extraction
	for _, id := range documents {
		exts = append(exts, *sheets[id].ext)
	}
	c := casts.of(documents, exts)
	s.pile.Sources, s.of, s.names = c.sources, c.of, &casts.names
	for _, ext := range exts {
		for _, st := range ext.Statements {
			st.Speaker = s.source(st.Speaker)
			s.pile.Statements[st.ID] = &st
		}
		s.pile.Remarks = append(s.pile.Remarks, ext.Remarks...)
		s.pile.Responses = append(s.pile.Responses, ext.Responses...)
	}
	s.today()
	return s
}

// source returns the id over all documents of a source within one.
func (s *story) source(id string) string {
	if global, is := s.of[id]; is {
		return global
	}
	return id
}

// A cast is who speaks in some documents. It is read only.
type cast struct {
	sources map[string]*hearsay.Source
	of      map[string]string // from a source's id within its document to that over all of them
}

func newCast(exts []hearsay.Extraction) cast {
	sources, of := match.Sources(exts)
	c := cast{make(map[string]*hearsay.Source, len(sources)), of}
	for i := range sources {
		describedBy(&sources[i], of)
		c.sources[sources[i].ID] = &sources[i]
	}
	return c
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

// Casts are the casts of single documents, and what names in them stand for: many components lie in the same one. The zero value
// holds none.
type casts struct {
	names weigh.Names
	mu    sync.Mutex
	known map[string]func() cast
}

// of returns the cast of documents, whose extractions are exts.
func (c *casts) of(documents []string, exts []hearsay.Extraction) cast {
	if len(documents) != 1 {
		return newCast(exts)
	}
	c.mu.Lock()
	find := c.known[documents[0]]
	if find == nil {
		find = sync.OnceValue(func() cast { return newCast(exts) })
		if c.known == nil {
			c.known = map[string]func() cast{}
		}
		c.known[documents[0]] = find
	}
	c.mu.Unlock()
	return find()
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
	c.Gaps = trace.Missing(s.traced(slices.Compact(documents)))
	w := s.scale.Claim(&c)
	w.Speakers = map[string]string{}
	speaks := map[string]bool{}
	for _, id := range documents {
		if s.sheets[id] == nil {
			continue
		}
		for _, src := range s.sheets[id].ext.Sources {
			w.Speakers[src.ID] = s.source(src.ID)
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
