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
// numbers, dates and words that look alike, and with less confidence. What two statements are about is not enough: names
// that everybody knows weigh little, and one of the two has to say most of what the other says. How far their documents
// speak of the same rarely named people helps; so does it that one is the headline of the other.
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
const Version = "match-11+" + glove.Version

// Same is the score from which two statements are held to tell the same claim.
const Same = 0.35

// near is the cosine from which two words are held to mean something alike.
const near = 0.45

// Compare says whether a and b tell, deny, doubt or ask the same proposition, and why. The pair is filled in either way,
// its Why only where they do. Compare(a, b) and Compare(b, a) are equal.
func Compare(a, b *Item) (hearsay.Pair, bool) {
	if a.Statement.ID > b.Statement.ID {
		a, b = b, a
	}
	p := hearsay.Pair{A: a.Statement.ID, B: b.Statement.ID, Oppose: opposed(a, b)}
	if a.target != "" || b.target != "" { // who only refers tells what he refers to, and nothing else
		if a.target != b.Statement.ID && b.target != a.Statement.ID {
			return p, false
		}
		p.Score, p.Why = 1, []string{"the one refers to what the other says"}
		return p, true
	}
	var m meeting
	p.Score = m.likeness(a, b)
	switch {
	case p.Score >= Same:
		p.Why = m.why(a, b)
	case continues(a, b) && a.title != b.title:
		p.Score, p.Why = Same, []string{"the one is the headline of what the other tells first"}
	case continues(a, b):
		p.Score, p.Why = Same, []string{"the one goes on with what its speaker told just before"}
	case answers(a, b)+answers(b, a) > 0:
		p.Score, p.Why = Same, []string{"the one denies, in other words, what is held against its speaker or whom it speaks for"}
	case p.Score >= told && (cites(a, b) || cites(b, a)):
		p.Score, p.Why = Same, []string{"the one tells what it says that the outlet of the other told"}
	default:
		return p, false
	}
	return p, true
}

// Repeats reports whether a says what b says in the same words and from the same side, so that Compare finds the same of both, but
// for what their documents add.
func Repeats(a, b *Item) bool {
	return a.exact == b.exact && a.against == b.against && a.Statement.Stance == b.Statement.Stance && a.target == "" && b.target == "" &&
		a.title == b.title && new(meeting).likeness(a, b) == 1
}

// continues reports whether one goes on with the other; see goOn.
func continues(a, b *Item) bool {
	return a.goesOn == b.Statement.ID || b.goesOn == a.Statement.ID
}

// likeness compares the words of a and b, fills in m, and returns its score, 0 to 1.
func (m *meeting) likeness(a, b *Item) float64 {
	if len(a.words) == 0 || len(b.words) == 0 || !m.compare(a, b) {
		return 0
	}
	return m.score()
}

// opposed reports whether one speaks for what the other speaks against. Who doubts or asks does neither.
func opposed(a, b *Item) bool {
	open := func(s hearsay.Stance) bool { return s == hearsay.DoubtsIt || s == hearsay.AsksWhether }
	return a.against != b.against && !open(a.Statement.Stance) && !open(b.Statement.Stance)
}

// A meeting is what two statements have in common.
type meeting struct {
	exact    bool
	low      float64 // share of the weight of all words that the other says too: of the one of which it is less
	high     float64
	shared   float64 // the weight of the content words that both say, names left out
	lone     float64 // the weight of what is not met, of the one of which it is less
	names    []string
	named    float64 // the weight of the names that both have
	alone    float64 // the weight of the names that the other lacks, on the side where it is less
	clash    bool    // the same surname with another first name
	act      float64 // how near the verbs are
	actA     string
	actB     string
	run      float64 // the weight of words that follow on each other in both
	years    int     // how many years both have
	yearsOff bool
	numbers  int
	numbOff  bool // both count, and nothing alike
	context  float64
	same     bool    // of one document
	retold   bool    // one is the headline of the other
	again    bool    // only one of them tells of another such thing
	aim      bool    // what they share is only the purpose of what the one tells
	speaker  bool    // of one speaker in one document
	alleged  float64 // how much of an allegation both are
	oppose   bool    // one speaks against what the other tells
	foreign  bool    // of two languages
}

