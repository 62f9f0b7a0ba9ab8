// Package token divides a text into paragraphs, sentences, words and quotations, each with its place.
//
// Nothing is normalised before it is divided: Token.Text is the bytes that stand at Token.Span. What rules compare,
// Token.Norm, is folded beside it. Words and sentences are divided and tagged by jdkato/prose (Penn Treebank tags);
// this package adds what news prose needs on top: dashes that join clauses, quotation marks of several countries and
// their pairing, also over paragraphs, and abbreviations that end no sentence.
//
// Tagging is for English. Of other languages the division into paragraphs, quotations and words is good, and the tags
// mean nothing.
package token

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v3/segment"
	"github.com/jdkato/prose/v3/tag"
	"github.com/jdkato/prose/v3/tokenize"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/person"
)

// A Token is a word, a number or a mark.
type Token struct {
	Span      hearsay.Span
	Text      string // as it stands
	Norm      string // lower case, straight apostrophes; opening and closing double quotation marks are `` and ''
	Tag       string // Penn Treebank part of speech
	Sentence  int    // index into Text.Sentences
	Paragraph int    // index into Text.Paragraphs
	Quote     int    // index into Text.Quotes of the innermost quotation around it, -1 outside; marks belong to theirs
}

// A Range is a run of tokens: [First, End).
type Range struct{ First, End int }

// A Quote is a quotation: a pair of marks and what stands between them. One that runs over paragraphs, each opened
// anew and only the last closed, is one Quote for each paragraph, with Continues set on all but the first.
type Quote struct {
	Range              // with its marks
	Span  hearsay.Span // with its marks
	Inner hearsay.Span // without them
	// Single says that the marks are single ones, Continues that it goes on from the paragraph before, Open that its
	// closing mark is missing (it then ends with its paragraph).
	Single, Continues, Open bool
}

// A Text is a text divided.
type Text struct {
	Source     string
	Tokens     []Token
	Sentences  []Range
	Paragraphs []Range
	Quotes     []Quote
}

var models = sync.OnceValue(func() (m struct {
	segment *segment.Segmenter
	words   *tokenize.Tokenizer
	tags    *tag.Tagger
}) {
	var err error
	if m.segment, err = segment.New(); err != nil {
		panic("token: the embedded sentence model is broken: " + err.Error())
	}
	if m.tags, err = tag.New(); err != nil {
		panic("token: the embedded tagger is broken: " + err.Error())
	}
	m.words = tokenize.New()
	return m
})

// Divide divides text. The stretches leave are left out as if they were the ends of paragraphs (boilerplate);
// they must be sorted.
func Divide(text string, leave ...hearsay.Span) *Text {
	t := &Text{Source: text}
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		t.paragraph(hearsay.Span{Start: at, End: end}, leave)
		at = end + 1
	}
	t.pair()
	return t
}

// longest is how many tokens a sentence has at most: more is a table or a hostile text, and what looks for a subject or the end of
// a clause takes time with the square of a sentence.
const longest = 250

func (t *Text) paragraph(p hearsay.Span, leave []hearsay.Span) {
	for _, l := range leave {
		if l.Overlaps(p) {
			t.paragraph(hearsay.Span{Start: p.Start, End: max(p.Start, l.Start)}, nil)
			t.paragraph(hearsay.Span{Start: min(p.End, l.End), End: p.End}, leave)
			return
		}
	}
	p = p.TrimSpace(t.Source)
	if p.Len() <= 0 {
		return
	}
	first, number := len(t.Tokens), len(t.Paragraphs)
	for _, s := range t.sentences(p) {
		from := len(t.Tokens)
		t.words(s)
		if len(t.Tokens) == from {
			continue
		}
		for ; from < len(t.Tokens); from = t.Sentences[len(t.Sentences)-1].End {
			end := min(from+longest, len(t.Tokens))
			for i := from; i < end; i++ {
				t.Tokens[i].Sentence, t.Tokens[i].Paragraph, t.Tokens[i].Quote = len(t.Sentences), number, -1
			}
			t.Sentences = append(t.Sentences, Range{from, end})
		}
	}
	if len(t.Tokens) > first {
		t.Paragraphs = append(t.Paragraphs, Range{first, len(t.Tokens)})
	}
}

// noStop are words after which a full stop seldom ends a sentence, beyond those that the sentence model knows.
var noStop = map[string]bool{"mr.": true, "mrs.": true, "ms.": true, "dr.": true, "prof.": true, "st.": true, "gen.": true,
	"col.": true, "lt.": true, "sgt.": true, "capt.": true, "maj.": true, "sen.": true, "rep.": true, "gov.": true, "rev.": true,
	"hon.": true, "no.": true, "vs.": true, "jan.": true, "feb.": true, "aug.": true, "sept.": true, "oct.": true, "nov.": true,
	"dec.": true, "u.s.": true, "u.k.": true, "u.n.": true, "e.u.": true, "insp.": true, "det.": true, "supt.": true, "adm.": true, "cmdr.": true, "brig.": true}

