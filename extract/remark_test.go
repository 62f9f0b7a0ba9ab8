package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestRemarks scores extract on passages with one remark or none, kind by kind: testdata/remarks.txt has a line each,
//
//	kind | passage with the [[remark]] in double brackets
//
// A remark is found where one of its kind covers at least half of the wanted words and is not twice as long, and exact where
// the two are the same but for marks and white space at their ends.
func TestRemarks(t *testing.T) {
	raw, err := os.ReadFile(cmpOr(os.Getenv("REMARKS"), "testdata/remarks.txt"))
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ wanted, found, exact, extra int }
	counts := map[string]*count{}
	kinds := []string{"unsubstantiated", "substantiated", "finding-for", "finding-against", "finding-none", "context", "insinuation", "relatives"}
	for _, k := range append(kinds, "none") {
		counts[k] = &count{}
	}
	var misses []string
	for line := range strings.Lines(string(raw)) {
		kind, passage, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok || counts[kind] == nil {
			continue
		}
		text := strings.NewReplacer("[[", "", "]]", "").Replace(passage)
		from, to := strings.Index(passage, "[["), strings.Index(passage, "]]")-2
		d := hearsay.Document{ID: "d", Text: text, Language: "en"}
		x := extract.Document(&d)
		counts[kind].wanted++
		hit := kind == "none"
		var got []string
		for _, r := range x.Remarks {
			in, _ := r.Span.In(text)
			got = append(got, string(r.Kind)+" ["+in+"]")
			if string(r.Kind) != kind {
				counts[string(r.Kind)].extra++
				continue
			}
			overlap := min(r.Span.End, to) - max(r.Span.Start, from)
			if overlap*2 >= to-from && r.Span.Len() <= 2*(to-from) {
				hit = true
				if trim(in) == trim(text[from:to]) {
					counts[kind].exact++
				}
			} else {
				counts[kind].extra++
			}
		}
		if hit && (kind != "none" || len(got) == 0) {
			counts[kind].found++
			if kind == "none" {
				counts[kind].exact++
			}
		}
		if !hit || len(got) != 1 && kind != "none" || kind == "none" && len(got) > 0 {
			misses = append(misses, fmt.Sprintf("%s\n    got %s", strings.TrimSpace(line), strings.Join(got, "; ")))
		}
	}
	var b strings.Builder
	for _, k := range append(kinds, "none") {
		c := counts[k]
		fmt.Fprintf(&b, "%-16s %3d of %3d found, %3d exact, %3d where none of the kind is\n", k, c.found, c.wanted, c.exact, c.extra)
		if c.wanted == 0 {
			t.Fatalf("no passages of kind %s", k)
		}
	}
	t.Log("\n" + b.String())
	if *wrong {
		t.Log("\n" + strings.Join(misses, "\n"))
	}
	if os.Getenv("REMARKS") == "" {
		golden.Equal(t, "testdata/remarks.golden", []byte(b.String()))
	}
}

func trim(s string) string { return strings.Trim(s, " .,;:!?“”\"'‘’—–-") }
func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
