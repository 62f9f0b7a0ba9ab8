package extract

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// TestHeadlines holds what extract makes of headlines against testdata/headlines.txt.
func TestHeadlines(t *testing.T) {
	b, err := os.ReadFile("testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		want, text, found := strings.Cut(line, " ")
		if !found {
			continue
		}
		n++
		text = strings.TrimSpace(text)
		doc := &hearsay.Document{ID: "d", Language: "en", Title: text, TitleSpan: &hearsay.Span{End: len(text)}, Text: text + "\n\nThe weather was fair. People went out."}
		got, all := "states", ""
		for _, s := range Document(doc).Statements {
			all += fmt.Sprintf(" [%s %s: %q]", s.Kind, s.Stance, hearsay.Join(doc.Text, s.Content))
			switch {
			case s.Stance == hearsay.DeniesIt:
				got = "denies"
			case got == "denies":
			case s.Stance == hearsay.AsksWhether:
				got = "asks"
			case s.Kind != hearsay.Own:
				got = "says"
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s:%s", text, got, want, all)
		}
	}
	if n == 0 {
		t.Error("no headlines")
	}
}
