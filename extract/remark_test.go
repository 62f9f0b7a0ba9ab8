package extract_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestRemarks scores extract on passages with one remark or none, kind by kind. A file has a line each,
//
//	kind | passage with the [[remark]] in double brackets
//
// A remark is found where one of its kind covers at least half of the wanted words and is not twice as long, and exact where
// the two are the same but for marks and white space at their ends. From remarks.txt the weights have learned: it guards against
// loss. remarks-exam.txt they have not seen: it says how well they do; of it lines with even numbers are not looked at in mending.
func TestRemarks(t *testing.T) {
	for _, name := range []string{"remarks", "remarks-exam"} {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile("testdata/" + name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			var all, odd, even remarkScore
			n := 0
			for line := range strings.Lines(string(raw)) {
				kind, passage, ok := strings.Cut(strings.TrimSpace(line), " | ")
				if !ok || strings.HasPrefix(kind, "#") {
					continue
				}
				half := &even
				if n++; n%2 == 1 {
					half = &odd
				}
				miss := all.add(kind, passage)
				half.add(kind, passage)
				if miss != "" && *wrong && n%2 == 1 {
					t.Log(miss)
				}
			}
			if n == 0 {
				t.Fatal("no passages")
			}
			table := fmt.Sprintf("%s%-16s F1 %.2f\n%-16s F1 %.2f\n", all.String(), "odd lines", odd.mean(), "even lines", even.mean())
			t.Log("\n" + table)
			golden.Equal(t, "testdata/"+name+".golden", []byte(table))
		})
	}
}

// A remarkScore counts by kinds, in the order of extract.Kinds; of none it counts the passages in which nothing was found.
type remarkScore [9]struct{ wanted, found, exact, extra int }

// add counts what is found in a passage, and tells what is wrong with it.
func (c *remarkScore) add(kind, passage string) (wrong string) {
	text := strings.NewReplacer("[[", "", "]]", "").Replace(passage)
	from, to := strings.Index(passage, "[["), strings.Index(passage, "]]")-2
	d := hearsay.Document{ID: "d", Text: text, Language: "en"}
	k := 0
	if kind != "none" {
		k = slices.Index(extract.Kinds, hearsay.RemarkKind(kind))
	}
	c[k].wanted++
	hit := false
	var got []string
	for _, r := range extract.Document(&d).Remarks {
		in, _ := r.Span.In(text)
		got = append(got, string(r.Kind)+" ["+in+"]")
		overlap := min(r.Span.End, to) - max(r.Span.Start, from)
		if string(r.Kind) != kind || hit || overlap*2 < to-from || r.Span.Len() > 2*(to-from) {
			c[slices.Index(extract.Kinds, r.Kind)].extra++
			continue
		}
		hit = true
		c[k].found++
		if trim(in) == trim(text[from:to]) {
			c[k].exact++
		}
	}
	if kind == "none" && len(got) == 0 {
		c[0].found, hit = c[0].found+1, true
	}
	if !hit || len(got) > 1 {
		return fmt.Sprintf("%s | %s\n    got %s", kind, passage, strings.Join(got, "; "))
	}
	return ""
}

func (c *remarkScore) f1(k int) float64 {
	if c[k].wanted+c[k].found+c[k].extra == 0 {
		return 0
	}
	return 2 * float64(c[k].found) / float64(c[k].wanted+c[k].found+c[k].extra)
}

// mean is the mean F1 of the kinds.
func (c *remarkScore) mean() float64 {
	sum := 0.0
	for k := 1; k < len(c); k++ {
		sum += c.f1(k)
	}
	return sum / float64(len(c)-1)
}

func (c *remarkScore) String() string {
	var b strings.Builder
	for k := 1; k < len(c); k++ {
		fmt.Fprintf(&b, "%-16s F1 %.2f  %3d of %3d found, %3d exact, %3d where none of the kind is\n", extract.Kinds[k], c.f1(k), c[k].found, c[k].wanted, c[k].exact, c[k].extra)
	}
	fmt.Fprintf(&b, "%-16s          %3d of %3d without any\n", "none", c[0].found, c[0].wanted)
	return b.String()
}

func trim(s string) string { return strings.Trim(s, " .,;:!?“”\"'‘’—–-") }
