package extract

import (
	"strings"

	"github.com/hearsay-news/hearsay"
)

// deny takes for denials what says no to what somebody else tells, and what goes on with a denial.
func (r *reader) deny() {
	denying := -1 // the denial that the next words of its speaker may go on with
	for i := range r.found {
		st, who := &r.out[r.index[i]], r.speaker[i]
		if st.Stance == hearsay.DeniesIt && r.found[i].stance == hearsay.Tells && r.accuses(who, i) { // "they were not strays": who accuses denies nothing by it
			st.Stance = hearsay.Tells
		}
		if st.Stance == hearsay.DeniesIt && r.disclaims(who, i) {
			st.Stance = hearsay.Tells
		}
		goesOn := r.goesOnDenying(denying, i)
		if st.Stance == hearsay.Tells && (goesOn || r.answers(i)) {
			r.found[i].answers = !goesOn && !r.found[i].called
			st.Stance, st.Access = hearsay.DeniesIt, ""
		}
		switch {
		case st.Stance == hearsay.DeniesIt && !goesOn && r.parent[i] < 0 && who >= 0:
			denying = i
		case goesOn || who >= 0 && r.parent[i] < 0:
			denying = -1
		}
	}
}

// disclaims reports whether attribution i denies only by its "they had received no", and its speaker is nobody by name of whom nobody tells anything: police
// who "had received no complaint" do not say that nothing happened.
func (r *reader) disclaims(who, i int) bool {
	a := &r.found[i]
	if who < 0 || r.people[who].name != "" || a.stance != hearsay.Tells || a.called || findingVerbs[a.word] || rejections.MatchString(r.folded(a.content)) {
		return false
	}
	if w := r.norm(a.content[0].First); w == "i" || w == "we" || w == "``" {
		return false
	}
	return !r.accused(who, i) && !r.counters(i)
}

// answers reports whether attribution i is a denial by what it says no to: its clause is negated or it calls what was said
// something, and its speaker is named, or meant by what he is, in what another speaker tells, or its words are those of what another tells.
func (r *reader) answers(i int) bool {
	a := &r.found[i]
	switch {
	case a.learned && a.verb == nil, !a.called && !r.saysNo(a.content[0]):
		return false
	case a.called && r.scorned(a.content[0]):
		return true
	}
	who := r.speaker[i]
	if who >= 0 && r.people[who].kind == hearsay.Person && r.advocates(who) && r.isName(a.content[0].First) { // "Rau never raised his hand", her lawyer said
		return true
	}
	return who >= 0 && (r.people[who].name != "" || r.people[who].kind == hearsay.Organisation) && r.accused(who, i) || r.counters(i)
}

// advocates reports whether somebody is described as one who speaks for another.
func (r *reader) advocates(who int) bool {
	for h := range r.people[who].heads {
		if spokesmen[h] {
			return true
		}
	}
	return false
}

// scorned reports whether a word stands in p for what is held to be untrue.
func (r *reader) scorned(p phrase) bool {
	for i := p.First; i < p.End; i++ {
		if scorn[r.norm(i)] {
			return true
		}
	}
	return rejections.MatchString(r.folded([]phrase{p}))
}

// scorn are words for a story that is held to be untrue, besides those of rejections.
var scorn = map[string]bool{"wicked": true, "malicious": true, "laughable": true, "invented": true, "invention": true, "fantasy": true, "tale": true,
	"lies": true, "lie": true, "false": true, "trick": true, "stunt": true, "joke": true, "bizarre": true, "desperate": true, "vile": true, "hurtful": true,
	"inaccurate": true, "bogus": true, "untrue": true, "fake": true, "hoax": true, "fanciful": true, "far-fetched": true, "outlandish": true, "imaginary": true, "malice": true, "spite": true, "revenge": true, "twaddle": true, "bunk": true}

// counters reports whether attribution i shares two words or more with an allegation of somebody else before it.
func (r *reader) counters(i int) bool {
	st := &r.out[r.index[i]]
	for k := range r.out {
		if o := &r.out[k]; r.alleged(o, st) && r.sharedWords(st, r.wordsOf(o)) >= 2 {
			return true
		}
	}
	return false
}

// alleged reports whether o is an allegation before st, not in its speaker's mouth.
func (r *reader) alleged(o, st *hearsay.Statement) bool {
	return o.Stance == hearsay.Tells && o.Allegation >= alleges && o.Hull().Start < st.Hull().Start && (o.Speaker == "" || o.Speaker != st.Speaker)
}

