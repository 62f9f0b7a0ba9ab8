package extract

import (
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/hearsay-news/hearsay/token"
)

// Commitment is how far the document d goes along with the words at span, whether or not they are a statement of
// their own: by the statement that fits them best, and by what stands around them.
func Commitment(d *hearsay.Document, span hearsay.Span) hearsay.Commitment {
	x, r := examine(d, token.Divide(d.Text, d.Boilerplate...))
	if d.Language != "" && d.Language != "en" {
		return r.abroad(r.tokensOf(span))
	}
	var best *hearsay.Statement
	byID := map[string]*hearsay.Statement{}
	like := 0.5
	for i := range x.Statements {
		s := &x.Statements[i]
		byID[s.ID] = s
		shared, all := 0, 0
		for _, c := range s.Content {
			shared += max(0, min(c.End, span.End)-max(c.Start, span.Start))
			all += c.Len()
		}
		if l := 2 * float64(shared) / float64(all+span.Len()); l > like {
			best, like = s, l
		}
	}
	p := r.tokensOf(span)
	if p.End <= p.First {
		return hearsay.StatesAsFact
	}
	if best != nil && best.Kind != hearsay.Own {
		begins := r.tokensOf(best.Content[0]).First
		for byID[best.Parent] != nil { // what somebody tells of another's words is the document's only as far as his words are
			best = byID[best.Parent]
		}
		if c := best.Commitment; p.First <= begins || p.First == begins+1 && joining[r.norm(begins)] || c == hearsay.Reports && best.Kind == hearsay.Direct {
			return c
		}
		return r.along(p, best.Commitment, -1) // "failed to file its plan, records show"
	}
	return r.along(p, r.ownCommitment(p), -1)
}

// along is how far the document goes along with clause c, of which commitment is what the words that attribute it say; found is
// that attribution, or -1 where the document speaks for itself.
func (r *reader) along(c phrase, commitment hearsay.Commitment, found int) hearsay.Commitment {
	s := r.text.Sentences[r.tokens[c.First].Sentence]
	if joining[r.norm(c.First)] && c.First+1 < c.End {
		c.First++ // "asked | whether he would go"
	}
	lead, inside, tail := r.plain(phrase{First: s.First, End: c.First}), r.plain(phrase{First: c.First, End: min(c.End, s.End)}), r.plain(phrase{First: min(c.End, s.End), End: s.End})
	lead = strings.TrimSuffix(strings.TrimSuffix(lead, "that"), " ")
	next := ""
	if n := r.tokens[c.First].Sentence + 1; n < len(r.text.Sentences) {
		next = r.plain(r.text.Sentences[n])
	}
	if found < 0 && r.norm(s.End-1) == "?" && !presupposing[r.norm(s.First)] {
		return hearsay.Asks
	}
	for _, line := range r.words.commitments {
		text := lead
		switch line.where {
		case "inside":
			text = inside
		case "tail":
			text = tail
		case "next":
			text = next
		}
		if text == "" || !line.match.MatchString(text) {
			continue
		}
		if found >= 0 && !r.overrides(line, lead, inside, found) {
			continue // what the cue's own line says stands
		}
		return line.commitment
	}
	if found < 0 && commitment == hearsay.StatesAsFact {
		for i := c.First; i < c.End; i++ { // a scare quote
			if q := r.quoteOpeningAt(i); q >= 0 && !r.fullQuote(q) && r.text.Quotes[q].End <= c.End {
				return hearsay.Distances
			}
		}
	}
	return commitment
}

// joining are the words that join a clause to what stands before it, and say how it is meant.
var joining = map[string]bool{"that": true, "whether": true, "if": true, "how": true, "why": true}

