package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"github.com/hearsay-news/hearsay/internal/person"
	"github.com/hearsay-news/hearsay/model/glove"
	"github.com/hearsay-news/hearsay/token"
)

// Features is how many features each word has; some may be 0, which is none.
const Features = 86

// Classes is how many classes of steps each word has, and ClassSize how many values the larger has.
const (
	Classes   = 4
	ClassSize = 64
)

// form is what is known of a word from its letters alone.
type form struct {
	norm, stem, prefix, suffix2, suffix3, cluster uint64
	size                                          uint64 // bytes
	text                                          string // as it is read: in lower case, names of people as one
	person                                        bool   // where it is a name, likely that of a person
}

// word is what the templates look at.
type word struct {
	form
	tag, shape, cue, quote uint64
	tagID, quoteID         uint8
}

// A Reader turns texts into features. It keeps what it learned about words' forms; it is not for concurrent use.
type Reader struct {
	env   *snowballstem.Env
	forms map[string]*form
	words []word
}

// NewReader returns an empty Reader.
func NewReader() *Reader { return &Reader{env: snowballstem.NewEnv(""), forms: map[string]*form{}} }

const (
	mul1 = 0x9E3779B97F4A7C15
	mul2 = 0xBF58476D1CE4E5B9
)

func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h ^ h>>32
}

// mix joins a template's number and up to three values into a feature.
func mix(template, a, b, c uint64) uint64 {
	h := (a + template*mul2) * mul1
	h = (h ^ h>>31 ^ b) * mul2
	h = (h ^ h>>29 ^ c) * mul1
	return h ^ h>>32
}

// sexless gives, for a word that tells a woman, the word that stands in its place where she is a man. Both have the form of the second,
// which the weights know better, so that she is heard as he is.
var sexless = map[string]string{
	"she": "he", "hers": "his", "herself": "himself", "mrs.": "mr.", "ms.": "mr.", "mrs": "mr", "ms": "mr", "miss": "mr",
	"woman": "man", "women": "men", "lady": "gentleman", "girl": "boy", "girls": "boys", "mother": "father", "mothers": "fathers",
	"daughter": "son", "daughters": "sons", "sister": "brother", "sisters": "brothers", "wife": "husband", "wives": "husbands",
	"widow": "widower", "aunt": "uncle", "niece": "nephew", "girlfriend": "boyfriend", "female": "male",
	"spokeswoman": "spokesman", "spokeswomen": "spokesmen", "chairwoman": "chairman", "congresswoman": "congressman",
	"councilwoman": "councilman", "businesswoman": "businessman", "policewoman": "policeman", "actress": "actor", "queen": "king",
}

// form is what the models know of a word: the form of its letters, but for persons and for words that tell a woman.
func (r *Reader) form(t *token.Text, i int) *form {
	tok := &t.Tokens[i]
	norm := tok.Norm
	if norm == "her" {
		if norm = "him"; tok.Tag == "PRP$" {
			norm = "his"
		}
	}
	f := r.letters(norm)
	if !isPerson(tok, f) {
		return f
	}
	if i+1 < len(t.Tokens) {
		if next := &t.Tokens[i+1]; isPerson(next, r.letters(next.Norm)) {
			return r.letters(person.Given)
		}
	}
	return r.letters(person.Everybody)
}

// isPerson reports whether tok, of whose letters f is the form, is a part of a person's name.
func isPerson(tok *token.Token, f *form) bool {
	return f.person && strings.HasPrefix(tok.Tag, "NNP") && shapeOf(tok.Text) == 1
}

