// Package match finds which statements tell the same claim, and which sources of several documents are one.
//
// Prepare brings the statements of a document into the form in which they are compared; Keys says which statements are
// worth comparing at all; Compare compares two and says why they are the same; Gather makes claims of what is the same;
// Parts takes a claim apart; Sources joins those who speak. Everything is a function of what is given: nothing depends
// on the rest of the pile, on the order in which documents came, or on when.
//
// What Compare asks is whether two statements tell the same proposition. Two allegations against one man are not the
// same; the same allegation with another amount is, and has drifted. English is compared by words, by what stands near
// them in meaning (model/glove), by names, numbers and dates; other languages, and statements of two languages, by names,
// numbers, dates and words that look alike, and with less confidence.
package match

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model/glove"
)

// Version names the method; it changes whenever a result may.
const Version = "match-1+" + glove.Version

// Same is the score from which two statements are held to tell the same claim.
const Same = 0.5

// near is the cosine from which two words are held to mean something alike.
const near = 0.45

// Compare says whether a and b tell, deny, doubt or ask the same proposition, and why. The pair is filled in either way,
// its Why only where they do. Compare(a, b) and Compare(b, a) are equal.
func Compare(a, b *Item) (hearsay.Pair, bool) {
	if a.Statement.ID > b.Statement.ID {
		a, b = b, a
	}
	p := hearsay.Pair{A: a.Statement.ID, B: b.Statement.ID, Oppose: opposed(a, b)}
	if len(a.words) == 0 || len(b.words) == 0 {
		return p, false
	}
	var m meeting
	m.compare(a, b)
	p.Score = m.score()
	if p.Score < Same {
		return p, false
	}
	p.Why = m.why(a, b)
	return p, true
}

// opposed reports whether one speaks for what the other speaks against. Who doubts or asks does neither.
func opposed(a, b *Item) bool {
	open := func(s hearsay.Stance) bool { return s == hearsay.DoubtsIt || s == hearsay.AsksWhether }
	return a.against != b.against && !open(a.Statement.Stance) && !open(b.Statement.Stance)
}

// A meeting is what two statements have in common.
type meeting struct {
	exact    bool
	low      float64 // share of the weight of content words that the other says too: of the one of which it is less
	high     float64
	shared   float64 // the weight of the content words that both say
	nameLow  float64 // the same for the words of names
	named    float64
	alone    float64 // the weight of the names that the other lacks, on the side where it is less
	names    []string
	clash    bool    // the same surname with another first name
	act      float64 // how near the verbs are
	actA     string
	actB     string
	years    int // how many years both have
	yearsOff bool
	numbers  int
	context  float64
	same     bool // of one document
	foreign  bool // of two languages
}

func (m *meeting) compare(a, b *Item) {
	m.exact = a.exact == b.exact && a.weight > 1
	m.foreign = a.Language != b.Language
	var metA, metB [most + 4]float32 // how well each word is met by one of the other
	for i := range a.words {
		v := &a.words[i]
		for j := range b.words {
			w := &b.words[j]
			s := alike(v, w)
			if s == 0 {
				continue
			}
			metA[i], metB[j] = max(metA[i], s), max(metB[j], s)
			if v.Proper || w.Proper || v.Side || w.Side {
				continue
			}
			weight := s * (min(v.Weight, w.Weight) + 0.3)
			if (v.Verb || w.Verb) && float64(weight) > m.act {
				m.act, m.actA, m.actB = float64(weight), v.Text, w.Text
			}
		}
	}
	x, y := tally(a.words, metA[:]), tally(b.words, metB[:])
	m.low, m.high = x.share, y.share
	if m.low > m.high {
		m.low, m.high = m.high, m.low
	}
	m.shared = min(x.met, y.met)
	m.compareNames(a, b)
	for _, y := range a.years {
		if slices.Contains(b.years, y) {
			m.years++
		}
	}
	m.yearsOff = m.years == 0 && len(a.years) > 0 && len(b.years) > 0
	for _, x := range a.numbers {
		if slices.ContainsFunc(b.numbers, func(y number) bool { return x.Value == y.Value }) {
			m.numbers++
		}
	}
	m.same = a.Statement.Document == b.Statement.Document
	if !m.same && len(a.context) > 0 && len(b.context) > 0 {
		both := 0
		for n := range a.context {
			if b.context[n] {
				both++
			}
		}
		m.context = float64(both) / float64(min(len(a.context), len(b.context))) * min(a.claims(), b.claims())
	}
}

