package extract

import (
	"sort"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/label"
)

// surest is how likely a learned attribution must be to be kept beside those of the rules. It was set on the cases of the
// tree: below it more of what is added is wrong than right.
const surest = 0.8

// learned adds to found what the learned labeller finds and the constructions do not know: cues that no list has. Where both
// find a cue, the construction's reading stands, since its content is more often exact.
func (r *reader) learned(found []attribution) []attribution {
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
	for _, l := range label.Fast(r.text) {
		if l.Score < surest || len(l.Cue) == 0 || len(l.Content) == 0 {
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
		if a.verb == nil {
			a.word = r.norm(a.cue.End - 1)
			// What somebody praised, urged or accepted is no proposition; a clause or a quotation is.
			if h := a.hull(); !r.isFiniteBetween(h.First, h.End) && r.quoteOpeningAt(h.First) < 0 {
				continue
			}
		}
		if a.stance == hearsay.DeniesIt && a.word != "contradict" && !r.isSaid(a.hull()) { // "denied entry", "dismissed the plan": nothing that was said
			continue
		}
		if r.negated(r.groupStart(a.cue.First, r.text.Sentences[r.tokens[a.cue.First].Sentence]), a.cue.End) {
			continue
		}
		found = append(found, a)
	}
	return found
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