// sentences returns the places of the sentences of paragraph p.
func (t *Text) sentences(p hearsay.Span) []hearsay.Span {
	in, _ := p.In(t.Source)
	var out []hearsay.Span
	for _, span := range cut(in, p.Start) {
		if n := len(out); n > 0 {
			before, _ := out[n-1].In(t.Source)
			last := strings.ToLower(strings.TrimLeft(before[strings.LastIndexByte(before, ' ')+1:], "(“\"'‘"))
			here, _ := span.In(t.Source)
			r, _ := utf8.DecodeRuneInString(here)
			if noStop[last] || isInitial(last) || unicode.IsLower(r) || strings.Trim(here, ".,;:!?”’\"'»)") == "" {
				out[n-1].End = span.End
				continue
			}
		}
		out = append(out, span)
	}
	return out
}

// cut cuts a paragraph that begins at the byte offset at into sentences, also behind a number with a point ("showed 3.90. She") and an
// hour ("at 3 a.m. She"), which the segmenter takes for abbreviations.
func cut(paragraph string, at int) []hearsay.Span {
	var out []hearsay.Span
	for _, s := range models().segment.Segment(paragraph) {
		start := s.Start
		for _, m := range unseen.FindAllStringSubmatchIndex(paragraph[s.Start:s.End()], -1) {
			end := s.Start + m[3]
			out = append(out, hearsay.Span{Start: at + start, End: at + end})
			start = end + len(paragraph[end:]) - len(strings.TrimLeft(paragraph[end:], " \t\n"))
		}
		out = append(out, hearsay.Span{Start: at + start, End: at + s.End()})
	}
	return out
}

// unseen are ends of sentences that the segmenter does not see.
var unseen = regexp.MustCompile(`(\d\.\d+\.|\b[ap]\.m\.)\s+(?:He|She|It|They|We|I|You|The|A|An|In|On|At|But|And|His|Her|Their|My|Our|That|This|No|There|When|After)\s`)

// isInitial reports whether word is like "j." of "J. Okonjo".
func isInitial(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(r) && word[n:] == "."
}

// words appends the tokens of sentence s.
func (t *Text) words(s hearsay.Span) {
	in, _ := s.In(t.Source)
	from := len(t.Tokens)
	add := func(start, end int) {
		t.Tokens = append(t.Tokens, Token{Span: hearsay.Span{Start: s.Start + start, End: s.Start + end}, Text: in[start:end]})
	}
	chunk := func(start, end int) {
		for _, w := range models().words.Tokenize(in[start:end]) {
			if w.Text != "" {
				add(start+w.Start, start+w.End())
			}
		}
	}
	const unbroken = 64 // bytes without a space: more is no word, and the tokenizer's time grows with its square
	done, space := 0, 0
	for i := 0; i < len(in); {
		r, n := utf8.DecodeRuneInString(in[i:])
		if i-space > unbroken {
			chunk(done, i)
			done, space = i, i
		}
		if unicode.IsSpace(r) {
			space = i
		}
		if strings.HasPrefix(in[i:], "--") {
			n = 2
		} else if !isMark(r, in, i, n) {
			i += n
			continue
		}
		chunk(done, i)
		add(i, i+n)
		i += n
		done = i
	}
	chunk(done, len(in))
	t.stops(from)
	t.tag(from)
}

// stops mends full stops: an initial keeps its own, and the last word of a sentence parts with its own, which prose
// takes for that of an abbreviation after a short capitalised word.
func (t *Text) stops(from int) {
	words := append([]Token(nil), t.Tokens[from:]...)
	last := len(words) - 1
	for last > 0 && strings.Trim(words[last].Text, "”’\"'»)“") == "" {
		last--
	}
	t.Tokens = t.Tokens[:from]
	for i, w := range words {
		n := len(t.Tokens)
		if n > from && w.Text == "." && i < last && t.Tokens[n-1].Span.End == w.Span.Start && isInitial(strings.ToLower(t.Tokens[n-1].Text)+".") {
			t.Tokens[n-1].Span.End++
			t.Tokens[n-1].Text += "."
			continue
		}
		if stem, found := strings.CutSuffix(w.Text, "."); found && i == last && stem != "" && !strings.Contains(stem, ".") && !noStop[strings.ToLower(w.Text)] {
			cut := w.Span.End - 1
			t.Tokens = append(t.Tokens, Token{Span: hearsay.Span{Start: w.Span.Start, End: cut}, Text: stem},
				Token{Span: hearsay.Span{Start: cut, End: w.Span.End}, Text: "."})
			continue
		}
		t.Tokens = append(t.Tokens, w)
	}
}

