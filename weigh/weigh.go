// Package weigh says what speaks for and against a claim, and where it stands.
//
// Evidence makes rows of what statements, remarks, published checks and denials say; Claim fills in how those accused
// answered, what is missing, and the standing with its reasons. The standing is what the policy makes of the rows: see
// policy.txt, which a person can read in one go. Nothing here says that a claim is true: the best standing is
// corroborated, and confirmed is a person's word alone.
package weigh

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay-news/hearsay"
)

// Version names the method and the policy; it changes whenever a result may.
const Version = "weigh-5"

var rules = sync.OnceValue(func() []Rule {
	r, err := ParsePolicy(Policy)
	if err != nil {
		panic("weigh: the embedded " + err.Error())
	}
	return r
})

// A Scale weighs the claims of one pile: what that asks of the pile again and again it keeps by document, by speaker and by
// name. It is for one goroutine; the pile must not change.
type Scale struct {
	pile       *hearsay.Pile
	statements map[string][]*hearsay.Statement // by document
	denials    map[string][]*hearsay.Statement // of all kinds, by who speaks
	remarks    map[string][]int                // places in the pile's, by the document, the claims and the statements that they speak of
	responses  map[string][]int                // likewise, by the document and the claims
	withdrawn  map[string][]int                // likewise, by the document
	names      *Names
}

// Names remember for whom a name in a document stands. They serve several piles that hold the same documents, and are safe for
// several goroutines. The zero value remembers none.
type Names struct {
	known sync.Map // by name and document
}

// Over returns the scale of a pile. names may be nil.
func Over(pile *hearsay.Pile, names *Names) *Scale {
	s := &Scale{pile: pile, statements: map[string][]*hearsay.Statement{}, denials: map[string][]*hearsay.Statement{},
		remarks: map[string][]int{}, responses: map[string][]int{}, withdrawn: map[string][]int{}, names: names}
	if names == nil {
		s.names = new(Names)
	}
	for _, st := range pile.Statements {
		s.statements[st.Document] = append(s.statements[st.Document], st)
		if st.Stance == hearsay.DeniesIt {
			s.denials[st.Speaker] = append(s.denials[st.Speaker], st)
		}
	}
	for i := range pile.Remarks {
		r := &pile.Remarks[i]
		s.remarks[r.Document] = append(s.remarks[r.Document], i)
		for _, id := range slices.Concat(r.Claim, r.Statements) {
			s.remarks[id] = append(s.remarks[id], i)
		}
	}
	for i := range pile.Withdrawals {
		d := pile.Withdrawals[i].Document
		s.withdrawn[d] = append(s.withdrawn[d], i)
	}
	for i := range pile.Responses {
		r := &pile.Responses[i]
		s.responses[r.Document] = append(s.responses[r.Document], i)
		s.responses[r.Claim] = append(s.responses[r.Claim], i)
		if st := pile.Statements[r.Statement]; st != nil {
			s.responses[st.Claim] = append(s.responses[st.Claim], i)
		}
	}
	return s
}

