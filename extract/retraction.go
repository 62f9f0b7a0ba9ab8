package extract

import "github.com/hearsay-news/hearsay"

// retractions finds where somebody takes back what was told, by the lines of lexicon/en/retractions.txt: at most one in a sentence,
// and none in what runs on from one in the sentence before.
func (r *reader) retractions() []hearsay.Withdrawal {
	var out []hearsay.Withdrawal
	seen := make([]bool, r.words.answering.lists)
	last := -2
	for n, s := range r.text.Sentences {
		clear(seen)
		for i := s.First; i < s.End; i++ {
			r.words.answering.in(r.norm(i), seen)
		}
		at, who, ok := r.retractionIn(s, seen)
		if !ok {
			continue
		}
		if len(out) > 0 && n-last <= 2 { // one and the same, told in several sentences
			last = n
			if out[len(out)-1].Who == "" {
				out[len(out)-1].Who = who
			}
			continue
		}
		last = n
		re := hearsay.Withdrawal{Who: who, Document: r.doc.ID, Span: r.span(phrase{First: at.First, End: s.End})}
		if of, found := r.takenBack(at, n); found {
			re.Of = r.span(of)
		}
		out = append(out, re)
	}
	return out
}

// retractionIn is where sentence s tells of a retraction, and whose: empty for the document's own.
func (r *reader) retractionIn(s phrase, seen []bool) (at phrase, who string, ok bool) {
	for h := range r.sightings(r.words.retracting, s, seen) {
		if r.undone(h.match, s) {
			continue
		}
		if h.whose == "voice" {
			for _, i := range r.over[h.anchor] {
				if r.quoted(h.anchor) && r.found[i].hasSource() {
					return h.match, r.toldAs(r.found[i].source), true
				}
			}
			if !ok {
				at, ok = h.match, true // unless another line knows whose
			}
			continue
		}
		if r.quoted(h.anchor) {
			continue
		}
		subject, found := r.whoActs(h.anchor, s)
		if !found || ownVoice[r.norm(subject.First)] || r.norm(subject.First) == "our" || r.norm(subject.First) == "my" {
			if !ok {
				at, ok = h.match, true
			}
			continue
		}
		return h.match, r.toldAs(subject), true
	}
	return at, "", ok
}

// undone reports whether what p tells of did not happen, or not yet: "should retract his words", "refused to take it back".
func (r *reader) undone(p, s phrase) bool {
	for i := max(s.First, p.First-6); i < p.End; i++ {
		w := r.norm(i)
		if r.tag(i) == "MD" && w != "will" && w != "can" && i >= p.First-2 && r.isVerb(i+1) {
			return true
		}
		if wanting[w] && i < p.First && r.norm(p.First-1) == "to" {
			return true
		}
	}
	for i := p.First; i < min(s.End, p.End+5); i++ { // "withdrew its offer to the striker"
		if unsaidThings[r.norm(i)] {
			return true
		}
	}
	return false
}

// unsaidThings are what is withdrawn that nobody has said.
var unsaidThings = map[string]bool{"offer": true, "offers": true, "bid": true, "bids": true, "support": true, "troops": true, "forces": true, "candidacy": true, "nomination": true, "application": true,
	"money": true, "cash": true, "funds": true, "funding": true, "product": true, "products": true, "licence": true, "license": true, "permit": true, "motion": true, "bill": true, "amendment": true,
	"appeal": true, "endorsement": true, "proposal": true, "investment": true, "ambassador": true, "soldiers": true, "savings": true}

// wanting are words behind which "to retract" tells of nothing that was done.
var wanting = map[string]bool{"refused": true, "refuses": true, "refuse": true, "refusing": true, "declined": true, "declines": true, "demanded": true, "demands": true, "demanding": true,
	"demand": true, "urged": true, "urges": true, "urging": true, "asked": true, "called": true, "calls": true, "calling": true, "yet": true, "failed": true, "wants": true, "wanted": true}