// claims is how far what the document of a statement speaks of may help to understand it: wholly where somebody is told to
// have said it; in the document's own voice only as far as it alleges something, because most of what a document says by
// itself is no claim, and is about the same names all the same.
func (it *Item) claims() float64 {
	if it.Statement.Kind != hearsay.Own {
		return 1
	}
	return min(1, max(0, (it.Statement.Allegation-0.2)/0.3))
}

// A side is how much of the content words of one statement, without its names, the other says too.
type side struct {
	share, met float64
}

func tally(words []word, met []float32) side {
	var s side
	var all float64
	for i := range words {
		if w := &words[i]; !w.Proper {
			weight, got := float64(w.Weight), float64(w.Weight*met[i])
			all += weight
			s.met += got
		}
	}
	if all > 0 {
		s.share = s.met / all
	}
	return s
}

// alike is how much two words say the same: 1 for the same stem or name, less for words for the same kind of act and for
// words that stand near each other.
func alike(v, w *word) float32 {
	if v.Stem == w.Stem || v.Name != 0 && v.Name == w.Name {
		return 1
	}
	if v.Proper && w.Proper {
		return 0
	}
	var s float32
	if v.Acts&w.Acts != 0 {
		s = 0.75
	}
	if v.Proper || w.Proper || !v.Known.Vector.Known() || !w.Known.Vector.Known() {
		return s
	}
	if c := float32(v.Known.Vector.Near(&w.Known.Vector)); c > near {
		s = max(s, c)
	}
	return s
}

// named is how much a name that both have counts.
const named = 1.1

// compareNames fills in what is in the names.
func (m *meeting) compareNames(a, b *Item) {
	var metA, metB [most]bool
	for i := range a.names {
		for j := range b.names {
			x, y := &a.names[i], &b.names[j]
			if !x.Sure && !y.Sure || !sameName(x, y) {
				continue
			}
			if !metA[i] || !metB[j] {
				text := x.Text
				if len(y.Text) > len(text) || len(y.Text) == len(text) && y.Text < text {
					text = y.Text
				}
				m.names = appendNew(m.names, text)
			}
			metA[i], metB[j] = true, true
		}
	}
	nA, allA := m.loose(a, b, metA[:])
	nB, allB := m.loose(b, a, metB[:])
	m.named = named * float64(min(nA, nB))
	m.alone = named * float64(min(allA-nA, allB-nB))
	share := func(n, all int) float64 {
		if all == 0 {
			return 0
		}
		return float64(n) / float64(all)
	}
	m.nameLow = min(share(nA, allA), share(nB, allB))
	for i := range a.names {
		for j := range b.names {
			if x, y := &a.names[i], &b.names[j]; !metA[i] && !metB[j] && x.Sure && y.Sure && len(x.Tokens) > 1 && len(y.Tokens) > 1 {
				m.clash = m.clash || x.last() == y.last() || x.Tokens[0] == y.Tokens[0]
			}
		}
	}
}

// loose counts the names of a that b has and all that are names for certain. Where b is written with capitals throughout,
// so that its names do not stand out, any of its words may be the name.
func (m *meeting) loose(a, b *Item, met []bool) (n, all int) {
	for i := range a.names {
		x := &a.names[i]
		if !met[i] && x.Sure {
			for j := range b.words {
				if w := &b.words[j]; w.Name == x.last() && !w.Proper {
					met[i] = true
					m.names = appendNew(m.names, x.Text)
					break
				}
			}
		}
		if met[i] {
			n++
		}
		if met[i] || x.Sure {
			all++
		}
	}
	return n, all
}

