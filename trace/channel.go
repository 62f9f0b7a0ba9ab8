package trace

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/lexicon/en"
)

// channelWords are the words that stand for a channel, from the word list.
var channelWords = sync.OnceValue(func() map[string]hearsay.Channel {
	words := map[string]hearsay.Channel{"paper": "newspaper", "daily": "newspaper", "weekly": "newspaper", "suit": hearsay.Court, "suing": hearsay.Court,
		"sues": hearsay.Court, "testified": hearsay.Hearing, "affidavit": "affidavit"}
	in := false
	for line := range strings.SplitSeq(en.Nouns, "\n") {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "[") {
			in = line == "[channel]"
			continue
		}
		if !in || strings.HasPrefix(line, "#") {
			continue
		}
		for item := range strings.SplitSeq(line, ",") {
			if word, channel, pair := strings.Cut(strings.TrimSpace(item), "="); pair && words[word] == "" {
				words[word] = hearsay.Channel(channel)
			}
		}
	}
	return words
})

// vague are the channels whose words have other meanings, or leave open where it was: they count only in the sentence of a
// telling or one that names its speaker. The others are named in the sentences around too.
var vague = map[hearsay.Channel]bool{hearsay.Post: true, hearsay.Video: true, hearsay.Interview: true, hearsay.Broadcast: true, hearsay.Speech: true,
	"newspaper": true, "radio": true, "tv": true, hearsay.Court: true, hearsay.Hearing: true, hearsay.Email: true}

// unsaid are channels whose words mostly mean something else: "a report", "a statement".
var unsaid = map[hearsay.Channel]bool{hearsay.Inquiry: true, hearsay.Press: true}

// pleas begin lines that a page puts between its paragraphs.
var pleas = setOf("view watch share subscribe sign follow read listen like liked comments related more buy advertisement support")

// A sentence is a sentence of a text, in words.
type sentence struct {
	span      hearsay.Span
	words     []string // as written, without the marks around them
	plain     []string // in small letters
	near, far spoken   // what channelIn says of it
}

// spoken is a channel that a sentence names as where somebody spoke, with how much it says: 0 nothing, 3 most.
type spoken struct {
	channel hearsay.Channel
	rank    int
}

// sentencesOf divides text[span.Start:span.End] at its full stops, roughly: it serves to find words near each other.
func sentencesOf(text string, span hearsay.Span) []sentence {
	var all []sentence
	var s sentence
	end := func(at int) {
		if len(s.words) > 0 {
			s.span.End = at
			s.near, s.far = channelIn(&s, true), channelIn(&s, false)
			all = append(all, s)
		}
		s = sentence{}
	}
	for i := span.Start; i < span.End; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			if r == '\n' && i+1 < len(text) && text[i+1] == '\n' {
				end(i)
			}
			i += n
			continue
		}
		k := i
		for k < span.End {
			if r, n := utf8.DecodeRuneInString(text[k:]); unicode.IsSpace(r) {
				break
			} else {
				k += n
			}
		}
		if len(s.words) == 0 {
			s.span.Start = i
		}
		raw := text[i:k]
		word := strings.TrimFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		s.words, s.plain = append(s.words, word), append(s.plain, strings.ToLower(word))
		if bare := strings.TrimRight(raw, "\"'”’»)"); strings.HasSuffix(bare, "?") || strings.HasSuffix(bare, "!") || strings.HasSuffix(bare, ".") && len(word) > 3 {
			end(k)
		}
		i = k
	}
	end(span.End)
	return all
}

// around is how many bytes of a paragraph are looked at, at least, before and behind what stands in it: what is farther off tells nothing
// about it, and a text may be one paragraph. Of a longer one the part looked at begins and ends at a multiple of it, but for the rest of a
// word, so that what stands close together has the same part.
const around = 1 << 12

// looks is in how many bytes of paragraphs that name a speaker a channel is looked for: more than an article has.
const looks = 1 << 16

// paragraphSpan is the paragraph of text that span begins in, as far as it is around it.
func paragraphSpan(text string, span hearsay.Span) hearsay.Span {
	from, to := max(0, span.Start/around-1)*around, min(len(text), (span.End/around+2)*around)
	p := hearsay.Span{Start: from, End: to}
	if n := strings.LastIndexByte(text[from:span.Start], '\n'); n >= 0 {
		p.Start = from + n + 1
	} else if from > 0 {
		p.Start += max(0, strings.IndexByte(text[from:span.Start], ' ')) // no part of a word
	}
	if n := strings.IndexByte(text[span.End:to], '\n'); n >= 0 {
		p.End = span.End + n
	} else if to < len(text) {
		p.End = span.End + max(0, strings.LastIndexByte(text[span.End:to], ' '))
	}
	return p
}

// sentences returns the sentences of a stretch of a document, which is divided once for all that stands in it.
func (l *Lineage) sentences(document string, span hearsay.Span) []sentence {
	type stretch struct {
		document string
		span     hearsay.Span
	}
	at := stretch{document, span}
	if known, is := l.divided.Load(at); is {
		return known.([]sentence)
	}
	all := sentencesOf(l.pile.Documents[document].Text, span)
	l.divided.Store(at, all)
	return all
}

