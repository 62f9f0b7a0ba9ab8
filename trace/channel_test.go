package trace

import (
	"testing"

	"github.com/hearsay-news/hearsay"
)

// TestChannelIn holds where a sentence says that somebody spoke.
func TestChannelIn(t *testing.T) {
	for _, c := range []struct {
		text string
		want hearsay.Channel
	}{
		{"In an angry letter the clerk called it theft.", hearsay.Letter},
		{"She wrote it in a letter to the board.", hearsay.Letter},
		{"An open letter by nine nurses told of it.", hearsay.Letter},
		{"A letter of 2 May had warned the firm.", ""},
		{"Owen told the whole pub he'd never had a letter.", ""},
		{"The council lied about the letter.", ""},
		{"He told it in his book.", hearsay.Book},
	} {
		s := sentencesOf(c.text, hearsay.Span{End: len(c.text)})
		if got := s[0].near.channel; got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