// sameName reports whether two names may be one: "Donald Trump" and "Trump", but not "Anna Lindgren" and "Oskar Lindgren".
func sameName(x, y *name) bool {
	if len(x.Tokens) > len(y.Tokens) {
		x, y = y, x
	}
	for _, t := range x.Tokens {
		if !slices.Contains(y.Tokens, t) {
			return false
		}
	}
	// A first name alone is not the man.
	return len(x.Tokens) > 1 || len(y.Tokens) == 1 || x.last() == y.last() || !slices.Contains(y.Tokens[:1], x.last())
}

// score weighs what two statements have in common. It is a logistic function of a sum whose weights were set by hand after a
// regression over the training data named in bench/match, and rounded.
func (m *meeting) score() float64 {
	if m.exact {
		return 1
	}
	var z float64
	if m.foreign {
		z = -4.3 + 1.2*min(m.named, 3.3) + m.nameLow + 1.2*min(m.shared, 2) + 1.5*float64(min(m.years, 1)) + m.context
	} else {
		z = -2.8 + 2*m.low + 1.6*m.high + 0.8*min(m.shared, 2.5) + 0.4*min(m.named, 2.2) + 0.8*m.nameLow
		z += 0.9*float64(min(m.years, 1)) + 3.2*m.context*min(1, max(0, m.shared-0.2))
		z -= 1.1 * max(0, 0.8-m.shared)
		if m.named == 0 && m.context == 0 { // words without a name could be about anybody
			z -= max(0, 1.2-m.shared)
		}
		if m.act == 0 {
			z -= 0.8
		}
	}
	z += 0.6 * float64(min(m.numbers, 2))
	z -= 1.9 * min(m.alone, 2.2)
	if m.yearsOff {
		z -= 0.7
	}
	if m.clash {
		z -= 3
	}
	if m.same {
		z += 0.3
	}
	z += 0.7 * m.context
	return 1 / (1 + math.Exp(-z))
}

func (m *meeting) why(a, b *Item) []string {
	switch {
	case m.exact && (a.borrows || b.borrows):
		return []string{"the one refers to what the other says, or both to the same"}
	case m.exact:
		return []string{"the same words"}
	}
	var why []string
	if len(m.names) > 0 {
		why = append(why, "same names: "+strings.Join(m.names, ", "))
	}
	if m.act > 0 {
		if strings.EqualFold(m.actA, m.actB) {
			why = append(why, "same act: "+m.actA)
		} else {
			why = append(why, fmt.Sprintf("same act: %s/%s (%.2f)", m.actA, m.actB, m.act))
		}
	}
	if words := sameWords(a, b); len(words) > 0 {
		why = append(why, "same words: "+strings.Join(words[:min(6, len(words))], ", "))
	}
	if m.years > 0 {
		for _, y := range a.years {
			if slices.Contains(b.years, y) {
				why = append(why, fmt.Sprintf("same year: %d", y))
			}
		}
	}
	if m.context > 0.4 {
		why = append(why, "their documents speak of the same names")
	}
	return append(why, fmt.Sprintf("%.0f%% of the one and %.0f%% of the other meet", 100*m.low, 100*m.high))
}

// sameWords returns the content words of a, without its names, that b has too.
func sameWords(a, b *Item) (words []string) {
	for i := range a.words {
		v := &a.words[i]
		if v.Proper || v.Side || v.Weight <= 0.3 {
			continue
		}
		if slices.ContainsFunc(b.words, func(w word) bool { return w.Stem == v.Stem }) {
			words = append(words, v.Text)
		}
	}
	return words
}
