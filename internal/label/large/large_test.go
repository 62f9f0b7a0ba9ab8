package large

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/label"
	"github.com/hearsay-news/hearsay/model/encoder"
	"github.com/hearsay-news/hearsay/token"
)

const sample = `Ines Rau, the harbour master of Brelland, said the ferry had been overloaded. “We counted ninety people,” she told the inquiry.

According to a report by the port authority, the crew ignored two warnings. Nobody from the company would comment.`

func TestAttributions(t *testing.T) {
	want := []string{
		"Ines Rau, the harbour master of Brelland | said | the ferry had been overloaded",
		"she | told | We counted ninety people",
		"a report by the port authority | According to | the crew ignored two warnings",
	}
	var got []string
	for _, a := range Attributions(token.Divide(sample)) {
		got = append(got, strings.Join([]string{hearsay.Join(sample, a.Source), hearsay.Join(sample, a.Cue), hearsay.Join(sample, a.Content)}, " | "))
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The encoder is asked for more words than it takes at once, for words of many pieces and for characters that it does not know.
// Whatever the text, spans lie within it and cut no character, and the same text gives the same.
func TestAnyText(t *testing.T) {
	long := strings.Repeat("He said that the unforeseeably uncharacteristic misrepresentations had been counterproductive, ", 60)
	for _, s := range []string{long, "", "said", "\xff said “\xff”", "日本 said: “é 🦊”", strings.Repeat("\u0301", 50) + " said so.", "He said " + strings.Repeat("untold", 1000)} {
		as := Attributions(token.Divide(s))
		if again := Attributions(token.Divide(s)); !reflect.DeepEqual(as, again) {
			t.Errorf("%q: %v, and then %v", s, as, again)
		}
		for _, a := range as {
			for _, spans := range [][]hearsay.Span{a.Source, a.Cue, a.Content} {
				for _, p := range spans {
					if p.Start >= p.End || p.End > len(s) || strings.ToValidUTF8(s, "") == s && !p.Fits(s) {
						t.Errorf("span %v of %q", p, s)
					}
				}
			}
		}
	}
}

func TestBrokenWeights(t *testing.T) {
	for _, n := range []int{0, 8, 12, 1000, len(encoder.Weights) / 2, len(encoder.Weights) - 1} {
		if _, err := label.UnpackLarge(encoder.Weights[:n]); err == nil {
			t.Errorf("%d bytes read as an encoder", n)
		}
	}
	if _, err := label.UnpackLarge(encoder.Weights + "x"); err == nil {
		t.Error("one byte too much read as an encoder")
	}
}