// goesOnDenying reports whether attribution i goes on with a denial, the attribution before it: a quotation of the same speaker in the same
// paragraph or the next, such as "I was in Oslo that day".
func (r *reader) goesOnDenying(denial, i int) bool {
	if denial < 0 || r.speaker[denial] != r.speaker[i] {
		return false
	}
	st := &r.out[r.index[i]]
	return st.Kind != hearsay.Indirect && st.Commitment == hearsay.Reports && r.tokens[r.found[i].cue.First].Paragraph-r.tokens[r.found[denial].cue.First].Paragraph <= 1
}

// saysNo reports whether the main clause that p begins with is negated and tells what was or is: "we have never met", "there was no
// such call", "no money changed hands"; not "I would not vote for him", "he may move if he does not do well", "they do not want it".
func (r *reader) saysNo(p phrase) bool {
	end := min(p.End, p.First+opening, r.text.Sentences[r.tokens[p.First].Sentence].End)
	i := p.First
	for i < end && (r.isStop(i) || r.tag(i) == "``" || leadsIn[r.norm(i)] && !(r.norm(i) == "no" && !r.isStop(i+1))) {
		i++
	}
	negated := noes[r.norm(i)]
	for ; i < end && !r.isFinite(i); i++ {
		if r.isStop(i) {
			return false
		}
		negated = negated || r.norm(i) == "never"
	}
	if i == end || r.tag(i) == "MD" {
		return false
	}
	for i++; i < end && !negated; i++ {
		if negated = noes[r.norm(i)]; !r.isVerb(i) && !strings.HasPrefix(r.tag(i), "RB") {
			break
		}
	}
	return negated && !r.ofMind(phrase{First: p.First, End: min(p.End, i+4)})
}

// noes negate a clause.
var noes = map[string]bool{"no": true, "not": true, "n't": true, "never": true, "nothing": true, "none": true, "nobody": true, "neither": true}

// leadsIn are words before the subject of a clause.
var leadsIn = map[string]bool{"that": true, "and": true, "but": true, "so": true, "well": true, "look": true, "no": true}

// ofMind reports whether the first verb of p that is no auxiliary tells of a state of mind, which nobody denies: "I do not think so".
func (r *reader) ofMind(p phrase) bool {
	for i := p.First; i < min(p.End, p.First+opening); i++ {
		if r.isVerb(i) && !auxiliaries[r.norm(i)] {
			return minds[r.norm(i)]
		}
	}
	return false
}

var minds = map[string]bool{"want": true, "wanted": true, "think": true, "thought": true, "care": true, "cared": true, "believe": true, "believed": true,
	"wish": true, "wished": true, "mind": true, "like": true, "liked": true, "feel": true, "felt": true, "expect": true, "expected": true, "expecting": true,
	"hope": true, "hoped": true, "love": true, "loved": true, "trust": true, "understand": true, "understood": true, "worry": true, "worried": true, "planning": true, "going": true}

// accused reports whether somebody else tells of the speaker who before attribution i, or in a content that holds it.
func (r *reader) accused(who, i int) bool {
	e, st := r.people[who], &r.out[r.index[i]]
	name := strings.Fields(strings.ToLower(e.name))
	for k := range r.out {
		o := &r.out[k]
		if !r.alleged(o, st) {
			continue
		}
		for _, c := range r.contentOf(o) {
			for j := c.First; j < c.End; j++ {
				if len(name) > 0 && r.norm(j) == name[len(name)-1] || r.isNoun(j) && e.heads[r.norm(j)] {
					return true
				}
			}
		}
	}
	return false
}

// opening is how many words of a content may stand before the "not" by which it denies.
const opening = 14

// alleges is how much of an allegation must be told before somebody is accused.
const alleges = 0.4

// accuses reports whether the speaker who has told an allegation before attribution i and is not the one of whom others tell.
func (r *reader) accuses(who, i int) bool {
	if who < 0 || r.accused(who, i) {
		return false
	}
	for k := range r.found {
		st := &r.out[r.index[k]]
		if r.speaker[k] == who && r.found[k].cue.First < r.found[i].cue.First && st.Stance == hearsay.Tells && st.Allegation >= 0.5 {
			return true
		}
	}
	return false
}