// decides are words that say how far the document goes along, whoever else says it too: "rightly tells", "refuted the story that".
var decides = dfa.MustCompile(`\b(?:rightly|correctly|revelation|proof|the fact|refut\w+|debunk\w+|disprov\w+|(?:confirm|corroborat|substantiat|verif)\w* (?:the|his|her|their|this|that|an?)|confessions?|admissions?|it is true|no truth|falsely|wrongly|mistakenly|erroneously|incorrectly|in error|lied about|forg[eo]t\w*|retracted|how|why|wish (?:i|we) could \w+(?: you)?|declined to \w+(?: \w+)? (?:on )?(?:why|how)|stopped short of)\b`)

// overrides reports whether a line that fits goes before what the list of cues says of attribution found.
func (r *reader) overrides(line stand, lead, inside string, found int) bool {
	switch line.commitment {
	case hearsay.Asks:
		return line.where == "lead"
	case hearsay.Distances:
		return line.where == "lead" && unsure.MatchString(lead) || line.where == "inside" && hedged.MatchString(inside)
	case hearsay.Denies, hearsay.StatesAsFact:
		if line.commitment == hearsay.Denies && (line.where == "tail" && r.found[found].verb == nil || line.where == "next" && r.byNobody(found) && r.ownNext(found)) {
			return true // "any suggestion that the meat was off is wrong"
		}
		return line.where == "lead" && (r.spokenByWriter(found) || decides.MatchString(lead))
	}
	return line.where != "inside"
}

// byNobody reports whether attribution found says of nobody in particular that he told it: "they write that".
func (r *reader) byNobody(found int) bool {
	a := &r.found[found]
	return !a.hasSource() || a.source.End-a.source.First == 1 && r.norm(a.source.First) == "they"
}

// ownNext reports whether the sentence behind that of attribution found is the writer's: nobody is told to say it.
func (r *reader) ownNext(found int) bool {
	n := r.tokens[r.found[found].cue.First].Sentence + 1
	if n >= len(r.text.Sentences) {
		return false
	}
	first := r.text.Sentences[n].First
	return !r.quoted(first) && len(r.over[first]) == 0
}

// unsure are words that keep a distance from what their subject tells: "is said to have", "the finding suggests".
var unsure = dfa.MustCompile(`(?: to have|\b(?:findings?|data|results?|stud(?:y|ies)|evidence|figures|tests?|analys[ie]s|signs|clues|maps?|images?|records|bones|remains|tracks?) (?:\w+ ){0,5}(?:suggests?|suggested|hints?|hinted|points? to|implies|imply)|\bon (?:\w+ )?(?:talk|rumou?rs|reports|speculation)|\breportedly)$`)

// hedged are adverbs by which a document keeps its distance from what somebody else tells: "a vet allegedly put down 90 dogs, according to".
var hedged = dfa.MustCompile(`\b(?:allegedly|reportedly|purportedly|supposedly)\b`)

// spokenByWriter reports whether attribution found names nobody but those who write: "we do not know".
func (r *reader) spokenByWriter(found int) bool {
	return !r.found[found].hasSource() || writers[r.norm(r.found[found].source.First)]
}

// presupposing are the words that open a question which takes the rest for granted.
var presupposing = map[string]bool{"how": true, "why": true, "when": true, "where": true, "who": true, "what": true, "which": true}

// plain is the words of p in lower case, parted by spaces, without the one behind the last.
func (r *reader) plain(p phrase) string { return strings.TrimSpace(r.folded([]phrase{p})) }

// abroad is how far a document in another language than English goes along with what is said at p: by words of the sentences
// that it lies in.
func (r *reader) abroad(p phrase) hearsay.Commitment {
	if p.End <= p.First {
		return hearsay.StatesAsFact
	}
	s := phrase{First: r.text.Sentences[r.tokens[p.First].Sentence].First, End: r.text.Sentences[r.tokens[p.End-1].Sentence].End}
	text := r.plain(s)
	for _, line := range r.words.abroad[r.doc.Language] {
		if line.match.MatchString(text) {
			return line.commitment
		}
	}
	if r.norm(s.End-1) == "?" {
		return hearsay.Asks
	}
	return hearsay.StatesAsFact
}
