package match

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/token"
)

// TestCite gathers what one outlet told with what another says that it told: far apart in words, and one claim.
func TestCite(t *testing.T) {
	for _, c := range []struct {
		name, source string
		together     bool
	}{
		{"the outlet", "The Skell Lantern", true},
		{"its name in short", "the Lantern", true},
		{"no name", "the lantern", false},
		{"another outlet", "The Quarry Post", false},
		{"nobody", "", false},
	} {
		told := cited(t, "d1", "The Skell Lantern", "", "Ivo Hadrian was handed a second envelope full of Borealis Shipping's money a year after the first",
			"The quay at Skell was swept on Friday", "Ivo Hadrian's cottage by the lake got a new roof", "Hadrian waved. Borealis did not.")
		retold := cited(t, "d2", "Dune Watch", c.source, "the deputy's old driver took him more Borealis cash in 2014",
			"Hadrian must go", "The company must pay", "Ask at the quay, Borealis or not, and at Skell.")
		pairs, missed := pairsOf([]Item{told, retold})
		if missed > 0 {
			t.Errorf("%s: no key leads from the one to the other", c.name)
		}
		if got := len(Gather([]Item{told, retold}, pairs, nil)) == 1; got != c.together {
			t.Errorf("%s: one claim: %v, want %v", c.name, got, c.together)
		}
	}
}

// cited is the item of a statement, told by source, in a document of outlet that goes on with more sentences.
func cited(t *testing.T, id, outlet, source, content string, more ...string) Item {
	t.Helper()
	text := fmt.Sprintf("%s says %s.\n\n%s.", source, content, strings.Join(more, ".\n\n"))
	d := &hearsay.Document{ID: id, Outlet: outlet, Language: "en", Text: text}
	from := strings.Index(text, content)
	s := hearsay.Statement{ID: id + "/1", Document: id, Kind: hearsay.Indirect, Stance: hearsay.Tells, Allegation: 0.5,
		Source: []hearsay.Span{{Start: 0, End: len(source)}}, Content: []hearsay.Span{{Start: from, End: from + len(content)}}}
	return Prepare(d, &hearsay.Extraction{Document: id, Statements: []hearsay.Statement{s}}, token.Divide(text))[0]
}
