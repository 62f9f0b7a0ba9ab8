package match

import (
	"math"
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"

	"github.com/hearsay-news/hearsay/lexicon/en"
	"github.com/hearsay-news/hearsay/model/glove"
)

var stemmers = map[string]func(*snowballstem.Env) bool{
	"da": danish.Stem, "nl": dutch.Stem, "en": english.Stem, "fi": finnish.Stem, "fr": french.Stem, "de": german.Stem,
	"hu": hungarian.Stem, "it": italian.Stem, "no": norwegian.Stem, "nb": norwegian.Stem, "pt": portuguese.Stem,
	"ro": romanian.Stem, "ru": russian.Stem, "es": spanish.Stem, "sv": swedish.Stem, "tr": turkish.Stem,
}

// stem returns the stem of a word in lower case; a word of a language without a stemmer is its own.
func stem(env *snowballstem.Env, language, word string) string {
	if f := stemmers[language]; f != nil && len(word) > 2 {
		env.SetCurrent(word)
		f(env)
		return env.Current()
	}
	return word
}

var light = sync.OnceValue(func() map[string]bool { return wordSet(en.LightWords) })

// A word is a content word of a statement. A document has hundreds, so it is small.
type word struct {
	Stem   uint64
	Name   uint64 // hash of the skeleton, where it may be (part of) a name
	Acts   uint64 // the kinds of act that it is a word for, a bit each; the kinds share bits where there are more than 64
	Text   string // as the document writes it
	Weight float32
	Glove  glove.Word
	Verb   bool // tagged as a verb
	Side   bool // stands in an apposition: said by the way
	Proper bool // is (part of) a name for certain
	Aim    bool // stands in a clause of purpose: "to keep it out of the report", "so that"
}

// acts tells which kinds of act a stem is a word for.
var acts = sync.OnceValue(func() map[uint64]uint64 {
	kinds := map[uint64]uint64{}
	env := snowballstem.NewEnv("")
	n := 0
	for line := range strings.Lines(en.Acts) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		for _, w := range words {
			kinds[hash(stem(env, "en", w))] |= 1 << (n % 64)
		}
		n++
	}
	return kinds
})

// rarity is how much a word says by how rare it is in running English: about 0.2 for the commonest content words, 1 for
// one that the vectors do not know.
func rarity(known glove.Word, found bool) float32 {
	if !found {
		return 1
	}
	return float32(min(1, max(0.15, (math.Log(float64(known.Rank()))-3)/(math.Log(glove.Words)-3))))
}

var famous = sync.OnceValue(func() map[string]bool { return wordSet(en.Famous) })

// nameWeight is how much a word of a name says: less where everybody knows the name.
func nameWeight(norm string) float32 {
	if famous()[strings.Trim(norm, ".")] {
		return 0.3
	}
	return 1.1
}

// know looks a word up, in one of its forms.
func know(norm string) (glove.Word, bool) {
	if w, found := glove.Lookup(norm); found {
		return w, true
	}
	for part := range strings.SplitSeq(norm, "-") {
		norm = part // the last part of a compound
	}
	return glove.Lookup(norm)
}