// letters is the form of a word's letters.
func (r *Reader) letters(norm string) *form {
	if f, known := r.forms[norm]; known {
		return f
	}
	if same, is := sexless[norm]; is {
		f := r.letters(same)
		r.forms[strings.Clone(norm)] = f
		return f
	}
	if len(r.forms) > 1<<16 {
		clear(r.forms)
	}
	norm = strings.Clone(norm)
	f, stem := &form{norm: hashOf(norm), text: norm, size: uint64(len(norm))}, norm
	first, _ := utf8.DecodeRuneInString(norm)
	if unicode.IsLetter(first) {
		if len(norm) > 2 && len(norm) < 40 {
			r.env.SetCurrent(norm)
			english.Stem(r.env)
			stem = r.env.Current()
		}
		f.prefix = hashOf(norm[:min(3, len(norm))])
		f.suffix2 = hashOf(norm[max(0, len(norm)-2):])
		f.suffix3 = hashOf(norm[max(0, len(norm)-3):])
	} else if unicode.IsDigit(first) {
		stem = "0"
	}
	f.stem = hashOf(stem)
	if w, known := glove.Lookup(norm); known {
		f.cluster = uint64(w.Cluster()) + 1
	}
	f.person = person.Likely(norm, false)
	r.forms[norm] = f
	return f
}

// Key is the key of a word in the cue lexicon: its stem and whether it is a verb, a noun or something else.
func Key(stem uint64, tag string) uint32 {
	kind := uint64('x')
	if tag != "" && (tag[0] == 'V' || tag[0] == 'N') {
		kind = uint64(tag[0])
	}
	return uint32(mix(999, stem, kind, 0) >> 20)
}

// Keys returns the key of each word of t in the cue lexicon.
func (r *Reader) Keys(t *token.Text) []uint32 {
	keys := make([]uint32, len(t.Tokens))
	for i := range t.Tokens {
		keys[i] = Key(r.form(t, i).stem, t.Tokens[i].Tag)
	}
	return keys
}

var tagIDs = func() map[string]uint8 {
	m := map[string]uint8{}
	for _, t := range strings.Fields("CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB # $ . , : ( ) `` ''") {
		m[t] = uint8(len(m) + 1)
	}
	return m
}()

func shapeOf(s string) uint64 {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsUpper(r):
		next, _ := utf8.DecodeRuneInString(s[n:])
		if unicode.IsUpper(next) {
			return 2
		}
		return 1
	case unicode.IsLower(r):
		return 3
	case unicode.IsDigit(r):
		return 4
	}
	return 5
}

