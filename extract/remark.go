package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model/remark"
)

// A hit is a line of the list of remarks that fits a sentence.
type hit struct {
	kind     hearsay.RemarkKind
	pattern  int    // index into the lines
	from, to int    // the first and the last token that fit
	clause   phrase // what the line takes for the remark
}

// hits finds which lines of the list of remarks fit sentence s in the writer's own words.
func (r *reader) hits(s phrase) []hit {
	var out []hit
	var folded string
	var at func(int) int
	seen := make([]bool, r.words.triggers.lists)
	for i := s.First; i < s.End; i++ {
		r.words.triggers.in(r.norm(i), seen)
	}
	for n, p := range r.words.remarks {
		if slices.ContainsFunc(p.trigger, func(list int) bool { return !seen[list] }) {
			continue
		}
		if at == nil {
			folded, at = r.fold(s)
		}
		m := p.match.FindStringSubmatchIndex(folded)
		if m == nil {
			continue
		}
		from, to := at(m[0]), at(m[1]-1)
		it := p.match.SubexpIndex("it")
		if it > 0 && m[2*it] >= 0 {
			from, to = at(m[2*it]), at(m[2*it])
		}
		if r.told(from, from, to) && r.told(to, from, to) {
			continue
		}
		c := r.clauseAround(from, to, s)
		switch {
		case it > 0 && m[2*it] >= 0:
			c = phrase{First: from, End: r.factEnd(from, s)}
		case p.kind == hearsay.FindingNone || p.kind == hearsay.FindingAgainst || p.kind == hearsay.FindingFor:
			c = r.wholeClause(from, to, s)
		case p.kind == hearsay.Insinuation:
			c = r.insinuation(from, c, s)
		case p.kind == hearsay.Relatives:
			c = r.beforeMatter(to, c)
		}
		if r.span(c).Len() > 0 {
			out = append(out, hit{p.kind, n, from, to, c})
		}
	}
	return out
}

// remarks finds what the writer says about a claim's standing, or in place of evidence, outside what others are told to have
// said: of the clauses of each sentence those that the learned weights hold for a remark, the likeliest first.
func (r *reader) remarks() []hearsay.Remark {
	var out []hearsay.Remark
	for n := range r.text.Sentences {
		clauses := r.clauses(n)
		var found []judged
		for i := range clauses {
			if kind, odds := judge(&clauses[i]); odds > remark.Margin {
				found = append(found, judged{&clauses[i], kind, odds})
			}
		}
		slices.SortStableFunc(found, func(a, b judged) int { return cmp.Compare(b.odds, a.odds) })
		var taken []judged
		for _, f := range found {
			if slices.ContainsFunc(taken, func(o judged) bool { return o.kind == f.kind || o.clause.Span.Overlaps(f.clause.Span) }) {
				continue
			}
			taken = append(taken, f)
		}
		slices.SortStableFunc(taken, func(a, b judged) int { return a.clause.Span.Start - b.clause.Span.Start })
		for _, f := range taken {
			out = append(out, hearsay.Remark{ID: fmt.Sprintf("%s/remark/%s/%d", r.doc.ID, f.kind, f.clause.Span.Start), Document: r.doc.ID, Span: f.clause.Span, Kind: f.kind,
				Statements: r.about(f.kind, f.clause.at)})
		}
	}
	r.contradict(out)
	return out
}

// A judged clause has the likeliest kind of remark, and how much likelier it is than none, as a logarithm.
type judged struct {
	clause *Clause
	kind   hearsay.RemarkKind
	odds   float32
}

// fold writes the sentence in lower case with straight marks, and returns with it the token at each of its bytes.
func (r *reader) fold(s phrase) (string, func(int) int) {
	var b strings.Builder
	starts := make([]int, 0, s.End-s.First)
	for i := s.First; i < s.End; i++ {
		if i > s.First && r.tokens[i].Span.Start > r.tokens[i-1].Span.End {
			b.WriteByte(' ')
		}
		starts = append(starts, b.Len())
		b.WriteString(r.norm(i))
	}
	return b.String(), func(at int) int {
		lo := 0
		for lo+1 < len(starts) && starts[lo+1] <= at {
			lo++
		}
		return s.First + lo
	}
}

