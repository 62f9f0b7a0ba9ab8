package extract

import (
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// An attribution is found words: who, by which word, says what.
type attribution struct {
	source     phrase // empty where nobody is named
	cue        phrase
	content    []phrase
	verb       *verb // nil where a noun, an adverb or "according to" attributes
	word       string
	commitment hearsay.Commitment
	stance     hearsay.Stance
	about      bool // the content only refers to a claim: "this secret"
	learned    bool // found by the labeller alone
	answers    bool // it is taken for a denial only because it says "not", and its speaker is accused
	called     bool // its content is a claim and what it is called
	under      int  // the first token of the cue of the attribution that it stands below, though not in its content; 0 for none
}

func (a *attribution) hasSource() bool { return a.source.End > a.source.First }

// hull is the run of tokens from the first to the last of the content.
func (a *attribution) hull() phrase {
	h := a.content[0]
	for _, p := range a.content[1:] {
		h = phrase{First: min(h.First, p.First), End: max(h.End, p.End)}
	}
	return h
}

func (r *reader) is(group, word string) bool { return r.words.is(group, word) }

// attributions finds the attributions of the text, in the order of their cues.
func (r *reader) attributions() []attribution {
	found := append(r.turns(), r.signed()...)
	for _, s := range r.text.Sentences {
		first := len(found)
		a, ok := r.headline(s)
		if !ok {
			a, ok = r.colon(s)
		}
		if ok {
			found = append(found, a)
			for i := a.content[0].First; i < a.content[0].End; i++ { // others may speak in what it tells
				if b, ok := r.at(i, a.content[0]); ok && len(b.content) > 0 && !ownVoice[r.norm(b.source.First)] {
					found = append(found, b)
				}
			}
			continue
		}
		if a, ok := r.quotedFirst(s); ok { // what stands behind may be told by a verb of its own
			found = append(found, a)
		}
		found = r.cuesIn(found, s)
		found = append(found, r.citing(found[first:], s)...)
	}
	return found
}

// cuesIn adds to found the attributions whose cues stand in s, a sentence or a part of one.
func (r *reader) cuesIn(found []attribution, s phrase) []attribution {
	for i := s.First; i < s.End; i++ {
		if a, ok := r.at(i, s); ok && len(a.content) > 0 {
			found = append(found, a)
		} else if a, ok := r.quoting(i, s); ok {
			found = append(found, a)
		} else if a, ok := r.witness(i, s); ok && (len(found) > 0 && found[len(found)-1].covers(i) || r.hearsSay(&a)) {
			found = append(found, a)
		}
	}
	return found
}

// citing reads "Radio Valdara, citing two pilots, reported that": whoever is cited beside the first attribution of sentence s that may hold
// him tells the same as it does, a level below. found are those of s.
func (r *reader) citing(found []attribution, s phrase) (out []attribution) {
	for i := s.First; i < s.End; i++ {
		if w := r.norm(i); w != "citing" && w != "quoting" || i > s.First && r.norm(i-1) != "," {
			continue
		}
		who, ok := r.nounAfter(i+1, s.End, true)
		if !ok || exhibited[r.norm(who.End-1)] {
			continue
		}
		for k := range found {
			a := &found[k]
			if a.verb == nil || !a.verb.takes('t') || a.stance != hearsay.Tells || a.covers(i) || len(a.content) == 0 || !r.isFiniteBetween(a.content[0].First, a.content[0].End) {
				continue
			}
			out = append(out, attribution{source: r.apposition(who, s.End), cue: phrase{First: i, End: i + 1}, content: slices.Clone(a.content), word: "cite",
				commitment: hearsay.Reports, stance: hearsay.Tells, under: a.cue.First})
			break
		}
	}
	return out
}

// exhibited are what somebody cites that says nothing.
var exhibited = map[string]bool{"reasons": true, "concerns": true, "fears": true, "grounds": true, "privacy": true, "security": true, "lack": true, "health": true, "costs": true,
	"evidence": true, "need": true, "risk": true, "risks": true, "confidentiality": true, "interest": true, "interests": true, "example": true, "examples": true, "safety": true}

// quoting reads "Rau quoted a fisherman as saying that": that Rau tells of the fisherman is a level of its own.
func (r *reader) quoting(i int, s phrase) (attribution, bool) {
	a := attribution{word: "quote", cue: phrase{First: i, End: i + 1}, commitment: hearsay.Reports, stance: hearsay.Tells}
	group := r.groupStart(i, s)
	if w := r.norm(i); w != "quoted" && w != "quotes" && w != "quote" && w != "cited" && w != "cites" && w != "cite" || r.hasBe(group, i) || r.negated(group, i) {
		return a, false
	}
	who, ok := r.nounAfter(i+1, s.End, true)
	if !ok {
		return a, false
	}
	as := r.apposition(who, s.End).End
	if r.norm(as) != "as" || r.tag(as+1) != "VBG" || len(r.words.verbs[r.norm(as+1)]) == 0 || r.tag(as+2) == "``" || r.norm(as+2) == ":" {
		return a, false
	}
	if a.source, ok = r.subjectOf(group, s); !ok {
		return a, false
	}
	a.cue.First = min(i, r.cueStart(group, i))
	a.content = []phrase{{First: i + 1, End: r.clauseEnd(as, s)}}
	return a, true
}

// hearsSay reports whether what a witnesses is that somebody says something: "my dad heard a professor say that".
func (r *reader) hearsSay(a *attribution) bool {
	object, ok := r.nounAfter(a.content[0].First, a.content[0].End, false)
	return ok && (a.word == "heard" || a.word == "overheard") && r.isVerb(object.End) && len(r.words.verbs[r.norm(object.End)]) > 0
}

// covers reports whether token i belongs to the content of a.
func (a *attribution) covers(i int) bool {
	for _, c := range a.content {
		if c.First <= i && i < c.End {
			return true
		}
	}
	return false
}

// witness reads "a gardener saw the vicar carry two suitcases" and "the scan shows a torn ligament" in what another tells: somebody else's
// seeing, and what something shows, is a level of its own.
func (r *reader) witness(i int, s phrase) (attribution, bool) {
	a := attribution{word: r.norm(i), cue: phrase{First: i, End: i + 1}, commitment: hearsay.Reports, stance: hearsay.Tells}
	seeing, showing := perceptions[a.word], exhibits[a.word]
	if !seeing && !showing {
		return a, false
	}
	group := r.groupStart(i, s)
	if r.hasBe(group, i) || r.negated(group, i) || !strings.HasPrefix(r.tag(i), "VB") && a.word != "overheard" || r.tag(i) == "VBG" || r.norm(i-1) == "to" {
		return a, false
	}
	subject, ok := r.subjectOf(group, s)
	if !ok || r.isPron(subject.First) && subject.End-subject.First == 1 {
		return a, false
	}
	object, ok := r.nounAfter(i+1, s.End, false)
	if !ok {
		return a, false
	}
	acts := r.isVerb(object.End) && (!r.isFinite(object.End) || r.tag(object.End) == "VBP") || r.isNoun(object.End-1) && r.tag(object.End) == "DT" // "saw the crane sway", "heard the priest tell the"
	if seeing && !acts && !finds[a.word] || showing && r.is("person", r.norm(subject.End-1)) || r.isFinite(object.End) && !acts || r.isPron(object.First) {
		return a, false
	}
	a.source, a.content = subject, []phrase{{First: i + 1, End: r.clauseEnd(i+1, s)}}
	if a.cue.First = r.cueStart(group, i); a.cue.First > i {
		a.cue.First = i
	}
	return a, true
}

var (
	perceptions = map[string]bool{"saw": true, "seen": true, "heard": true, "watched": true, "spotted": true, "overheard": true, "noticed": true, "witnessed": true, "found": true, "discovered": true, "foretold": true}
	exhibits    = map[string]bool{"shows": true, "showed": true, "show": true, "records": true, "recorded": true, "record": true}
	finds       = map[string]bool{"found": true, "discovered": true, "foretold": true, "witnessed": true}
)

// headline reads "Visas were sold from basement, ex-driver tells panel": headlines leave out what taggers lean on, so only the
// comma and the verb count.
func (r *reader) headline(s phrase) (attribution, bool) {
	if !r.inTitle(s.First) || r.norm(s.End-1) == "." {
		return attribution{}, false
	}
	comma := s.End - 1
	for comma > s.First && r.norm(comma) != "," {
		comma--
	}
	if comma < s.First+3 {
		return attribution{}, false
	}
	for j := comma + 2; j < min(s.End, comma+6); j++ {
		w := r.norm(j)
		for _, v := range r.words.verbs[w] {
			left := s.End - j - 1
			if !v.takes('t') || v.stance != hearsay.Tells || left > 0 && !(v.takes('i') && left < 4) || !strings.HasSuffix(w, "s") && w != "told" && w != "said" && w != "heard" {
				continue
			}
			a := attribution{verb: v, word: v.lemma, commitment: v.commitment, stance: v.stance, cue: phrase{First: j, End: j + 1}, content: []phrase{{First: s.First, End: comma}}}
			if w != "told" { // "inquest told": who told it is left out
				a.source = phrase{First: comma + 1, End: j}
			}
			return a, true
		}
	}
	return attribution{}, false
}

// colon reads "Visas were sold from basement: ex-driver", with a colon or a dash, and "Ex-driver: visas were sold from basement".
func (r *reader) colon(s phrase) (attribution, bool) {
	a := attribution{word: "say", commitment: hearsay.Reports, stance: hearsay.Tells}
	if !r.inTitle(s.First) || r.norm(s.End-1) == "." {
		return a, false
	}
	for i := s.First + 1; i < s.End-1; i++ {
		colon := r.norm(i) == ":"
		if !colon && !dashes[r.norm(i)] {
			continue
		}
		left, right := phrase{First: s.First, End: i}, phrase{First: i + 1, End: s.End}
		a.cue = phrase{First: i, End: i + 1}
		switch {
		case r.saysIt(right) && i-s.First > 2 && r.isVerbBetween(left.First, left.End):
			a.source, a.content = right, []phrase{left}
			return a, true
		case colon && r.saysIt(left) && r.isVerbBetween(right.First, right.End):
			a.source, a.content = left, []phrase{right}
			return a, true
		case colon && i-s.First <= 5 && (r.norm(right.First) == "i" || r.norm(right.First) == "we") && !r.isFiniteBetween(left.First, left.End) && r.isVerbBetween(right.First, right.End):
			a.source, a.content = left, []phrase{right} // "Rau: I never took a penny": whoever stands there speaks
			return a, true
		case colon && r.quoteOpeningAt(right.First) >= 0: // "Holm on islet: “I have promised nobody so much as a pebble”"
			end := left.First
			for end < left.End && r.isName(end) {
				end++
			}
			if end > left.First && (r.norm(end) == "on" || r.norm(end) == "about" || r.norm(end) == "over") && r.isVerbBetween(right.First, right.End) {
				a.source, a.content = phrase{First: left.First, End: end}, []phrase{right}
				return a, true
			}
		}
	}
	return a, false
}

// quotedFirst reads "“They told me to write zero”: ex-nurse accuses hospital": who does something behind the colon has said what stands before it.
func (r *reader) quotedFirst(s phrase) (attribution, bool) {
	a := attribution{word: "say", commitment: hearsay.Reports, stance: hearsay.Tells}
	q := r.quoteOpeningAt(s.First)
	if q < 0 || !r.inTitle(s.First) || !r.fullQuote(q) {
		return a, false
	}
	colon := r.text.Quotes[q].End
	np, ok := r.nounAfter(colon+1, s.End, true)
	if r.norm(colon) != ":" || !ok || np.First != colon+1 || !r.isVerb(np.End) || !r.isName(np.End-1) && !r.is("person", r.norm(np.End-1)) && !strings.HasPrefix(r.norm(np.First), "ex-") {
		return a, false
	}
	a.source, a.cue, a.content = np, phrase{First: colon, End: colon + 1}, []phrase{{First: s.First, End: colon}}
	return a, true
}

var dashes = map[string]bool{"-": true, "--": true, "–": true, "—": true, "―": true}

// saysIt reports whether the few words of p are somebody or something that a headline may quote: "ex-driver", "court filing".
func (r *reader) saysIt(p phrase) bool {
	if p.End-p.First > 5 || r.isFiniteBetween(p.First, p.End) {
		return false
	}
	head := r.norm(p.End - 1)
	return r.is("person", head) || r.is("writing", head) || r.channelOf(p.End-1) != ""
}

// at tries every construction whose cue begins at token i of sentence s.
func (r *reader) at(i int, s phrase) (attribution, bool) {
	word := r.norm(i)
	switch {
	case word == "according" && r.norm(i+1) == "to":
		return r.accordingTo(phrase{First: i, End: i + 2}, s)
	case word == "as" && r.norm(i+1) == "per":
		return r.accordingTo(phrase{First: i, End: i + 2}, s)
	case word == "as" && (i == s.First || r.norm(i-1) == ","):
		if a, ok := r.asReported(i, s); ok {
			return a, true
		}
	case word == "per" && (i == s.First || r.norm(i-1) == ",") && r.tag(i+1) != "NN" && r.tag(i+1) != "CD":
		return r.accordingTo(phrase{First: i, End: i + 1}, s)
	case word == "words" && r.norm(i-1) == "the" && r.norm(i-2) == "in" && r.norm(i+1) == "of":
		return r.accordingTo(phrase{First: i - 2, End: i + 2}, s)
	case (word == "by" || word == "in" || word == "on") && (i == s.First || r.norm(i-1) == ","):
		if a, ok := r.byAccount(i, s); ok {
			return a, true
		}
	case word == "if":
		if a, ok := r.believing(i, s); ok {
			return a, true
		}
	case word == "so" && i == s.First:
		if a, ok := r.soSays(i, s); ok {
			return a, true
		}
	case hearsayAdverbs[word]:
		return r.adverb(i, s)
	case r.is("saying", word) && r.isNoun(i) && !(r.words.verbs[word] != nil && r.mistagged(i, s)):
		return r.nounCue(i, s)
	}
	for _, v := range r.words.verbs[word] {
		if a, ok := r.verbAt(i, v, s); ok {
			return a, true
		}
	}
	return attribution{}, false
}

var hearsayAdverbs = map[string]bool{"allegedly": true, "reportedly": true, "purportedly": true, "supposedly": true, "apparently": false}

// accordingTo reads "according to Rau, ..." and "..., according to Rau".
func (r *reader) accordingTo(cue phrase, s phrase) (attribution, bool) {
	np, ok := r.nounAfter(cue.End, s.End, true)
	if !ok {
		return attribution{}, false
	}
	a := attribution{cue: cue, word: r.norm(cue.First), commitment: hearsay.Reports, stance: hearsay.Tells}
	opens := cue.First == s.First || r.norm(cue.First-1) == ";" || r.norm(cue.First-1) == "and" && r.norm(cue.First-2) == ","
	if opens {
		a.source = r.apposition(np, s.End)
		if r.norm(a.source.End) != "," { // the comma that the apposition ate was the one before the content
			a.source = np
		}
		at := np.End
		for at < s.End && r.norm(at) != "," {
			at++
		}
		if r.norm(a.source.End) == "," {
			at = a.source.End
		} else {
			a.source.End = max(a.source.End, np.End)
		}
		if at >= s.End-1 {
			return a, false
		}
		a.content = []phrase{{First: at + 1, End: r.clauseEnd(at+1, s)}}
		return a, true
	}
	a.source = r.apposition(np, s.End)
	before := cue.First
	if r.norm(before-1) == "," {
		before--
	}
	start := r.clauseStart(before-1, s)
	if before <= start {
		return a, false
	}
	a.content = []phrase{{First: start, End: before}}
	// "The friend, as per the dinner lady, works near there": the content goes on.
	if w := r.norm(np.End); w == "who" || w == "which" || w == "whose" {
		for np.End < s.End && r.norm(np.End) != "," && !r.isStop(np.End) {
			np.End++
		}
	}
	if r.norm(np.End) == "," && np.End+1 < s.End && !r.isFiniteBetween(start, before) {
		a.source = np
		a.content = append(a.content, phrase{First: np.End + 1, End: r.clauseEnd(np.End+1, s)})
	}
	return a, true
}

// believing reads "..., if one believes the pensioner" and "If the pensioner is to be believed, ...".
func (r *reader) believing(i int, s phrase) (attribution, bool) {
	a := attribution{word: "believe", commitment: hearsay.Distances, stance: hearsay.Tells}
	verb := r.norm(i + 2)
	switch {
	case (r.norm(i+1) == "one" || r.norm(i+1) == "you" || r.norm(i+1) == "we") && (verb == "believe" || verb == "believes" || verb == "trust" || verb == "trusts"):
		np, ok := r.nounAfter(i+3, s.End, true)
		if !ok {
			return a, false
		}
		a.source, a.cue = np, phrase{First: i, End: i + 3}
	default:
		np, ok := r.nounAfter(i+1, s.End, true)
		if !ok || r.norm(np.End) != "is" && r.norm(np.End) != "are" || r.norm(np.End+1) != "to" || r.norm(np.End+2) != "be" || r.norm(np.End+3) != "believed" && r.norm(np.End+3) != "trusted" {
			return a, false
		}
		a.source, a.cue = np, phrase{First: np.End, End: np.End + 4}
	}
	after := max(a.source.End, a.cue.End)
	switch {
	case i > s.First:
		before := i
		if r.norm(before-1) == "," {
			before--
		}
		a.content = []phrase{{First: r.clauseStart(before-1, s), End: before}}
	case r.norm(after) == ",":
		a.content = []phrase{{First: after + 1, End: r.clauseEnd(after+1, s)}}
	default:
		return a, false
	}
	return a, a.content[0].End-a.content[0].First > 2
}

// soSays reads "So says Rau": what stands in the sentence before, in the same paragraph, is what she says.
func (r *reader) soSays(i int, s phrase) (attribution, bool) {
	n := r.tokens[i].Sentence
	if n == 0 {
		return attribution{}, false
	}
	before := r.text.Sentences[n-1]
	if r.tokens[before.First].Paragraph != r.tokens[i].Paragraph {
		return attribution{}, false
	}
	for _, v := range r.words.verbs[r.norm(i+1)] {
		np, ok := r.nounAfter(i+2, s.End, true)
		if !ok || !v.takes('t') || r.isFinite(np.End) {
			continue
		}
		end := before.End
		if r.isStop(end - 1) {
			end--
		}
		return attribution{source: np, cue: phrase{First: i + 1, End: i + 2}, verb: v, word: v.lemma, commitment: v.commitment, stance: v.stance,
			content: []phrase{{First: before.First, End: end}}}, end > before.First
	}
	return attribution{}, false
}

// byAccount reads "By his own account, ..." and "In Rau's telling, ...".
func (r *reader) byAccount(i int, s phrase) (attribution, bool) {
	for j := i + 1; j < min(i+8, s.End); j++ {
		switch r.norm(j) {
		case "account", "telling", "version", "reckoning", "words", "retelling", "account of":
			if r.norm(j+1) != "," || j == i+1 {
				return attribution{}, false
			}
			end := j
			for end > i+1 && (r.norm(end-1) == "own" || r.norm(end-1) == "'s" || strings.HasPrefix(r.tag(end-1), "JJ")) {
				end--
			}
			a := attribution{source: phrase{First: i + 1, End: end}, cue: phrase{First: j, End: j + 1}, word: r.norm(j),
				commitment: hearsay.Reports, stance: hearsay.Tells}
			if a.source.End <= a.source.First {
				return a, false
			}
			a.content = []phrase{{First: j + 2, End: r.clauseEnd(j+2, s)}}
			return a, true
		case ",":
			return attribution{}, false
		}
	}
	return attribution{}, false
}

// asReported reads "As the Herald reported, ...".
func (r *reader) asReported(i int, s phrase) (attribution, bool) {
	np, ok := r.nounAfter(i+1, s.End, true)
	if !ok {
		return attribution{}, false
	}
	j := np.End
	for j < s.End && (auxiliaries[r.norm(j)] || r.tag(j) == "RB") {
		j++
	}
	for _, v := range r.words.verbs[r.norm(j)] {
		comma := r.skipAdjuncts(r.skipTold(v, j+1, s), s)
		if v.takes('t') && r.norm(i-1) == "," && (comma >= s.End || r.isStop(comma)) { // "..., as she told the Post"
			start := r.clauseStart(i-2, s)
			return attribution{source: np, cue: phrase{First: j, End: j + 1}, verb: v, word: v.lemma, commitment: v.commitment, stance: v.stance,
				content: []phrase{{First: start, End: i - 1}}}, r.isFiniteBetween(start, i-1)
		}
		if v.takes('t') && r.norm(comma) == "," && comma+2 < s.End {
			return attribution{source: np, cue: phrase{First: j, End: j + 1}, verb: v, word: v.lemma, commitment: v.commitment, stance: v.stance,
				content: []phrase{{First: comma + 1, End: r.clauseEnd(comma+1, s)}}}, true
		}
	}
	return attribution{}, false
}

// skipTold passes over whom a verb may name before what is told: "told the dozen journalists present".
func (r *reader) skipTold(v *verb, i int, s phrase) int {
	if !v.takes('i') {
		return i
	}
	np, ok := r.nounAfter(i, s.End, true)
	if !ok || r.isFinite(np.End) {
		return i
	}
	i = np.End
	for strings.HasPrefix(r.tag(i), "JJ") {
		i++
	}
	return i
}

// adverb reads "the mayor allegedly took ...": nobody is named.
func (r *reader) adverb(i int, s phrase) (attribution, bool) {
	a := attribution{cue: phrase{First: i, End: i + 1}, word: r.norm(i), commitment: hearsay.Distances, stance: hearsay.Tells}
	if r.tokens[i].Quote >= 0 {
		return a, false
	}
	start, end := r.clauseStart(i-1, s), r.clauseEnd(i+1, s)
	if i > start {
		a.content = append(a.content, phrase{First: start, End: i})
	}
	if i+1 < end {
		a.content = append(a.content, phrase{First: i + 1, End: end})
	}
	// An adverb beside a verb that attributes belongs to it ("she purportedly said").
	for j := i + 1; j < min(i+3, s.End); j++ {
		if len(r.words.verbs[r.norm(j)]) > 0 && r.isVerb(j) {
			return a, false
		}
	}
	return a, len(a.content) > 0
}

// nounCue reads "Rau's claim that ..." and "the claim that ...".
func (r *reader) nounCue(i int, s phrase) (attribution, bool) {
	a := attribution{cue: phrase{First: i, End: i + 1}, word: r.norm(i), commitment: hearsay.Reports, stance: hearsay.Tells}
	if r.is("distancing", a.word) {
		a.commitment = hearsay.Distances
	}
	if a.word == "denial" {
		a.stance = hearsay.DeniesIt
	}
	at := i + 1
	if r.norm(at) == "by" || r.norm(at) == "from" {
		if np, ok := r.nounAfter(at+1, s.End, true); ok {
			a.source, at = np, np.End
		}
	}
	for j := at; j < min(at+8, s.End-1); j++ { // "word in the village is that", "rumour has it that"
		if w := r.norm(j); (w == "is" || w == "was") && r.norm(j+1) == "that" {
			a.cue.End, at = i+1, j+1
			break
		} else if w == "has" && r.norm(j+1) == "it" && r.norm(j+2) == "that" {
			a.cue.End, at = j+2, j+2
			break
		} else if r.isFinite(j) || w == "," {
			break
		}
	}
	if r.norm(at) != "that" || r.isFinite(at+1) || r.tag(at+1) == "RB" && r.isFinite(at+2) || !r.isFiniteBetween(at+1, s.End) {
		return a, false
	}
	if !a.hasSource() {
		for j := i - 1; j >= s.First && j > i-5; j-- {
			if r.norm(j) == "'s" || r.norm(j) == "'" || r.norm(j) == "’" {
				if np, ok := r.nounBefore(s.First, j); ok {
					a.source = np
				}
				break
			}
			if r.tag(j) == "PRP$" {
				a.source = phrase{First: j, End: j + 1}
				break
			}
		}
	}
	end := r.clauseEnd(at+1, s)
	if !r.isFiniteBetween(s.First, i) { // "The claim that he was paid is false": the sentence goes on with its own verb
		end = r.secondVerb(at+1, end)
	}
	a.content = []phrase{{First: at, End: end}}
	return a, true
}

// mainVerb returns where in content, which a verb of a relative clause leads, the sentence goes on with its own verb; the end of content where it does
// not.
func (r *reader) mainVerb(content phrase) int {
	if r.norm(content.First) != "to" && r.tag(content.First) != "VBG" {
		return r.secondVerb(content.First, content.End)
	}
	for i := content.First; i < content.End; i++ {
		switch w := r.norm(i); {
		case w == "that" || w == "who" || w == "which" || w == "," || w == "because" || w == "when" || w == "after" || w == "if" || w == "while" || w == "as":
			return content.End
		case r.isFinite(i) && r.tag(i) != "VBD" && r.norm(i-1) != "to" && i > content.First+2:
			return i
		}
	}
	return content.End
}

// secondVerb returns where, after a clause with its verb, another finite verb stands that has no subject of its own.
func (r *reader) secondVerb(i, end int) int {
	first := true
	for j := i; j < end; j++ {
		if !r.isFinite(j) && !(first && r.tag(j) == "VBN" && r.isNoun(j-1)) || !first && r.quoted(j) {
			continue
		}
		if first {
			first = false
			for j+1 < end && (r.isFinite(j+1) || strings.HasPrefix(r.tag(j+1), "VB") || r.tag(j+1) == "RB") {
				j++
			}
			continue
		}
		causative := false
		for k := max(i, j-5); k < j; k++ {
			w := r.norm(k)
			causative = causative || w == "have" || w == "having" || w == "had" && r.tag(j) != "VBD"
		}
		if causative && (r.tag(j) == "VBN" || r.tag(j) == "VBD") {
			continue
		}
		switch r.norm(j - 1) {
		case "and", "or", "but", "that", "who", "which", ",", "to":
			continue
		}
		if r.isNoun(j-1) && !r.isName(j-1) || r.tag(j-1) == "''" || r.tag(j-1) == "RB" || strings.HasPrefix(r.tag(j-1), "VB") || strings.HasPrefix(r.tag(j-1), "JJ") || r.tag(j-1) == "CD" || r.isName(j-1) {
			return j
		}
	}
	return end
}

// verbAt reads the constructions of a verb.
func (r *reader) verbAt(i int, v *verb, s phrase) (attribution, bool) {
	a := attribution{verb: v, word: v.lemma, commitment: v.commitment, stance: v.stance, cue: phrase{First: i, End: i + 1}}
	after := i + 1
	for _, word := range v.particle {
		if r.norm(after) != word {
			return a, false
		}
		a.cue.End, after = after+1, after+1
	}
	tag := r.tag(i)
	if !strings.HasPrefix(tag, "VB") && !r.mistagged(i, s) {
		return a, false
	}
	if r.norm(i-1) == "the" || r.tag(i-1) == "PRP$" || r.norm(i-1) == "a" {
		return a, false
	}
	if r.norm(i-1) == "," && r.norm(after) == "by" && !strings.HasPrefix(r.tag(i+1), "VB") && (r.tag(after+1) != "NN" || r.is("person", r.norm(after+1))) { // "a lie, told by a woman I dismissed", and not "said by telephone"
		return a, false
	}
	group := r.groupStart(i, s)
	passive := tag == "VBN" && r.hasBe(group, i)
	quoteLeft := r.quoteEndingAt(group, s)
	nominal := tag == "VBN" && group == i && quoteLeft < 0 && r.norm(i-1) != ","
	if nominal && !r.mistagged(i, s) { // "the claims reported by", a reduced relative
		subject, ok := r.nounBefore(s.First, i)
		trailing := ok && r.norm(subject.First-1) == "," && v.takes('t') && (r.isStop(after) || r.tag(after) == "IN" || dayOrMonth[r.norm(after)]) // "..., a lock keeper alleged on Monday"
		if !ok || !(r.isPron(subject.First) || r.isName(i-1) || r.is("person", r.norm(i-1)) || r.norm(after) == "that" || trailing) {
			return a, false
		}
	}
	if passive {
		return r.passive(a, group, after, s)
	}
	switch {
	case r.norm(group-1) == "as" && tag == "VBG": // was quoted as saying
		a.source, _ = r.subjectOf(r.finiteBefore(group-1, s), s)
		a.cue = phrase{First: i, End: after}
		if f := r.finiteBefore(group-1, s); f >= s.First { // "The Review quoted her secretary, Ines Rau, as saying"
			for q := f; q < group-1; q++ {
				if w := r.norm(q); (w == "quoted" || w == "quotes" || w == "cited" || w == "cites" || w == "quoting" || w == "citing") && !r.hasBe(f, q) {
					if np, ok := r.nounAfter(q+1, s.End, true); ok {
						a.source = r.apposition(np, group-1)
						if r.norm(a.source.End-1) == "," {
							a.source.End--
						}
					}
				}
			}
		}
		if strings.HasPrefix(r.tag(group-2), "VB") { // with nothing between: the whole is the cue
			a.cue.First = r.groupStart(group-2, s)
		}
	case tag == "VBG" && group == i || r.norm(i-1) == "to" && tag == "VB":
		from := group
		if r.norm(i-1) == "to" {
			from = i - 1
		}
		if f := r.finiteBefore(from, s); f >= s.First {
			a.source, _ = r.subjectOf(f, s)
			if np, ok := r.nounBefore(s.First, from); ok && tag == "VBG" && np.First > f && (recollections[r.norm(f)] || exhibits[r.norm(f)] || np.First == f+1 && reporters[r.norm(f)]) { // "two waiters remember a guest saying"
				a.source = np
			}
			if w := r.norm(f); w == "will" || w == "would" || w == "should" || w == "must" || negatedVerbs[w] {
				return a, false // refused to say
			}
			if directives[r.norm(f)] && objects[r.norm(from-1)] {
				return a, false // "told me to write 3.10 metres"
			}
		}
		if negatedVerbs[r.norm(from-1)] {
			return a, false
		}
		if tag == "VBG" && r.norm(i-1) != "," && r.norm(i-1) != "by" && r.norm(i-1) != "and" && !a.hasSource() {
			return a, false
		}
	default:
		a.source, _ = r.subjectOf(group, s)
	}
	if w := r.norm(a.source.First); a.hasSource() && (w == "nobody" || w == "no" || w == "none" || w == "neither") {
		return a, false
	}
	if r.negated(group, i) && a.stance == hearsay.Tells {
		return a, false // did not say
	}
	if r.norm(group-1) != "as" || tag != "VBG" {
		a.cue.First = r.cueStart(group, i)
	}
	if a.hasSource() && r.is("saying", r.norm(a.source.End-1)) && !r.is("writing", r.norm(a.source.End-1)) {
		return a, false // "the claim adds another layer"
	}
	if a.word == "believe" && r.norm(i-2) == "have" && r.norm(i-3) == "would" {
		a.commitment, a.cue.First = hearsay.Doubts, i-3
		a.source, _ = r.subjectOf(i-3, s)
	}

	if a.hasSource() && r.norm(a.source.First-1) == "what" && (r.norm(after) == "is" || r.norm(after) == "was") && r.norm(after+1) == "that" && v.takes('t') {
		a.content = []phrase{{First: after + 1, End: r.clauseEnd(after+2, s)}} // "What the report says is that ..."
		return a, true
	}

	// A quotation or a clause stands before: “...,” Rau said; ..., said Rau.
	left := s.First - 1
	begin := group
	if a.hasSource() && a.source.End <= group {
		begin = a.source.First
	}
	inverted := false
	if q := r.quoteEndingAt(begin, s); q >= 0 && v.takes('q') && r.tokens[i].Quote < 0 && (r.fullQuote(q) || r.text.Quotes[q].First == s.First) {
		left, inverted = q, begin == group
	} else if q := r.quoteEndingAt(group, s); q >= 0 && v.takes('q') && r.tokens[i].Quote < 0 {
		left, inverted = q, true
	}
	if left >= s.First || left >= 0 && left != s.First-1 {
		return r.quoteBefore(a, left, inverted, after, s)
	}
	if r.contentAfter(&a, after, s) {
		if w := r.norm(group - 1); w == "who" && r.norm(group-2) != "," && len(a.content) == 1 { // "A woman who claims to have three eyes is a hoaxer"
			a.content[0].End = r.mainVerb(a.content[0])
		}
		if np, at, ok := r.heardFrom(&a, after); ok {
			if a.source = np; at == a.cue.End {
				a.cue.End++
			}
		}
		return a, true
	}
	if a.stance == hearsay.DeniesIt && v.takes('o') && a.hasSource() && a.source.End == group && (r.isStop(after) || after >= s.End) { // "a claim that the police dispute"
		end := a.source.First
		if w := r.norm(end - 1); w == "that" || w == "which" {
			end--
		}
		if r.norm(end-1) == "," {
			end--
		}
		if np, ok := r.nounBefore(s.First, end); ok && r.is("saying", r.norm(np.End-1)) {
			a.content, a.about = []phrase{np}, true
			return a, true
		}
	}
	if v.takes('t') && (r.norm(begin-1) == "," || r.norm(group-1) == ",") {
		if np, ok := r.nounAfter(after, s.End, true); ok && r.norm(group-1) == "," && group == i { // "..., said Rau, ..."
			if e := r.apposition(np, s.End); r.isStop(e.End) || e.End >= s.End {
				a.source, begin = phrase{}, group
			}
		}
		return r.clauseBefore(a, begin, group, after, s)
	}
	return a, false
}

// heardFrom is who said it where somebody heard it "from a colleague" or read it "in the log", and the preposition: the one who heard
// is told of, and says nothing here.
func (r *reader) heardFrom(a *attribution, after int) (who phrase, at int, ok bool) {
	by := map[string]string{"hear": "from", "learn": "from", "read": "in"}[a.word]
	for i := after; by != "" && i < a.content[0].First; i++ {
		if r.norm(i) == by {
			who, ok = r.nounAfter(i+1, a.content[0].First, false)
			return who, i, ok
		}
	}
	return phrase{}, 0, false
}

// recollections tell of somebody else's words, which a participle tells: "recalls her saying that".
var recollections = map[string]bool{"remember": true, "remembers": true, "remembered": true, "recall": true, "recalls": true, "recalled": true, "hear": true, "hears": true, "heard": true}

// reporters tell of another's words likewise where he stands right behind: "a caller reported a neighbour saying that".
var reporters = map[string]bool{"report": true, "reports": true, "reported": true, "describe": true, "describes": true, "described": true, "film": true, "filmed": true,
	"capture": true, "captures": true, "captured": true, "caught": true, "quote": true, "quotes": true, "quoted": true, "cite": true, "cites": true, "cited": true}

// negatedVerbs turn an infinitive that follows them into what was not said.
var negatedVerbs = map[string]bool{"refused": true, "refuses": true, "declined": true, "declines": true, "failed": true, "fails": true, "unable": true, "want": true, "wants": true, "wanted": true, "asked": true, "likely": true}

// directives tell what somebody had another do.
var directives = map[string]bool{"told": true, "tells": true, "ordered": true, "instructed": true, "forced": true, "urged": true, "begged": true, "paid": true}

// objects are pronouns for whom something is done to.
var objects = map[string]bool{"me": true, "us": true, "him": true, "her": true, "them": true}

// mistagged reports whether a word that the tagger took for a noun stands where only the verb makes sense.
func (r *reader) mistagged(i int, s phrase) bool {
	if i == s.First || !strings.HasPrefix(r.tag(i), "NN") && r.tag(i) != "VBN" && r.tag(i) != "JJ" {
		return false
	}
	if r.isName(i) && r.isName(i-1) && isCapital(r.tokens[i].Text) && !r.inTitle(i) { // "the Harbour Post"
		return false
	}
	subject := r.isName(i-1) || r.isPron(i-1) || r.norm(i-1) == "also" || strings.HasSuffix(r.norm(i-1), "year-old") || r.is("person", r.norm(i-1)) && r.tag(i-1) == "NN"
	word := r.norm(i)
	if (i == s.End-1 || i == s.End-2 && r.isStop(i+1)) && strings.HasSuffix(word, "s") && r.words.verbs[word] != nil { // "..., ex-carer claims"
		for j := i - 1; j > s.First && j > i-7; j-- {
			if r.norm(j) == "," {
				return j < i-1
			}
		}
	}
	if r.norm(i+1) == "that" && r.norm(i-1) == "," && r.tag(i-2) == "CD" {
		return true
	}
	if r.norm(i+1) == "that" && strings.HasSuffix(word, "ed") && r.words.verbs[word] != nil && r.isFiniteBetween(i+2, s.End) && r.norm(i-1) != "the" {
		return true // "after a tribunal ruled that he had"
	}
	if pasts[word] || r.isName(i+1) && strings.HasSuffix(word, "s") && r.words.verbs[word] != nil && r.quoteEndingAt(i, s) >= 0 { // “...,” cautions Rau
		return true
	}
	if np, ok := r.nounBefore(s.First, i); ok && r.isStop(i+1) && r.quoteEndingAt(np.First, s) >= 0 { // “...,” the post reads, “...”
		return true
	}
	if np, ok := r.nounBefore(s.First, i); ok && r.isName(i-1) && strings.HasSuffix(word, "s") && r.words.verbs[word] != nil && r.norm(np.First-1) == "," && (r.tag(i+1) == "IN" || r.tag(i+1) == "TO" || r.isStop(i+1)) {
		return true // "..., his minder Yaw Brempong claims in a book"
	}
	if r.words.verbs[word] == nil || !subject {
		return strings.HasSuffix(word, "said") || word == "says" && r.tag(i) != "VBZ"
	}
	if r.inTitle(i) && r.clauseAt(i+1, s) {
		return true
	}
	return r.norm(i+1) == "that" || r.tag(i+1) == "PRP" || r.tag(i+1) == "DT" && r.isFiniteBetween(i+1, min(i+9, s.End)) || r.isName(i+1) && r.isFiniteBetween(i+1, min(i+6, s.End))
}

// pasts are verbs' forms that are nothing else.
var pasts = setOf("said told wrote swore")

// groupStart returns the first token of the verb group that ends with the verb i: "has also", "went on to".
func (r *reader) groupStart(i int, s phrase) int {
	g := i
	for g > s.First {
		w, t := r.norm(g-1), r.tag(g-1)
		if auxiliaries[w] && (w != "'s" || t != "POS") || t == "MD" || t == "RB" && w != "only" && w != "not" || w == "n't" || w == "not" || w == "never" || w == "since" && auxiliaries[r.norm(g-2)] {
			g--
			continue
		}
		if w == "to" && g-2 >= s.First && (r.norm(g-2) == "on" && strings.HasPrefix(r.tag(g-3), "VB") || catenative[r.norm(g-2)]) {
			g -= 2
			if r.norm(g) == "on" {
				g--
			}
			continue
		}
		break
	}
	for g < i && r.tag(g) == "RB" && (g == s.First || r.norm(g-1) == ",") { // "Then, later said": an adverb that opens
		g++
	}
	return g
}

var catenative = map[string]bool{"continues": true, "continued": true, "appears": true, "appeared": true, "seems": true, "seemed": true, "came": true, "comes": true, "happened": true, "chose": true, "decided": true, "began": true, "has": true, "had": true, "used": true, "liked": true, "likes": true}

// cueStart is where the cue begins: at its auxiliaries ("has alleged"), not at its adverbs ("also claimed").
func (r *reader) cueStart(group, i int) int {
	first := i
	for j := i - 1; j >= group; j-- {
		if r.tag(j) == "RB" || r.norm(j) == "to" || r.norm(j) == "on" {
			break
		}
		if !auxiliaries[r.norm(j)] {
			break
		}
		first = j
	}
	return first
}

func (r *reader) hasBe(group, i int) bool {
	for j := group; j < i; j++ {
		switch r.norm(j) {
		case "is", "are", "was", "were", "be", "been", "being", "'s":
			return true
		}
	}
	return false
}

func (r *reader) negated(group, i int) bool {
	for j := group; j < i; j++ {
		switch r.norm(j) {
		case "n't", "not", "never":
			return true
		}
	}
	return false
}

func (r *reader) isFiniteBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if r.isFinite(i) {
			return true
		}
	}
	return false
}

