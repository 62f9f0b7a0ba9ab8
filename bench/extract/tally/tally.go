// Package tally counts how well attributions were found, the way PolNeAR's scorer counts.
//
// Every fragment is a span. White space, quotation marks and punctuation are trimmed from both ends of what was found
// and of what was wanted; equal spans of one role in one document count once.
package tally

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// An Attribution is what a record of PolNeAR says about one: its fragments, by role.
type Attribution struct {
	Source  []hearsay.Span `json:"source"`
	Cue     []hearsay.Span `json:"cue"`
	Content []hearsay.Span `json:"content"`
}

// A Count is how many spans (or pairs, or attributions) were right, found and wanted.
type Count struct{ Right, Found, Wanted int }

// Precision is the share of what was found that is right, 0 where nothing was found.
func (c Count) Precision() float64 { return ratio(c.Right, c.Found) }

// Recall is the share of what was wanted that was found, 0 where nothing was wanted.
func (c Count) Recall() float64 { return ratio(c.Right, c.Wanted) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 { return ratio(2*c.Right, c.Found+c.Wanted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c *Count) add(right, found, wanted int) {
	c.Right += right
	c.Found += found
	c.Wanted += wanted
}

// A Score is the counts over some documents.
type Score struct {
	Source, Cue, Content Count // spans with the same ends
	Pair                 Count // attributions with the same source spans and the same content spans
	Attribution          Count // at least half of the content, and a common word of the source, or no source on both sides
}

// String is a table with a line for each count.
func (s Score) String() string {
	var b strings.Builder
	for _, l := range []struct {
		name string
		c    Count
	}{{"exact.source", s.Source}, {"exact.cue", s.Cue}, {"exact.content", s.Content}, {"pair.exact", s.Pair}, {"attribution", s.Attribution}} {
		fmt.Fprintf(&b, "%-13s F1 %.3f  (P %.1f%%, R %.1f%%; %d right, %d found, %d wanted)\n", l.name, l.c.F1(), 100*l.c.Precision(), 100*l.c.Recall(), l.c.Right, l.c.Found, l.c.Wanted)
	}
	return b.String()
}

// Trim returns s without white space, quotation marks and punctuation at its ends; where nothing would be left, without
// the white space only.
func Trim(text string, s hearsay.Span) hearsay.Span {
	in, ok := s.In(text)
	if !ok {
		return s
	}
	for _, junk := range []func(rune) bool{soft, unicode.IsSpace} {
		left := strings.TrimLeftFunc(in, junk)
		if word := strings.TrimRightFunc(left, junk); word != "" {
			start := s.Start + len(in) - len(left)
			return hearsay.Span{Start: start, End: start + len(word)}
		}
	}
	return s
}

// soft reports whether r is white space, punctuation or no character at all.
func soft(r rune) bool {
	return unicode.Is(unicode.Sk, r) || unicode.IsSpace(r) || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S)
}

// words is the places of the words and marks of a text.
type words []hearsay.Span

func divide(text string) words {
	var out words
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		start := i
		i += n
		switch {
		case unicode.IsSpace(r):
			continue
		case inWord(r):
			for i < len(text) {
				r, n := utf8.DecodeRuneInString(text[i:])
				if !inWord(r) {
					break
				}
				i += n
			}
		}
		out = append(out, hearsay.Span{Start: start, End: i})
	}
	return out
}

func inWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// touched returns the indices of the words under spans, of the marks where there is no word.
func (w words) touched(text string, spans []hearsay.Span) map[int]bool {
	all, only := map[int]bool{}, map[int]bool{}
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(w, s.Start, func(x hearsay.Span, at int) int { return x.End - 1 - at })
		for ; i < len(w) && w[i].Start < s.End; i++ {
			all[i] = true
			if r, _ := utf8.DecodeRuneInString(text[w[i].Start:]); inWord(r) {
				only[i] = true
			}
		}
	}
	if len(only) > 0 {
		return only
	}
	return all
}

// side is one attribution made ready for comparing.
type side struct {
	source, cue, content                map[hearsay.Span]bool
	sourceWords, cueWords, contentWords map[int]bool
}