// told reports whether token i belongs to what somebody is told to have said, not to the writer's own words. An attribution whose
// cue lies between the tokens from and to is part of the writer's phrase ("nobody denies that", "we do know that").
func (r *reader) told(i, from, to int) bool {
	if i < 0 || i >= len(r.over) {
		return false
	}
	for _, k := range r.over[i] {
		a := &r.found[k]
		if a.verb == nil && !a.hasSource() || from <= a.cue.First && a.cue.First <= to || a.hasSource() && writers[r.norm(a.source.First)] {
			continue
		}
		return true
	}
	return false
}

// writers are the words for the writer himself, and for nobody, as a source.
var writers = map[string]bool{"we": true, "i": true, "nobody": true, "no": true, "it": true}

// openers are words and phrases with which a sentence begins before what it says.
var openers = map[string]bool{"however": true, "nevertheless": true, "nonetheless": true, "still": true, "now": true, "besides": true, "moreover": true, "furthermore": true, "meanwhile": true, "yet": true, "but": true, "and": true, "so": true, "also": true, "then": true, "again": true, "indeed": true, "also,": true, "though": true, "even": true, "not that": true}

// clauseAround is the clause around the tokens from to: cut at ", but", ";" and dashes, without an opening word.
func (r *reader) clauseAround(from, to int, s phrase) phrase {
	c := phrase{First: s.First, End: s.End}
	for j := from; j > s.First; j-- {
		w := r.norm(j)
		if w == ";" || w == "--" || (w == "but" || w == "and" || w == "though" || w == "although" || w == "yet" || w == "while") && r.norm(j-1) == "," || w == ":" && j < from {
			c.First = j + 1
			break
		}
	}
	if d := r.afterDateline(s); c.First == s.First {
		c.First = d
	}
	// What is only joined on stands for itself: ", which police found was invented", ", a claim for which she gave no source".
	for j := from; j > c.First+2; j-- {
		if r.norm(j) != "," {
			continue
		}
		if joined[r.norm(j+1)] && !r.commaBetween(from, min(to+1, s.End)) && (r.norm(j+1) != "a" && r.norm(j+1) != "an" || !r.isFiniteBetween(j+1, from)) && r.isFiniteBetween(c.First, j) {
			c.First = j + 1
		}
		break
	}
	c.End = r.remarkEndFrom(to, s)
	return r.withoutOpener(c, from)
}

// joined are words that begin what is joined to a clause by a comma.
var joined = map[string]bool{"which": true, "whose": true, "a": true, "an": true, "though": true, "although": true, "something": true, "having": true,
	"hardly": true, "almost": true, "leaving": true, "among": true, "words": true, "on": true, "by": true, "who": true, "and": true}

// withoutOpener drops "However," and "Till date," from the beginning of a clause.
func (r *reader) withoutOpener(c phrase, from int) phrase {
	for j := c.First; j < min(c.First+7, from); j++ {
		if r.norm(j) != "," && r.norm(j) != ":" {
			continue
		}
		w := r.norm(c.First)
		subject := r.isPron(c.First) || r.tag(c.First) == "DT" || r.tag(c.First) == "PRP$" || r.isName(c.First) && j-c.First > 2
		said := (w == "as" || w == "that" && r.norm(j-1) == "said" || w == "be" && r.norm(c.First+1) == "that") && r.isVerbBetween(c.First, j) // "As the Herald reports, ...", "That said, ..."
		if said || !r.isFiniteBetween(c.First, j) && !subject && w != "despite" && w != "after" && w != "in" {
			return r.withoutOpener(phrase{First: j + 1, End: c.End}, from)
		}
		break
	}
	if w := r.norm(c.First); openers[w] && r.norm(c.First+1) != "far" && c.First < from && c.End-c.First > 3 && w != "even" {
		return phrase{First: c.First + 1, End: c.End}
	}
	if r.norm(c.First) == "that" && c.First < from {
		c.First++
	}
	return c
}

