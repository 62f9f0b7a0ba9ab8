// Package extract finds what a document says and who says it: its statements, the sources behind them, and the remarks of
// its writer.
//
// It reads English deeply. Attributions are found by the constructions of news English (find.go) over words, sentences and
// quotations of package token, with the word lists of lexicon/en. Of documents in other languages only the headline and
// the sentences of posts become statements of the document's own voice.
//
// Beside the constructions works a labeller that learned from annotated news (learned.go, internal/label): it knows cues that
// no list has.
//
// The order of work: find attributions; nest them; say of each whose words they are (kind), how far the writer goes along
// (commitment) and where the speaker stands (stance); find out who is behind "he" and "the officer" (speaker.go); find
// what the document says in its own voice (own.go), what its writer remarks (remark.go) and how those accused responded.
//
// Extract is a pure function of the document.
package extract

import (
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/hearsay-news/hearsay/lexicon/en"
	"github.com/hearsay-news/hearsay/model/remark"
	"github.com/hearsay-news/hearsay/token"
)

// Version names the method: a document read again by the same version gives the same extraction.
const Version = "extract/19+" + en.Version + "+remark/" + remark.Version

// Document finds the statements, sources, remarks and responses of d.
func Document(d *hearsay.Document) hearsay.Extraction {
	return Text(d, token.Divide(d.Text, d.Boilerplate...))
}

// Text is Document over a text that has been divided already, without the document's boilerplate.
func Text(d *hearsay.Document, t *token.Text) hearsay.Extraction {
	x, _ := examine(d, t)
	return x
}

// examine is Text, and the work that it came from.
func examine(d *hearsay.Document, t *token.Text) (hearsay.Extraction, *reader) {
	r := &reader{doc: d, text: t, tokens: t.Tokens, words: lists(), voice: -1, said: map[string]map[string]bool{}}
	x := hearsay.Extraction{Document: d.ID}
	if d.Language != "" && d.Language != "en" {
		x.Statements = r.foreign()
		return x, r
	}
	r.found = r.learned(r.attributions())
	r.nest()
	r.speakers()
	r.statements()
	r.own()
	r.deny()
	r.refer()
	r.carryOn()
	r.temper()
	x.Responses, x.Withdrawals = r.responses(), r.retractions()
	sort.SliceStable(r.out, func(i, j int) bool { return r.before(&r.out[i], &r.out[j]) })
	x.Statements = r.out
	x.Sources = r.sources()
	x.Remarks = r.remarks()
	return x, r
}

// before orders statements by their places, the outer before the inner.
func (r *reader) before(a, b *hearsay.Statement) bool {
	ha, hb := r.place(a), r.place(b)
	if ha.Start != hb.Start {
		return ha.Start < hb.Start
	}
	if ha.End != hb.End {
		return ha.End > hb.End
	}
	return a.ID < b.ID
}

// place is where a statement stands; behind a colon, where its content does: many sentences may have one label.
func (r *reader) place(s *hearsay.Statement) hearsay.Span {
	if len(s.Cue) > 0 && r.text.Source[s.Cue[0].Start:s.Cue[0].End] == ":" {
		h, _ := hearsay.Hull(s.Content)
		return h
	}
	return s.Hull()
}

// A reader is the work on one document.
type reader struct {
	doc    *hearsay.Document
	text   *token.Text
	tokens []token.Token
	words  *words

	found      []attribution
	parent     []int   // index into found, or -1
	over       [][]int // of each token, the found whose content holds it
	speaker    []int   // index into people, or -1
	people     []*entity
	mentions   []mention
	voice      int            // index into people of the author who speaks in posts and in the first person, or -1
	press      bool           // the document is a press statement
	identified int            // tokens before this one were looked at by identify
	labels     map[int]phrase // of the turns of a transcript, by their first tokens; see turns

	out   []hearsay.Statement
	index []int                      // out index of each found
	said  map[string]map[string]bool // by a statement's id; see wordsOf
}

// phraseText is the words of p as they stand.
func (r *reader) phraseText(p phrase) string {
	s, _ := r.span(p).In(r.text.Source)
	return s
}

// around is how many attributions before and behind one may hold it within their contents.
const around = 64