// anchors is how much two statements must share by letter before it is asked what words stand near each other.
const anchors = 0.5

// compare fills in m; it reports false, with m in part, where two statements have too little by letter in common.
func (m *meeting) compare(a, b *Item) bool {
	m.exact = a.exact == b.exact && a.weight > 1
	m.alleged = min(a.Statement.Allegation, b.Statement.Allegation)
	if m.oppose = opposed(a, b); m.oppose { // a denial alleges nothing
		m.alleged = max(a.Statement.Allegation, b.Statement.Allegation)
	}
	m.foreign = a.Language != b.Language
	m.same = a.Statement.Document == b.Statement.Document
	m.retold = a.retold != "" && a.retold == b.Statement.ID || b.retold != "" && b.retold == a.Statement.ID
	m.speaker = m.same && a.Statement.Speaker != "" && a.Statement.Speaker == b.Statement.Speaker
	var metA, metB [most]float32 // how well each word is met by one of the other
	var at [most]int             // where each word of a stands in b, counted from one
	var anchored float32
	for i := range a.words {
		v := &a.words[i]
		for j := range b.words {
			if w := &b.words[j]; v.Stem == w.Stem || v.Name != 0 && v.Name == w.Name {
				metA[i], metB[j], at[i] = 1, 1, j+1
				anchored += min(v.Weight, w.Weight)
				if (v.Verb || w.Verb) && !v.Proper && !w.Proper && !v.Side && !w.Side {
					m.acted(v, w, 1)
				}
			}
		}
	}
	m.compareContext(a, b)
	if !m.exact && !m.retold && float64(anchored)+m.context < anchors {
		return false
	}
	for i := range a.words {
		v := &a.words[i]
		if i > 0 && at[i] > 1 && at[i-1] == at[i]-1 {
			m.run += float64(min(v.Weight, a.words[i-1].Weight))
		}
		if v.Proper {
			continue
		}
		for j := range b.words {
			w := &b.words[j]
			if w.Proper || metA[i] == 1 && metB[j] == 1 {
				continue
			}
			if s := alike(v, w); s > 0 {
				metA[i], metB[j] = max(metA[i], s), max(metB[j], s)
				if (v.Verb || w.Verb) && !v.Side && !w.Side {
					m.acted(v, w, s)
				}
			}
		}
	}
	m.again = a.again && !b.other || b.again && !a.other
	m.aim = onlyAim(a.words, metA[:]) || onlyAim(b.words, metB[:])
	x, y := tally(a.words, metA[:]), tally(b.words, metB[:])
	m.low, m.high = min(x.share, y.share), max(x.share, y.share)
	m.shared = min(x.met, y.met)
	m.lone = min(x.lone, y.lone)
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
	m.numbOff = m.numbers == 0 && len(a.numbers) > 0 && len(b.numbers) > 0
	return true
}

// acted notes how near two verbs are.
func (m *meeting) acted(v, w *word, s float32) {
	if act := float64(s * (min(v.Weight, w.Weight) + 0.3)); act > m.act {
		m.act, m.actA, m.actB = act, v.Text, w.Text
	}
}

// compareContext fills in how far the documents of two statements speak of the same: by the names that they speak of most,
// of which those that everybody speaks of count little. It says nothing about statements of one document.
func (m *meeting) compareContext(a, b *Item) {
	if m.same || len(a.context) == 0 || len(b.context) == 0 {
		return
	}
	var both float32
	for _, n := range a.story {
		if b.context[n] > 0 {
			both += b.context[n]
		}
	}
	m.context = float64(both) / max(2.2, min(a.spoken(), b.spoken())) * min(a.claims(), b.claims())
}

// spoken is the weight of the names that the document of it speaks of most.
func (it *Item) spoken() float64 { return 1.1 * float64(len(it.story)) }

// claims is how far what the document of a statement speaks of may help to understand it: wholly where somebody is told to
// have said it; in the document's own voice only as far as it alleges something, because most of what a document says by
// itself is no claim, and is about the same names all the same.
func (it *Item) claims() float64 {
	if it.Statement.Kind != hearsay.Own {
		return 1
	}
	return min(1, max(0, (it.Statement.Allegation-0.2)/0.3))
}

