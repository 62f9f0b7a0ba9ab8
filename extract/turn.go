package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// A turn is what somebody says in a transcript or an interview: a label with a colon opens it.
type turn struct {
	label, cue phrase
	paragraph  int
	quoted     bool // a quotation mark stands before the label, and before each paragraph of the turn
}

// turns finds what is said in transcripts, interviews and threads: "RAU: Nobody paid me.", "@rau: nobody paid me". It takes several turns of
// several speakers, of whom one speaks again, to tell them from other lists with colons, and two where handles open them.
func (r *reader) turns() []attribution {
	var all []turn
	times := map[string]int{}
	again, handles := false, 0
	for p := range r.text.Paragraphs {
		if t, ok := r.turnAt(p); ok {
			all = append(all, t)
			label := r.phraseText(t.label)
			times[label]++
			again = again || times[label] > 1
			if strings.HasPrefix(label, "@") {
				handles++
			}
		}
	}
	if handles < 2 && (len(all) < 3 || len(times) < 2 || !again) {
		return nil
	}
	var found []attribution
	r.labels = map[int]phrase{}
	for i, t := range all {
		r.labels[t.label.First] = t.label
		a := attribution{word: "say", source: t.label, cue: t.cue, commitment: hearsay.Reports, stance: hearsay.Tells}
		said := []phrase{{First: t.cue.End, End: r.text.Paragraphs[t.paragraph].End}}
		last := t.paragraph
		if i+1 < len(all) {
			last = all[i+1].paragraph - 1
		} else if t.quoted {
			last = len(r.text.Paragraphs) - 1
		}
		for p := t.paragraph + 1; p <= last; p++ { // what the speaker goes on with
			if t.quoted != r.opensQuote(r.text.Paragraphs[p].First) {
				break
			}
			first := r.text.Paragraphs[p].First
			if t.quoted {
				first++
			}
			said = append(said, phrase{First: first, End: r.text.Paragraphs[p].End})
		}
		for _, p := range said { // sentence by sentence: each may be told elsewhere
			for first := p.First; first < p.End; {
				end := min(p.End, r.text.Sentences[r.tokens[first].Sentence].End)
				a.content = []phrase{{First: first, End: end}}
				found = append(found, a)
				first = end
			}
		}
	}
	return found
}

// oneTurn reports whether a and b are two sentences of one turn.
func (r *reader) oneTurn(a, b *attribution) bool {
	return a.source == b.source && a.source.End > a.source.First && r.labels[a.source.First] == a.source && a.content[0] != b.content[0]
}

// label is what the label of a turn tells: a name, behind titles, also where it is written with capitals throughout. It is false where p is no
// label, or one that only describes: "THE CHAIR".
func (r *reader) label(p phrase) (n naming, ok bool) {
	if r.labels[p.First] != p || r.tag(p.First) == "DT" || r.norm(p.First) == "the" {
		return n, false
	}
	first := r.bareName(p.First, p.End)
	if first > p.First {
		n.head = r.norm(first - 1)
	}
	n.name = r.phraseText(phrase{First: first, End: p.End})
	n.organisation = p.End-first > 1 && r.looksLikeBody(phrase{First: first, End: p.End})
	return n, true
}

// turnAt reads the label of a turn at the beginning of a paragraph.
func (r *reader) turnAt(p int) (turn, bool) {
	t := turn{paragraph: p}
	first, end := r.text.Paragraphs[p].First, r.text.Paragraphs[p].End
	if r.opensQuote(first) {
		t.quoted = true
		first++
	}
	const longest = 6
	colon := first
	for colon < end && colon-first <= longest && r.norm(colon) != ":" {
		w := r.tokens[colon].Text
		c, _ := utf8.DecodeRuneInString(w)
		if w[0] == '@' && len(w) > 2 && colon == first {
			colon++
			continue
		}
		if !unicode.IsUpper(c) && !particles[r.norm(colon)] || dayOrMonth[r.norm(colon)] || fields[r.norm(colon)] {
			return t, false
		}
		colon++
	}
	if colon == first || colon == end || colon+1 >= end || r.norm(colon) != ":" || !r.names(first, colon) {
		return t, false
	}
	t.label, t.cue = phrase{First: first, End: colon}, phrase{First: colon, End: colon + 1}
	return t, true
}

// names reports whether the tokens [first, end) may name somebody who speaks: they are names, or written with capitals throughout, or say what
// somebody is.
func (r *reader) names(first, end int) bool {
	for i := first; i < end; i++ {
		if w := r.tokens[i].Text; r.isName(i) || w[0] == '@' || r.is("person", r.norm(i)) || r.is("group", r.norm(i)) || len(w) > 1 && strings.ToUpper(w) == w {
			return true
		}
	}
	return false
}

// fields are words before colons that open no speech, however often they stand there.
var fields = setOf("name age address date time place price score home away note update updates source sources photo photos image video caption credit tel phone " +
	"email web tickets until cast director rating ingredients method serves verdict pros cons result results winner location hometown education occupation " +
	"born died correction clarification editor's related read more fact claim warning spoiler ps nb ref re subject from to cc genre label chapter part step day week year")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// opensQuote reports whether token i is a double quotation mark.
func (r *reader) opensQuote(i int) bool {
	return r.norm(i) == "``" || r.norm(i) == "''"
}

// signed finds quotations with a name behind a dash, as under mottos and among readers' voices: "It swings like a hammock." — Sonja Herrig.
// Nothing follows on the name but what he is, up to the end of the line.
func (r *reader) signed() []attribution {
	const (
		words = 4 // of a quotation that is signed
		most  = 6 // words of a name
		whole = 14
	)
	var found []attribution
	for _, q := range r.text.Quotes {
		dash := q.End
		if q.Single || q.End-q.First < words+2 || dash+1 >= len(r.tokens) || !dashes[r.norm(dash)] {
			continue
		}
		first := dash + 1
		end := first
		for end < len(r.tokens) && end-first < most && r.tokens[end].Paragraph == r.tokens[first].Paragraph && (r.isName(end) || isCapital(r.tokens[end].Text) || end > first && particles[r.norm(end)]) {
			if end > first && strings.Contains(r.text.Source[r.tokens[end-1].Span.End:r.tokens[end].Span.Start], "\n") {
				break
			}
			end++
		}
		if end == first {
			continue
		}
		stop := end
		if r.norm(stop) == "," && r.tokens[stop].Paragraph == r.tokens[first].Paragraph { // ", Lower Quern"
			for stop < len(r.tokens) && !r.breaks(stop) && stop-first < whole && !r.isFinite(stop) {
				stop++
			}
		}
		if !r.breaks(stop) && !(r.norm(stop) == "." && r.breaks(stop+1)) {
			continue
		}
		found = append(found, attribution{word: "say", source: phrase{First: first, End: end}, cue: phrase{First: dash, End: dash + 1},
			content: []phrase{{First: q.First, End: q.End}}, commitment: hearsay.Reports, stance: hearsay.Tells})
	}
	return found
}

// breaks reports whether a line, a paragraph or the text ends before token i.
func (r *reader) breaks(i int) bool {
	return i >= len(r.tokens) || i == 0 || r.tokens[i].Paragraph != r.tokens[i-1].Paragraph ||
		strings.Contains(r.text.Source[r.tokens[i-1].Span.End:r.tokens[i].Span.Start], "\n")
}