// toldAs is how the text calls whoever p speaks of: by its words, or by name or description where they are a pronoun.
func (r *reader) toldAs(p phrase) string {
	if e := r.entityOf(p); e != nil && r.isPron(p.First) && e.text() != "" {
		return e.text()
	}
	return r.phraseText(p)
}

// within reports whether one of ps shares a token with p.
func within(ps []phrase, p phrase) bool {
	for _, q := range ps {
		if q.First < p.End && p.First < q.End {
			return true
		}
	}
	return false
}

// takenBack is what the retraction at tokens at of sentence n takes back: what its own sentence says that it told, else what was
// told last in the two sentences before or is told in the next, else what stands behind its verb, else the sentence before.
func (r *reader) takenBack(at phrase, n int) (phrase, bool) {
	s := r.text.Sentences[n]
	for j := at.First; j < s.End-2; j++ { // "an article that said ...", "the episode in which it named ..."
		w := r.norm(j)
		if (w == "which" || w == "that" && (r.tag(j) == "WDT" || r.isNoun(j-1) && r.isFinite(j+1))) && r.isFiniteBetween(j+1, min(s.End, j+6)) {
			return phrase{First: j + 1, End: r.clauseEnd(j+1, s)}, true
		}
	}
	for j := s.First; j < at.First; j++ { // "two days after accusing Rau of taking bribes, ..."
		if r.tag(j) == "VBG" && len(r.words.verbs[r.norm(j)]) > 0 {
			end := j
			for end < at.First && r.norm(end) != "," {
				end++
			}
			return phrase{First: j, End: end}, true
		}
	}
	for _, k := range []int{n, n - 1, n - 2, n + 1} {
		if k < 0 || k >= len(r.text.Sentences) || r.tokens[r.text.Sentences[k].First].Paragraph < r.tokens[s.First].Paragraph-1 {
			continue
		}
		for i := range r.found {
			a := &r.found[i]
			if r.tokens[a.cue.First].Sentence != k || a.stance != hearsay.Tells || a.about || !r.isFiniteBetween(a.content[0].First, a.content[0].End) || r.saysNo(a.content[0]) {
				continue
			}
			if k != n || a.cue.First < at.First || a.cue.First < at.End && misreports[r.norm(a.cue.First-1)] {
				return a.content[0], true
			}
		}
	}
	for j := at.First; j < s.End-2; j++ { // "what he said about Rau"
		if r.norm(j) == "what" && r.saysBetween(j+1, min(s.End, j+5)) {
			return phrase{First: j, End: r.clauseEnd(j, s)}, true
		}
	}
	for i := at.First; i < s.End; i++ { // "retracted the paper", "misstated the number of children"
		if r.isVerb(i) && !auxiliaries[r.norm(i)] {
			if np, ok := r.nounAfter(i+1, s.End, true); ok && !r.isPron(np.First) && !vague[r.norm(np.End-1)] {
				return phrase{First: np.First, End: r.clauseEnd(np.First, s)}, true
			}
		}
	}
	switch {
	case n > 0:
		return r.text.Sentences[n-1], true
	case n+1 < len(r.text.Sentences):
		return r.text.Sentences[n+1], true
	}
	return phrase{}, false
}

// saysBetween reports whether a finite verb of saying stands at tokens from to end.
func (r *reader) saysBetween(from, end int) bool {
	for i := from; i < end; i++ {
		if r.isFinite(i) && !auxiliaries[r.norm(i)] && len(r.words.verbs[r.norm(i)]) > 0 {
			return true
		}
	}
	return false
}

// misreports are the adverbs by which a writer says that what somebody reported was not so.
var misreports = map[string]bool{"erroneously": true, "mistakenly": true, "wrongly": true, "incorrectly": true, "inaccurately": true, "falsely": true}

// vague are the words of what is taken back that do not say what it is.
var vague = map[string]bool{"something": true, "everything": true, "it": true, "this": true, "that": true, "words": true, "error": true, "mistake": true, "statement": true}
