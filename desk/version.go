package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/trace"
)

// A page is one page of which the casebook has several documents.
type page struct {
	docs []*hearsay.Document // in the order of trace.SortVersions, two at least
	at   map[string]int      // of each document's id its place in docs
}

// pages are the pages of some documents, by the id of each document.
type pages map[string]*page

// newPages returns the pages that links tell of. A document whose sheet is not among sheets is left out.
func newPages(links []hearsay.Link, sheets map[string]*sheet) pages {
	leader := map[string]string{}
	find := func(id string) string {
		for leader[id] != id {
			id = leader[id]
		}
		return id
	}
	for _, l := range links {
		if !l.OnePage() || sheets[l.From] == nil || sheets[l.To] == nil {
			continue
		}
		for _, id := range []string{l.From, l.To} {
			if leader[id] == "" {
				leader[id] = id
			}
		}
		a, b := find(l.From), find(l.To)
		leader[max(a, b)] = min(a, b)
	}
	all := pages{}
	for _, id := range slices.Sorted(maps.Keys(leader)) {
		first := find(id)
		if all[first] == nil {
			all[first] = &page{at: map[string]int{}}
		}
		all[id] = all[first]
		all[id].docs = append(all[id].docs, sheets[id].doc)
	}
	for id, p := range all {
		if find(id) == id {
			trace.SortVersions(p.docs)
			for i, d := range p.docs {
				p.at[d.ID] = i
			}
		}
	}
	return all
}

// one reports whether two documents are one page.
func (ps pages) one(a, b string) bool { return ps[a] != nil && ps[a] == ps[b] }

// place returns the place of a document among the versions of its page, 0 where it has no others.
func (ps pages) place(id string) int {
	if p := ps[id]; p != nil {
		return p.at[id]
	}
	return 0
}

