package trace

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/internal/dfa"
	"github.com/hearsay-news/hearsay/token"
)

var (
	// "FORT MERIDEN, Jan 22 (Northern Press) - The toymaker"
	dateline = dfa.MustCompile(`^([\p{L}\p{M} .,'’/-]{2,40}?(?:,? \d{1,2}\.?(?: \p{L}{3,12}\.?)?)?)\s?\((\p{Lu}[\p{L} .&-]{1,40})\)\s?[-–—:]`)
	// "Source: HPA", alone in its paragraph
	sourceLine = dfa.MustCompile(`(?i)^[(\[]?(?:source|sources|quelle|quellen|fuente|fonte|источник|źródło|forrás|zdroj|bron|kilde|källa)\s*:\s*([^.\n]{2,60}?)[)\]]?\.?$`)
	// "(Meridian Press Agency)", "-Meridian Press Agency", "— HPA", at the end of the text
	closing = dfa.MustCompile(`(?:\((\p{Lu}[\p{L} .&/-]{1,40})\)|\s[-–—]\s?(\p{Lu}[\p{L} .&/-]{1,40}))$`)
	// "Posted by Reuters", "with HPA", "Standard Staff and HPA"
	joint = dfa.MustCompile(`\s*(?:,|/|;|\band\b|\bund\b|\bet\b|\by\b|\bi\b|\bwith\b|\bmit\b|\bavec\b)\s*`)
)

// readCredits finds whose report d says that it prints: in the page's credit and byline, in a dateline, in a line at the
// end.
func (d *Doc) readCredits(t *token.Text) {
	for _, field := range []string{d.Credit, d.Author} {
		for _, part := range joint.Split(field, -1) {
			d.credit(part, hearsay.Span{})
		}
	}
	n := len(t.Paragraphs)
	for p := range n {
		if p >= 6 && p < n-4 {
			continue
		}
		text := strings.TrimSpace(paragraphText(t, p))
		at := t.Tokens[t.Paragraphs[p].First].Span.Start
		mark := func(s string) {
			if i := strings.LastIndex(text, s); i >= 0 {
				d.credit(s, hearsay.Span{Start: at + i, End: at + i + len(s)})
			}
		}
		if m := dateline.FindStringSubmatch(text); m != nil {
			mark(m[2])
		}
		if m := sourceLine.FindStringSubmatch(text); m != nil {
			mark(m[1])
		}
		if p > 0 && utf8.RuneCountInString(text) <= 40 && isName(text) {
			for _, part := range joint.Split(text, -1) {
				mark(part)
			}
		}
		if p >= n-4 {
			if m := closing.FindStringSubmatch(strings.TrimRight(text, ".")); m != nil {
				mark(m[1] + m[2])
			}
		}
	}
}

func (d *Doc) credit(s string, at hearsay.Span) {
	s = strings.TrimSpace(s)
	words := hashes(s)
	for len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 || len(words) > 6 {
		return
	}
	for i, c := range d.credits {
		if slices.Equal(c.words, words) {
			if c.span.Len() == 0 {
				d.credits[i].span = at
			}
			return
		}
	}
	d.credits = append(d.credits, credit{words, s, at})
}

// linking are the small words within names.
var linking = map[string]bool{"of": true, "and": true, "the": true, "for": true, "in": true, "on": true, "&": true, "de": true, "du": true, "des": true,
	"del": true, "der": true, "die": true, "das": true, "la": true, "le": true, "el": true, "von": true, "und": true, "y": true, "et": true, "di": true, "without": true}

// isName reports whether text is a name and nothing else: its words begin with capitals.
func isName(text string) bool {
	fields := strings.Fields(text)
	if len(fields) == 0 || len(fields) > 6 {
		return false
	}
	for i, f := range fields {
		f = strings.Trim(f, "*_#\"“”‘’'()")
		r, _ := utf8.DecodeRuneInString(f)
		if i > 0 && linking[strings.ToLower(f)] {
			continue
		}
		if !unicode.IsUpper(r) && !(i > 0 && unicode.IsDigit(r)) || strings.HasSuffix(f, ".") && len(f) > 3 || strings.HasSuffix(f, "?") {
			return false
		}
	}
	return true
}

// masthead returns the names that a line above the text may be the outlet's: the line is short and no sentence, and the
// name is all of it or what stands before or after a comma or a stroke beside a date, a place in the day or a byline.
func masthead(text string, title bool) []string {
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), "*_#"))
	if text == "" || utf8.RuneCountInString(text) > 120 || strings.HasSuffix(text, ".") {
		return nil
	}
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		parts := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '|' || r == '/' || r == '·' || r == '•' || r == ';' })
		for i, part := range parts {
			part = strings.TrimSpace(part)
			if i == 0 && strings.HasPrefix(part, "By ") || strings.HasPrefix(part, "by ") {
				continue
			}
			if !isName(part) || isDate(part) {
				continue
			}
			if title && (len(parts) == 1 || i > 0) && part != strings.ToUpper(part) {
				continue // a title is a masthead only where it says more than a name, or shouts it
			}
			out = append(out, part)
		}
	}
	return out
}

// isDate reports whether text is part of a date: it has a digit, or is a day of the week.
func isDate(text string) bool {
	fields := strings.Fields(text)
	return isNumber(fields[len(fields)-1]) && len(fields) <= 3 && (len(fields) == 1 || isNumber(fields[0]) || months[strings.ToLower(fields[0])]) || len(fields) > 0 && isNumber(fields[0]) ||
		len(fields) > 1 && months[strings.ToLower(fields[len(fields)-1])] || days[strings.ToLower(fields[0])]
}

var months = setOf("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec")
var days = setOf("monday tuesday wednesday thursday friday saturday sunday")

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
