package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/hearsay-news/hearsay"
)

// fields are what is asked of each page beside its text.
var fields = [...]string{"title", "author", "outlet", "published", "day", "modified", "language", "credit", "address"}

// A score is how well one page was read.
type score struct {
	name              string
	precision, recall float64
	right             [len(fields)]bool
}

func (s score) f1() float64 {
	if s.precision+s.recall == 0 {
		return 0
	}
	return 2 * s.precision * s.recall / (s.precision + s.recall)
}

func (s score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %-18s F1 %.3f precision %.2f recall %.2f;", s.name, s.f1(), s.precision, s.recall)
	for i, f := range fields {
		n := 0
		if s.right[i] {
			n = 1
		}
		fmt.Fprintf(&b, " %s %d", f, n)
	}
	return b.String()
}

// sum tells the means of all scores.
func sum(all []score) string {
	var p, r, f1 float64
	var right [len(fields)]float64
	n := float64(len(all))
	for _, s := range all {
		p, r, f1 = p+s.precision, r+s.recall, f1+s.f1()
		for i := range right {
			if s.right[i] {
				right[i]++
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  text F1 %.3f precision %.3f recall %.3f\n ", f1/n, p/n, r/n)
	for i, f := range fields {
		fmt.Fprintf(&b, " %s %.3f", f, right[i]/n)
	}
	return b.String()
}

// score compares what was found with the truth.
func (p page) score(f found) score {
	s := score{name: p.name}
	want, got := wordsOf(p.want.text), wordsOf(f.text)
	same := 0
	for _, m := range common(want, got) {
		if m {
			same++
		}
	}
	if len(got) > 0 {
		s.precision = float64(same) / float64(len(got))
	}
	s.recall = float64(same) / float64(len(want))

	is := func(a, b string) bool { return fold(a) == fold(b) }
	modified := sameTime(f.modified, p.want.modified, true, p.want.modified.Precision)
	if !p.want.modified.Known() {
		modified = !f.modified.Known() || f.published.Known() && f.modified.At.Equal(f.published.At)
	}
	s.right = [len(fields)]bool{
		is(f.title, p.want.title),
		slices.EqualFunc(f.authors, p.want.authors, is) && !slices.ContainsFunc(f.authors, func(a string) bool { return p.claimant != "" && is(a, p.claimant) }),
		slices.ContainsFunc(p.outlets, func(o string) bool { return is(o, f.outlet) }),
		sameTime(f.published, p.want.published, p.zoned, p.want.published.Precision),
		sameTime(f.published, p.want.published, p.zoned, hearsay.ToDay),
		modified,
		f.language == p.want.language,
		p.want.credit == "" || is(f.credit, p.want.credit),
		!slices.ContainsFunc(p.want.addresses, func(a string) bool {
			return !slices.ContainsFunc(f.addresses, func(b string) bool { return sameAddress(a, b) })
		}),
	}
	return s
}

// fold makes white space single, quotation marks straight and letters small.
func fold(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(s)
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// sameAddress compares without what only tells the way to a page.
func sameAddress(a, b string) bool {
	bare := func(s string) string {
		s, _, _ = strings.Cut(s, "?utm_")
		s, _, _ = strings.Cut(s, "?ico=")
		return strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	}
	return bare(a) == bare(b)
}

// sameTime reports whether got is want in the grain given. Where want says no zone the clocks are compared, and where one of
// them is but a day its date with that of the other.
func sameTime(got, want hearsay.Time, zoned bool, grain hearsay.Precision) bool {
	if !got.Known() || !want.Known() {
		return got.Known() == want.Known()
	}
	fine := func(t hearsay.Time) bool { return t.Precision == hearsay.ToSecond || t.Precision == hearsay.ToMinute }
	at := got.At
	if zoned && fine(got) {
		at = at.In(want.At.Location())
	}
	layout := time.DateOnly
	switch {
	case grain == hearsay.ToSecond:
		layout = time.DateTime
	case grain == hearsay.ToMinute:
		layout = "2006-01-02 15:04"
	}
	if grain != hearsay.ToDay && !fine(got) || got.Precision == hearsay.ToMonth || got.Precision == hearsay.ToYear {
		return false
	}
	return at.Format(layout) == want.At.Format(layout)
}

// wordsOf cuts paragraphs into words in lower case.
func wordsOf(text []string) (all []string) {
	for _, p := range text {
		for t := words.FromString(fold(p)); t.Next(); {
			if w := t.Value(); strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				all = append(all, w)
			}
		}
	}
	return all
}

// common says of each word of a whether it belongs to the longest common subsequence with b.
func common(a, b []string) []bool {
	length := make([][]int32, len(a)+1) // of a[i:] and b[j:]
	for i := range length {
		length[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	in := make([]bool, len(a))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			in[i] = true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return in
}

// explain tells what is wrong.
func (p page) explain(w io.Writer, f found, s score) {
	was := [...]string{f.title, strings.Join(f.authors, ", "), f.outlet, told(f.published), told(f.published), told(f.modified), f.language, f.credit, strings.Join(f.addresses, " ")}
	want := [...]string{p.want.title, strings.Join(p.want.authors, ", "), strings.Join(p.outlets, " or "), told(p.want.published), told(p.want.published), told(p.want.modified),
		p.want.language, p.want.credit, strings.Join(p.want.addresses, " ")}
	for i, name := range fields {
		if !s.right[i] {
			fmt.Fprintf(w, "    %s: %q, want %q\n", name, was[i], want[i])
		}
	}
	a, b := wordsOf(p.want.text), wordsOf(f.text)
	runs(w, "missing", a, common(a, b))
	runs(w, "too much", b, common(b, a))
}

func told(t hearsay.Time) string {
	if !t.Known() {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", t.At.Format(time.RFC3339), t.Precision, t.How))
}

// runs prints the stretches of words that are not in both.
func runs(w io.Writer, what string, words []string, in []bool) {
	for i := 0; i < len(words); i++ {
		if in[i] {
			continue
		}
		j := i
		for j < len(words) && !in[j] {
			j++
		}
		fmt.Fprintf(w, "    %s: %s\n", what, strings.Join(words[i:j], " "))
		i = j
	}
}