// near returns the places that an index has for the claim, its documents and its statements, ascending, each once.
func (c *matter) near(index map[string][]int) []int {
	places := slices.Clone(index[c.claim.ID])
	for _, ids := range [][]string{c.docs, c.claim.Tellings, c.claim.Others} {
		for _, id := range ids {
			places = append(places, index[id]...)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// Claim weighs claim by what pile holds; see Scale.Claim.
func Claim(claim *hearsay.Claim, pile *hearsay.Pile) hearsay.Weighed {
	return Over(pile, nil).Claim(claim)
}

// Claim weighs claim, whose tellings, parts, origins, named origin and earliest telling are known: it returns it with its
// standing, reasons, responses, flat tellings, counts, support of its parts and rank, and with the evidence. Gaps that
// claim has already stay, and those of the claim itself follow. The claim given is not changed.
func (s *Scale) Claim(claim *hearsay.Claim) hearsay.Weighed {
	out := *claim
	c := s.matter(&out)
	evidence := c.evidence()
	c.count()
	out.Responses = c.responses()
	f := &facts{claim: &out, evidence: evidence, recanting: len(c.recanted)}
	f.denied, f.denials = c.denied(evidence, out.Responses)
	out.Standing, out.Reasons = apply(rules(), f)
	out.Parts = c.support(evidence)
	out.Gaps = append(slices.Clone(claim.Gaps), c.gaps()...)
	out.Rank = Rank(&out)
	return hearsay.Weighed{Claim: out, Evidence: evidence}
}

// Evidence makes a row of each thing that speaks for or against claim or beside it, in the order of tellings, denials,
// remarks and published checks.
func Evidence(claim *hearsay.Claim, pile *hearsay.Pile) []hearsay.Evidence {
	return Over(pile, nil).matter(claim).evidence()
}

// Rank is by how much a claim comes before others: how much of an allegation it is (0 to 1) times how widely it is told,
//
//	(a² + 0.02) · (log2(1 + outlets) + log2(1 + tellings)/2)
//
// so that an opinion, a plan or a courtesy ranks low however many tell it, and of two allegations the one that more
// outlets carry comes first; tellings within one outlet weigh half, and all count less the more there are.
func Rank(claim *hearsay.Claim) float64 {
	a := max(0, min(1, claim.Allegation))
	return (a*a + 0.02) * (math.Log2(1+float64(claim.Outlets)) + math.Log2(1+float64(len(claim.Tellings)))/2)
}

// A matter is a claim with what the pile holds on it.
type matter struct {
	*Scale
	claim    *hearsay.Claim
	tellings []*hearsay.Statement
	others   []*hearsay.Statement
	docs     []string           // of tellings and others
	tellers  map[string]bool    // sources that tell it
	recanted map[string]bool    // of those, who takes it back
	owned    map[string]bool    // by speaker, who among others confesses something; see confessed; nil until somebody asks
	lead     map[string]float64 // by document; see leads; nil until somebody asks
	beside   map[string]bool    // by document and claim, which other claims are told there; set with lead
}

func (s *Scale) matter(claim *hearsay.Claim) *matter {
	c := &matter{Scale: s, claim: claim, tellers: map[string]bool{}, recanted: map[string]bool{}}
	add := func(ids []string) (out []*hearsay.Statement) {
		for _, id := range ids {
			if s := c.pile.Statements[id]; s != nil {
				out = append(out, s)
				if !slices.Contains(c.docs, s.Document) {
					c.docs = append(c.docs, s.Document)
				}
			}
		}
		return out
	}
	c.tellings, c.others = add(claim.Tellings), add(claim.Others)
	for _, s := range c.tellings {
		if outer := c.pile.Statements[s.Parent]; outer != nil && outer.Speaker != s.Speaker {
			continue // that he told it is what another says: "She told us to, said Rau"
		}
		if s.Speaker != "" && s.Kind != hearsay.Own {
			c.tellers[s.Speaker] = true
		}
	}
	return c
}

func (c *matter) text(document string, spans []hearsay.Span) string {
	if d := c.pile.Documents[document]; d != nil {
		return hearsay.Join(d.Text, spans)
	}
	return ""
}

// count fills in how widely the claim is told, and who tells it flat.
func (c *matter) count() {
	outlets, languages := map[string]bool{}, map[string]bool{}
	c.claim.Flat, c.claim.Languages = nil, nil
	for _, s := range c.tellings {
		if s.Kind == hearsay.Own && (s.Commitment == hearsay.StatesAsFact || s.Commitment == "") {
			c.claim.Flat = append(c.claim.Flat, s.ID)
		}
		c.claim.Allegation = max(c.claim.Allegation, s.Allegation)
		d := c.pile.Documents[s.Document]
		if d == nil {
			continue
		}
		outlets[strings.ToLower(d.Voice())] = true
		if d.Language != "" && !languages[d.Language] {
			languages[d.Language] = true
			c.claim.Languages = append(c.claim.Languages, d.Language)
		}
	}
	c.claim.Outlets = len(outlets)
	slices.Sort(c.claim.Languages)
}

// support says what speaks for each part: how many tellings say it, and which evidence bears on it. What match filled in
// stays.
func (c *matter) support(evidence []hearsay.Evidence) []hearsay.Part {
	parts := slices.Clone(c.claim.Parts)
	for i := range parts {
		p := &parts[i]
		if p.Support.Tellings == 0 {
			for _, s := range c.tellings {
				if mentions(c.text(s.Document, s.Content), p.Value) {
					p.Support.Tellings++
				}
			}
		}
		p.Support.For, p.Support.Against = nil, nil
		for _, e := range evidence {
			if e.Part != p.Role && (e.Part != "" || !mentions(e.Text, p.Value)) {
				continue
			}
			switch e.For {
			case hearsay.For:
				p.Support.For = append(p.Support.For, e.ID)
			case hearsay.Against:
				p.Support.Against = append(p.Support.Against, e.ID)
			}
		}
	}
	return parts
}

// mentions reports whether text has a word of value that says something: a name, a number, a longer word.
func mentions(text, value string) bool {
	text = " " + plainWords(text) + " "
	for _, w := range strings.Fields(plainWords(value)) {
		if (len(w) > 3 || strings.ContainsAny(w, "0123456789")) && strings.Contains(text, " "+w+" ") {
			return true
		}
	}
	return false
}

// gaps says what is missing about the claim itself.
func (c *matter) gaps() []hearsay.Gap {
	var gaps []hearsay.Gap
	if n := c.claim.NamedOrigin; n != nil && !n.InPile {
		gaps = append(gaps, hearsay.Gap{Kind: "named-origin", Text: fmt.Sprintf("Where the tellings have it from is not in the pile: %s.", n.Text)})
	}
	for _, r := range c.claim.Responses {
		switch r.Answer {
		case hearsay.NotAsked:
			gaps = append(gaps, hearsay.Gap{Kind: "response", Text: fmt.Sprintf("%s was not asked.", r.Who)})
		case hearsay.NotReached:
			gaps = append(gaps, hearsay.Gap{Kind: "response", Text: fmt.Sprintf("%s was not reached.", r.Who)})
		case hearsay.NoAnswer:
			gaps = append(gaps, hearsay.Gap{Kind: "response", Text: fmt.Sprintf("No text says how %s answers it.", r.Who)})
		}
	}
	undated := 0
	for _, id := range c.docs {
		if d := c.pile.Documents[id]; d != nil && !d.Published.Known() {
			undated++
		}
	}
	switch {
	case undated == 1:
		gaps = append(gaps, hearsay.Gap{Kind: "date", Text: "One of the documents has no known time."})
	case undated > 1:
		gaps = append(gaps, hearsay.Gap{Kind: "date", Text: fmt.Sprintf("%d of the documents have no known time.", undated)})
	}
	for _, l := range c.claim.Languages {
		if l != "en" {
			gaps = append(gaps, hearsay.Gap{Kind: "language", Text: fmt.Sprintf("Tellings in %q are matched by names and numbers only: read them.", l)})
		}
	}
	return gaps
}

// earlier orders documents by their time, those without one last.
func (c *matter) earlier(a, b string) int {
	x, y := c.pile.Documents[a], c.pile.Documents[b]
	kx, ky := x != nil && x.Published.Known(), y != nil && y.Published.Known()
	switch {
	case kx && ky:
		return cmp.Or(x.Published.At.Compare(y.Published.At), slices.Index(c.docs, a)-slices.Index(c.docs, b))
	case kx:
		return -1
	case ky:
		return 1
	}
	return slices.Index(c.docs, a) - slices.Index(c.docs, b)
}

// statementsIn yields the statements of documents, in no order that means anything.
func (s *Scale) statementsIn(documents []string) iter.Seq[*hearsay.Statement] {
	return func(yield func(*hearsay.Statement) bool) {
		for _, d := range documents {
			for _, st := range s.statements[d] {
				if !yield(st) {
					return
				}
			}
		}
	}
}

// tellersDenials yields what those who tell the claim deny, this or something else, in no order that means anything.
func (c *matter) tellersDenials() iter.Seq[*hearsay.Statement] {
	return func(yield func(*hearsay.Statement) bool) {
		for who := range c.tellers {
			for _, s := range c.denials[who] {
				if !yield(s) {
					return
				}
			}
		}
	}
}