// remarkEndFrom is where the clause that holds token to ends.
func (r *reader) remarkEndFrom(to int, s phrase) int {
	for j := to + 1; j < s.End; j++ {
		switch r.norm(j) {
		case ";", "--", ":":
			return j
		case ",":
			next := r.norm(j + 1)
			if next == "least" || next == "without" || next == "or" && r.norm(j+2) == "indeed" || next == "much" && r.norm(j+2) == "less" || next == "let" && r.norm(j+2) == "alone" {
				return j
			}
			if (next == "but" || next == "and" || next == "though" || next == "although" || next == "while" || next == "yet" || next == "or" || next == "whereas" || next == "for" || next == "so" || next == "which") && r.isFiniteBetween(j+1, s.End) {
				return j
			}
		}
	}
	return s.End
}

func (r *reader) isVerbBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if r.isVerb(i) {
			return true
		}
	}
	return false
}

// factEnd is where a fact ends that begins at token i: at the first comma behind its verb, where what follows is only added.
func (r *reader) factEnd(i int, s phrase) int {
	end := r.remarkEndFrom(i, s)
	verb := false
	for j := i; j < end; j++ {
		if r.isFinite(j) {
			verb = true
		}
		if verb && j > i+4 && r.norm(j) == "," && r.tokens[j].Quote < 0 {
			return j
		}
	}
	return end
}

// wholeClause is the clause with its opening phrase: "Despite past investigations, no evidence ...".
func (r *reader) wholeClause(from, to int, s phrase) phrase {
	c := r.clauseAround(from, to, s)
	for j := s.First; j < c.First; j++ {
		if w := r.norm(j); (w == "despite" || w == "after" || w == "notwithstanding") && !r.isFiniteBetween(s.First, from) {
			c.First = j
			break
		}
	}
	return c
}

// insinuation is the smallest phrase that carries it: what stands behind a dash or the last comma before it, if that is a noun
// phrase of its own ("a stance eerily aligned with ..."), else the clause.
func (r *reader) insinuation(from int, c, s phrase) phrase {
	for j := from; j > s.First; j-- {
		w := r.norm(j)
		if w == "--" || w == "," && (r.tag(j+1) == "DT" || r.norm(j+1) == "an") && !r.isFiniteBetween(j+1, from) {
			return phrase{First: j + 1, End: c.End}
		}
		if w == ":" || w == ";" {
			break
		}
	}
	return c
}

// beforeMatter cuts a remark on relatives before "over ...", which says what the debate is about.
func (r *reader) beforeMatter(to int, c phrase) phrase {
	for j := to + 1; j < c.End; j++ {
		if w := r.norm(j); w == "over" || w == "surrounding" || w == "concerning" || w == "regarding" {
			if r.isNoun(j-1) || w == "which" {
				return phrase{First: c.First, End: j}
			}
		}
	}
	return c
}