// finiteBefore returns the nearest finite verb before token i in s, outside quotations, or -1.
func (r *reader) finiteBefore(i int, s phrase) int {
	for i--; i >= s.First; i-- {
		if r.norm(i) == ";" {
			return -1
		}
		if r.isFinite(i) && !r.quoted(i) {
			return r.groupStart(i, s)
		}
	}
	return -1
}

// quoted reports whether token i stands within double quotation marks or within single ones that are more than a scare quote.
func (r *reader) quoted(i int) bool {
	q := r.tokens[i].Quote
	return q >= 0 && r.fullQuote(q)
}

// fullQuote reports whether a quotation is somebody's words rather than a name or a scare quote.
func (r *reader) fullQuote(q int) bool {
	quote := r.text.Quotes[q]
	return quote.End-quote.First > 5 || r.isFiniteBetween(quote.First, quote.End)
}

// subjectOf finds the subject of the verb group that begins at token g, with its appositions.
func (r *reader) subjectOf(g int, s phrase) (phrase, bool) {
	if g <= s.First {
		return phrase{}, false
	}
	i := g - 1
	if r.tag(i) == "RB" && i > s.First && r.norm(i-1) == "," { // "his brother, 29, also denies"
		i--
	}
	switch w := r.norm(i); {
	case w == "who" || w == "which" || w == "that" && r.tag(i) == "WDT":
		end := i
		if r.norm(end-1) == "," {
			end--
		}
		return r.withHead(s.First, end)
	case w == ",":
		return r.withHead(s.First, i)
	case w == "and" || w == "but" || w == "or" || w == "then" && r.norm(i-1) == "and":
		if f := r.finiteBefore(i, s); f > s.First {
			return r.subjectOf(f, s)
		}
		return phrase{}, false
	case w == "--":
		for j := i - 1; j > s.First; j-- {
			if r.norm(j) == "--" {
				if np, ok := r.nounBefore(s.First, j); ok {
					return phrase{First: np.First, End: i}, true
				}
				break
			}
		}
		return phrase{}, false
	}
	np, ok := r.nounBefore(s.First, g)
	if !ok {
		return r.relativeHead(g, s)
	}
	for j := np.First - 1; j > s.First && j > np.First-24; j-- { // "A woman who ran the office has accused": a relative clause without commas
		w := r.norm(j)
		if w == "," || w == ";" || w == ":" || r.tag(j) == "``" || r.tag(j) == "''" {
			break
		}
		if (w == "who" || r.tag(j) == "WDT") && r.isFiniteBetween(j+1, np.First) {
			if head, found := r.nounBefore(s.First, j); found {
				return phrase{First: head.First, End: np.End}, true
			}
		}
	}
	return np, true
}