// isMark reports whether the rune r at in[i:i+n] is to be a token of its own although prose would not part it.
func isMark(r rune, in string, i, n int) bool {
	switch r {
	case '“', '”', '„', '«', '»', '"', '‟', '—', '…', '‘', '‚', '|', '•':
		return true
	case '–', '-', '/':
		before, _ := utf8.DecodeLastRuneInString(in[:i])
		after, _ := utf8.DecodeRuneInString(in[i+n:])
		return r == '–' && !(unicode.IsDigit(before) && unicode.IsDigit(after)) || i > 0 && unicode.IsSpace(before) && unicode.IsSpace(after)
	case '’', '\'':
		before, _ := utf8.DecodeLastRuneInString(in[:i])
		after, _ := utf8.DecodeRuneInString(in[i+n:])
		inWord := unicode.IsLetter(after) || unicode.IsDigit(after)
		if unicode.IsLetter(before) || unicode.IsDigit(before) {
			return !inWord // the end of a word: a possessive or a closing mark, told apart by pair
		}
		return !(r == '’' && inWord) // ’tis, ’90s
	}
	return false
}

// isDoubleName reports whether word is like "Okafor-Brandt".
func isDoubleName(word string) bool {
	before, after, found := strings.Cut(word, "-")
	a, n := utf8.DecodeRuneInString(before)
	b, m := utf8.DecodeRuneInString(after)
	return found && unicode.IsUpper(a) && unicode.IsUpper(b) && n < len(before) && m < len(after)
}

// tag fills in Norm and Tag of the tokens from index from on, which are one sentence.
func (t *Text) tag(from int) {
	tokens := make([]tokenize.Token, len(t.Tokens)-from)
	opened := false
	for i := range tokens {
		w := &t.Tokens[from+i]
		word := w.Text
		switch word {
		case "“", "„", "«", "‟":
			word, opened = "``", true
		case "”", "»":
			word, opened = "''", false
		case "\"":
			if word = "``"; opened {
				word = "''"
			}
			opened = !opened
		case "—", "–", "--":
			word = "--"
		case "…":
			word = "..."
		case "‘":
			word = "`"
		}
		word = strings.ReplaceAll(word, "’", "'")
		w.Norm = strings.ToLower(word)
		tokens[i] = tokenize.Token{Text: word}
	}
	inTitle := titled(t.Tokens[from:])
	for i := range tokens {
		w := &t.Tokens[from+i]
		if capitalised(w) && person.Likely(w.Norm, inTitle || i == 0 || tokens[i-1].Text == "``" || tokens[i-1].Text == ":" || tokens[i-1].Text == "--") {
			tokens[i].Text = everybody
		}
	}
	models().tags.TagTokens(tokens)
	if inTitle {
		t.untitle(from, tokens)
	}
	for i := range tokens {
		w := &t.Tokens[from+i]
		w.Tag = tokens[i].Tag
		switch r, _ := utf8.DecodeRuneInString(w.Norm); {
		case w.Norm == "``" || w.Norm == "`":
			w.Tag = "``"
		case w.Norm == "''":
			w.Tag = "''"
		case isDoubleName(w.Text), w.Text == "US" && i+1 < len(tokens):
			w.Tag = "NNP"
		case onlyVerbs[w.Norm] && strings.HasPrefix(w.Tag, "N"):
			w.Tag = "VBZ"
		case (w.Norm == "not" || w.Norm == "never") && w.Tag == "NNP": // "have NOT been seen"
			w.Tag = "RB"
		case w.Tag == "NNP" && neverNames[w.Norm] != "" && !inTitle && (i == 0 || tokens[i-1].Text == "``"): // "Beyond Rau's own money"
			w.Tag = neverNames[w.Norm]
		case w.Norm == "--" || w.Norm == "-":
			w.Tag = ":"
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && (strings.HasPrefix(w.Tag, "N") || strings.HasPrefix(w.Tag, "V") || strings.HasPrefix(w.Tag, "J")):
			w.Tag = "SYM"
		}
	}
	t.names(from)
}

// everybody stands for each name of a person before the tagger, which then tags the words around as it would anybody's.
var everybody = strings.ToUpper(person.Everybody[:1]) + person.Everybody[1:]