// about finds the statements that a remark speaks about: for "the claim" those of the claim told last before it, for "his claims"
// all of that speaker's; context, insinuation and relatives speak about none in particular.
func (r *reader) about(kind hearsay.RemarkKind, c phrase) []string {
	switch kind {
	case hearsay.Context, hearsay.Insinuation, hearsay.Relatives:
		return nil
	}
	speaker, plural, noun, indefinite := -1, false, false, false
	for i := c.First; i < c.End; i++ {
		if r.is("saying", r.norm(i)) && r.isNoun(i) {
			noun = true
			plural = plural || r.tag(i) == "NNS"
			for j := i - 1; j >= c.First && j > i-5; j-- {
				if w := r.norm(j); w == "any" || w == "no" || w == "past" || w == "earlier" || w == "previous" {
					indefinite = true
				}
				if r.tag(j) == "POS" || r.norm(j) == "'s" || r.norm(j) == "’" {
					if np, ok := r.nounBefore(0, j); ok {
						if e := r.entityOf(np); e != nil {
							for k, o := range r.people {
								if o == e {
									speaker = k
								}
							}
						}
					}
				}
			}
		}
	}
	if (kind == hearsay.FindingNone || kind == hearsay.FindingFor || kind == hearsay.FindingAgainst) && (!noun || indefinite) && r.speaksOfEarlier(c) {
		return nil
	}
	var ids []string
	main := r.mainStatement(c)
	if !plural || speaker < 0 {
		if main != "" {
			ids = append(ids, main)
		}
		return ids
	}
	for i := range r.out {
		if st := &r.out[i]; st.Stance == hearsay.Tells && st.Parent == "" && st.Allegation > 0 && st.Speaker == r.people[speaker].id {
			ids = append(ids, st.ID)
		}
	}
	return ids
}

// speaksOfEarlier reports whether a clause is about inquiries of another time.
func (r *reader) speaksOfEarlier(c phrase) bool {
	for i := c.First; i < c.End; i++ {
		switch r.norm(i) {
		case "past", "previous", "earlier", "prior", "ago", "last":
			return true
		}
		if r.tag(i) == "CD" && len(r.norm(i)) == 4 && (strings.HasPrefix(r.norm(i), "19") || strings.HasPrefix(r.norm(i), "20")) {
			return true
		}
	}
	return false
}

// mainStatement is the statement that "the claim" means in clause c: what the document is mostly about, unless the clause
// itself speaks of something else. Each weight says how much one sign counts beside the allegation, which is 0 to 1.
func (r *reader) mainStatement(c phrase) string {
	const (
		firstTold = 0.3 // the first attributed telling
		inTitle   = 0.1 // each word shared with the title, up to three
		inClause  = 0.15
		referred  = 0.1 // each statement that stands for it, up to three
		ownVoice  = -0.3
		question  = -0.2
		inner     = -0.2 // nested in another
	)
	var title *hearsay.Statement
	refers := map[string]int{}
	for i := range r.out {
		if r.out[i].Kind == hearsay.Own && r.doc.TitleSpan != nil && r.doc.TitleSpan.Covers(r.out[i].Hull()) {
			title = &r.out[i]
		}
		refers[r.out[i].Refers]++
	}
	clause := r.stems([]phrase{c})
	best, score, told := "", 0.0, false
	for i := range r.out[:min(len(r.out), compared)] {
		s := &r.out[i]
		if s.Refers != "" || s.Stance == hearsay.DeniesIt || s.Stance == hearsay.DoubtsIt || r.span(c).Covers(s.Hull()) {
			continue
		}
		v := s.Allegation + inClause*float64(min(3, r.sharedWords(s, clause))) + referred*float64(min(3, refers[s.ID]))
		if title != nil && s != title {
			v += inTitle * float64(min(3, r.sharedWords(s, r.wordsOf(title))))
		}
		switch {
		case s.Kind == hearsay.Own:
			v += ownVoice
		case !told && s.Allegation > 0:
			v, told = v+firstTold, true
		}
		if s.Stance == hearsay.AsksWhether {
			v += question
		}
		if s.Parent != "" {
			v += inner
		}
		if best == "" || v > score {
			best, score = s.ID, v
		}
	}
	return best
}

// contradict ties remarks that cannot both hold: that a claim is substantiated, and that it is not.
func (r *reader) contradict(out []hearsay.Remark) {
	for i := range out {
		for j := range out {
			if out[i].Kind == hearsay.Substantiated && out[j].Kind == hearsay.Unsubstantiated {
				if out[i].Contradicts == "" {
					out[i].Contradicts = out[j].ID
				}
				if out[j].Contradicts == "" {
					out[j].Contradicts = out[i].ID
				}
			}
		}
	}
}
