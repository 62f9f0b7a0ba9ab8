package token

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// closes tells which mark closes an opening one. A straight mark closes itself. German closes „ with “, Danish and
// some German printing turn the guillemets around.
var closes = map[string]string{"“": "”", "„": "“”", "‟": "”", "«": "»", "\"": "\"", "‘": "’", "'": "'", "‚": "‘"}

// pair finds the quotations: marks are paired within a paragraph; one that is left open at its end goes on where the next
// paragraph begins with an opening mark, as is the custom for long quotations, and is otherwise open to the paragraph's end
// (a quotation mark lost by the typist must not swallow the rest of the text).
func (t *Text) pair() {
	open := false
	for p, r := range t.Paragraphs {
		before := len(t.Quotes)
		stillOpen := t.pairIn(r, p)
		if open && len(t.Quotes) > before && t.Quotes[before].First == r.First {
			t.Quotes[before].Continues = true
		}
		open = stillOpen
	}
	for q, quote := range t.Quotes {
		t.Tokens[quote.First].Tag = "``"
		if !quote.Open {
			t.Tokens[quote.End-1].Tag = "''"
		}
		for i := quote.First; i < quote.End; i++ {
			if in := t.Tokens[i].Quote; in < 0 || t.Quotes[in].Span.Len() > quote.Span.Len() {
				t.Tokens[i].Quote = q
			}
		}
	}
}

// pairIn pairs the marks of one paragraph and reports whether a double quotation is open at its end.
func (t *Text) pairIn(r Range, p int) (open bool) {
	var stack []int // never deeper than quotations are nested in earnest
	emit := func(first, last int, unclosed bool) {
		a, b := t.Tokens[first].Span, t.Tokens[last].Span
		inner := hearsay.Span{Start: a.End, End: b.Start}
		if unclosed {
			inner.End = b.End
		}
		t.Quotes = append(t.Quotes, Quote{Range: Range{first, last + 1}, Span: hearsay.Span{Start: a.Start, End: b.End},
			Inner: inner, Single: isSingle(t.Tokens[first].Text), Open: unclosed})
	}
	start := len(t.Quotes)
	for i := r.First; i < r.End; i++ {
		mark := t.Tokens[i].Text
		// A closing mark closes the nearest that it fits, and drops single ones within that nothing closed.
		closed := false
		for k := len(stack) - 1; k >= 0; k-- {
			if strings.Contains(closes[t.Tokens[stack[k]].Text], mark) && t.mayClose(i, stack[k]) {
				emit(stack[k], i, false)
				stack, closed = stack[:k], true
				break
			}
			if !isSingle(t.Tokens[stack[k]].Text) {
				break
			}
		}
		if !closed && closes[mark] != "" && len(stack) < 8 && t.mayOpen(i) {
			stack = append(stack, i)
		}
	}
	for _, i := range stack {
		if !isSingle(t.Tokens[i].Text) {
			emit(i, r.End-1, true)
			open = true
			break
		}
	}
	// In the order of their places, the outer before the inner.
	slices.SortStableFunc(t.Quotes[start:], func(a, b Quote) int { return a.Span.Start - b.Span.Start })
	return open
}

func isSingle(mark string) bool { return mark == "‘" || mark == "'" || mark == "‚" }

// glued reports whether token i has a letter or digit right before or after it.
func (t *Text) glued(i int) (before, after bool) {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	s := t.Tokens[i].Span
	b, _ := utf8.DecodeLastRuneInString(t.Source[:s.Start])
	a, _ := utf8.DecodeRuneInString(t.Source[s.End:])
	return word(b), word(a)
}

func (t *Text) mayOpen(i int) bool {
	before, _ := t.glued(i)
	switch t.Tokens[i].Text {
	case "'", "‘":
		next, _ := utf8.DecodeRuneInString(t.Source[t.Tokens[i].Span.End:])
		return !before && next != utf8.RuneError && !unicode.IsSpace(next)
	case "\"":
		next, _ := utf8.DecodeRuneInString(t.Source[t.Tokens[i].Span.End:])
		return !before && !unicode.IsSpace(next)
	}
	return true
}

func (t *Text) mayClose(i, open int) bool {
	if i == open+1 {
		return false
	}
	before, after := t.glued(i)
	switch t.Tokens[i].Text {
	case "’", "'":
		if after {
			return false
		}
		// After a plural s it may be a possessive: then another mark follows that can close.
		if before && strings.HasSuffix(strings.ToLower(t.Tokens[i-1].Text), "s") {
			for j := i + 1; j < len(t.Tokens) && t.Tokens[j].Paragraph == t.Tokens[i].Paragraph; j++ {
				switch m := t.Tokens[j].Text; {
				case m == "‘" || m == "'" && t.mayOpen(j):
					return true
				case m == "’" || m == "'":
					return false
				}
			}
		}
		return true
	case "\"":
		prev, _ := utf8.DecodeLastRuneInString(t.Source[:t.Tokens[i].Span.Start])
		return !unicode.IsSpace(prev) || !after
	}
	return true
}
