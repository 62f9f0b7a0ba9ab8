package person

import (
	"strings"
	"testing"
)

func TestLikely(t *testing.T) {
	const (
		people = `clinton merkel yusuf heidi obinna nakamura nguyen petrov fatima`
		not    = `london reuters tuesday congress senate twitter republican the police germany vietnam korean 2019 u.s. said microsoft`
	)
	for _, w := range strings.Fields(people) {
		if !Likely(w, true) {
			t.Errorf("%s is taken for no name", w)
		}
	}
	for _, w := range strings.Fields(not) {
		if Likely(w, false) {
			t.Errorf("%s is taken for a name", w)
		}
	}
}

// A word that no list has is a name where its capital says so, and elsewhere only if it is not formed as other words are.
func TestLikelyUnknown(t *testing.T) {
	for word, want := range map[string][2]bool{
		"thistlewoodly": {false, true},
		"overpromising": {false, true},
		"thistlewood":   {true, true},
		"x9":            {false, false},
		"re-zoned":      {false, false},
	} {
		if got := [2]bool{Likely(word, true), Likely(word, false)}; got != want {
			t.Errorf("%s: %v at a place that has a capital, elsewhere %v; want %v", word, got[0], got[1], want)
		}
	}
}