// relativeHead is the subject before token g whose relative clause ends there with a verb: "two people who asked not to be named".
func (r *reader) relativeHead(g int, s phrase) (phrase, bool) {
	for j := g - 1; j > s.First && j > g-24; j-- {
		switch w := r.norm(j); {
		case w == "," || w == ";" || w == ":" || r.tag(j) == "``" || r.tag(j) == "''":
			return phrase{}, false
		case w == "who":
			if head, found := r.nounBefore(s.First, j); found {
				return phrase{First: head.First, End: g}, true
			}
		}
	}
	return phrase{}, false
}

// withHead finds the noun phrase whose apposition or parenthesis ends before token end: the commas in between pair up.
func (r *reader) withHead(from, end int) (phrase, bool) {
	last, ok := r.nounBefore(from, end)
	for j := end - 1; j > from; j-- {
		if r.norm(j) == ";" || r.norm(j) == ":" || r.tag(j) == "``" && r.quoted(j) {
			break
		}
		if r.norm(j) != "," {
			continue
		}
		np, found := r.nounBefore(from, j)
		if !found {
			break
		}
		if np.End-np.First == 1 && r.tag(np.First) == "CD" && r.norm(np.First-1) == "," { // the age in "Rau, 52, who ..."
			continue
		}
		inner := r.norm(j + 1)
		clause := r.relativeFirst(j+1, end) || inner == "who" || inner == "whom" || inner == "whose" || inner == "which" || np.First == from && r.isName(np.End-1) && (r.subordinateIn(j+1, end) || r.tag(j+1) == "VBN" || r.tag(j+1) == "VBD") // "Rau, reached by telephone,"
		if clause || !r.isFiniteBetween(j+1, end) {
			if dayOrMonth[r.norm(np.End-1)] || r.tag(np.First-1) == "IN" && r.norm(np.First-1) != "from" && r.norm(np.First-1) != "by" && r.norm(np.First-1) != "that" && np.First > from && !clause && ok {
				break
			}
			return phrase{First: np.First, End: end}, true
		}
	}
	return last, ok
}