// A side is how much of the content words of one statement the other says too.
type side struct {
	share     float64 // of all words
	met, lone float64 // of those that are no names
}

// onlyAim reports whether of a statement with a clause of purpose nothing but that clause is met by the other: "Rau was paid to have the
// readings left out" is not told by "the readings were left out".
func onlyAim(words []word, met []float32) bool {
	aim, main := false, false
	for i := range words {
		if w := &words[i]; met[i] > 0.5 && !w.Proper && !w.Side {
			aim, main = aim || w.Aim, main || !w.Aim && w.Weight > 0.3
		}
	}
	return aim && !main
}

func tally(words []word, met []float32) side {
	var s side
	var all, got float64
	for i := range words {
		w := &words[i]
		weight, hit := float64(w.Weight), float64(w.Weight*met[i])
		all += weight
		got += hit
		if !w.Proper {
			s.met += hit
			s.lone += weight - hit
		}
	}
	if all > 0 {
		s.share = got / all
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
	if v.Proper || w.Proper || !v.Glove.Known() || !w.Glove.Known() {
		return s
	}
	if c := float32(v.Glove.Near(w.Glove)); c > near {
		s = max(s, min(0.8, (c-near)*2+0.2))
	}
	return s
}

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
				m.named += min(x.Weight, y.Weight)
			}
			metA[i], metB[j] = true, true
		}
	}
	m.alone = min(m.loose(a, b, metA[:]), m.loose(b, a, metB[:]))
	for i := range a.names {
		for j := range b.names {
			if x, y := &a.names[i], &b.names[j]; !metA[i] && !metB[j] && x.Sure && y.Sure && len(x.Tokens) > 1 && len(y.Tokens) > 1 {
				m.clash = m.clash || x.last() == y.last() || x.Tokens[0] == y.Tokens[0]
			}
		}
	}
}

// loose returns the weight of the names of a that b lacks. Where b is written with capitals throughout, so that its names do
// not stand out, any of its words may be the name.
func (m *meeting) loose(a, b *Item, met []bool) (alone float64) {
	for i := range a.names {
		x := &a.names[i]
		if met[i] || !x.Sure {
			continue
		}
		for j := range b.words {
			if w := &b.words[j]; w.Name == x.last() && !w.Proper {
				met[i] = true
				m.names = appendNew(m.names, x.Text)
				m.named += x.Weight
				break
			}
		}
		if !met[i] {
			alone += x.Weight
		}
	}
	return alone
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
	if m.exact && m.shared+m.named > 1.2 {
		return 1
	}
	var z float64
	if m.foreign {
		z = -4.3 + 1.2*min(m.named, 3.3) + 1.2*min(m.shared, 2) + 1.5*float64(min(m.years, 1)) + 1.7*m.context - 1.9*min(m.alone, 2.2)
		if m.alone == 0 {
			z++
		}
	} else {
		z = -2.9 + 3.5*m.low + 0.4*m.high + 0.5*min(m.shared, 4) + 0.5*min(m.named, 2.5) - 0.6*min(m.alone, 2.2) + 0.7*min(m.run, 3)
		z += m.context*(1+2.5*min(1, m.shared)) + float64(min(m.years, 1)) - 0.6*min(m.lone, 6) - 0.5*max(0, 1-m.shared)
		z -= 2 * max(0, 1.2-m.shared-m.named-m.context) // a few common words could be about anybody
		z -= 4 * max(0, 0.55-m.high)                    // neither says most of what the other does
		if m.numbOff {
			z -= 0.9
		}
	}
	z += 0.6 * float64(min(m.numbers, 2))
	if m.yearsOff {
		z -= 0.9
	}
	if m.clash {
		z -= 3
	}
	if m.aim {
		z -= 2.5
	}
	if m.oppose && !m.same {
		z += 1.5 * m.high // a denial repeats the core only
	}
	if m.again {
		z -= 3.5
	}
	if m.same {
		z += 0.5
	}
	if m.retold {
		z += 2.5
	}
	if m.speaker {
		z += 0.3
	}
	z += 2.5 * (m.alleged - 0.4)
	return 1 / (1 + math.Exp(-z))
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
