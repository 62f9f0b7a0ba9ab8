package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/model/remark"
)

// A score counts what was found, by kind.
type score map[int]*count

type count struct{ wanted, found, exact, extra int }

func (s score) of(k int) *count {
	if s[k] == nil {
		s[k] = &count{}
	}
	return s[k]
}

// add counts what m finds in t. A remark is found where one of its kind covers at least half of the wanted words and is not
// twice as long, as in the test of extract.
func (s score) add(t *text, m *model, tell bool) {
	type found struct {
		clause *extract.Clause
		kind   int
		odds   float32
	}
	var all []found
	for _, group := range t.groups {
		var some []found
		for i := range group {
			scores := m.scores(group[i].Signs, &group[i].Meaning, 1)
			best := 1
			for k := 2; k < kinds; k++ {
				if scores[k] > scores[best] {
					best = k
				}
			}
			if odds := scores[best] - scores[0]; odds > remark.Margin {
				some = append(some, found{&group[i], best, odds})
			}
		}
		slices.SortStableFunc(some, func(a, b found) int { return cmp.Compare(b.odds, a.odds) })
		var taken []found
		for _, f := range some {
			if !slices.ContainsFunc(taken, func(o found) bool { return o.kind == f.kind || o.clause.Span.Overlaps(f.clause.Span) }) {
				taken = append(taken, f)
			}
		}
		all = append(all, taken...)
	}
	matched := map[int]bool{}
	for _, w := range t.wanted {
		k := slices.Index(extract.Kinds, w.kind)
		s.of(k).wanted++
		hit := false
		for i, f := range all {
			shared := min(f.clause.Span.End, w.span.End) - max(f.clause.Span.Start, w.span.Start)
			if f.kind == k && !matched[i] && 2*shared >= w.span.Len() && f.clause.Span.Len() <= 2*w.span.Len() {
				matched[i], hit = true, true
				s.of(k).found++
				if trim(t.text[f.clause.Span.Start:f.clause.Span.End]) == trim(t.text[w.span.Start:w.span.End]) {
					s.of(k).exact++
				}
				break
			}
		}
		if !hit && tell {
			fmt.Printf("%s: not found: %s %q in %q\n", t.name, w.kind, t.text[w.span.Start:w.span.End], near(t.text, w.span.Start))
		}
	}
	for i, f := range all {
		if !matched[i] {
			s.of(f.kind).extra++
			if tell {
				fmt.Printf("%s: wrong: %s %q\n", t.name, extract.Kinds[f.kind], t.text[f.clause.Span.Start:f.clause.Span.End])
			}
		}
	}
}

func near(text string, at int) string { return text[max(0, at-60):min(len(text), at+10)] }

func trim(s string) string { return strings.Trim(s, " .,;:!?“”\"'‘’—–-") }

func (s score) table() string {
	var b strings.Builder
	for k := 1; k < kinds; k++ {
		c := s.of(k)
		f1 := 0.0
		if c.found > 0 {
			p, r := float64(c.found)/float64(c.found+c.extra), float64(c.found)/float64(c.wanted)
			f1 = 2 * p * r / (p + r)
		}
		fmt.Fprintf(&b, "  %-16s %3d of %3d found, %3d exact, %3d too many, F1 %.2f\n", extract.Kinds[k], c.found, c.wanted, c.exact, c.extra, f1)
	}
	return b.String()
}
