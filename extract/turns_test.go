package extract_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
)

// TestTurns holds who is found to speak in transcripts and under signed quotations against testdata/turns.txt.
func TestTurns(t *testing.T) {
	b, err := os.ReadFile("testdata/turns.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(b), "\ncase ")[1:]
	for _, c := range cases {
		number, rest, _ := strings.Cut(c, "\n")
		t.Run(strings.TrimSpace(number), func(t *testing.T) {
			var paragraphs, want []string
			for line := range strings.Lines(rest) {
				name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
				switch value = strings.TrimSpace(value); name {
				case "text":
					paragraphs = append(paragraphs, value)
				case "says":
					want = append(want, value)
				}
			}
			doc := hearsay.Document{ID: "d", Language: "en", Text: strings.Join(paragraphs, "\n\n")}
			var got []string
			turn := -1 // where the cue of the last one stands: a turn is told sentence by sentence
			for _, s := range extract.Document(&doc).Statements {
				if cue := hearsay.Join(doc.Text, s.Cue); strings.Trim(cue, ":-–—―") != "" || cue == "" {
					continue // told by a verb, or by the document itself
				}
				first, _ := s.Content[0].In(doc.Text)
				last, _ := s.Content[len(s.Content)-1].In(doc.Text)
				if s.Cue[0].Start == turn {
					head, _, _ := strings.Cut(got[len(got)-1], "\x00")
					got[len(got)-1] = head + "\x00" + last
					continue
				}
				turn = s.Cue[0].Start
				got = append(got, fmt.Sprintf("%s | %s | \x00%s", hearsay.Join(doc.Text, s.Source), first, last))
			}
			if !slices.EqualFunc(got, want, said) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
	if len(cases) == 0 {
		t.Error("no cases")
	}
}

// said reports whether what was found, "source | content | content", has the source that is wanted, begins with its second field and ends with
// its third, but for the marks at both ends.
func said(got, want string) bool {
	bare := func(s string) string { return strings.Trim(s, "“”\".?!") }
	g, w := strings.Split(got, " | "), strings.Split(want, " | ")
	return g[0] == w[0] && strings.HasPrefix(bare(g[1]), bare(w[1])) && strings.HasSuffix(bare(g[2]), bare(w[2]))
}

// TestTurnsVia holds that what a turn speaks of is not what it came through.
func TestTurnsVia(t *testing.T) {
	text := "@orrinwatch: So the council lied about the letter. It never went out. A clerk told my sister weeks ago.\n\n" +
		"@tannerlane7: My neighbour says she read it on Facebook."
	for _, s := range extract.Document(&hearsay.Document{ID: "d", Language: "en", Text: text}).Statements {
		if at := s.Hull(); at.Start < 100 && s.Via != "" {
			t.Errorf("%s came by %s", text[at.Start:at.End], s.Via)
		}
	}
}
