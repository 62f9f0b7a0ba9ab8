package extract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestRetractions scores on testdata/responses.txt whether a text is found to take something back ("none" where it does not), who
// does ("we", "I", "our ...", "this ..." and "an earlier version" are the document's own voice), and of what: half of the words are enough.
func TestRetractions(t *testing.T) {
	var c tally
	n := 0
	for _, fields := range answered(t) {
		if fields["text"] == "" || fields["retraction"] == "" {
			continue
		}
		n++
		half := ", even blocks"
		if n%2 == 1 {
			half = ", odd blocks"
		}
		got := extract.Document(&hearsay.Document{ID: "d", Text: fields["text"], Language: "en"}).Withdrawals
		who, of := fields["retraction"], fields["of"]
		if who == "none" {
			c.add(len(got) == 0, "none"+half)
			if *wrong && len(got) > 0 && n%2 == 1 {
				t.Logf("want none, got %v: %s", got, fields["text"])
			}
			continue
		}
		own := slices.Contains([]string{"we", "our", "this", "an"}, strings.ToLower(strings.Fields(who)[0])) || who == "I" // "an earlier version"
		whose, what := false, false
		for _, re := range got {
			whose = whose || own && re.Who == "" || sharesWord(re.Who, who) || sharesWord(who, re.Who)
			words, _ := re.Of.In(fields["text"])
			what = what || likestWords(words, of)
		}
		c.add(len(got) > 0, "found"+half)
		c.add(whose, "whose"+half)
		c.add(what, "of what"+half)
		if *wrong && (!whose || !what) && n%2 == 1 {
			for _, re := range got {
				words, _ := re.Of.In(fields["text"])
				t.Logf("got %q of %q", re.Who, words)
			}
			t.Logf("want %q of %q: %s", who, of, fields["text"])
		}
	}
	if n == 0 {
		t.Fatal("no cases in testdata/responses.txt")
	}
	t.Log("\n" + c.String())
	golden.Equal(t, "testdata/retractions.golden", []byte(c.String()))
}

// likestWords reports whether two phrases have at least half of their words in common.
func likestWords(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	left := map[string]int{}
	for _, w := range x {
		left[strings.Trim(w, ".,;:")]++
	}
	shared := 0
	for _, w := range y {
		if w = strings.Trim(w, ".,;:"); left[w] > 0 {
			left[w]--
			shared++
		}
	}
	return 4*shared >= len(x)+len(y)
}
