package truth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
)

// soft reports whether r is cut off at the ends of a span before it is compared: white space, quotation marks,
// punctuation.
func soft(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) || unicode.Is(unicode.Sk, r) || unicode.Is(unicode.Cf, r)
}

// trimWords cuts what is soft off both ends of s, unless nothing would be left, and makes one space of all white space
// within.
func trimWords(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if t := strings.TrimFunc(s, soft); t != "" {
		return t
	}
	return s
}

// trim does to a span of text what trimWords does to its ends.
func trim(text string, s hearsay.Span) hearsay.Span {
	in, ok := s.In(text)
	if !ok {
		return s
	}
	cut := func(f func(rune) bool) hearsay.Span {
		left := len(in) - len(strings.TrimLeftFunc(in, f))
		return hearsay.Span{Start: s.Start + left, End: s.Start + left + len(strings.TrimFunc(in, f))}
	}
	if t := cut(soft); t.Len() > 0 {
		return t
	}
	if t := cut(unicode.IsSpace); t.Len() > 0 {
		return t
	}
	return s
}

// A page is the text of a document, made ready to find quoted words in it.
type page struct {
	text string
	flat string // text with one space for all white space
	at   []int  // for each byte of flat, where it stands in text
}

func newPage(text string) *page {
	p := &page{text: text}
	var flat strings.Builder
	space := false
	for i, r := range text {
		if unicode.IsSpace(r) {
			if !space {
				flat.WriteByte(' ')
				p.at = append(p.at, i)
			}
			space = true
			continue
		}
		space = false
		_, size := utf8.DecodeRuneInString(text[i:])
		flat.WriteString(text[i : i+size])
		for k := range size {
			p.at = append(p.at, i+k)
		}
	}
	p.at = append(p.at, len(text))
	p.flat = flat.String()
	return p
}

// find returns all places of words, trimmed, in the order of the text. A place within a longer word counts only where
// there is no other.
func (p *page) find(words string) []hearsay.Span {
	words = trimWords(words)
	if words == "" {
		return nil
	}
	var whole, within []hearsay.Span
	for from := 0; ; {
		i := strings.Index(p.flat[from:], words)
		if i < 0 {
			break
		}
		start, end := from+i, from+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(p.flat[:start])
		after, _ := utf8.DecodeRuneInString(p.flat[end:])
		place := hearsay.Span{Start: p.at[start], End: p.at[end-1] + 1}
		if inWord(before) || inWord(after) {
			within = append(within, place)
		} else {
			whole = append(whole, place)
		}
		_, size := utf8.DecodeRuneInString(p.flat[start:])
		from = start + size
	}
	if len(whole) == 0 {
		return within
	}
	return whole
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// nearest returns the place that is nearest to hull, the first of several that are.
func nearest(places []hearsay.Span, hull hearsay.Span) (best hearsay.Span, ok bool) {
	least := 0
	for _, s := range places {
		gap := max(s.Start-hull.End, hull.Start-s.End, 0)
		if !ok || gap < least {
			best, least, ok = s, gap, true
		}
	}
	return best, ok
}

// contents finds the places of a statement's content: of its first fragment the first place that is not taken, of
// everything else the place nearest to that. A reading that does not stand in the text is nil.
func (p *page) contents(readings []Reading, taken map[hearsay.Span]bool) [][]hearsay.Span {
	var anchor hearsay.Span
	known := false
	for _, r := range readings {
		places := p.find(r[0])
		for _, s := range places {
			if !known && !taken[s] {
				anchor, known = s, true
			}
		}
		if !known && len(places) > 0 {
			anchor, known = places[0], true
		}
		if known {
			break
		}
	}
	if !known {
		return make([][]hearsay.Span, len(readings))
	}
	taken[anchor] = true
	return p.around(readings, anchor)
}

// around finds for each reading the places nearest to hull.
func (p *page) around(readings []Reading, hull hearsay.Span) [][]hearsay.Span {
	found := make([][]hearsay.Span, len(readings))
	for i, r := range readings {
		for _, fragment := range r {
			s, ok := nearest(p.find(fragment), hull)
			if !ok {
				found[i] = nil
				break
			}
			found[i] = append(found[i], s)
		}
	}
	return found
}
