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

// TestCommitment scores extract on testdata/commitment.txt, whose head tells its form: how far a document goes along with the
// words in [[...]]. Cases about somebody's commitment within a document's are
// left to another test. Those with even numbers nobody looks at who mends the code.
func TestCommitment(t *testing.T) {
	raw, err := os.ReadFile("testdata/commitment.txt")
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ right, of int }
	counts := map[string]*count{}
	add := func(name string, right bool) {
		if counts[name] == nil {
			counts[name] = &count{}
		}
		counts[name].of++
		if right {
			counts[name].right++
		}
	}
	n := 0
	for block := range strings.SplitSeq(string(raw), "\n\n") {
		head, rest, _ := strings.Cut(block, "\n")
		number, found := strings.CutPrefix(head, "case ")
		if !found {
			continue
		}
		n++
		fields := map[string]string{}
		for line := range strings.Lines(rest) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
			fields[name] = strings.TrimSpace(value)
		}
		if fields["whose"] != "" {
			continue
		}
		d := hearsay.Document{ID: "d", Language: "en"}
		if fields["language"] != "" {
			d.Language = fields["language"]
		}
		marked := fields["text"]
		if title := fields["title"]; title != "" {
			marked = title + "\n\n" + marked
			d.TitleSpan = &hearsay.Span{End: len(strings.NewReplacer("[[", "", "]]", "").Replace(title))}
		}
		d.Text = strings.NewReplacer("[[", "", "]]", "").Replace(marked)
		span := hearsay.Span{Start: strings.Index(marked, "[["), End: strings.Index(marked, "]]") - 2}
		got := extract.Commitment(&d, span)
		want := []string{fields["commitment"], fields["or"]}
		right := slices.Contains(want, string(got))
		half := "even numbers"
		if number[len(number)-1]%2 == 1 {
			half = "odd numbers"
		}
		add(half, right)
		if d.Language == "en" {
			add("English, "+half, right)
			add(fields["commitment"], right)
		} else {
			add("other languages", right)
		}
		if !right && half == "odd numbers" && *wrong {
			t.Logf("case %s: want %s, got %s: %s", number, fields["commitment"], got, marked)
		}
	}
	if n == 0 {
		t.Fatal("no cases in testdata/commitment.txt")
	}
	var b strings.Builder
	for _, name := range []string{"odd numbers", "even numbers", "English, odd numbers", "English, even numbers", "other languages",
		"states-as-fact", "reports", "distances", "doubts", "denies", "asks"} {
		c := counts[name]
		fmt.Fprintf(&b, "%-22s %3d of %3d right\n", name, c.right, c.of)
	}
	t.Log("\n" + b.String())
	golden.Equal(t, "testdata/commitment.golden", []byte(b.String()))
}
