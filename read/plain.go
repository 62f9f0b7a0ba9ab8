package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	hearsay "github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
)

// readPlain keeps the text as it is.
func readPlain(d *hearsay.Document, src source) {
	d.Text = src.text
	if d.Pieces = src.pieces; d.Pieces == nil && src.text != "" {
		d.Pieces = []hearsay.Piece{{N: len(src.text), Raw: hearsay.Span{End: len(src.text)}}}
	}
	if s, ok := evidentTitle(d.Text); ok {
		d.Title = d.Text[s.Start:s.End]
		d.TitleSpan = &s
		masthead(d)
	}
	notePlain(d, 0)
	language(d, "")
}

// bareAddress is an address that stands in the text itself.
var bareAddress = dfa.MustCompile(`https?://[^\s<>"“”«»‹›\x60{}|\\^]+`)

// notePlain notes what plain text shows, from byte from on: placeholders of embeds, filler, addresses, an agency's credit.
func notePlain(d *hearsay.Document, from int) {
	for at, line := range lines(d.Text[from:]) {
		markLine(d, from+at, line)
	}
	for _, m := range bareAddress.FindAllStringIndex(d.Text[from:], -1) {
		s := hearsay.Span{Start: from + m[0], End: from + m[1]}
		words := strings.TrimRight(d.Text[s.Start:s.End], ".,:;!?'’)]")
		s.End = s.Start + len(words)
		if u, _ := unwrap(words); u != "" && len(d.Links) < maxLinks {
			d.Links = append(d.Links, hearsay.Hyperlink{URL: u, Text: words, Span: s})
		}
	}
	if d.Credit == "" {
		d.Credit = creditIn(d.Text[from:])
	}
	if d.Credit == "" {
		d.Credit = agency([]string{d.Author})
	}
}

// lines yields each line of text without its break, with where it starts.
func lines(text string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		at := 0
		for line := range strings.SplitAfterSeq(text, "\n") {
			if !yield(at, strings.TrimRight(line, "\r\n")) {
				return
			}
			at += len(line)
		}
	}
}

// evidentTitle finds a title that plain text can only mean as one: a short first line without a final stop, followed by
// an empty line and more text, or by a few short lines that tell a day and then an empty line.
func evidentTitle(text string) (s hearsay.Span, ok bool) {
	first, rest, more := strings.Cut(text, "\n")
	t := strings.TrimSpace(first)
	if !more || t == "" || utf8.RuneCountInString(t) > 140 {
		return s, false
	}
	dated := false
	for n := 0; ; n++ {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		if line = strings.TrimSpace(line); line == "" && (n == 0 || dated) {
			break
		}
		if !more || n == under || utf8.RuneCountInString(line) > 80 || strings.HasSuffix(line, ".") {
			return s, false
		}
		dated = dated || dateIn(line, "").Known()
	}
	if strings.TrimSpace(rest) == "" {
		return s, false
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	if strings.ContainsRune(".:;,。…", last) || !strings.ContainsFunc(t, unicode.IsLetter) {
		return s, false
	}
	return hearsay.Span{End: len(first)}.TrimSpace(text), true
}
