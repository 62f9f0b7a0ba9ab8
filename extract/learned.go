package extract

import (
	"sort"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/label"
)

// sureSource is how likely a learned attribution must be to give one of the constructions its source. It was set on the cases of
// the tree: below it more of what is given is wrong than right.
const sureSource = 0.7

// learned lets the learned labeller finish what the constructions found, and adds what they do not know: cues that no list
// has. Where both find a cue, the construction's reading stands, since its content is more often exact, and so is its source
// where it names one. The labeller gives a source where none was found, and the rest of its noun phrase to one.
func (r *reader) learned(found []attribution) []attribution {
	labels := label.Fast(r.text)
	r.name(found, labels)
	taken := make([]bool, len(r.tokens))
	for i := range found {
		for _, p := range append([]phrase{found[i].cue}, found[i].content...) {
			for j := p.First; j < p.End; j++ {
				taken[j] = true
			}
		}
	}
	free := func(p phrase) bool {
		for j := p.First; j < p.End; j++ {
			if taken[j] {
				return false
			}
		}
		return p.End > p.First
	}
	for _, l := range labels {
		if len(l.Cue) == 0 || len(l.Content) == 0 {
			continue
		}
		a := attribution{cue: r.tokensOf(l.Cue[0]), commitment: hearsay.Reports, stance: hearsay.Tells, learned: true}
		if !free(a.cue) {
			continue
		}
		ok := true
		for _, s := range l.Content {
			p := r.tokensOf(s)
			a.content = append(a.content, p)
			ok = ok && free(p)
		}
		if len(l.Source) > 0 {
			a.source = r.tokensOf(l.Source[0])
		}
		first := a.content[0].First
		relative := r.norm(first) == "that" && r.isFinite(first+1) // "a claim that gave rise to speculation"
		if r.timely(a.source) {
			a.source = phrase{}
		}
		if w := r.norm(a.source.First); a.hasSource() && (noes[w] || w == "you" && a.source.End-a.source.First == 1) { // "no one has said", "a crack you could post a letter through"
			continue
		}
		if !ok || relative || r.inTitle(a.cue.First) && !a.hasSource() {
			continue
		}
		for j := a.cue.End - 1; j >= a.cue.First && a.verb == nil; j-- {
			for _, v := range r.words.verbs[r.norm(j)] {
				if len(v.particle) == 0 {
					a.verb, a.word, a.commitment, a.stance = v, v.lemma, v.commitment, v.stance
					break
				}
			}
		}
		if raised[a.word] && a.source.End == a.cue.First && a.source.End > a.source.First && r.norm(first) == "to" && r.hasBe(a.cue.First, a.cue.End) { // "the blow is said to have fallen"
			a.content, a.source = append([]phrase{a.source}, a.content...), phrase{}
		}
		hull := a.hull()
		clause := r.isFiniteBetween(hull.First, hull.End)
		if a.verb == nil {
			a.word = r.norm(a.cue.End - 1)
			// What somebody praised, urged, voted or accepted is no proposition; a clause or a quotation of more than a name is.
			q := r.quoteOpeningAt(hull.First)
			if q < 0 && (!clause || r.norm(first) == "to") || q >= 0 && !clause && !r.fullQuote(q) {
				continue
			}
		}
		if a.stance == hearsay.DeniesIt && a.word != "contradict" && !r.isSaid(hull) { // "denied entry", "dismissed the plan": nothing that was said
			continue
		}
		if a.word == "ask" && (r.norm(first) == "to" && r.norm(first+1) == "be" || r.norm(first) == "not" && r.norm(first+1) == "to") { // "who asked to be called Sam"
			continue
		}
		if w := r.norm(first); (w == "whether" || w == "if") && r.unsaid(a.cue) {
			continue
		}
		if !clause && r.negated(r.groupStart(a.cue.First, r.text.Sentences[r.tokens[a.cue.First].Sentence]), a.cue.End) {
			continue // "did not answer our questions"
		}
		found = append(found, a)
	}
	return found
}

// unsaid reports whether cue p is one of somebody who does not say: "declined to say", "has not said".
func (r *reader) unsaid(p phrase) bool {
	for i := p.First; i < p.End; i++ {
		if refusals[r.norm(i)] {
			return true
		}
	}
	last := max(p.First, p.End-1)
	return r.negated(r.groupStart(last, r.text.Sentences[r.tokens[last].Sentence]), last)
}

// timely reports whether p tells only a time: "Last week".
func (r *reader) timely(p phrase) bool {
	for i := p.First; i < p.End; i++ {
		switch w := r.norm(i); w {
		case "last", "this", "next", "earlier", "later", "week", "month", "year", "night", "morning", "afternoon", "evening", "day", "today", "on", ",":
		default:
			if !dayOrMonth[w] && r.tag(i) != "CD" {
				return false
			}
		}
	}
	return p.End > p.First
}

// isSaid reports whether p is what somebody says: a clause, a quotation, or a noun for what was said or for wrongdoing.
func (r *reader) isSaid(p phrase) bool {
	if r.isFiniteBetween(p.First, p.End) || r.quoteOpeningAt(p.First) >= 0 {
		return true
	}
	for i := p.First; i < p.End; i++ {
		if w := r.norm(i); r.is("saying", w) || r.isWrongdoing(w) || w == "it" || w == "them" {
			return true
		}
	}
	return false
}

// name gives those of found whose source is missing, or is only part of a noun phrase, the source of the label with their cue.
func (r *reader) name(found []attribution, labels []label.Attribution) {
	at := make(map[int]int, len(labels)) // from a token of a cue to its label
	for k, l := range labels {
		if l.Score >= sureSource && len(l.Cue) > 0 && len(l.Source) > 0 {
			cue := r.tokensOf(l.Cue[0])
			for i := cue.First; i < cue.End; i++ {
				at[i] = k + 1
			}
		}
	}
	for i := range found {
		a := &found[i]
		for j := a.cue.First; j < a.cue.End; j++ {
			if k := at[j]; k > 0 {
				if s := r.tokensOf(labels[k-1].Source[0]); (!a.hasSource() && s.First != a.content[0].First) || r.widens(a.source, s) { // who "is said to have" done it says nothing
					a.source = s
				}
				break
			}
		}
	}
}

// widens reports whether to holds source and what it has more is of the same noun phrase: a title before a name, what stands
// behind a noun without a comma.
func (r *reader) widens(source, to phrase) bool {
	if to.First > source.First || source.End > to.End || r.tag(to.End-1) == "POS" {
		return false
	}
	if to.First < source.First {
		led := r.tag(to.First-1) == "IN" && r.norm(to.First-1) != "by" // "in the same post Tarvold said"
		if led || r.tag(source.First) == "DT" || !r.isName(source.First) && !r.isModifier(source.First) {
			return false
		}
	}
	return !r.commaBetween(to.First, source.First) && !r.commaBetween(source.End, to.End)
}

// tokensOf is the run of tokens that s touches, with the quotation marks around it.
func (r *reader) tokensOf(s hearsay.Span) phrase {
	p := phrase{First: sort.Search(len(r.tokens), func(i int) bool { return r.tokens[i].Span.End > s.Start })}
	p.End = sort.Search(len(r.tokens), func(i int) bool { return r.tokens[i].Span.Start >= s.End })
	if p.First > 0 && r.tag(p.First-1) == "``" && p.End < len(r.tokens) {
		p.First--
		for n := 0; n < 2 && p.End < len(r.tokens) && (r.tag(p.End) == "''" || r.norm(p.End) == "," || r.norm(p.End) == "."); n++ {
			p.End++
		}
	}
	return p
}
