package extract_test

import (
	"testing"

	"github.com/hearsay-news/hearsay/extract"
	"github.com/hearsay-news/hearsay/internal/golden"
)

// TestCommitment scores extract on testdata/commitment.txt, whose head tells its form: how far a document goes along with the
// words in [[...]]. Cases about somebody's commitment within a document's are left out. commitment-more.txt has the same form and is by
// another hand; all of it may be looked at in mending.
func TestCommitment(t *testing.T) {
	for _, name := range []string{"commitment", "commitment-more"} {
		t.Run(name, func(t *testing.T) { testCommitment(t, name) })
	}
}

func testCommitment(t *testing.T, name string) {
	var c tally
	for _, b := range blocks(t, "testdata/"+name+".txt") {
		if b.fields["whose"] != "" {
			continue
		}
		d, span := b.document()
		got := string(extract.Commitment(&d, span))
		right := got == b.fields["commitment"]
		for _, or := range b.or {
			right = right || got == or
		}
		if d.Language == "en" {
			c.add(right, b.half(), "English, "+b.half(), b.fields["commitment"])
		} else {
			c.add(right, b.half(), "other languages")
		}
		if *wrong && !right && (b.odd() || name == "commitment-more") {
			t.Logf("case %s: want %s, got %s: %s / %s", b.number, b.fields["commitment"], got, b.fields["title"], b.fields["text"])
		}
	}
	t.Log("\n" + c.String())
	golden.Equal(t, "testdata/"+name+".golden", []byte(c.String()))
}
