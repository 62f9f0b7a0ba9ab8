package tally

import (
	"fmt"
	"maps"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// Errors counts what became of each wanted attribution, and how many were invented.
type Errors struct{ n [len(classes)]int }

const (
	right = iota
	missedWithin
	missed
	tooLong
	tooShort
	otherContent
	noSource
	needlessSource
	otherSource
	invented
)

var classes = [...]string{
	"right",
	"missed, its cue within the content of another",
	"missed",
	"cue found, content too long",
	"cue found, content too short",
	"cue found, other content",
	"content right, no source found",
	"content right, source invented",
	"content right, other source",
	"invented: no wanted cue is there",
}

// String is a table with a line for each class.
func (e Errors) String() string {
	var b strings.Builder
	for i, name := range classes {
		fmt.Fprintf(&b, "%6d  %s\n", e.n[i], name)
	}
	return b.String()
}

// Add counts one document. An attribution was found where a found cue shares a word with its cue; where several do, the
// one that shares most.
func (e *Errors) Add(text string, foundIn, wanted []Attribution) {
	w := divide(text)
	found, want := sides(text, w, foundIn), sides(text, w, wanted)
	taken := make([]bool, len(found))
	for _, g := range want {
		best, shared := -1, 0
		for i, f := range found {
			if n := common(g.cueWords, f.cueWords); n > shared {
				best, shared = i, n
			}
		}
		if best < 0 {
			class := missed
			for _, f := range found {
				if common(g.cueWords, f.contentWords) > 0 {
					class = missedWithin
				}
			}
			e.n[class]++
			continue
		}
		taken[best] = true
		e.n[compare(g, found[best])]++
	}
	for i := range found {
		if !taken[i] {
			e.n[invented]++
		}
	}
}

func compare(want, found side) int {
	same := maps.Equal[map[hearsay.Span]bool, map[hearsay.Span]bool]
	switch {
	case same(want.content, found.content) && same(want.source, found.source):
		return right
	case !same(want.content, found.content):
		switch n := common(want.contentWords, found.contentWords); {
		case n == len(want.contentWords) && n < len(found.contentWords):
			return tooLong
		case n == len(found.contentWords) && n > 0 && n < len(want.contentWords):
			return tooShort
		}
		return otherContent
	case len(found.source) == 0:
		return noSource
	case len(want.source) == 0:
		return needlessSource
	}
	return otherSource
}