// relativeFirst reports whether the first verb between two tokens is that of a relative clause: "the engineer who set off the affair".
func (r *reader) relativeFirst(from, to int) bool {
	for i := from; i < to; i++ {
		switch w := r.norm(i); {
		case w == "who" || w == "which" || w == "whose" || w == "that" && r.tag(i) == "WDT":
			return true
		case r.isFinite(i):
			return false
		}
	}
	return false
}

// subordinateIn reports whether a clause of time stands between two tokens: "until somebody changed her door code".
func (r *reader) subordinateIn(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.norm(i) {
		case "until", "when", "after", "before", "since", "while", "whom", "whose":
			return true
		}
	}
	return false
}

// quoteEndingAt returns the index of a quotation that ends right before token i, a comma between them allowed, or -1.
func (r *reader) quoteEndingAt(i int, s phrase) int {
	j := i - 1
	if r.norm(j) == "," || r.norm(j) == "--" {
		j--
	}
	if j < 0 || r.tokens[j].Quote < 0 {
		return -1
	}
	q := r.tokens[j].Quote
	if r.text.Quotes[q].End != j+1 || r.text.Quotes[q].Open || r.tokens[j].Paragraph != r.tokens[s.First].Paragraph {
		return -1
	}
	if last := r.norm(j - 1); r.tokens[j].Sentence == r.tokens[s.First].Sentence || last == "," || last == "?" || last == "!" {
		return q
	}
	return -1
}