func bucket(n int) uint64 {
	switch {
	case n <= 4:
		return uint64(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 24:
		return 8
	}
	return 9
}

// none stands for the word before the first and after the last of a paragraph.
var none = word{form: form{norm: 1, stem: 1, cluster: 2000}, tag: 1, shape: 9}

// Paragraph writes the features of the words of paragraph p of t to features, Features for each word, and the classes of
// their steps to classes, Classes for each word. cues tells how likely a key is part of a cue: 0 for unknown, else 1 to 7.
func (r *Reader) Paragraph(t *token.Text, p token.Range, cues func(key uint32) uint8, features []uint64, classes []uint8) {
	n := p.End - p.First
	r.words = sized(r.words, n+6)
	for i := range 3 {
		r.words[i], r.words[n+3+i] = none, none
	}
	w := r.words[3 : n+3]
	for i := range n {
		tok := &t.Tokens[p.First+i]
		x := word{form: *r.form(t, p.First+i), tagID: tagIDs[tok.Tag], shape: shapeOf(tok.Text)}
		x.tag = uint64(x.tagID) + 2
		x.cue = uint64(cues(Key(x.stem, tok.Tag)))
		x.quoteID = quoteState(t, p.First+i)
		x.quote = uint64(x.quoteID)
		w[i] = x
	}
	at := func(i int) *word { return &r.words[i+3] }
	// clamped is at for words that may lie outside, as in a quotation or a sentence that goes on elsewhere.
	clamped := func(i int) *word { return at(max(-1, min(i, n))) }

	// The nearest word to the right that is likely a cue, within the sentence; and the same to the left on the way.
	right := make([]int32, n)
	for i, next := n-1, -1; i >= 0; i-- {
		if i+1 < n && t.Tokens[p.First+i].Sentence != t.Tokens[p.First+i+1].Sentence {
			next = -1
		}
		right[i] = int32(next)
		if w[i].cue >= likely {
			next = i
		}
	}
	left, clause, that := -1, -1, -1
	for i := range n {
		tok := &t.Tokens[p.First+i]
		s := t.Sentences[tok.Sentence]
		starts := p.First+i == s.First
		if starts {
			left, clause, that = -1, -1, -1
		}
		a3, a2, a1, b, c1, c2, c3 := at(i-3), at(i-2), at(i-1), at(i), at(i+1), at(i+2), at(i+3)
		f := features[i*Features : i*Features+Features : i*Features+Features]
		k := 0
		add := func(a, b, c uint64) {
			f[k] = mix(uint64(k+1), a, b, c)
			k++
		}
		// words
		add(b.norm, 0, 0)
		add(a1.norm, 0, 0)
		add(c1.norm, 0, 0)
		add(a2.norm, 0, 0)
		add(c2.norm, 0, 0)
		add(a3.norm, 0, 0)
		add(c3.norm, 0, 0)
		add(a1.norm, b.norm, 0)
		add(b.norm, c1.norm, 0)
		add(a2.norm, a1.norm, 0)
		add(c1.norm, c2.norm, 0)
		add(a1.norm, b.norm, c1.norm)
		add(b.stem, 0, 0)
		add(a1.stem, 0, 0)
		add(c1.stem, 0, 0)
		add(a1.stem, b.tag, 0)
		add(b.stem, c1.tag, 0)
		add(a1.tag, b.stem, 0)
		add(b.stem, b.tag, 0)
		add(a2.stem, a1.tag, b.tag)
		add(b.stem, c1.tag, c2.tag)
		add(a2.tag, a1.tag, b.stem)
		// parts of words
		add(b.prefix, 0, 0)
		add(b.suffix3, 0, 0)
		add(b.suffix2, a1.tag, 0)
		add(b.shape, a1.shape, c1.shape)
		add(b.shape, b.tag, uint64(b2i(starts)))
		// clusters
		add(b.cluster, 0, 0)
		add(a1.cluster, 0, 0)
		add(c1.cluster, 0, 0)
		add(a2.cluster, 0, 0)
		add(c2.cluster, 0, 0)
		add(a1.cluster, b.cluster, 0)
		add(b.cluster, c1.cluster, 0)
		add(b.cluster, b.tag, c1.tag)
		add(a1.cluster, a1.tag, b.tag)
		add(c1.cluster, c1.tag, b.tag)
		// tags
		add(b.tag, 0, 0)
		add(a1.tag, b.tag, 0)
		add(b.tag, c1.tag, 0)
		add(a2.tag, a1.tag, 0)
		add(c1.tag, c2.tag, 0)
		add(a2.tag, a1.tag, b.tag)
		add(a1.tag, b.tag, c1.tag)
		add(b.tag, c1.tag, c2.tag)
		add(a3.tag, a2.tag, mix(0, a1.tag, b.tag, 0))
		add(b.tag, c1.tag, mix(0, c2.tag, c3.tag, 0))
		add(a2.tag, a1.tag, mix(0, b.tag, c1.tag, c2.tag))
		// quotations
		add(b.quote, b.tag, 0)
		add(b.quote, b.norm, 0)
		add(b.quote, a1.norm, 0)
		add(b.quote, c1.norm, 0)
		add(b.quote, a1.quote, c1.quote)
		add(a1.quote, b.tag, a1.tag)
		if q := tok.Quote; q >= 0 {
			quote := t.Quotes[q]
			short := bucket(quote.End - quote.First)
			before, after, after2 := clamped(quote.First-p.First-1), clamped(quote.End-p.First), clamped(quote.End-p.First+1)
			lastMark := clamped(max(quote.End-p.First-2, 0))
			add(short, b.tag, 0)
			add(before.norm, short, 0)
			add(after.norm, after2.norm, 0)
			add(after.tag, after2.tag, short)
			add(lastMark.norm, after.cue, after2.cue)
			add(lastMark.norm, before.norm, short)
			add(bucket(p.First+i-quote.First), b.quote, before.cue)
			add(bucket(quote.End-p.First-i), b.quote, lastMark.norm)
		} else {
			clear(f[k : k+8])
			k += 8
		}
		// cues
		add(b.cue, a1.cue, c1.cue)
		add(b.cue, b.tag, c1.tag)
		add(b.cue, a1.tag, c1.tag)
		add(b.cue, b.quote, c1.quote)
		add(b.cue, a1.cue, a2.cue)
		add(b.cue, c1.cue, c2.cue)
		if left >= 0 {
			l := at(left)
			d := bucket(i - left)
			add(l.stem, d, 0)
			add(l.stem, b.tag, 0)
			add(d, b.tag, l.cue)
			add(d, b.norm, 0)
			add(at(left+1).norm, l.stem, b.quote)
			add(l.tag, at(left+1).tag, b.quote)
		} else {
			clear(f[k : k+5])
			k += 6
			f[k-1] = mix(uint64(k), b.tag, 0, 0)
		}
		if rc := right[i]; rc >= 0 {
			x := at(int(rc))
			d := bucket(int(rc) - i)
			add(x.stem, d, 0)
			add(x.stem, b.tag, 0)
			add(d, b.tag, c1.tag)
			add(d, b.norm, x.cue)
		} else {
			clear(f[k : k+3])
			k += 4
			f[k-1] = mix(uint64(k), b.tag, 0, 0)
		}
		// clauses and places
		end := t.Tokens[s.End-1].Norm
		add(bucket(p.First+i-s.First), b.tag, 0)
		add(bucket(s.End-1-p.First-i), b.tag, uint64(end[0]))
		add(bucket(tok.Sentence-t.Tokens[p.First].Sentence), uint64(b2i(starts)), b.quote)
		if clause >= 0 {
			add(at(clause).norm, at(clause+1).norm, bucket(i-clause))
			add(at(clause+1).tag, b.tag, bucket(i-clause))
		} else {
			add(bucket(i), 3, uint64(b2i(left >= 0)))
			add(bucket(i), b.tag, uint64(b2i(left >= 0)))
		}
		if that >= 0 {
			add(bucket(i-that), b.tag, 0)
		} else {
			add(99, b.tag, uint64(b2i(left >= 0)))
		}
		first := clamped(s.First - p.First)
		add(first.norm, b.tag, 0)
		add(at(0).norm, uint64(len(t.Tokens[p.First].Text)), bucket(n))

		g := classes[i*Classes : i*Classes+Classes]
		g[0] = b.tagID
		g[1] = a1.tagID
		g[2] = b.quoteID | uint8(b2i(starts))<<4
		if b.norm == comma {
			g[2] |= 32
		}
		g[3] = uint8(b.cue) | uint8(a1.cue)<<3

		if b.cue >= likely {
			left = i
		}
		if b.norm == comma || b.tag == uint64(tagIDs[":"])+2 {
			clause = i
		}
		if b.norm == thatWord {
			that = i
		}
	}
}

// likely is from which class on a word is taken for a likely cue.
const likely = 4

var comma, thatWord = hashOf(","), hashOf("that")

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// quoteState tells how token i stands to the quotation around it, below 16.
func quoteState(t *token.Text, i int) uint8 {
	q := t.Tokens[i].Quote
	if q < 0 {
		return 0
	}
	quote := t.Quotes[q]
	s := uint8(1)
	switch {
	case i == quote.First:
		s = 2
	case i == quote.End-1 && !quote.Open:
		s = 3
	case i == quote.First+1:
		s = 4
	case i == quote.End-2:
		s = 5
	case quote.End-quote.First <= 6:
		s = 6
	}
	if quote.Single {
		s += 6
	}
	return s
}

// Read returns word i of t as the models read it: in lower case, people all by the same name, "she" as "he".
func (r *Reader) Read(t *token.Text, i int) string { return r.form(t, i).text }
