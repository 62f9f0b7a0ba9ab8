package trace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// Errors finds the slips that a document has from another: names and numbers written otherwise than where they stood
// first ("Corwin Hald" for "Corvin Hald", "Table 17" for "Table 7"), two of them at least, in documents that do not have
// the right form too. docs are those of one story: what is an error shows only against the rest. Each document has at
// most one link, to the earliest of those that it shares errors with; those of unknown time have none. Links are in the
// order of docs.
func Errors(docs []*Doc) []hearsay.Link {
	docs = slices.DeleteFunc(slices.Clone(docs), func(d *Doc) bool { return !d.Published.Known() })
	slices.SortStableFunc(docs, func(a, b *Doc) int {
		return cmp.Or(a.Published.At.Compare(b.Published.At), strings.Compare(a.ID, b.ID))
	})
	pairs := make([]map[pair]hearsay.Span, len(docs)) // the pairs of words of each document
	first := map[pair]int{}                           // the first document that has it
	var all []pair
	for i, d := range docs {
		pairs[i] = d.pairs()
		for p := range pairs[i] {
			if _, there := first[p]; !there {
				first[p] = i
				all = append(all, p)
			}
		}
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(first[a]-first[b], strings.Compare(a.a, b.a), strings.Compare(a.b, b.b))
	})
	shared := map[pair]int{}
	for i := range docs {
		for p := range pairs[i] {
			shared[p]++
		}
	}
	// right is the earlier form of a pair that several have: one of its two words begins the same.
	beside := map[string][]int{} // places in all of the pairs, by their beginnings
	for i, p := range all {
		for _, k := range p.beginnings() {
			beside[k] = append(beside[k], i)
		}
	}
	right := map[pair]pair{}
	for _, p := range all {
		if shared[p] < 2 {
			continue
		}
		best := -1
		for _, k := range p.beginnings() {
			for _, i := range beside[k] {
				if q := all[i]; first[q] < first[p] && (best < 0 || i < best) && p.slips(q) > 0 {
					best = i
				}
			}
		}
		if best >= 0 {
			right[p] = all[best]
		}
	}
	var links []hearsay.Link
	for i, d := range docs {
		for j, e := range docs[:i] {
			if !d.later(e) || sameOutlet(d, e) {
				continue
			}
			var wrong []string
			var spans hearsay.LinkSpans
			for _, p := range all {
				q, is := right[p]
				if !is || !has(pairs[i], p) || !has(pairs[j], p) || has(pairs[i], q) || has(pairs[j], q) {
					continue
				}
				for _, form := range p.wrong(q) {
					if !slices.Contains(wrong, form) {
						wrong = append(wrong, form)
						spans.From, spans.To = append(spans.From, pairs[i][p]), append(spans.To, pairs[j][p])
					}
				}
			}
			if len(wrong) >= 2 {
				links = append(links, hearsay.Link{ID: LinkID(d.ID, e.ID, hearsay.SharesError), From: d.ID, To: e.ID, Kind: hearsay.SharesError,
					Confidence: min(0.95, 0.5+0.15*float64(len(wrong))), Reason: fmt.Sprintf("has its errors: %s", strings.Join(wrong, ", ")), Spans: spans})
				break
			}
		}
	}
	return links
}

func has(m map[pair]hearsay.Span, p pair) bool {
	_, there := m[p]
	return there
}

// A pair is two words that stand beside each other, of which one is a name or a number, in small letters.
type pair struct{ a, b string }

func (d *Doc) pairs() map[pair]hearsay.Span {
	out := map[pair]hearsay.Span{}
	for i := 1; i < len(d.words); i++ {
		v, w := &d.words[i-1], &d.words[i]
		if !v.has(isUpper) && !w.has(isUpper) || w.start > v.end()+1 {
			continue
		}
		p := pair{plain(d.Text[v.start:v.end()]), plain(d.Text[w.start:w.end()])}
		if p.a == "" || p.b == "" || !v.has(isUpper) && !number(p.b) || !w.has(isUpper) && !number(p.a) {
			continue
		}
		if _, there := out[p]; !there {
			out[p] = hearsay.Span{Start: int(v.start), End: int(w.end())}
		}
	}
	return out
}

func plain(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	return strings.TrimSuffix(s, "'s")
}

func number(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

// beginnings are what another form of p has at least one of in common with it.
func (p pair) beginnings() [2]string { return [2]string{p.a[:1] + " ", " " + p.b[:1]} }

// slips is how many words of p are other forms of those of q; 0 where one is another word altogether.
func (p pair) slips(q pair) int {
	n := 0
	for _, w := range [2][2]string{{p.a, q.a}, {p.b, q.b}} {
		switch {
		case w[0] == w[1]:
		case number(w[0]) && number(w[1]):
			if !misprint(numberOf(w[0]), numberOf(w[1])) {
				return 0
			}
			n++
		case number(w[0]) || number(w[1]) || !misspelt(w[0], w[1]):
			return 0
		default:
			n++
		}
	}
	if n == 2 && (number(p.a) || number(p.b)) {
		return 0 // nothing holds it fast
	}
	return n
}

// wrong are the words of p that are not those of q.
func (p pair) wrong(q pair) []string {
	var out []string
	if p.a != q.a {
		out = append(out, fmt.Sprintf("“%s” for “%s”", p.a, q.a))
	}
	if p.b != q.b {
		out = append(out, fmt.Sprintf("“%s” for “%s”", p.b, q.b))
	}
	return out
}

// misprint reports whether a has the digits of b in another order, or one more or less.
func misprint(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) < 2 || len(a) == 4 && len(b) == 4 && (a[:2] == "19" || a[:2] == "20") {
		return false // years differ for other reasons
	}
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	switch len(b) - len(a) {
	case 0:
		return slices.Equal(x, y)
	case 1:
		return strings.HasPrefix(b, a) || strings.HasSuffix(b, a)
	}
	return false
}

// misspelt reports whether two words differ by a letter or two, and neither is the other with an ending.
func misspelt(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if min(len(x), len(y)) < 4 || max(len(x), len(y))-min(len(x), len(y)) > 1 || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return false
	}
	allowed := 1
	if min(len(x), len(y)) >= 6 {
		allowed = 2
	}
	return distance(x, y) <= allowed
}

// distance is Levenshtein's.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