// quoteOpeningAt returns the index of a quotation that begins at token i, or -1.
func (r *reader) quoteOpeningAt(i int) int {
	if i >= len(r.tokens) || r.tokens[i].Quote < 0 {
		return -1
	}
	for q := r.tokens[i].Quote; q >= 0 && r.text.Quotes[q].First <= i; q-- {
		if r.text.Quotes[q].First == i {
			return q
		}
	}
	return -1
}

// quoteBefore completes an attribution whose quotation q stands before the cue.
func (r *reader) quoteBefore(a attribution, q int, inverted bool, after int, s phrase) (attribution, bool) {
	quote := r.text.Quotes[q]
	if !r.fullQuote(q) && !(quote.First == s.First) {
		return r.clauseBefore(a, quote.End, quote.End, after, s)
	}
	if inverted {
		np, ok := r.nounAfter(after, s.End, true)
		if !ok {
			return a, false
		}
		if before := (phrase{First: quote.End, End: a.cue.First}); r.timely(np) && before.End > before.First { // "..." her agent, Marek Ross, said yesterday
			for before.First < before.End && r.norm(before.First) == "," {
				before.First++
			}
			for before.End > before.First && r.norm(before.End-1) == "," {
				before.End--
			}
			a.source = before
		} else {
			a.source = r.apposition(np, s.End)
			after = a.source.End
		}
	} else if a.source.End <= a.source.First {
		return a, false
	}
	first := quote.First
	// The writer's words before a partial quotation belong to the content: 'The bridge was "rotten," she said'.
	if start := r.clauseStart(first-1, s); start < first && start >= s.First && r.tokens[first].Sentence == r.tokens[s.First].Sentence && first > s.First {
		first = start
	}
	a.content = []phrase{{First: first, End: quote.End}}
	// Earlier paragraphs of the same quotation.
	for p := q; r.text.Quotes[p].Continues && p > 0; {
		p--
		for p > 0 && r.text.Quotes[p].First > r.text.Paragraphs[r.tokens[r.text.Quotes[p].First].Paragraph].First {
			p--
		}
		a.content = append([]phrase{r.text.Quotes[p].Range}, a.content...)
	}
	// A quotation that goes on behind the cue: “...,” she said, “...”; also as a sentence of its own.
	for j := after; j < min(len(r.tokens), s.End+1); j++ {
		if r.tag(j) == "``" {
			if next := r.quoteOpeningAt(j); next >= 0 && r.fullQuote(next) && r.tokens[j].Paragraph == r.tokens[s.First].Paragraph && r.continues(after, j, s) {
				a.content = append(a.content, r.text.Quotes[next].Range)
			}
			break
		}
	}
	return a, true
}

