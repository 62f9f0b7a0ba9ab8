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
	coverA   float64 // share of a's weight that b says too
	coverB   float64
	shared   float64 // the weight of what both say
	names    []string
	clash    bool // the same surname with another first name
	act      float64
	actA     string
	actB     string
	words    []string
	years    int // how many years both have
	yearsOff bool
	numbers  int
	context  float64
	lesser   bool // not both English
}

func (m *meeting) compare(a, b *Item) {
	m.exact = a.exact == b.exact && a.weight > 1
	m.lesser = a.Language != "en" || b.Language != "en"
	var usedB [most]float32 // how well each word of b is met
	var got float32
	for i := range a.words {
		w := &a.words[i]
		best, at := float32(0), -1
		for j := range b.words {
			if s := alike(w, &b.words[j]); s > best {
				best, at = s, j
			}
		}
		if at < 0 {
			continue
		}
		v := &b.words[at]
		got += w.Weight * best
		usedB[at] = max(usedB[at], best)
		m.shared += float64(min(w.Weight, v.Weight) * best)
		if named := w.Name != 0 && v.Name != 0; !named && !w.Side && !v.Side {
			if (w.Verb || v.Verb) && float64(best) > m.act {
				m.act, m.actA, m.actB = float64(best), w.Text, v.Text
			}
			if best == 1 && w.Weight > 0.3 {
				m.words = append(m.words, w.Text)
			}
		}
	}
	var gotB float32
	for j := range b.words {
		s := usedB[j]
		if s == 0 {
			for i := range a.words {
				s = max(s, alike(&a.words[i], &b.words[j]))
			}
		}
		gotB += b.words[j].Weight * s
	}
	m.coverA, m.coverB = float64(got/a.weight), float64(gotB/b.weight)
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
	if a.Statement.Document != b.Statement.Document && len(a.context) > 0 && len(b.context) > 0 {
		both := 0
		for n := range a.context {
			if b.context[n] {
				both++
			}
		}
		m.context = float64(both) / float64(min(len(a.context), len(b.context)))
	}
}

// alike is how much two words say the same: 1 for the same stem or name, less for words that stand near each other.
func alike(v, w *word) float32 {
	if v.Stem == w.Stem || v.Name != 0 && v.Name == w.Name {
		return 1
	}
	if v.Name != 0 && w.Name != 0 || !v.Known.Vector.Known() || !w.Known.Vector.Known() {
		return 0
	}
	if c := v.Known.Vector.Cosine(w.Known.Vector); c > near {
		return float32(c)
	}
	return 0
}

func (m *meeting) compareNames(a, b *Item) {
	for i := range a.names {
		x := &a.names[i]
		for j := range b.names {
			y := &b.names[j]
			if !x.Sure && !y.Sure {
				continue
			}
			switch sameName(x, y) {
			case 1:
				text := x.Text
				if len(y.Text) > len(text) || len(y.Text) == len(text) && y.Text < text {
					text = y.Text
				}
				m.names = appendNew(m.names, text)
			case -1:
				m.clash = true
			}
		}
	}
}

// sameName is 1 where two names may be one, -1 where they share the last word and cannot be, 0 where they share nothing.
func sameName(x, y *name) int {
	if x.last() == y.last() {
		if len(x.Tokens) > 1 && len(y.Tokens) > 1 && !slices.Contains(x.Tokens[:len(x.Tokens)-1], y.Tokens[0]) && !slices.Contains(y.Tokens[:len(y.Tokens)-1], x.Tokens[0]) {
			return -1
		}
		return 1
	}
	shorter, longer := x, y
	if len(x.Tokens) > len(y.Tokens) {
		shorter, longer = y, x
	}
	for _, t := range shorter.Tokens {
		if !slices.Contains(longer.Tokens, t) {
			return 0
		}
	}
	return 1
}

func (m *meeting) score() float64 {
	if m.exact {
		return 1
	}
	low, high := min(m.coverA, m.coverB), max(m.coverA, m.coverB)
	s := 0.45*high + 0.55*low
	if m.act == 0 {
		s -= 0.1
	}
	if len(m.names) > 0 {
		s += 0.05
	}
	if m.shared < 1 {
		s -= 0.3 * (1 - m.shared)
	}
	s += 0.1 * m.context
	if m.years > 0 {
		s += 0.05
	}
	if m.yearsOff {
		s -= 0.05
	}
	if m.numbers > 0 {
		s += 0.03
	}
	if m.clash && len(m.names) == 0 {
		s -= 0.2
	}
	return max(0, min(1, s+0.1))
}

func (m *meeting) why(a, b *Item) []string {
	if m.exact {
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
	if len(m.words) > 0 {
		why = append(why, "same words: "+strings.Join(m.words[:min(6, len(m.words))], ", "))
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
	return append(why, fmt.Sprintf("%.0f%% of the one and %.0f%% of the other meet", 100*m.coverA, 100*m.coverB))
}