// between leaves out of links those within one page. Those of a document that is the same page with the same text as one before it are that
// one's.
func (ps pages) between(links []hearsay.Link) []hearsay.Link {
	if len(ps) == 0 {
		return links
	}
	var out []hearsay.Link
	for _, l := range links {
		if l.OnePage() || ps.one(documentOf(l.From), documentOf(l.To)) {
			continue
		}
		if from, to := ps.first(l.From), ps.first(l.To); from != l.From || to != l.To {
			l.From, l.To, l.ID = from, to, trace.LinkID(from, to, l.Kind)
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, compareLinks)
	return slices.CompactFunc(out, func(a, b hearsay.Link) bool { return a.ID == b.ID })
}

// back are links from each version of a page to the one before it.
func (ps pages) back() (links []hearsay.Link) {
	for _, id := range slices.Sorted(maps.Keys(ps)) {
		if i := ps.place(id); i > 0 {
			to := ps[id].docs[i-1].ID
			links = append(links, hearsay.Link{ID: trace.LinkID(id, to, hearsay.VersionOf), From: id, To: to, Kind: hearsay.VersionOf, Confidence: 1, Reason: "is the same page"})
		}
	}
	return links
}

// twins returns, of those statements whose document is the same page with the same text as one before it, the statement in the same place of
// that one.
func (ps pages) twins(statements []string, sheets map[string]*sheet) map[string]string {
	if len(ps) == 0 {
		return nil
	}
	of := map[string]string{}
	for _, s := range statements {
		document, place, _ := strings.Cut(s, "/")
		if e := ps.first(document); e != document && sheets[e].items[e+"/"+place] != nil {
			of[s] = e + "/" + place
		}
	}
	return of
}

// first returns the first document that is the same page as the one with id with the same text.
func (ps pages) first(id string) string {
	if p := ps[id]; p != nil {
		d := p.docs[p.at[id]]
		return p.docs[slices.IndexFunc(p.docs, func(e *hearsay.Document) bool { return sameText(e, d) })].ID
	}
	return id
}

// sameText reports whether two documents have one text, so that places in the one are those in the other.
func sameText(a, b *hearsay.Document) bool { return a.Text == b.Text && a.Title == b.Title }

// A voicing is what makes two statements of one page one telling: where the speaker stands, and who speaks.
type voicing struct {
	page   *page
	stance hearsay.Stance
	who    string
}

// once puts aside, in c.Again, what later versions of a page say that an earlier one has said already: the same speaker in the same
// stance, or the same words. A version that for the first time states flat what the others attributed or hedged is a telling. twins are
// statements of pages that were brought twice, which belong to the claims of those in their places.
func (s *story) once(c *hearsay.Claim, twins map[string]string) {
	if len(s.pages) == 0 {
		return
	}
	in := map[string]bool{}
	for _, id := range slices.Concat(c.Tellings, c.Others) {
		in[id] = true
	}
	for id, first := range twins {
		if in[first] {
			c.Again = append(c.Again, id)
		}
	}
	type first struct{ at, flat int }
	earliest := map[voicing]first{}
	worded := map[voicing]int{} // by the words in place of the speaker
	all := slices.Concat(c.Tellings, c.Others)
	of := func(id string) (v voicing, at int, flat bool) {
		st := s.pile.Statements[id]
		if st == nil || s.pages[st.Document] == nil {
			return v, 0, false
		}
		v = voicing{page: s.pages[st.Document], stance: st.Stance, who: st.Speaker}
		if src := s.pile.Sources[st.Speaker]; st.Kind == hearsay.Own {
			v.who = ""
		} else if src == nil || src.Kind == hearsay.Unnamed { // one in each document, so that only the words tell who is meant
			v.who = strings.ToLower(hearsay.Join(s.pile.Documents[st.Document].Text, st.Source))
		}
		return v, s.pages.place(st.Document), st.Commitment == hearsay.StatesAsFact
	}
	words := func(id string, v voicing) voicing {
		v.who = strings.ToLower(hearsay.Join(s.pile.Documents[documentOf(id)].Text, s.pile.Statements[id].Content))
		return v
	}
	const never = 1 << 30
	for _, id := range all {
		v, at, flat := of(id)
		if v.page == nil {
			continue
		}
		w := words(id, v)
		if n, there := worded[w]; !there || at < n {
			worded[w] = at
		}
		f, there := earliest[v]
		if !there {
			f = first{never, never}
		}
		f.at = min(f.at, at)
		if flat {
			f.flat = min(f.flat, at)
		}
		earliest[v] = f
	}
	again := func(id string) bool {
		v, at, flat := of(id)
		if v.page == nil || flat && at == earliest[v].flat {
			return false
		}
		return at > earliest[v].at || at > worded[words(id, v)]
	}
	c.Tellings = slices.DeleteFunc(slices.Clone(c.Tellings), again)
	c.Others = slices.DeleteFunc(slices.Clone(c.Others), again)
	for _, id := range all {
		if again(id) {
			c.Again = append(c.Again, id)
		}
	}
	slices.Sort(c.Again)
}

// today leaves out of the pile what pages said about support and answers and do not say any more: of each page the remarks of its latest
// version that is here count, and of each who answered the latest answer, from where it stood first.
func (s *story) today() {
	if len(s.pages) == 0 {
		return
	}
	here := map[string]bool{}
	latest := map[*page]int{}
	for _, st := range s.pile.Statements {
		if p := s.pages[st.Document]; p != nil {
			here[st.Document] = true
			latest[p] = max(latest[p], p.at[st.Document])
		}
	}
	for p, at := range latest { // of the same text brought twice, the first
		for at > 0 && sameText(p.docs[at-1], p.docs[at]) && here[p.docs[at-1].ID] {
			at--
		}
		latest[p] = at
	}
	old := func(document string) bool {
		p := s.pages[document]
		return p != nil && p.at[document] != latest[p]
	}
	s.pile.Remarks = slices.DeleteFunc(s.pile.Remarks, func(r hearsay.Remark) bool { return old(r.Document) })
	s.pile.Withdrawals = slices.DeleteFunc(s.pile.Withdrawals, func(w hearsay.Withdrawal) bool { return old(w.Document) })
	type asked struct {
		page *page
		who  string
	}
	last, first := map[asked]hearsay.Response{}, map[asked]int{}
	key := func(r hearsay.Response) asked { return asked{s.pages[r.Document], strings.ToLower(r.Who)} }
	for _, r := range s.pile.Responses {
		k := key(r)
		if l, there := last[k]; !there || s.pages.place(l.Document) < s.pages.place(r.Document) {
			last[k] = r
		}
	}
	for _, r := range s.pile.Responses {
		if k := key(r); r.Answer == last[k].Answer {
			if at, there := first[k]; !there || s.pages.place(r.Document) < at {
				first[k] = s.pages.place(r.Document)
			}
		}
	}
	s.pile.Responses = slices.DeleteFunc(s.pile.Responses, func(r hearsay.Response) bool {
		k := key(r)
		return k.page != nil && (r.Answer != last[k].Answer || s.pages.place(r.Document) != first[k])
	})
}

// fold makes one document of those of r that are the same page with the same text: the first of them, with the addresses of the others. One that has
// statements of its own in claims stays. Links with the others lead to and from the first.
func (ps pages) fold(r *hearsay.Report) {
	counts := map[string]bool{}
	for _, c := range r.Claims {
		for _, id := range slices.Concat(c.Tellings, c.Others) {
			counts[documentOf(id)] = true
		}
	}
	for _, e := range r.Evidence {
		counts[e.Document] = true
	}
	of := map[string]string{} // of a document that is folded the one that it is folded into
	at := map[string]int{}
	for i := range r.Documents {
		at[r.Documents[i].ID] = i
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		p := ps[d.ID]
		if p == nil || counts[d.ID] {
			continue
		}
		for _, e := range p.docs[:p.at[d.ID]] {
			to, here := at[e.ID]
			if !here || of[e.ID] != "" || !sameText(e, d) {
				continue
			}
			of[d.ID] = e.ID
			first := &r.Documents[to]
			first.Addresses = slices.Clone(first.Addresses)
			for _, a := range append([]string{d.URL}, d.Addresses...) {
				if a != "" && a != first.URL && !slices.Contains(first.Addresses, a) {
					first.Addresses = append(first.Addresses, a)
				}
			}
			first.Captures = append(first.Captures, hearsay.Capture{ID: d.ID, Path: d.Path, URL: d.URL, Captured: d.Captured, SHA256: d.SHA256})
			break
		}
	}
	for i := range r.Documents {
		d := &r.Documents[i]
		slices.SortFunc(d.Captures, func(a, b hearsay.Capture) int {
			return cmp.Or(ps.place(a.ID)-ps.place(b.ID), strings.Compare(a.ID, b.ID))
		})
	}
	r.Documents = slices.DeleteFunc(r.Documents, func(d hearsay.Document) bool { return of[d.ID] != "" })
	for i := range r.Claims {
		c := &r.Claims[i]
		c.Again = slices.DeleteFunc(slices.Clone(c.Again), func(id string) bool { return of[documentOf(id)] != "" })
	}
	for i := range r.Links {
		l := &r.Links[i]
		from, to := cmp.Or(of[l.From], l.From), cmp.Or(of[l.To], l.To)
		if from != l.From || to != l.To {
			l.From, l.To, l.ID = from, to, trace.LinkID(from, to, l.Kind)
		}
	}
	r.Links = slices.DeleteFunc(r.Links, func(l hearsay.Link) bool { return l.From == l.To })
	slices.SortStableFunc(r.Links, compareLinks)
	r.Links = slices.CompactFunc(r.Links, func(a, b hearsay.Link) bool { return a.ID == b.ID })
}

// changes leaves of the links within pages, of each version, the one to the latest before it that it is held to be one page with.
func (ps pages) changes(links []hearsay.Link) []hearsay.Link {
	best := map[string]hearsay.Link{}
	for _, l := range links {
		if !l.OnePage() || !ps.one(l.From, l.To) {
			continue
		}
		if ps.place(l.From) < ps.place(l.To) { // as the two alone tell, but not all together
			l.From, l.To = l.To, l.From
			l.Spans.From, l.Spans.To = l.Spans.To, l.Spans.From
			l.ID = trace.LinkID(l.From, l.To, l.Kind)
		}
		if b, there := best[l.From]; !there || ps.place(b.To) < ps.place(l.To) {
			best[l.From] = l
		}
	}
	var out []hearsay.Link
	for _, id := range slices.Sorted(maps.Keys(best)) {
		out = append(out, best[id])
	}
	return out
}