// continues reports whether what stands between the cue and the quotation at j lets the quotation be the same speaker's:
// no other clause.
func (r *reader) continues(after, j int, s phrase) bool {
	for i := after; i < j; i++ {
		if r.isFinite(i) && r.tokens[i].Sentence == r.tokens[s.First].Sentence {
			return false
		}
	}
	return true
}

// clauseBefore completes an attribution whose clause stands before: "..., Rau said", "..., said Rau", and with the cue in the
// middle: "The Latvian, he added, was one such find".
func (r *reader) clauseBefore(a attribution, begin, group, after int, s phrase) (attribution, bool) {
	if !a.hasSource() || a.source.First >= after || r.norm(begin-1) != "," || a.source.First < begin && begin == group {
		// inverted
		np, ok := r.nounAfter(after, s.End, true)
		if !ok || r.norm(group-1) != "," && r.tag(group-1) != "''" || r.isFinite(np.End) || r.closesRelative(group-1, s) {
			return a, false
		}
		if who, ok := r.closedBefore(group, s); ok && r.timely(np) { // "..., her agent, Marek Ross, said yesterday"
			a.source, begin = who, who.First
		} else {
			a.source = r.apposition(np, s.End)
			begin, after = group, a.source.End
		}
	}
	end := begin
	for end > s.First && r.norm(end-1) == "," {
		end--
	}
	start := r.clauseStart(end-1, s)
	if end <= start {
		return a, false
	}
	a.content = []phrase{{First: start, End: end}}
	if told := r.skipTold(a.verb, after, s); r.norm(told) == "," {
		after = told
	}
	if after < s.End && r.norm(after) == "," && after+1 < s.End && !r.onlySays(phrase{First: after + 1, End: s.End}) {
		next := r.norm(after + 1)
		if r.tag(after+1) == "VBG" && !auxiliaries[r.norm(end-1)] || next == "but" || next == "while" || next == "although" {
			return a, r.isFiniteBetween(start, end)
		}
		a.content = append(a.content, phrase{First: after + 1, End: r.clauseEnd(after+1, s)})
		return a, r.isFiniteBetween(start, s.End)
	}
	return a, r.isFiniteBetween(start, end) || r.inTitle(start) && end-start > 2
}

// onlySays reports whether p is no more than that somebody says what stands before: "she says".
func (r *reader) onlySays(p phrase) bool {
	for p.End > p.First && r.isStop(p.End-1) {
		p.End--
	}
	who, ok := r.nounAfter(p.First, p.End, false)
	return ok && who.End == p.End-1 && len(r.words.verbs[r.norm(who.End)]) > 0
}

// closedBefore is the noun phrase, with another in apposition, that a comma before token i closes: "her agent, Marek Ross,".
func (r *reader) closedBefore(i int, s phrase) (phrase, bool) {
	name, ok := r.nounBefore(s.First, i-1)
	if !ok || r.norm(i-1) != "," || name.End != i-1 || r.norm(name.First-1) != "," {
		return name, false
	}
	role, ok := r.nounBefore(s.First, name.First-1)
	if !ok || role.End != name.First-1 || r.norm(role.First-1) != "," && r.tag(role.First-1) != "''" || !r.is("person", r.norm(role.End-1)) {
		return name, false
	}
	return phrase{First: role.First, End: name.End}, true
}

// closesRelative reports whether the comma at token i ends a clause on the noun before it: "a laboratory, which had the swabs, found".
func (r *reader) closesRelative(i int, s phrase) bool {
	for j := i - 1; j > s.First; j-- {
		if r.norm(j) == "," {
			w := r.norm(j + 1)
			return w == "which" || w == "who" || w == "whose"
		}
	}
	return false
}

// passive reads "Rau is alleged to have taken" and "is accused of taking": nobody is named, unless by "by".
func (r *reader) passive(a attribution, group, after int, s phrase) (attribution, bool) {
	subject, ok := r.subjectOf(group, s)
	if !ok && r.norm(after) != "by" {
		return a, false
	}
	a.cue.First = r.cueStart(group, a.cue.First)
	if r.norm(after) == "by" {
		if np, found := r.nounAfter(after+1, s.End, true); found {
			a.source, after = np, np.End
			for j := np.First; j+1 < s.End && j < np.First+12 && a.verb.takes('f'); j++ { // "by two of his drivers of selling"
				if r.charges(a.verb, j) && r.tag(j+1) == "VBG" {
					a.source.End, after = j, j
					break
				}
			}
		}
	}
	if a.verb.takes('f') && !a.hasSource() { // "had been accused in online messages of taking"
		if of := r.skipAdjuncts(after, s); r.charges(a.verb, of) && r.tag(of+1) == "VBG" {
			after = of
		}
	}
	switch {
	case a.verb.takes('i') && a.hasSource() && r.norm(after) == "that" && r.norm(a.cue.End) == "by": // "mothers were told by militiamen that"
		a.cue.End++
		a.content = []phrase{{First: after, End: r.clauseEnd(after+1, s)}}
		return a, true
	case !ok:
		return a, false
	case r.norm(after) == "to" && strings.HasPrefix(r.tag(after+1), "VB") && raised[a.word], a.verb.takes('f') && r.charges(a.verb, after):
		a.content = []phrase{subject, {First: after, End: r.clauseEnd(after, s)}}
		if a.commitment == hearsay.Reports && a.word == "say" {
			a.commitment = hearsay.Distances
		}
		return a, true
	case r.norm(after) == "that" && r.norm(subject.First) == "it" && a.commitment != hearsay.StatesAsFact:
		a.content = []phrase{{First: after, End: r.clauseEnd(after+1, s)}}
		return a, true
	case a.word == "tell" && (r.norm(after) == "that" || r.norm(after) == "of"):
		return a, false
	}
	return a, false
}

// charges reports whether token i leads from whom a verb accuses to the charge: "of taking bribes", "with having taken", "blamed the driver for".
func (r *reader) charges(v *verb, i int) bool {
	switch w := r.norm(i); {
	case v.takes('r'):
		return w == "for" || w == "on"
	case w == "with":
		return r.tag(i+1) == "VBG" || r.norm(i+1) == "having"
	default:
		return w == "of"
	}
}

// raised are the verbs whose passive tells of somebody: "is said to have".
var raised = map[string]bool{"say": true, "allege": true, "claim": true, "report": true, "believe": true, "think": true, "understand": true, "know": true, "speculate": true, "estimate": true, "rumour": true, "rumor": true}

// contentAfter finds the content that follows the cue.
func (r *reader) contentAfter(a *attribution, after int, s phrase) bool {
	v := a.verb
	i := after
	if v.takes('f') {
		np, ok := r.nounAfter(i, s.End, false)
		if !ok {
			return false
		}
		of := np.End
		if r.norm(of) == "," {
			of = r.apposition(np, s.End).End
			if r.norm(of) == "," {
				of++
			}
		}
		for of < s.End && !r.charges(v, of) && !r.isFinite(of) && !r.isStop(of) {
			of++
		}
		if !r.charges(v, of) {
			return false
		}
		a.content = []phrase{{First: np.First, End: r.clauseEnd(of, s)}}
		return true
	}
	if v.takes('i') && r.norm(i) != "that" {
		if np, ok := r.nounAfter(i, s.End, true); ok && !r.isFinite(np.End) {
			i = np.End
			if r.norm(i) == "," {
				if e := r.apposition(np, s.End); e.End > i && (r.norm(e.End) == "," || r.norm(e.End) == "that") {
					i = e.End
				}
			}
		}
	}
	if recollections[r.norm(after-1)] {
		np, ok := r.nounAfter(after, s.End, true)
		if !ok && r.norm(after) == "her" { // "recalls her saying"
			np, ok = phrase{First: after, End: after + 1}, true
		}
		if ok && r.tag(np.End) == "VBG" && len(r.words.verbs[r.norm(np.End)]) > 0 {
			a.content = []phrase{{First: np.First, End: r.clauseEnd(np.End, s)}}
			return true
		}
	}
	i = r.skipAdjuncts(i, s)
	if r.norm(i) == "," { // "quoted as saying, by a local news site, that"
		for j := i + 2; j < min(i+10, s.End-1); j++ {
			if r.norm(j) == "," && r.norm(j+1) == "that" && !r.isFiniteBetween(i+1, j) {
				i = j + 1
				break
			}
		}
	}
	moved := i > after
	switch w := r.norm(i); {
	case i >= s.End:
		return false
	case w == "that" && !r.isFinite(i+1):
		if r.norm(i+1) == "," && r.norm(i-1) == "and" {
			return false
		}
		a.content = []phrase{{First: i, End: r.clauseEnd(i+1, s)}}
		return v.takes('t') || v.takes('q') || v.takes('o')
	case (w == ":" || w == ",") && r.tag(i+1) == "``" && v.takes('q'):
		return r.quoteAt(a, i+1, s)
	case r.tag(i) == "``" && (v.takes('q') || v.takes('t')):
		return r.quoteAt(a, i, s)
	case v.takes('q') && r.captioned(i, s) > 0: // "posted a one-word answer: “Nope.”"
		return r.quoteAt(a, r.captioned(i, s), s)
	case w == ":" && v.takes('q') && r.isFiniteBetween(i+1, s.End):
		a.content = []phrase{{First: i + 1, End: s.End}}
		return true
	case whWords[w] && (v.takes('w') || v.takes('t') && w != "if" && !moved):
		if w == "when" || w == "where" || w == "while" {
			return false
		}
		a.content = []phrase{{First: i, End: r.clauseEnd(i+1, s)}}
		return v.takes('w') || r.isFiniteBetween(i+1, s.End)
	case v.takes('v') && (r.tag(i) == "VBG" || w == "to" && (r.tag(i+1) == "VBG" || r.norm(i+1) == "have" || r.tag(i+1) == "VB") || w == "ever" && r.tag(i+1) == "VBG" || w == "having"):
		a.content = []phrase{{First: i, End: r.clauseEnd(i+1, s)}}
		return true
	}
	if v.takes('t') && v.takes('o') && r.bareClause(i, s) { // "denies he took quarry money"
		a.content = []phrase{{First: i, End: r.clauseEnd(i, s)}}
		return true
	}
	if v.takes('c') && r.calls(a, i, s) {
		return true
	}
	if np, ok := r.nounAfter(i, s.End, false); ok && a.hasSource() && !r.isFinite(np.End) && (v.takes('n') && r.norm(i) != "it" || v.takes('m') && r.norm(np.End) == "at" && r.counts(np.End+1, s)) {
		a.content = []phrase{{First: i, End: r.clauseEnd(i, s)}}
		return true
	}
	if v.takes('o') {
		if r.object(a, i, s) {
			return true
		}
	}
	if v.takes('t') && r.norm(i) == "as" && r.norm(i+1) == "much" || a.word == "say" && r.norm(i) == "so" && r.isStop(i+1) {
		end := i + 1
		if r.norm(i) == "as" {
			end++
		}
		a.content, a.about = []phrase{{First: i, End: end}}, true
		return true
	}
	if v.takes('t') && (!v.takes('x') || !moved && r.isPron(i)) && !(moved && strings.HasSuffix(r.norm(i-1), ".")) { // not "Rau wrote on X. His brother has"
		if r.clauseAt(i, s) {
			a.content = []phrase{{First: i, End: r.clauseEnd(i, s)}}
			return true
		}
	}
	return false
}

