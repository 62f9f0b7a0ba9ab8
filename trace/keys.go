package trace

import (
	"math"
	"slices"

	"github.com/zeebo/xxh3"
)

// Keys are what two documents share when one depends on the other: addresses (its own and those that it leads to and
// embeds, in one key space), names (those that it goes by and those that stand in it, likewise), runs of words chosen by
// winnowing, and the words of quotations. They depend on the document alone, and are sorted.
//
// Winnowing (Schleimer, Wilkerson and Aiken, 2003) takes of every stretch of so many runs the one with the smallest hash:
// two documents that share a stretch that long share a key.
func Keys(d *Doc) []uint64 {
	var keys []uint64
	address := func(a string) {
		if a != "" {
			keys = append(keys, xxh3.HashString("address "+a))
		}
	}
	for _, a := range d.addresses {
		address(a)
	}
	for _, a := range d.links {
		address(a)
	}
	for _, e := range d.Embeds {
		address(Address(e.URL))
	}
	d.nameKeys(func(words []uint64) {
		h := uint64(0x6e616d65)
		for _, w := range words {
			h = mix(h, w)
		}
		keys = append(keys, h)
	})
	window := 4
	if len(d.words) > 400 {
		window = 10
	}
	keys = append(keys, d.winnow(window)...)
	for _, q := range d.quotes {
		if !q.single {
			keys = append(keys, d.quoteKeys(q.stretch)...)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// passage is how many words a run has that is a key.
const passage = 6

func (d *Doc) passageAt(i int) uint64 {
	h := uint64(0x70617373)
	for _, w := range d.words[i : i+passage] {
		h = mix(h, w.hash)
	}
	return h
}

func (d *Doc) winnow(window int) []uint64 {
	var keys []uint64
	n := len(d.words) - passage + 1
	if n <= 0 {
		return nil
	}
	all := make([]uint64, n)
	for i := range all {
		all[i] = d.passageAt(i)
	}
	last := uint64(math.MaxUint64)
	for i := 0; i < max(1, n-window+1); i++ {
		if least := slices.Min(all[i:min(n, i+window)]); least != last {
			keys = append(keys, least)
			last = least
		}
	}
	return keys
}

// quoteKeys are the least few runs of the words of a quotation.
func (d *Doc) quoteKeys(q stretch) []uint64 {
	const few = 4
	var keys []uint64
	for i := int(q.first); i+passage <= int(q.end); i++ {
		keys = append(keys, d.passageAt(i))
	}
	slices.Sort(keys)
	return keys[:min(few, len(keys))]
}

// nameKeys yields the names that d goes by, their initials aside, and the runs of capitalised words in it that may be
// names of others.
func (d *Doc) nameKeys(yield func([]uint64)) {
	for _, n := range d.names {
		for _, form := range n.forms {
			yield(form)
		}
	}
	for _, c := range d.credits {
		yield(c.words)
		if short := initials(c.text); len(c.words) > 1 && len(short) >= 3 {
			yield([]uint64{hashOf(short)})
		}
	}
	const longest = 5
	for i := range d.words {
		if !d.words[i].has(isUpper) {
			continue
		}
		words := []uint64{d.words[i].hash}
		if d.words[i].length >= 3 && d.besideCue(i) {
			yield(words)
		}
		for k := i + 1; k < min(i+longest, len(d.words)); k++ {
			if d.words[k].start > d.words[k-1].end()+2 || !d.words[k].has(isUpper) && !linking[d.Text[d.words[k].start:d.words[k].end()]] {
				break
			}
			words = append(words, d.words[k].hash)
			if d.words[k].has(isUpper) {
				yield(words)
			}
		}
	}
}

// besideCue reports whether a word that cites stands within a few words of word i: a name of one word is a key only there.
func (d *Doc) besideCue(i int) bool {
	for k := max(0, i-8); k < min(len(d.words), i+9); k++ {
		if k != i && d.words[k].marks != 0 {
			return true
		}
	}
	return false
}
