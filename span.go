package hearsay

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is a stretch of a document's text, counted in bytes: [Start, End).
// It never begins or ends inside a character. In JSON it is the pair [start, end].
type Span struct{ Start, End int }

// In returns the part of text that s covers, and whether s fits text.
func (s Span) In(text string) (string, bool) {
	if s.Start < 0 || s.Start > s.End || s.End > len(text) {
		return "", false
	}
	return text[s.Start:s.End], true
}

// Fits reports whether s lies within text and cuts no character.
func (s Span) Fits(text string) bool {
	if _, ok := s.In(text); !ok {
		return false
	}
	return (s.Start == len(text) || utf8.RuneStart(text[s.Start])) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// Len is the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Covers reports whether o lies wholly within s.
func (s Span) Covers(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// TrimSpace returns s without the white space at both ends.
func (s Span) TrimSpace(text string) Span {
	in, ok := s.In(text)
	if !ok {
		return s
	}
	left := len(in) - len(strings.TrimLeftFunc(in, unicode.IsSpace))
	in = strings.TrimSpace(in)
	return Span{s.Start + left, s.Start + left + len(in)}
}

// MarshalJSON writes s as [start, end].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads [start, end].
func (s *Span) UnmarshalJSON(b []byte) error {
	var pair [2]int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}

// Join returns the words that spans cover in text, fragments joined by " … ".
func Join(text string, spans []Span) string {
	var parts []string
	for _, s := range spans {
		if in, ok := s.In(text); ok {
			parts = append(parts, strings.Join(strings.Fields(in), " "))
		}
	}
	return strings.Join(parts, " … ")
}

// Hull returns the smallest span that covers all of spans; ok is false where there is none.
func Hull(spans []Span) (hull Span, ok bool) {
	for i, s := range spans {
		if i == 0 {
			hull = s
			continue
		}
		hull.Start = min(hull.Start, s.Start)
		hull.End = max(hull.End, s.End)
	}
	return hull, len(spans) > 0
}