// counts reports whether a number begins at token i, behind an adverb or a preposition: "about 9 million", "$30".
func (r *reader) counts(i int, s phrase) bool {
	for j := i; j < min(i+3, s.End); j++ {
		if r.tag(j) == "CD" {
			return true
		}
	}
	return false
}

// captioned is where a quotation opens behind a noun phrase at token i that says what it is, and a colon; 0 where none does.
func (r *reader) captioned(i int, s phrase) int {
	np, ok := r.nounAfter(i, s.End, true)
	if ok && r.norm(np.End) == ":" && r.tag(np.End+1) == "``" && r.quoteOpeningAt(np.End+1) >= 0 && (r.is("saying", r.norm(np.End-1)) || r.is("writing", r.norm(np.End-1)) || answers[r.norm(np.End-1)]) {
		return np.End + 1
	}
	return 0
}

// answers are words for what somebody says in return.
var answers = map[string]bool{"answer": true, "reply": true, "response": true, "retort": true, "message": true, "caption": true, "line": true, "word": true, "words": true}

var whWords = map[string]bool{"how": true, "why": true, "whether": true, "what": true, "who": true, "if": true, "when": true, "where": true, "while": true}

// skipAdjuncts passes over what may stand between a cue and its content: "in a post on Tuesday", "to viewers", "again".
func (r *reader) skipAdjuncts(i int, s phrase) int {
	start := i
	for i < s.End {
		w, t := r.norm(i), r.tag(i)
		switch {
		case t == "RB" && w != "not" && w != "n't" && w != "then" && w != "ever" && w != "never":
			i++
		case dayOrMonth[w] || (w == "last" || w == "this") && (dayOrMonth[r.norm(i+1)] || r.norm(i+1) == "week" || r.norm(i+1) == "month" || r.norm(i+1) == "year" || r.norm(i+1) == "summer" || r.norm(i+1) == "night"):
			if w == "last" || w == "this" {
				i++
			}
			i++
		case (t == "IN" || t == "TO") && w != "that" && w != "of" && w != "whether" && w != "if" && w != "because" && w != "while" && w != "although":
			if r.tag(i+1) == "VBG" || r.tag(i+1) == "VB" || r.tag(i+1) == "``" {
				return i
			}
			np, ok := r.nounAfter(i+1, s.End, true)
			if !ok || r.isFinite(np.End) && r.norm(i) != "in" {
				return i
			}
			i = np.End
		case r.ago(i, s) > i: // "years ago"
			i = r.ago(i, s)
		case w == "(" && r.closing(i, s) > i: // "writes (Arts, 9 May) that"
			i = r.closing(i, s)
		case w == "," && i > start && r.aside(i, s) > i: // "from a colleague, since dead, that"
			i = r.aside(i, s)
		case w == "," && i > start && r.norm(i+1) == "that", w == "," && i > start && r.tag(i+1) == "``":
			if r.norm(i+1) == "that" {
				i++
				continue
			}
			return i
		default:
			return i
		}
	}
	return i
}

// closing is the end of the parenthesis that opens at token i, i where it does not close in s.
func (r *reader) closing(i int, s phrase) int {
	for j := i + 1; j < s.End; j++ {
		if r.norm(j) == ")" {
			return j + 1
		}
	}
	return i
}

// ago is the end of a time told by "ago" that begins with token i, i where there is none.
func (r *reader) ago(i int, s phrase) int {
	for j := i + 1; j < min(i+4, s.End); j++ {
		if r.norm(j) == "ago" {
			return j + 1
		}
		if !r.isNoun(j) {
			break
		}
	}
	return i
}

// aside is where the clause that follows a few words between the comma i and another begins with "that", i where there is none.
func (r *reader) aside(i int, s phrase) int {
	for j := i + 2; j < min(i+7, s.End-1) && !r.isFinite(j-1); j++ {
		if r.norm(j) == "," && r.norm(j+1) == "that" {
			return j + 1
		}
	}
	return i
}

// quoteAt takes the quotation that opens at token i as content, with the writer's clause around a partial one.
func (r *reader) quoteAt(a *attribution, i int, s phrase) bool {
	q := r.quoteOpeningAt(i)
	if q < 0 {
		return false
	}
	quote := r.text.Quotes[q]
	if quote.End >= s.End-1 || r.isStop(quote.End-2) && r.norm(quote.End-2) != "," || r.tokens[quote.End-1].Sentence != r.tokens[s.First].Sentence {
		if !r.fullQuote(q) && !a.verb.takes('q') {
			return false
		}
		a.content = []phrase{quote.Range}
		for n := q + 1; quote.Open && n < len(r.text.Quotes); n++ { // over paragraphs
			next := r.text.Quotes[n]
			if !next.Continues {
				if next.First > quote.End && r.tokens[next.First].Paragraph > r.tokens[quote.End-1].Paragraph {
					break
				}
				continue
			}
			a.content = append(a.content, next.Range)
			if !next.Open {
				break
			}
		}
		return quote.End-quote.First > 3
	}
	end := r.clauseEnd(quote.End, s)
	if r.norm(quote.End) == "," || r.norm(quote.End-2) == "," {
		end = quote.End
	}
	a.content = []phrase{{First: i, End: end}}
	return r.fullQuote(q) || r.isFiniteBetween(i, end)
}

// object takes an object that stands for a claim: "this secret", "the accusation", "everything".
func (r *reader) object(a *attribution, i int, s phrase) bool {
	if w := r.norm(i); (w == "everything" || w == "it" || w == "them" || w == "all" || w == "this" && r.isStop(i+1)) && a.stance == hearsay.DeniesIt {
		a.content, a.about = []phrase{{First: i, End: i + 1}}, true
		return true
	}
	np, ok := r.nounAfter(i, s.End, false)
	if r.tag(i+1) == "TO" && plans[r.norm(i)] { // the tagger takes it for the verb of a headline: "denies plan to part men and women"
		np, ok = phrase{First: i, End: i + 1}, true
	}
	if !ok {
		return false
	}
	head := np.End - 1
	if a.stance == hearsay.DeniesIt && plans[r.norm(head)] && r.tag(np.End) == "TO" {
		a.content = []phrase{{First: np.First, End: r.clauseEnd(np.End+1, s)}}
		return true
	}
	this := r.norm(np.First) == "this" || r.norm(np.First) == "these"
	if !r.is("saying", r.norm(head)) && !(a.commitment == hearsay.StatesAsFact && this) { // "lifted the lid on this shocking hoax"
		if a.stance != hearsay.DeniesIt && !a.verb.takes('w') || r.is("saying", r.norm(head)) {
			return false
		}
		// "denied any wrongdoing", "denies the affair"
		if a.word == "deny" {
			deep, _ := r.nounAfter(i, s.End, true)
			a.content = []phrase{deep}
			return true
		}
		return false
	}
	if a.verb.lemma != "deny" && a.stance != hearsay.DeniesIt {
		switch r.norm(np.First) {
		case "this", "that", "these", "those", "the", "such", "his", "her", "their":
		default:
			return false
		}
	}
	if a.word == "make" && r.is("distancing", r.norm(head)) {
		a.commitment = hearsay.Distances
	}
	a.content, a.about = []phrase{np}, true
	if r.norm(np.End) == "that" && !r.isFinite(np.End+1) {
		a.content, a.about = []phrase{{First: np.First, End: r.clauseEnd(np.End+1, s)}}, false
	} else if a.stance == hearsay.DeniesIt && !r.isStop(np.End) && r.clauseAt(np.End, s) { // "dismissed claims he had been paid"
		a.content, a.about = []phrase{{First: np.First, End: r.clauseEnd(np.End, s)}}, false
	} else if r.norm(np.End) == "of" || r.norm(np.End) == "about" {
		if deep, found := r.nounAfter(i, s.End, true); found {
			a.content = []phrase{deep}
		}
	}
	return true
}

// plans are nouns for what somebody means to do, which he may deny.
var plans = map[string]bool{"plan": true, "plans": true, "intention": true, "intentions": true, "attempt": true, "attempts": true, "threat": true, "threats": true,
	"offer": true, "offers": true, "conspiracy": true, "scheme": true}