// spoke is the channel through which the tellings' document says that the speaker of e told it: named in the sentence of a
// telling, in one that names the speaker, or in the paragraph of a telling and the one before it. A platform, a book and
// the like come before a word that says less; of equals the first.
func (w *walk) spoke(e *end) hearsay.Channel {
	var best hearsay.Channel
	bestRank := 0
	for _, id := range e.tellings {
		s := w.pile.Statements[id]
		d := w.pile.Documents[s.Document]
		if d == nil || s.Kind == hearsay.Own || !w.is(e, s) && e.source != nil {
			continue
		}
		telling := s.Hull()
		if !telling.Fits(d.Text) {
			continue
		}
		here := paragraphSpan(d.Text, telling)
		before := here
		if here.Start > 0 {
			if last := strings.TrimRight(d.Text[:here.Start], "\n "); last != "" {
				before = paragraphSpan(d.Text, hearsay.Span{Start: len(last), End: len(last)})
			}
		}
		sentences := w.sentences(s.Document, hearsay.Span{Start: before.Start, End: here.End})
		for i := range sentences {
			t := &sentences[i]
			in := t.span.Overlaps(telling)
			if !in && w.deniedIn(s.Document, t.span) {
				continue
			}
			said := t.far
			if in || said != t.near && e.source != nil && t.names(e.source) {
				said = t.near
			}
			if in {
				said.rank++
			}
			if said.channel != "" && said.rank > bestRank {
				best, bestRank = said.channel, said.rank
			}
		}
	}
	if best != "" || e.source == nil || e.source.Kind != hearsay.Person {
		return best
	}
	// elsewhere in these documents, where the speaker is named
	var docs []string
	for _, id := range e.tellings {
		if doc := w.pile.Statements[id].Document; w.pile.Documents[doc] != nil && !slices.Contains(docs, doc) {
			docs = append(docs, doc)
		}
	}
	last := lastWord(e.source.Name)
	for _, doc := range docs {
		d := w.pile.Documents[doc]
		from := 0
		for looked := 0; looked < looks && last != "" && from < len(d.Text); {
			at := strings.Index(d.Text[from:], last)
			if at < 0 {
				break
			}
			p := paragraphSpan(d.Text, hearsay.Span{Start: from + at, End: from + at + len(last)})
			from = max(p.End, from+at+len(last))
			looked += p.Len()
			sentences := w.sentences(doc, p)
			for i := range sentences {
				t := &sentences[i]
				if t.near.rank <= bestRank && t.far.rank <= bestRank || w.deniedIn(doc, t.span) {
					continue
				}
				said := t.far
				if said != t.near && t.names(e.source) {
					said = t.near
				}
				if said.channel != "" && said.rank > bestRank {
					best, bestRank = said.channel, said.rank
				}
			}
		}
	}
	return best
}

func lastWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[len(f)-1]
	}
	return ""
}

// deniedIn reports whether somebody denies or doubts the claim in a span of a document.
func (w *walk) deniedIn(document string, span hearsay.Span) bool {
	for _, id := range w.claim.Others {
		if o := w.pile.Statements[id]; o != nil && o.Document == document && o.Kind != hearsay.Own && o.Hull().Overlaps(span) {
			return true
		}
	}
	return false
}

// names reports whether a sentence names a source by the last word of its name, or of a description.
func (t *sentence) names(src *hearsay.Source) bool {
	is := func(name string) bool {
		last := strings.ToLower(lastWord(name))
		return last != "" && slices.ContainsFunc(t.plain, func(w string) bool {
			return w == last || strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s") == last
		})
	}
	if is(src.Name) {
		return true
	}
	for _, d := range src.Descriptions {
		if is(d.Text) {
			return true
		}
	}
	return false
}

// led are the words after which a channel is where somebody spoke.
var led = setOf("in on to by via during from through with told tells posted the his her their an a over posts")

// wrote reports whether word i, a letter, is one in which somebody speaks: "in an angry letter", "an open letter". Others are what is spoken of.
func (t *sentence) wrote(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if w := t.plain[k]; w == "in" || w == "open" || w == "wrote" || w == "writes" {
			return true
		}
	}
	return false
}

// channelIn is the channel that a sentence names as where somebody spoke. near says that the sentence is the telling's or names
// its speaker.
func channelIn(t *sentence, near bool) (best spoken) {
	if pleas[t.plain[0]] && len(t.words) < 12 {
		return best
	}
	for i, word := range t.words {
		plain := t.plain[i]
		for _, part := range []string{plain, plain[strings.LastIndexByte(plain, '-')+1:]} {
			part = strings.TrimSuffix(strings.TrimSuffix(part, "'s"), "’s")
			channel := channelWords()[part]
			if channel == "" && len(part) > 4 {
				channel = channelWords()[strings.TrimSuffix(part, "s")]
				if channel == hearsay.Book || channel == hearsay.Letter || channel == "newspaper" || channel == "magazine" {
					channel = "" // of several, none is meant
				}
			}
			if channel == "" || channel == hearsay.X && part == "x" && word != "X" || part == "threads" && word != "Threads" {
				continue
			}
			if channel == hearsay.Press && i+2 < len(t.words) && part == "statement" && strings.EqualFold(t.words[i+1], "of") && strings.EqualFold(t.words[i+2], "claim") {
				channel = hearsay.Court
			}
			says := 3
			switch {
			case unsaid[channel], channel == hearsay.Letter && !t.wrote(i):
				continue
			case vague[channel]:
				says = 1
				if !near {
					continue
				}
			case !near:
				says = 2
			}
			if i > 0 && (strings.EqualFold(t.words[i-1], "this") || strings.EqualFold(t.words[i-1], "our")) && vague[channel] {
				continue // the document speaks of itself
			}
			leads := says == 3
			for k := max(0, i-7); k < i; k++ {
				leads = leads || led[t.plain[k]]
			}
			if leads && says > best.rank {
				best = spoken{channel, says}
			}
		}
	}
	return best
}