// nest finds for each attribution the smallest other one whose content holds it, and drops what cannot be: one whose content
// crosses another's, and copies.
func (r *reader) nest() {
	sort.SliceStable(r.found, func(i, j int) bool { return r.found[i].cue.First < r.found[j].cue.First })
	kept := r.found[:0]
	for i := range r.found {
		a := r.found[i]
		r.tidy(&a)
		for k := range a.content {
			// a content never runs over its own cue or source
			for _, p := range []phrase{a.cue, a.source} {
				c := &a.content[k]
				if p.End > p.First && p.First < c.End && c.First < p.End {
					if p.First-c.First >= c.End-p.End {
						c.End = p.First
					} else {
						c.First = p.End
					}
				}
			}
		}
		ok := true
		for _, c := range a.content {
			ok = ok && c.End > c.First && r.span(c).Len() > 0 && !(c.End-c.First == 1 && strings.HasPrefix(r.tag(c.First), "W")) // "What drivers say"
		}
		if !ok {
			continue
		}
		double := false
		for _, b := range kept[max(0, len(kept)-around):] {
			double = double || b.cue.First < a.cue.End && a.cue.First < b.cue.End && !r.oneTurn(&a, &b)
		}
		if !double {
			kept = append(kept, a)
		}
	}
	r.found = kept
	r.parent = make([]int, len(kept))
	for i := range kept {
		r.parent[i] = -1
		best := -1
		for j := max(0, i-around); j < min(len(kept), i+around); j++ {
			if kept[i].under > 0 && kept[j].cue.First == kept[i].under {
				best = j
				break
			}
			if i == j || !r.holds(j, kept[i].cue) {
				continue
			}
			h := kept[j].hull()
			if best < 0 || h.End-h.First < kept[best].hull().End-kept[best].hull().First {
				best = j
			}
		}
		if best >= 0 && !r.holds(i, kept[best].cue) {
			r.parent[i] = best
		}
	}
	// An inner content ends where the outer one does.
	for i, p := range r.parent {
		if p < 0 {
			continue
		}
		outer := r.found[p].hull()
		for k := range r.found[i].content {
			c := &r.found[i].content[k]
			if c.First < outer.End && c.End > outer.End {
				c.End = outer.End
			}
		}
	}
	r.over = make([][]int, len(r.tokens))
	for i := range r.found {
		for _, c := range r.found[i].content {
			for j := c.First; j < c.End; j++ {
				r.over[j] = append(r.over[j], i)
			}
		}
	}
}

// tidy takes from the source what does not name it, ", when called", and from both source and content the number of a paragraph.
func (r *reader) tidy(a *attribution) {
	for i := a.source.First + 1; i+1 < a.source.End; i++ {
		if r.norm(i) == "," && besides[r.norm(i+1)] && (a.cue.First >= a.source.End || a.cue.End <= a.source.First) {
			a.source.End = i
		}
	}
	if r.isSection(a.source.First) && a.source.End > a.source.First+1 {
		a.source.First++
	}
	for k := range a.content {
		if c := &a.content[k]; r.isSection(c.First) && c.End > c.First+1 {
			c.First++
		}
	}
}

// besides are words that begin, behind a comma, what happened when somebody spoke.
var besides = map[string]bool{"when": true, "while": true, "asked": true, "reached": true, "contacted": true, "speaking": true, "citing": true, "quoting": true, "however": true, "though": true, "meanwhile": true, "too": true, "then": true, "visibly": true, "clearly": true}

// isSection reports whether token i opens its sentence with the number of a paragraph: "4.1 This Part deals with".
func (r *reader) isSection(i int) bool {
	if i < 0 || i >= len(r.tokens) || r.text.Sentences[r.tokens[i].Sentence].First != i {
		return false
	}
	return section.MatchString(r.tokens[i].Text) && i+1 < len(r.tokens) && isCapital(r.tokens[i+1].Text)
}

var section = dfa.MustCompile(`^\d{1,3}(?:\.\d{1,3})+\.?$`)

// holds reports whether the cue lies within a fragment of the content of attribution j.
func (r *reader) holds(j int, cue phrase) bool {
	for _, c := range r.found[j].content {
		if c.First <= cue.First && cue.End <= c.End {
			return true
		}
	}
	return false
}