// calls takes an object that stands for a claim, and what it is called: "calls the story wicked", "branded it “rubbish”", "dismissed any
// link as science fiction".
func (r *reader) calls(a *attribution, i int, s phrase) bool {
	if a.stance == hearsay.DeniesIt {
		if np, ok := r.nounAfter(i, s.End, true); ok && r.norm(np.End) == "as" && np.End+1 < s.End && r.tag(np.End+1) != "VBN" {
			a.content, a.called = []phrase{{First: i, End: r.clauseEnd(np.End+1, s)}}, true
			return true
		}
		return false
	}
	np, ok := r.nounAfter(i, s.End, false)
	if w := r.norm(i); w == "it" || w == "this" || w == "that" || w == "them" {
		np = phrase{First: i, End: i + 1}
	} else if !ok || !r.is("saying", r.norm(np.End-1)) {
		return false
	}
	if r.norm(np.End) == "that" && !r.isFinite(np.End+1) { // "calls the rumour that it spies on users bogus"
		a.content, a.called = []phrase{{First: np.First, End: r.clauseEnd(np.End+1, s)}}, true
		return r.scorned(a.content[0])
	}
	what := np.End
	if r.norm(what) == "as" {
		what++
	}
	if r.isStop(what) || what >= s.End || r.tag(what) == "IN" || r.tag(what) == "TO" || r.tag(what) == "CC" {
		return false
	}
	content := phrase{First: np.First, End: r.clauseEnd(what, s)}
	if q := r.quoteOpeningAt(what); q >= 0 {
		content.End = r.text.Quotes[q].End
	} else if !r.scorned(content) {
		return false
	}
	a.content, a.called = []phrase{content}, true
	return true
}

// bareClause reports whether a noun phrase begins at token i with its verb right behind it.
func (r *reader) bareClause(i int, s phrase) bool {
	np, ok := r.nounAfter(i, s.End, true)
	if !ok {
		return false
	}
	verb := np.End
	if r.tag(verb) == "RB" {
		verb++
	}
	return verb < s.End && r.isFinite(verb)
}

// clauseAt reports whether a clause begins at token i: a noun phrase and then a finite verb.
func (r *reader) clauseAt(i int, s phrase) bool {
	if pronoun, ok := strings.CutSuffix(strings.ReplaceAll(r.norm(i), "’", "'"), "'d"); ok && pronouns[pronoun] { // "he'd been searched"
		return true
	}
	np, ok := r.nounAfter(i, s.End, true)
	if !ok {
		if r.norm(i) == "there" && r.isFinite(i+1) {
			return true
		}
		return false
	}
	if r.norm(np.First) == "it" && np.End-np.First == 1 && !r.isFinite(np.End) && r.tag(np.End) != "RB" {
		return false
	}
	np = r.apposition(np, s.End)
	j := np.End
	if r.norm(j) == "," {
		j++
	}
	for j < s.End && j < np.End+14 {
		switch {
		case r.isFinite(j):
			return true
		case r.norm(j) == "," || r.norm(j) == ";" || r.norm(j) == ":" || r.tag(j) == "TO" && strings.HasPrefix(r.tag(j+1), "VB"):
			return false
		}
		j++
	}
	return false
}

// clauseStart returns where the clause that ends with token i begins in s.
func (r *reader) clauseStart(i int, s phrase) int {
	for j := i; j > s.First; j-- {
		switch r.norm(j) {
		case ";", ":":
			if !r.quoted(j) {
				return j + 1
			}
		case "but", "while", "although", "though", "whereas":
			if r.norm(j-1) == "," && r.isFiniteBetween(s.First, j) {
				return j + 1
			}
		}
	}
	return r.afterDateline(s)
}

// afterDateline is where a sentence begins behind "ORSK, April 3 (Delta News) - ".
func (r *reader) afterDateline(s phrase) int {
	if s.First >= s.End || strings.ToUpper(r.tokens[s.First].Text) != r.tokens[s.First].Text || len(r.tokens[s.First].Text) < 3 {
		return s.First
	}
	for j := s.First + 1; j < min(s.First+16, s.End-1); j++ {
		if w := r.norm(j); w == "--" || w == "-" {
			return j + 1
		}
	}
	return s.First
}

// clauseEnd returns where the content that begins at token i ends in s: at the end of the sentence, or where the writer takes
// the word again.
func (r *reader) clauseEnd(i int, s phrase) int {
	// What somebody says in a quotation ends with it: “Coach told us he had sold the bus,” she said.
	if i > s.First && i < s.End && r.quoted(i-1) && r.tokens[i-1].Quote == r.tokens[i].Quote {
		if q := r.text.Quotes[r.tokens[i].Quote]; q.First < i-1 && !q.Open && q.End-1 > i {
			s.End = min(s.End, q.End-1)
		}
	}
	depth := 0
	fronted := false // "A month after Radio Harlow said that ..., the paper has ...": the sentence's own clause is still to come
	for j := s.First; j < min(i, s.First+5); j++ {
		switch r.norm(j) {
		case "after", "when", "while", "as", "since", "although", "though", "because", "if", "before":
			fronted = !r.isFiniteBetween(s.First, j) && (r.norm(j+1) != "per")
		case ",":
			fronted = false
		}
	}
	for j := i; j < s.End; j++ {
		w := r.norm(j)
		switch w {
		case "(":
			depth++
		case ")":
			depth--
		}
		if j == i || depth > 0 || r.tokens[j].Quote >= 0 && r.quoted(j) && r.tokens[j].Quote == r.tokens[j-1].Quote {
			continue
		}
		if strings.HasPrefix(w, "-") && s.End-j <= 3 && r.inTitle(j) { // "... held down -court filing"
			return j
		}
		switch w {
		case ";":
			return j
		case ":":
			if strings.HasPrefix(r.norm(j+1), "http") {
				return j
			}
		case "--":
			closed := 0
			for k := j + 1; k < s.End && closed == 0; k++ {
				if r.norm(k) == "--" {
					closed = k
				}
			}
			if closed == 0 && j > i+2 {
				return j
			}
			if closed > 0 {
				j = closed
			}
		case ",":
			next := r.norm(j + 1)
			switch {
			case next == "but" || next == "while" || next == "although" || next == "though" || next == "whereas" || next == "yet":
				if r.isFiniteBetween(j+1, s.End) {
					return j
				}
			case next == "according" || next == "adding" || next == "saying" || next == "citing" || participles[next] || next == "as" && r.norm(j+2) == "per":
				return j
			case next == "which" && !r.commaBetween(j+1, s.End):
				return j
			case r.isFinite(j+1) && r.norm(j+1) != "'s" && r.relativeBefore(i, s):
				return j
			case next == "and" || next == "or":
				if r.cueFollows(j+2, s) {
					return j
				}
			case r.cueFollows(j+1, s), fronted && r.clauseAt(j+1, s):
				return j
			}
		case "though", "although", "while":
			if r.tag(j-1) == "''" && r.isFiniteBetween(j, s.End) {
				return j
			}
		case "and", "but":
			if r.norm(j+1) == "that" && r.norm(i-1) == "to" && r.tag(i) == "VB" { // "claimed to have found it open and that"
				return j
			}
			if j > i+1 && len(r.words.verbs[r.norm(j+1)]) > 0 && (r.norm(j+2) == "that" || r.isVerb(j+1) && r.tag(j+2) == "``") {
				if r.norm(j-1) == "," {
					return j - 1
				}
				return j
			}
			k := j + 1
			if np, ok := r.nounAfter(k+1, s.End, false); ok && r.norm(k) == "in" { // "and in the same breath dismissed"
				k = np.End
			}
			for r.tag(k) == "RB" {
				k++
			}
			if k > j+1 && r.norm(j+1) == "in" && r.tag(k) == "VBD" && len(r.words.verbs[r.norm(k)]) > 0 || questions[r.norm(k)] && r.norm(k-1) != "was" && (strings.HasPrefix(r.norm(k+1), "question") || strings.HasPrefix(r.norm(k+2), "question") || strings.HasPrefix(r.norm(k+2), "inquir")) {
				if r.norm(j-1) == "," {
					return j - 1
				}
				return j
			}
			if j > i+1 && refusals[r.norm(j+1)] && r.norm(j+2) == "to" && speaking[r.norm(j+3)] { // "said that she was cooperating but declined to discuss it"
				return j
			}
		}
	}
	return s.End
}

// questions are what one does with them who does not answer: "and referred further questions to counsel".
var questions = map[string]bool{"referred": true, "directed": true, "redirected": true}

// participles begin what the speaker did besides, behind a comma.
var participles = map[string]bool{"telling": true, "insisting": true, "noting": true, "stressing": true, "calling": true, "describing": true, "accusing": true, "denying": true}

// refusals to speak end what somebody said.
var refusals = map[string]bool{"declined": true, "declines": true, "refused": true, "refuses": true}

var speaking = map[string]bool{"discuss": true, "comment": true, "say": true, "answer": true, "elaborate": true, "name": true, "identify": true, "give": true, "provide": true, "speak": true, "talk": true}

// relativeBefore reports whether the content that begins at token i stands in a relative clause: "Rau, who says that ..., went".
func (r *reader) relativeBefore(i int, s phrase) bool {
	for j := i - 1; j >= max(s.First, i-8); j-- {
		if w := r.norm(j); w == "who" || w == "which" {
			return true
		}
	}
	return false
}

func (r *reader) commaBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if r.norm(i) == "," && r.tokens[i].Quote < 0 {
			return true
		}
	}
	return false
}

// cueFollows reports whether at token i a subject and a verb that attributes follow, so that the writer has the word again.
func (r *reader) cueFollows(i int, s phrase) bool {
	np, ok := r.nounAfter(i, s.End, false)
	j := i
	if ok {
		j = np.End
	}
	for j < s.End && (r.tag(j) == "RB" || auxiliaries[r.norm(j)]) {
		j++
	}
	if ok && np.End >= s.End-1 && np.End-1 > i && strings.HasSuffix(r.norm(np.End-1), "s") && r.words.verbs[r.norm(np.End-1)] != nil { // "the agency reports", taken for nouns
		return true
	}
	for _, v := range r.words.verbs[r.norm(j)] {
		if len(v.particle) > 0 && v.particle[0] != r.norm(j+1) {
			continue
		}
		if (r.isVerb(j) || j+1 >= s.End-1 && ok) && v.takes('t') && (ok || r.tag(j) == "VBD") && (!v.takes('x') || j+1 >= s.End-1) {
			return true
		}
	}
	return false
}