// onlyVerbs are forms that are never nouns, which the tagger takes for some behind a noun: "a rep denies it".
var onlyVerbs = map[string]bool{"says": true, "denies": true, "insists": true, "alleges": true, "accuses": true, "admits": true, "confirms": true,
	"refutes": true, "rejects": true, "dismisses": true, "asserts": true, "maintains": true, "concedes": true, "confesses": true,
	"writes": true, "tells": true, "recalls": true, "argues": true, "believes": true, "thinks": true, "knows": true, "explains": true, "adds": true,
	"describes": true, "suggests": true, "acknowledges": true, "contends": true, "testifies": true, "swears": true, "assures": true, "informs": true,
	"reveals": true, "discloses": true, "announces": true, "declares": true, "remembers": true, "hears": true, "learns": true, "predicts": true}

// neverNames are words that are no names, with their tags; the tagger takes them for some at the beginning of a sentence, before a name.
var neverNames = map[string]string{"beyond": "IN", "against": "IN", "amid": "IN", "between": "IN", "via": "IN", "throughout": "IN", "despite": "IN", "unlike": "IN",
	"besides": "IN", "although": "IN", "though": "IN", "unless": "IN", "whether": "IN", "because": "IN", "everything": "NN", "nothing": "NN", "something": "NN",
	"anything": "NN", "which": "WDT", "are": "VBP", "did": "VBD", "does": "VBZ", "had": "VBD", "was": "VBD", "former": "JJ", "presumptive": "JJ"}

// untitle mends the tags of a sentence that capitalises most words, where the tagger takes nearly all of them for names. It is tagged again
// in small letters, and what then is neither noun nor adjective, as "Denies" in "Mayor Denies Taking Quarry Money", has that tag. Nouns keep theirs: small
// letters tell a name from no other noun.
func (t *Text) untitle(from int, tokens []tokenize.Token) {
	small := make([]tokenize.Token, len(tokens))
	for i := range tokens {
		small[i] = tokenize.Token{Text: tokens[i].Text}
		if capitalised(&t.Tokens[from+i]) {
			small[i].Text = t.Tokens[from+i].Norm
		}
	}
	models().tags.TagTokens(small)
	for i := range tokens {
		possessor := i+1 < len(tokens) && tokens[i+1].Tag == "POS"
		if strings.HasPrefix(tokens[i].Tag, "NNP") && !possessor && !strings.HasPrefix(small[i].Tag, "N") && !strings.HasPrefix(small[i].Tag, "J") && small[i].Tag != "FW" {
			tokens[i].Tag = small[i].Tag
		}
	}
}

// capitalised reports whether a word begins with a capital, and with no more.
func capitalised(w *Token) bool {
	r, n := utf8.DecodeRuneInString(w.Text)
	return unicode.IsUpper(r) && n < len(w.Text) && strings.ToUpper(w.Text) != w.Text
}

// titled reports whether most words of a sentence are capitalised, as those of many headlines are.
func titled(words []Token) bool {
	letters, capitals := 0, 0
	for i := range words {
		if r, _ := utf8.DecodeRuneInString(words[i].Text); unicode.IsLetter(r) && len(words[i].Text) > 3 {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return letters > 4 && capitals*10 > letters*6
}

// names mends the tags of names that the tagger does not know, which it takes for nouns, verbs or adjectives: within a
// sentence a capital says that a word is a name. Sentences that capitalise most words, as headlines do, are left alone, and
// so are adjectives of peoples and places.
func (t *Text) names(from int) {
	words := t.Tokens[from:]
	if titled(words) {
		return
	}
	for i := len(words) - 1; i >= 0; i-- {
		w := &words[i]
		if !capitalised(w) {
			continue
		}
		opens := i == 0 || words[i-1].Tag == "``" || words[i-1].Norm == ":" || words[i-1].Norm == "--" || words[i-1].Norm == "."
		named := i+1 < len(words) && words[i+1].Tag == "NNP" && capitalised(&words[i+1])
		switch w.Tag {
		case "NN", "VB", "VBD", "VBP", "VBZ", "VBN", "VBG", "FW", "UH":
			if !opens || named && w.Tag == "NN" && i == 0 && neverNames[w.Norm] == "" {
				w.Tag = "NNP"
			}
		case "NNS":
			if !opens {
				w.Tag = "NNPS"
			}
		case "JJ":
			if !isPeople(w.Norm) && (!opens || named) && (named || i > 0 && words[i-1].Tag == "NNP") {
				w.Tag = "NNP"
			}
		}
	}
}

// isPeople reports whether a lower-case adjective looks like one of a people or a place: "norwegian", "polish".
func isPeople(word string) bool {
	for _, ending := range []string{"ian", "ean", "can", "ese", "ish", "iet", "ern", "ench", "utch", "erman", "oman", "eek", "iss", "aeli", "aqi", "ani", "ali", "ai", "ic"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// Initials are the first letters of those of words that begin with a capital: an acronym, as a rule.
func Initials(words []string) string {
	var out strings.Builder
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
			out.WriteRune(c)
		}
	}
	return out.String()
}