// statements makes a statement of every attribution.
func (r *reader) statements() {
	r.index = make([]int, len(r.found))
	for i := range r.found {
		a := &r.found[i]
		s := hearsay.Statement{
			Document: r.doc.ID, Commitment: a.commitment, Stance: a.stance,
			Cue: r.spans([]phrase{a.cue}), Content: r.contentSpans(a), Kind: r.kind(a),
		}
		if len(s.Cue) == 0 { // the colon of a headline
			s.Cue = []hearsay.Span{r.tokens[a.cue.First].Span}
		}
		if a.hasSource() {
			s.Source = r.spans([]phrase{a.source})
		}
		s.ID = hearsay.StatementID(r.doc.ID, s.Cue, s.Content)
		if p := r.speaker[i]; p >= 0 {
			s.Speaker = r.people[p].id
		}
		s.Commitment, s.Stance = r.along(a.content[0], r.commit(a), i), r.stance(a)
		s.Via = r.via(i)
		s.Access = r.access(i)
		if !a.about && !(a.learned && (a.verb == nil || s.Kind == hearsay.Indirect && !r.isFiniteBetween(a.hull().First, a.hull().End))) {
			s.Allegation = r.allegation(a.content, a) // else it is praise, support, a call: no proposition that could hold up
		}
		r.index[i] = len(r.out)
		r.out = append(r.out, s)
	}
	for i, p := range r.parent {
		if p >= 0 {
			r.out[r.index[i]].Parent = r.out[r.index[p]].ID
		}
	}
}

// contentSpans are the content's places: a quotation with its marks, anything else without stops at its ends.
func (r *reader) contentSpans(a *attribution) []hearsay.Span {
	var out []hearsay.Span
	for _, c := range a.content {
		if q := r.quoteOpeningAt(c.First); q >= 0 && r.text.Quotes[q].End == c.End {
			out = append(out, r.text.Quotes[q].Span)
			continue
		}
		if s := r.span(c); s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}

// kind says whose words the content is in.
func (r *reader) kind(a *attribution) hearsay.Kind {
	quoted, all := 0, 0
	for _, c := range a.content {
		for i := c.First; i < c.End; i++ {
			if r.isStop(i) || r.tag(i) == "``" || r.tag(i) == "''" {
				continue
			}
			all++
			if q := r.tokens[i].Quote; q >= 0 && r.text.Quotes[q].First >= a.hull().First-1 && (r.fullQuote(q) || r.text.Quotes[q].End-r.text.Quotes[q].First > 5) {
				quoted++
			}
		}
	}
	switch {
	case all > 0 && quoted == all:
		return hearsay.Direct
	case quoted > 0:
		return hearsay.Mixed
	}
	return hearsay.Indirect
}

// commit is how far the writer goes along with a: the cue's own commitment, moved by what stands around it.
func (r *reader) commit(a *attribution) hearsay.Commitment {
	s := r.text.Sentences[r.tokens[a.cue.First].Sentence]
	for i := max(s.First, a.cue.First-3); i < min(s.End, a.cue.End+2); i++ {
		switch r.norm(i) {
		case "falsely", "wrongly", "untruthfully", "mendaciously":
			return hearsay.Denies
		case "allegedly", "purportedly", "supposedly":
			return hearsay.Distances
		case "dubiously", "implausibly", "improbably":
			return hearsay.Doubts
		}
	}
	if r.norm(a.cue.End-1) == "said" && r.norm(a.cue.End) == "to" && a.commitment == hearsay.Reports { // "is said to have"
		return hearsay.Distances
	}
	for i := a.cue.End; i < min(s.End, a.cue.End+8); i++ {
		if r.norm(i) == "without" && (r.norm(i+1) == "evidence" || r.norm(i+1) == "proof" || r.norm(i+2) == "evidence") {
			return hearsay.Doubts
		}
	}
	return a.commitment
}

// rejecting is how many words into a stretch of what somebody says a word may stand by which he rejects all of it.
const rejecting = 20

// findingVerbs tell what somebody looked for and found.
var findingVerbs = map[string]bool{"find": true, "rule": true, "conclude": true, "establish": true, "show": true, "discover": true, "prove": true}

// stance is where the speaker stands: the cue's stance, or that of words which deny.
func (r *reader) stance(a *attribution) hearsay.Stance {
	if a.stance != hearsay.Tells {
		return a.stance
	}
	var b strings.Builder
	for _, c := range a.content {
		for i := c.First; i < min(c.End, c.First+rejecting); i++ {
			b.WriteString(r.norm(i))
			b.WriteByte(' ')
		}
	}
	nobody := !a.hasSource() || r.norm(a.source.First) == "it" // "it is said that he never": not he says so
	switch text := b.String(); {
	case rejections.MatchString(text) || !nobody && disavowals.MatchString(text) && !r.ofMind(a.content[0]):
		return hearsay.DeniesIt
	case !a.hasSource() && a.verb == nil && r.doc.TitleSpan != nil && r.inTitle(a.cue.First) && r.debunks(a.content): // "Three-breasted woman is reportedly a fake"
		return hearsay.DeniesIt
	case findingVerbs[a.word] && r.saysNo(a.content[0]): // "the audit found that she had never headed it"
		return hearsay.DeniesIt
	}
	return hearsay.Tells
}
