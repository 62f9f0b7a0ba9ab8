package token

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay"
)

// show writes a divided text as words parted by spaces, sentences by " | ", paragraphs by " || "; quotations in brackets.
func show(t *Text) string {
	var b strings.Builder
	for i, w := range t.Tokens {
		switch {
		case i == 0:
		case w.Paragraph != t.Tokens[i-1].Paragraph:
			b.WriteString(" || ")
		case w.Sentence != t.Tokens[i-1].Sentence:
			b.WriteString(" | ")
		default:
			b.WriteString(" ")
		}
		for _, q := range t.Quotes {
			if q.First == i {
				b.WriteString("[")
			}
		}
		b.WriteString(w.Text)
		for _, q := range t.Quotes {
			if q.End == i+1 {
				b.WriteString("]")
			}
		}
	}
	return b.String()
}

func TestDivide(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"abbreviations end no sentence", "Mr. Rau met Lt. J. Okonjo on Jan. 5. He left.", "Mr. Rau met Lt. J. Okonjo on Jan. 5 . | He left ."},
		{"dashes part words", "ties to Belgrade—a stance", "ties to Belgrade — a stance"},
		{"a range of years is one word", "in 1987–88", "in 1987–88"},
		{"curly quotation", "“We knew,” Ines Rau said.", "[“ We knew , ”] Ines Rau said ."},
		{"straight quotation", `"We knew," Ines Rau said. "All of us."`, `[" We knew , "] Ines Rau said . | [" All of us . "]`},
		{"single quotation", "The ‘ghost ship’ sank.", "The [‘ ghost ship ’] sank ."},
		{"apostrophes open nothing", "The minister's aides' car wasn't there.", "The minister 's aides ' car was n't there ."},
		{"a single quotation within a double one", "“He said ‘never’ to us,” she said.", "[“ He said [‘ never ’] to us , ”] she said ."},
		{"German marks", "„Wir wussten es“, sagte Rau.", "[„ Wir wussten es “] , sagte Rau ."},
		{"guillemets", "« Nous savions », dit Rau.", "[« Nous savions »] , dit Rau ."},
		{"a quotation over paragraphs", "“One.\n\n“Two,” he said.", "[“ One .] || [“ Two , ”] he said ."},
		{"a lost closing mark ends with its paragraph", "“One, he said.\n\nTwo.", "[“ One , he said .] || Two ."},
	} {
		if got := show(Divide(c.text)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestLeave(t *testing.T) {
	text := "One. View this post on Mastodon Two."
	got := show(Divide(text, hearsay.Span{Start: 5, End: 31}))
	if want := "One . || Two ."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The promise: every token's text stands at its place, places do not overlap, and each token has its sentence,
// paragraph and quotation.
func FuzzDivide(f *testing.F) {
	for _, s := range []string{"“One.\n\n“Two,” he said.", "‘‘a’ 'b\" c—d", "\xff\x00 “", "a\u2028b’s ’90s", "“‘”’"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := Divide(s)
		at := 0
		for i, w := range x.Tokens {
			if in, ok := w.Span.In(s); !ok || in != w.Text || w.Span.Start < at || w.Text == "" {
				t.Fatalf("token %d %q at %v after byte %d", i, w.Text, w.Span, at)
			}
			at = w.Span.End
			if r := x.Sentences[w.Sentence]; i < r.First || i >= r.End {
				t.Fatalf("token %d not in sentence %v", i, r)
			}
			if r := x.Paragraphs[w.Paragraph]; i < r.First || i >= r.End {
				t.Fatalf("token %d not in paragraph %v", i, r)
			}
			if w.Quote >= 0 && (i < x.Quotes[w.Quote].First || i >= x.Quotes[w.Quote].End) {
				t.Fatalf("token %d not in quotation %v", i, x.Quotes[w.Quote])
			}
		}
		for _, q := range x.Quotes {
			if _, ok := q.Inner.In(s); !ok {
				t.Fatalf("quotation %v", q)
			}
		}
	})
}