func sides(text string, w words, as []Attribution) []side {
	var out []side
	for _, a := range as {
		trim := func(spans []hearsay.Span) (map[hearsay.Span]bool, map[int]bool) {
			set, list := map[hearsay.Span]bool{}, make([]hearsay.Span, len(spans))
			for i, s := range spans {
				list[i] = Trim(text, s)
				set[list[i]] = true
			}
			return set, w.touched(text, list)
		}
		var s side
		s.source, s.sourceWords = trim(a.Source)
		s.cue, s.cueWords = trim(a.Cue)
		s.content, s.contentWords = trim(a.Content)
		if len(s.source)+len(s.cue)+len(s.content) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// Add counts one document: what was found in text against what was wanted.
func (s *Score) Add(text string, found, wanted []Attribution) {
	w := divide(text)
	f, g := sides(text, w, found), sides(text, w, wanted)
	for _, role := range []struct {
		c   *Count
		set func(side) map[hearsay.Span]bool
	}{
		{&s.Source, func(x side) map[hearsay.Span]bool { return x.source }},
		{&s.Cue, func(x side) map[hearsay.Span]bool { return x.cue }},
		{&s.Content, func(x side) map[hearsay.Span]bool { return x.content }},
	} {
		have, want := union(f, role.set), union(g, role.set)
		role.c.add(common(have, want), len(have), len(want))
	}
	have, want := pairs(f), pairs(g)
	right, nf, ng := 0, 0, 0
	for _, n := range have {
		nf += n
	}
	for key, n := range want {
		ng += n
		right += min(n, have[key])
	}
	s.Pair.add(right, nf, ng)
	alike := make([][]int, len(g))
	for i, x := range g {
		for j, y := range f {
			if same(x, y) {
				alike[i] = append(alike[i], j)
			}
		}
	}
	s.Attribution.add(matching(alike), len(f), len(g))
}

func union(as []side, set func(side) map[hearsay.Span]bool) map[hearsay.Span]bool {
	all := map[hearsay.Span]bool{}
	for _, a := range as {
		for s := range set(a) {
			all[s] = true
		}
	}
	return all
}

func common[K comparable](a, b map[K]bool) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// pairs counts the attributions that have a content by their source and content spans.
func pairs(as []side) map[string]int {
	out := map[string]int{}
	for _, a := range as {
		if len(a.content) > 0 {
			out[key(a.source)+"/"+key(a.content)]++
		}
	}
	return out
}

func key(set map[hearsay.Span]bool) string {
	var list []hearsay.Span
	for s := range set {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b hearsay.Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	return fmt.Sprint(list)
}

func same(g, p side) bool {
	a, b := g.cueWords, p.cueWords
	if len(g.content) > 0 || len(p.content) > 0 {
		a, b = g.contentWords, p.contentWords
	}
	if len(a) == 0 || len(b) == 0 || 2*common(a, b) < max(len(a), len(b)) {
		return false
	}
	if len(g.sourceWords) == 0 && len(p.sourceWords) == 0 {
		return true
	}
	return common(g.sourceWords, p.sourceWords) > 0
}

// matching is the size of a largest one-to-one matching; edges[i] lists what i may take.
func matching(edges [][]int) (n int) {
	taken := map[int]int{}
	var place func(i int, seen map[int]bool) bool
	place = func(i int, seen map[int]bool) bool {
		for _, j := range edges[i] {
			if seen[j] {
				continue
			}
			seen[j] = true
			if owner, is := taken[j]; !is || place(owner, seen) {
				taken[j] = i
				return true
			}
		}
		return false
	}
	for i := range edges {
		if place(i, map[int]bool{}) {
			n++
		}
	}
	return n
}

// AddScore counts what o counted.
func (s *Score) AddScore(o Score) {
	s.Source.add(o.Source.Right, o.Source.Found, o.Source.Wanted)
	s.Cue.add(o.Cue.Right, o.Cue.Found, o.Cue.Wanted)
	s.Content.add(o.Content.Right, o.Content.Found, o.Content.Wanted)
	s.Pair.add(o.Pair.Right, o.Pair.Found, o.Pair.Wanted)
	s.Attribution.add(o.Attribution.Right, o.Attribution.Found, o.Attribution.Wanted)
}
