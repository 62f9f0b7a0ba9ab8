package match

import (
	"cmp"
	"github.com/hearsay-news/hearsay"
	"slices"
)

// Kind is the kind under which a store keeps the keys of statements.
const Kind = "statement"

// Keys returns what it shares with other statements of its claim, at least one of them, and with few that are not. They
// are functions of the statement alone, so they never change when the pile grows. Sorted, each once.
//
// A key is a name with a weighty word, by its cluster of meaning where it has one; a name with a number or year; two names
// or words that are rare enough together; a run of quoted words; all words; or a statement that is referred to.
func Keys(it *Item) []uint64 {
	var keys []uint64
	key := func(kind, x, y uint64) {
		if x > y {
			x, y = y, x
		}
		keys = append(keys, kind+31*(x*0x9e3779b97f4a7c15^(y+0x517cc1b727220a95)*0xbf58476d1ce4e5b9))
	}
	if it.target != "" {
		key(8, hash(it.target), 0)
		return keys
	}
	if it.referred {
		key(8, hash(it.Statement.ID), 0)
	}
	if it.retold != "" {
		key(8, hash(it.retold), 0)
	}
	if it.goesOn != "" {
		key(8, hash(it.goesOn), 0)
	}
	names := keyNames(it)
	if it.Statement.Stance == hearsay.DeniesIt {
		for _, n := range append(slices.Clone(it.denier), it.story[:min(len(it.story), 3)]...) {
			key(10, n, 0)
		}
		key(11, hash(it.Statement.Document), 0)
	} else if it.Statement.Stance == hearsay.Tells && it.Statement.Allegation >= charge {
		for _, n := range names[:min(len(names), 3)] {
			key(10, n, 0)
		}
		key(11, hash(it.Statement.Document), 0)
	}
	if it.Statement.Stance == hearsay.Tells && it.Statement.Allegation >= charge { // what cites an outlet, and what that told, where both are about one
		if it.cited != nil {
			for _, n := range it.about(most) {
				key(12, it.cited.last(), n)
			}
		}
		if it.outlet != nil {
			for _, n := range it.about(3) {
				key(12, it.outlet.last(), n)
			}
		}
	}
	words := keyWords(it)
	for _, n := range names[:min(len(names), 3)] {
		for _, w := range words[:min(len(words), 5)] {
			key(1, n, w.sense())
		}
		for _, y := range it.years {
			key(2, n, uint64(y))
		}
		for _, x := range it.numbers {
			key(3, n, uint64(x.Value))
		}
	}
	units := keyUnits(it)
	for i, u := range units {
		for _, v := range units[i+1:] {
			if u.weight+v.weight >= telling {
				key(4, u.value, v.value)
			}
		}
	}
	if it.points || len(names) == 0 { // what its document speaks of stands in for the names that it leaves out
		for _, n := range it.story[:min(len(it.story), 3)] {
			for _, w := range words[:min(len(words), 5)] {
				key(1, n, w.sense())
			}
		}
	}
	for _, q := range it.quoted {
		for i := 0; i+3 <= len(q) && i < most; i++ {
			key(6, q[i]*31+q[i+1], q[i+2])
		}
	}
	if len(it.words) > 0 {
		key(7, it.exact, 0)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// about returns the words of names in it, and as many as n of those that its document speaks of most.
func (it *Item) about(n int) []uint64 {
	words := slices.Clone(it.story[:min(len(it.story), n)])
	for i := range it.names {
		if it.names[i].Sure {
			words = append(words, it.names[i].Tokens...)
		}
	}
	return words
}

// units is how many words of a statement are paired with each other for keys.
const units = 8

// telling is the weight that two words need to be a key together: with less they stand in too many statements.
const telling = 1.25

// A unit is a word as a part of a key.
type unit struct {
	value  uint64
	weight float32
}

// keyUnits returns the weightiest words of it, names and others alike, a known name both as a name and as a word: where all
// words have capitals, it cannot be told from one.
func keyUnits(it *Item) []unit {
	var out []unit
	for _, w := range heaviest(it.words) {
		if w.Proper {
			out = appendNew(out, unit{w.Name, w.Weight})
		}
		if !w.Proper || w.Glove.Known() {
			out = appendNew(out, unit{w.Stem, w.Weight})
		}
		if len(out) >= units {
			break
		}
	}
	return out
}

// heaviest returns words by their pull.
func heaviest(words []word) []*word {
	out := make([]*word, len(words))
	for i := range words {
		out[i] = &words[i]
	}
	slices.SortStableFunc(out, func(v, w *word) int {
		return cmp.Or(cmp.Compare(w.pull(), v.pull()), cmp.Compare(v.Stem, w.Stem))
	})
	return out
}

// sense is the cluster of w's meaning, or the word itself where it has none.
func (w *word) sense() uint64 {
	if w.Glove.Known() {
		return uint64(w.Glove.Cluster())
	}
	return w.Stem
}

// keyNames returns the words by which the names of it are found: of each its last.
func keyNames(it *Item) []uint64 {
	var out []uint64
	for _, sure := range []bool{true, false} {
		for i := range it.names {
			if it.names[i].Sure == sure {
				out = appendNew(out, it.names[i].last())
			}
		}
	}
	return out
}

// keyWords returns the words of it that are no names, the weightiest first, verbs before others of their weight.
func keyWords(it *Item) []*word {
	out := heaviest(it.words)
	return slices.DeleteFunc(out, func(w *word) bool { return w.Proper })
}

// pull is w's weight as a key.
func (w *word) pull() float32 {
	if w.Verb {
		return w.Weight + 0.2
	}
	return w.Weight
}
