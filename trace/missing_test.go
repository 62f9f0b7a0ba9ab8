package trace_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/internal/golden"
	"github.com/hearsay-news/hearsay/trace"
)

func TestMissing(t *testing.T) {
	for _, c := range []struct{ about, doc, want string }{
		{"a cited page", "outlet: Mirror\nlink: https://harbourpost.example/2024/licence-without-tender the Harbour Post reported\n\nRau signed alone, the Harbour Post reported.", "cited-page https://harbourpost.example/2024/licence-without-tender\nnamed-origin "},
		{"a cited post", "outlet: Mirror\nlink: https://facebook.example/venn/posts/77123 a Facebook post\n\nVenn accused her in a Facebook post.", "cited-page https://facebook.example/venn/posts/77123"},
		{"a page that nothing is had from", "outlet: Mirror\nlink: https://zoo.example/otters/opening-hours-2024 the zoo\n\nOtters live at the zoo.", ""},
		{"a home page", "outlet: Mirror\nlink: https://harbourpost.example/ reported\n\nIt was reported by many.", ""},
		{"an embedded post", "outlet: Mirror\nembed: https://facebook.example/venn/posts/77\n\nSee for yourself.", "cited-page https://facebook.example/venn/posts/77"},
		{"a named outlet", "outlet: Mirror\n\nRau signed alone, according to the Harbour Post.", "named-origin "},
		{"its own name", "outlet: The Daily Mirror\n\nVenn told the Daily Mirror so.", ""},
		{"a street", "outlet: Mirror\n\nThey met at Old Post and drank tea.", ""},
	} {
		d := trace.Prepare(parse(t, "a", c.doc), nil)
		var got []string
		for _, g := range trace.Missing([]*trace.Doc{d}) {
			got = append(got, g.Kind+" "+g.URL)
			if g.Text == "" {
				t.Errorf("%s: a gap that says nothing", c.about)
			}
		}
		if got := strings.Join(got, "\n"); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.about, got, c.want)
		}
	}
}

// What is there is not missing.
func TestMissingStories(t *testing.T) {
	for _, path := range golden.Files(t, "../testdata/stories/*/truth.txt") {
		s := readStory(t, filepath.Dir(path))
		var docs []*trace.Doc
		here := map[string]bool{}
		for _, d := range s.docs {
			docs = append(docs, trace.Prepare(d, nil))
			here[trace.Address(d.URL)] = true
		}
		gaps := trace.Missing(docs)
		if len(gaps) == 0 {
			t.Errorf("%s: nothing is missing", path)
		}
		for _, g := range gaps {
			t.Log(g.Kind, g.URL, g.Text)
			if g.URL != "" && here[trace.Address(g.URL)] {
				t.Errorf("%s is in the pile", g.URL)
			}
		}
	}
}
